"""Two communes have sites of their own. Nobody of one reaches into the other's, whatever address she guesses; the
public reads each under its own name only. Table: actor × route."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from khien.library.models import Picture
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.portal.models import Microsite, MicrositePage
from khien.portal.models.microsites import collection_name
from khien.portal.services import microsites as services
from tests.people import AT, Cast, officer, sign_in

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
SECRET = "Họp mặt riêng của An Hòa"
EDITOR = "/soan-thao"


@dataclass
class Two:
    """An Hòa's (the commune's) and Bình Minh's (the other's) sites; An Hòa's page, its draft and its picture."""

    own: Microsite
    other: Microsite
    page: MicrositePage
    revision: int
    picture: Picture

    def address(self, route: str) -> str:
        words = {
            "page": self.page.pk, "revision": self.revision, "index": self.own.index.pk, "picture": self.picture.pk,
            "collection": self.picture.collection_id,
        }  # fmt: skip
        return EDITOR + route.format(**words)


def open_site(cast: Cast, unit_id: int, slug: str, *, shown: bool = True) -> Microsite:
    hoa = cast.actor("standing_office")
    site = services.open_site(hoa, unit_id, slug=slug, name=orgs.unit(unit_id).name, at=AT)
    return services.switch_site(hoa, site, shown=shown, host="", revision=site.revision, at=AT)


@pytest.fixture
def two(cast: Cast) -> Two:
    own = open_site(cast, cast.units.commune, "xa-an-hoa")
    other = open_site(cast, cast.units.other_commune, "phuong-binh-minh")
    page = own.index.add_child(
        instance=MicrositePage(title=SECRET, slug="hop-mat", show_in_menus=True, live=True)
    )
    draft = page.save_revision(user=cast["commune_officer"])
    collection = Collection.objects.get(name=collection_name(own.unit_id))
    picture = Picture.objects.create(
        title="Ảnh riêng An Hòa", file=get_test_image_file(), collection=collection
    )
    return Two(own, other, page, draft.pk, picture)


# Every address of the editor that names a page, a draft, a picture or a collection by its number.
BY_ID = [
    "/pages/{page}/", "/pages/{index}/", "/pages/{page}/edit/", "/pages/{page}/view_draft/", "/pages/{page}/delete/",
    "/pages/{page}/copy/", "/pages/{page}/move/", "/pages/{page}/unpublish/", "/pages/{page}/history/",
    "/pages/{page}/usage/", "/pages/{page}/revisions/{revision}/view/", "/pages/{page}/revisions/{revision}/revert/",
    "/pages/{page}/revisions/compare/earliest...latest/", "/pages/{page}/workflow_history/",
    "/pages/add/portal/micrositepage/{index}/", "/pages/{index}/add_subpage/", "/pages/{index}/reorder/",
    "/pages/{page}/edit/preview/", "/choose-page/{index}/", "/choose-page/{page}/",
    "/bulk/wagtailcore/page/publish/?id={page}", "/bulk/wagtailcore/page/delete/?id={page}",
    "/images/{picture}/", "/images/{picture}/delete/", "/images/{picture}/generate_url/", "/images/usage/{picture}/",
    "/images/chooser/chosen/{picture}/", "/images/chooser/chosen-multiple/?id={picture}", "/images/?collection_id={collection}",
    "/images/{picture}/preview/original/", "/bulk/library/picture/delete/?id={picture}",
    "/api/main/pages/{page}/",
]  # fmt: skip
# Addresses that list or search: they answer, and do not name what is another's.
LISTS = [
    "/", "/pages/", "/choose-page/", "/choose-page/search/?q=An+Hoa", "/choose-page/?page_type=portal.micrositepage",
    "/choose-page/search/?q=Họp", "/pages/search/?q=Họp", "/pages/search/results/?q=An", "/images/",
    "/images/?q=An", "/images/chooser/", "/images/chooser/results/?q=Ảnh", "/reports/site-history/", "/reports/locked/",
    "/reports/page-types-usage/", "/reports/aging-pages/", "/api/main/pages/", "/api/main/pages/?child_of={index}",
    "/api/main/pages/?descendant_of={index}&fields=*", "/workflows/", "/reports/workflow_tasks/",
]  # fmt: skip
OTHERS = ["other_unit", "editor"]


