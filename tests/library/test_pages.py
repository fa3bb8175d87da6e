"""What people meet on the library's pages: refusals that lose nothing, two tabs, files, uses, the unit's name."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from khien.base.access import Actor
from khien.base.clock import today
from khien.library.models import Booklet, Instrument, Material, MaterialUse, RenditionFile, UnitBrand
from khien.library.renditions.looks import first_look
from khien.library.renditions.package import package
from khien.library.rules.content import Brand
from khien.library.selectors import care
from khien.library.selectors.content import content_of
from khien.library.services import packages, renditions
from khien.library.services.booklets import newest_editions
from tests.library.conftest import Writes, edition_of, send_in
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


def _png(side: int, colour: str = "white") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def test_an_approval_without_a_basis_keeps_the_word_to_the_writer(
    write: Writes, chau: Actor, as_person: Browser
) -> None:
    sent = send_in(write(), chau)
    data = {"duyet-revision": sent.latest_revision_id, "duyet-basis": "", "duyet-note": "Bài tốt."}
    page = as_person("approver").post(reverse("library:approve", args=[sent.uuid]), data)
    assert page.status_code == 422
    assert "Bài tốt." in page.content.decode()
    assert not Material.objects.get(pk=sent.pk).live


def test_own_text_is_refused_on_its_page_in_plain_words(
    write: Writes, cast: Cast, as_person: Browser
) -> None:
    sent = send_in(write(by="standing_office"), cast.actor("standing_office"))
    data = {"duyet-revision": sent.latest_revision_id, "duyet-basis": "Kế hoạch 05"}
    page = as_person("standing_office").post(reverse("library:approve", args=[sent.uuid]), data)
    assert page.status_code == 403
    assert not Material.objects.get(pk=sent.pk).live


def test_the_last_basis_is_suggested(
    published: Material, write: Writes, chau: Actor, as_person: Browser
) -> None:
    sent = send_in(write("Bài thứ hai"), chau)
    page = as_person("approver").get(reverse("library:material", args=[sent.uuid]))
    assert "Kế hoạch 05/KH-UBND, mục III.2" in page.content.decode()


def test_an_editor_begins_and_lands_in_the_editor(as_person: Browser) -> None:
    sent = {"kind": "sms", "title": "  Cúp   máy  "}
    answer = as_person("editor").post(reverse("library:begin"), sent)
    made = Material.objects.get(title="Cúp máy")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])


def test_a_list_is_searched_without_marks(published: Material, as_person: Browser) -> None:
    address = reverse("library:mine")
    assert published.title in as_person("editor").get(f"{address}?tim=xung+cong+an").content.decode()
    assert published.title not in as_person("editor").get(f"{address}?tim=ngan+hang").content.decode()


@pytest.mark.parametrize(
    "state",
    ["draft", "in_review", "in_approval", "returned", "scheduled", "published", "expired", "withdrawn"],
)
def test_the_filter_of_states_says_what_the_badge_says(
    state: str, published: Material, write: Writes, chau: Actor, as_person: Browser
) -> None:
    write("Bản nháp")
    send_in(write("Đã gửi"), chau)
    page = as_person("editor").get(f"{reverse('library:mine')}?o-buoc={state}").content.decode()
    titles = {"draft": "Bản nháp", "in_review": "Đã gửi", "published": published.title}
    shown = [title for title in titles.values() if f">{title}</a>" in page]
    assert shown == ([titles[state]] if state in titles else [])


def test_a_use_is_counted_and_a_future_day_refused(
    published: Material, cast: Cast, as_person: Browser
) -> None:
    address = f"{reverse('library:use', args=[published.uuid])}?dang=poster"
    browser = as_person("commune_officer")
    later = (today() + dt.timedelta(days=1)).strftime("%d/%m/%Y")
    refused = browser.post(address, {"how": "hung", "where": "Chợ", "on": later, "count": 3})
    assert refused.status_code == 422
    assert "Chợ" in refused.content.decode()
    done = browser.post(address, {"how": "hung", "where": "Chợ", "on": f"{today():%d/%m/%Y}", "count": 3})
    assert done.status_code == 302
    use = MaterialUse.objects.get()
    assert (use.unit_id, use.how, use.form, use.count, use.told) == (
        cast.units.commune,
        "hung",
        "poster",
        3,
        False,
    )


def test_a_use_she_records_herself_opens_the_ledgers_form_and_is_not_told_twice(
    published: Material, as_person: Browser
) -> None:
    address = reverse("library:use", args=[published.uuid])
    sent = {"how": "played", "where": "Loa", "on": f"{today():%d/%m/%Y}", "count": 1, "record": "on"}
    browser = as_person("commune_officer")
    answer = browser.post(address, sent)
    assert answer["Location"].startswith(reverse("ledger:record"))
    assert published.title in browser.get(answer["Location"]).content.decode()
    assert MaterialUse.objects.get().told


def test_the_second_tab_of_a_booklet_is_told_and_loses_nothing(
    published: Material, as_person: Browser
) -> None:
    browser = as_person("editor")
    cover = {"title": "Cẩm nang", "subtitle": "", "foreword": "", "lock": "0", "viec": "giu"}
    browser.post(reverse("library:booklet_new"), cover | {"chuong": [str(published.uuid)]})
    booklet = Booklet.objects.get()
    assert len(newest_editions(booklet)) == 1
    address = reverse("library:booklet_change", args=[booklet.uuid])
    assert browser.post(address, cover | {"title": "Tab một"}).status_code == 302
    second = browser.post(address, cover | {"title": "Tab hai"})
    assert second.status_code == 422
    assert "Tab hai" in second.content.decode()
    assert Booklet.objects.get().title == "Tab một"


def test_chapters_move_without_script(published: Material, write: Writes, as_person: Browser) -> None:
    other = write("Bài hai")
    both = [str(published.uuid), str(other.uuid)]
    sent = {"title": "Cẩm nang", "viec": f"len:{other.uuid}", "chuong": both}
    text = as_person("editor").post(reverse("library:booklet_new"), sent).content.decode()
    assert text.index(f'value="{other.uuid}"') < text.index(f'value="{published.uuid}"')
    assert 'value="Cẩm nang"' in text
    assert not Booklet.objects.exists()


def test_a_small_logo_and_a_pale_colour_are_refused(cast: Cast, as_person: Browser) -> None:
    browser, address = as_person("editor"), reverse("library:brand")
    small = browser.post(address, {"colour": "#0b5563", "logo": _png(64)})
    assert small.status_code == 422
    pale = browser.post(address, {"colour": "#ffff66"})
    assert pale.status_code == 422
    assert browser.post(address, {"colour": "#0B5563", "logo": _png(300)}).status_code == 302
    assert UnitBrand.objects.get(unit_id=cast.units.department).logo is not None


def test_the_end_of_an_instrument_marks_materials_at_once(published: Material, as_person: Browser) -> None:
    row = Instrument.objects.get_or_create(number="91/2025/QH15", defaults={"title": "Luật"})[0]
    sent = {"number": row.number, "title": row.title, "ended_on": f"{today():%d/%m/%Y}"}
    assert (
        as_person("standing_office").post(reverse("library:instrument", args=[row.pk]), sent).status_code
        == 302
    )
    assert Material.objects.get(pk=published.pk).update_wanted


def test_broken_links_inside_the_site_are_found(write: Writes) -> None:
    body = [
        (
            "paragraph",
            '<p>Xem <a href="/tai-lieu/khong-co/">bài này</a> và <a href="/chu-de/">chủ đề</a>.</p>',
        )
    ]
    draft = write(body=body)
    content = content_of(draft.get_latest_revision_as_object())
    assert [one.what for one in care.broken_links([(draft, content)])] == ["/tai-lieu/khong-co/"]


def test_a_drafts_picture_is_marked() -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(out, "PNG")
    look = first_look(out.getvalue(), "image/png", mark="BẢN NHÁP")
    assert look is not None
    with Image.open(io.BytesIO(look)) as picture:
        assert len(picture.convert("L").getcolors() or []) > 1  # no longer all white


def test_a_killed_maker_leaves_its_row_to_the_next(published: Material) -> None:
    row = RenditionFile.objects.create(
        edition=edition_of(published), form="sms", options={"marks": "with"}, wanted_key="k", asked_at=AT
    )
    assert renditions.taken(row.pk, at=AT) is not None
    assert renditions.taken(row.pk, at=AT) is None
    assert renditions.taken(row.pk, at=AT + dt.timedelta(minutes=2)) is not None


def test_the_package_says_who_approved_who_gives_it_out_and_what_is_missing(published: Material) -> None:
    edition = edition_of(published)
    failed = RenditionFile(edition=edition, form="sound", state="failed")
    content = renditions.edition_content(edition)
    whole = package(content, Brand("UBND xã An Hòa"), [], note=packages.missing_note([failed]))
    with zipfile.ZipFile(io.BytesIO(whole.data)) as archive:
        note = archive.read("GIAY-PHEP.txt").decode("utf-8-sig")
    assert "Vũ Quốc Anh" in note
    assert "Phát hành: UBND xã An Hòa." in note
    assert "CC BY 4.0" in note
    assert "Không làm được: Bản tin để nghe" in note
