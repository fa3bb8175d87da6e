"""A booklet that the office shows is on the public site with its files, and with none of texts that are gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.models import Booklet, Edition, Material
from khien.library.services import booklets, shown_booklets
from khien.library.services.booklets import BookletText
from khien.library.services.publishing import take_down
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
LIST = "/bo-cam-nang/"


@pytest.fixture
def chau(cast: Cast, tmp_path: Any, settings: Any) -> Actor:
    settings.KHIEN_FILES = tmp_path
    return cast.actor("editor")


@pytest.fixture
def book(cast: Cast, chau: Actor, texts: None) -> Booklet:
    slugs = ("gio-dau-tien-khi-bi-lua", "bat-nat-tren-mang")
    uuids = tuple(str(Material.objects.get(web_slug=slug).uuid) for slug in slugs)
    words = BookletText(title="Cẩm nang cho ông bà", subtitle="Bản đầu", foreword="", chapters=uuids)
    return booklets.begin_booklet(chau, cast.units.department, words, at=AT)


class Made:
    """A job that is done at once, for EPUB; printing has tests of its own."""

    def __call__(self, rendition_id: int) -> None:
        booklets.make_booklet(rendition_id, at=AT)


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(shown_booklets, "BOOK_FORMS", {"book_epub": shown_booklets.BOOK_FORMS["book_epub"]})
    monkeypatch.setattr(
        booklets, "enqueue_on_commit", lambda _job, rendition_id: booklets.make_booklet(rendition_id, at=AT)
    )
    return lambda: shown_booklets.ask_for_shown(job=Made(), at=AT)  # type: ignore[arg-type]


def test_a_shown_booklet_is_listed_with_its_file(
    book: Booklet, chau: Actor, make: Any, client: Client
) -> None:
    assert "Cẩm nang cho ông bà" not in client.get(LIST).content.decode()
    booklets.show_booklet(chau, book, shown=True, at=AT)
    page = client.get(LIST).content.decode()
    assert "Tệp đang được tạo" in page
    make()
    page = client.get(LIST).content.decode()
    assert "Giờ đầu tiên" in page
    address = page.split(f'href="{LIST}')[1].split('"')[0]
    answer = client.get(f"{LIST}{address}")
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a streamed answer
    assert f'href="{LIST}"' in client.get("/").content.decode()  # in the menu at the foot
    booklets.show_booklet(chau, book, shown=False, at=AT)
    assert client.get(f"{LIST}{address}").status_code == 404
    assert "Cẩm nang cho ông bà" not in client.get(LIST).content.decode()


def test_a_chapter_that_is_taken_down_takes_the_file_along(
    book: Booklet, chau: Actor, cast: Cast, make: Any, client: Client
) -> None:
    booklets.show_booklet(chau, book, shown=True, at=AT)
    make()
    address = client.get(LIST).content.decode().split(f'href="{LIST}')[1].split('"')[0]
    gone = Material.objects.get(web_slug="bat-nat-tren-mang")
    take_down(cast.actor("approver"), gone, reason="Sai số", at=AT)
    assert client.get(f"{LIST}{address}").status_code == 404
    page = client.get(LIST).content.decode()
    assert gone.title not in page
    make()
    assert f'href="{LIST}' in client.get(LIST).content.decode()  # made anew without it


def test_a_chapter_for_units_only_keeps_the_booklet_inside(book: Booklet, chau: Actor) -> None:
    edition = Edition.objects.filter(material__web_slug="bat-nat-tren-mang").first()
    assert edition is not None
    Edition.objects.filter(pk=edition.pk).update(content=edition.content | {"licence": "inside"})
    with pytest.raises(KhienError) as refused:
        booklets.show_booklet(chau, book, shown=True, at=AT)
    assert refused.value.code == "inside"


def test_a_page_tells_programs_of_its_frame_and_feed_and_people_how_to_embed(
    texts: None, client: Client
) -> None:
    page = client.get("/tai-lieu/bat-nat-tren-mang/").content.decode()
    assert '<link rel="alternate" type="application/json+oembed" href="' in page
    told = page.split('type="application/json+oembed" href="')[1].split('"')[0].replace("&amp;", "&")
    answer = client.get(told.partition("//")[2].partition("/")[1] + told.partition("//")[2].partition("/")[2])
    assert answer.json()["title"]
    assert "/nguon-tin/tat-ca.rss" in page
    assert 'href="/nhung/bat-nat-tren-mang/cach-nhung/"' in page


def test_the_menu_at_the_foot_leads_to_booklets_and_to_units_sites(texts: None, client: Client) -> None:
    page = client.get("/").content.decode()
    for address in (LIST, "/don-vi/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