def told(browser: Client, address: str) -> str:
    """What the answer says; choosers wrap their HTML into JSON, where Vietnamese letters look different."""
    answer = browser.get(address)
    body = answer.content.decode(errors="replace")
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return json.dumps(json.loads(body), ensure_ascii=False) if is_json else body


@pytest.mark.parametrize("who", OTHERS)
def test_no_guessed_number_opens_anothers_page_or_picture(who: str, two: Two, as_person: Browser) -> None:
    browser = as_person(who)
    opened = {}
    for route in BY_ID:
        answer = browser.get(two.address(route))
        body = answer.content.decode(errors="replace") if not answer.streaming else "(stream)"
        if answer.status_code not in {302, 403, 404, 405} or "An Hòa" in body or body == "(stream)":
            opened[route] = answer.status_code
    assert opened == {}


@pytest.mark.parametrize("who", OTHERS)
def test_no_list_and_no_search_names_anothers_page_or_picture(who: str, two: Two, as_person: Browser) -> None:
    browser = as_person(who)
    named = []
    for route in LISTS:
        body = told(browser, two.address(route))
        if SECRET in body or "Ảnh riêng" in body or "hop-mat" in body:
            named.append(route)
    assert named == []


@pytest.mark.parametrize("who", OTHERS)
def test_what_is_sent_to_anothers_page_changes_nothing(who: str, two: Two, as_person: Browser) -> None:
    browser = as_person(who)
    sent = {"title": "Bị đổi", "slug": "bi-doi", "lede": "", "body-count": "0", "action-publish": "1"}
    for route in ("/pages/{page}/edit/", "/pages/add/portal/micrositepage/{index}/", "/pages/{page}/delete/",
                  "/pages/{page}/unpublish/", "/pages/{page}/edit/preview/", "/images/{picture}/delete/"):  # fmt: skip
        assert browser.post(two.address(route), sent).status_code in {302, 403, 404}, route
    two.page.refresh_from_db()
    assert two.page.title == SECRET
    assert two.page.live
    assert MicrositePage.objects.count() == 1
    assert Picture.objects.filter(pk=two.picture.pk).exists()


def test_her_own_officer_sees_and_edits_her_pages(two: Two, as_person: Browser) -> None:
    binh = as_person("commune_officer")
    for route in (
        "/pages/{index}/",
        "/pages/{page}/edit/",
        "/pages/{page}/view_draft/",
    ):
        assert binh.get(two.address(route)).status_code == 200, route
    assert SECRET in binh.get(two.address("/pages/{index}/")).content.decode()


def test_the_standing_office_sees_both(two: Two, as_person: Browser) -> None:
    assert as_person("standing_office").get(two.address("/pages/{page}/edit/")).status_code == 200


def test_a_picture_of_another_site_cannot_be_sent_along(two: Two) -> None:
    page = two.other.index.add_child(instance=MicrositePage(title="Của Bình Minh", slug="cua-binh-minh"))
    page.picture = two.picture
    with pytest.raises(ValidationError):
        page.full_clean()


def test_the_settings_of_another_site_are_not_there(two: Two, as_person: Browser) -> None:
    xuan = as_person("other_unit")
    for route in ("", "bat-tat/", "xem-truoc/"):
        assert xuan.get(f"/lam-viec/trang-don-vi/xa-an-hoa/{route}").status_code in {403, 404, 405}
        assert xuan.post(f"/lam-viec/trang-don-vi/xa-an-hoa/{route}").status_code in {403, 404, 405}
    assert "An Hòa" not in xuan.get("/lam-viec/trang-don-vi/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/don-vi/phuong-binh-minh/hop-mat/",
        "/hop-mat/",
        "/don-vi/hop-mat/",
        "/en/don-vi/phuong-binh-minh/hop-mat/",
    ],
)
def test_the_public_finds_a_page_below_its_own_site_only(path: str, two: Two, client: Client) -> None:
    assert client.get("/don-vi/xa-an-hoa/hop-mat/").status_code == 200
    assert client.get(path).status_code == 404


def test_maps_searches_and_feeds_of_one_site_do_not_name_the_others_pages(two: Two, client: Client) -> None:
    for path in ("", "sitemap.xml", "tim-kiem/?q=họp", "tai-lieu/", "nguon-tin.json", "robots.txt"):
        body = client.get(f"/don-vi/phuong-binh-minh/{path}").content.decode()
        assert SECRET not in body, path
        assert "hop-mat" not in body, path
    assert "/don-vi/xa-an-hoa/hop-mat/" in client.get("/don-vi/xa-an-hoa/sitemap.xml").content.decode()
    assert SECRET in client.get("/don-vi/xa-an-hoa/tim-kiem/?q=hop").content.decode()
    assert SECRET not in client.get("/tim-kiem/?q=họp+mặt").content.decode()


def test_a_site_that_is_off_is_not_there(two: Two, cast: Cast, client: Client, as_person: Browser) -> None:
    site = Microsite.objects.get(pk=two.own.pk)
    services.switch_site(
        cast.actor("standing_office"), site, shown=False, host="", revision=site.revision, at=AT
    )
    for path in ("", "hop-mat/", "tai-lieu/", "nguon-tin.rss", "sitemap.xml"):
        assert client.get(f"/don-vi/xa-an-hoa/{path}").status_code == 404
    assert as_person("commune_officer").get("/lam-viec/trang-don-vi/xa-an-hoa/xem-truoc/").status_code == 200


def test_a_host_of_its_own_shows_that_site_and_no_other(
    two: Two, cast: Cast, client: Client, settings: object
) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    site = Microsite.objects.get(pk=two.own.pk)
    hoa = cast.actor("standing_office")
    services.switch_site(hoa, site, shown=True, host="antoan.anhoa.example", revision=site.revision, at=AT)
    on = {"headers": {"host": "antoan.anhoa.example"}}
    assert SECRET in client.get("/", **on).content.decode()
    assert client.get("/hop-mat/", **on).status_code == 200
    assert client.get("/don-vi/xa-an-hoa/hop-mat/", **on).status_code == 200
    assert client.get("/don-vi/phuong-binh-minh/", **on).status_code == 404
    assert client.get("/lam-viec/", **on)["Location"].startswith("http://127.0.0.1:8000/lam-viec/")


def test_nobody_puts_out_her_own_page(two: Two, cast: Cast, as_person: Browser) -> None:
    """Bình writes; his leader in An Hòa puts it out; she could not have put out her own."""
    writer = as_person("commune_officer")
    sent = {
        "title": "Trang mới", "slug": "trang-moi", "lede": "Câu đầu", "body-count": "0", "picture": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    add = two.address("/pages/add/portal/micrositepage/{index}/")
    assert writer.post(add, sent | {"action-publish": "1"}).status_code == 302
    page = MicrositePage.objects.get(slug="trang-moi")
    assert not page.live
    lam = _approver(cast)
    edit = f"{EDITOR}/pages/{page.pk}/edit/"
    assert lam.post(edit, sent | {"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.live


def _approver(cast: Cast) -> Client:
    user = officer("Lý Thị Lan", Role.APPROVER, cast.units.commune, sign_in_name="ly.lan")
    return sign_in(Client(), user)


@pytest.mark.filterwarnings(
    "ignore:Unclosed file:ResourceWarning"
)  # Wagtail's own, when it makes a small one
def test_her_own_officer_finds_her_pictures_wherever_pictures_are_listed(
    two: Two, as_person: Browser
) -> None:
    binh = as_person("commune_officer")
    for route in ("/images/", "/images/?collection_id={collection}", "/images/chooser/",
                  "/images/chooser/results/?collection_id={collection}"):  # fmt: skip
        assert "Ảnh riêng An Hòa" in told(binh, two.address(route)), route
    assert binh.get(two.address("/images/{picture}/")).status_code == 200
    assert binh.get(two.address("/images/chooser/chosen/{picture}/")).status_code == 200
