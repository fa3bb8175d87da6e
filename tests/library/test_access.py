"""The access table of the library holds, for pages and for acts."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.files import keep
from khien.library.models import (
    DraftPreview,
    Instrument,
    Material,
    MaterialFile,
    RenditionFile,
    Topic,
)
from khien.library.services import booklets, drafting
from khien.library.services.booklets import BookletText
from khien.search.api import reindex
from tests.access.library import BY_POST, ROWS
from tests.library.conftest import BASIS, Writes, edition_of, send_in
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
Objects = dict[str, Any]
ON_DRAFT = frozenset({"library:to_bin"})
ON_SENT = frozenset(f"library:{act}" for act in ("check", "approve", "send_back", "take_back"))


@pytest.fixture
def objects(published: Material, write: Writes, cast: Cast, chau: Actor) -> Objects:
    binned = write("Bỏ vào thùng rác")
    drafting.to_bin(chau, binned, at=AT)
    draft = write("Bản nháp của sở")
    text = BookletText(title="Cẩm nang", subtitle="", foreword="", chapters=(str(published.uuid),))
    stored = keep(io.BytesIO(b"WEBVTT\n"), name="a.vtt", limit_bytes=100, at=AT, made_here=True)
    return {
        "published": published,
        "draft": draft,
        "sent": send_in(write("Đã gửi soát"), chau),
        "binned": binned,
        "booklet": booklets.begin_booklet(chau, cast.units.department, text, at=AT),
        "file": MaterialFile.objects.create(
            material=published, title="Phụ đề", stored=stored, file_name="a.vtt"
        ),
        "made": RenditionFile.objects.create(
            edition=edition_of(published), form="poster", wanted_key="x", asked_at=AT
        ),
        "look": DraftPreview.objects.create(
            material=draft, revision_id=draft.latest_revision_id, form="poster", asked_at=AT
        ),
        "unit": cast.units.department,
    }


def _arguments(route: str, o: Objects) -> dict[str, Any]:
    name = route.removeprefix("library:")
    form = {"form": "book_pdf" if name.startswith("booklet") else "poster"}
    if name in ("shared", "mine", "waiting", "updates", "bin", "begin", "brand", "brand_sample", "booklets"):
        return {}
    if name in ("booklet_new", "topics", "topic_new", "instruments", "instrument_new") or name.startswith(
        "report"
    ):
        return {}
    match name:
        case "restore":
            return {"uuid": o["binned"].uuid}
        case "logo":
            return {"unit_id": o["unit"]}
        case "topic":
            return {"code": Topic.objects.order_by("pk")[0].code}
        case "instrument":
            return {"pk": Instrument.objects.order_by("pk")[0].pk}
        case "rendition_file" | "rendition_look" | "rendition_sound":
            return {"uuid": o["made"].uuid}
        case "draft_card" | "draft_look":
            return {"uuid": o["look"].uuid}
        case "own_file" | "drop_file":
            return {"uuid": o["file"].uuid}
    if name.startswith("booklet"):
        return {"uuid": o["booklet"].uuid} | (form if name == "booklet_make" else {})
    which = "sent" if route in ON_SENT else "draft" if name in ("to_bin", "submit") else "published"
    return {"uuid": o[which].uuid} | (form if name in ("ask", "card") else {})


def _data(route: str, o: Objects) -> dict[str, Any]:
    revision = o["sent"].latest_revision_id
    return {
        "library:approve": {"duyet-revision": revision, "duyet-basis": BASIS},
        "library:check": {"check-revision": revision},
        "library:send_back": {"send_back-revision": revision, "send_back-note": "Thêm số 113."},
        "library:take_down": {"take_down-note": "Đã cũ."},
    }.get(route, {})


def _close(answer: HttpResponseBase) -> None:
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def _asked(browser: Client, route: str, o: Objects) -> int:
    address = reverse(route, kwargs=_arguments(route, o))
    with transaction.atomic():
        answer = browser.post(address, _data(route, o)) if route in BY_POST else browser.get(address)
        _close(answer)
        transaction.set_rollback(True)  # each person meets the library as it was
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, objects: Objects, as_person: Browser) -> None:
    seen = {who: _asked(as_person(who), route, objects) for who in ROWS[route]}
    assert seen == ROWS[route]


def test_a_draft_of_another_unit_looks_like_nothing(objects: Objects, as_person: Browser) -> None:
    address = reverse("library:material", args=[objects["draft"].uuid])
    assert as_person("commune_officer").get(address).status_code == 404
    assert as_person("approver").get(address).status_code == 200


def test_the_writer_is_told_who_else_may_approve(objects: Objects, as_person: Browser, cast: Cast) -> None:
    assert cast["approver"]
    page = as_person("editor").get(reverse("library:material", args=[objects["sent"].uuid]))
    text = page.content.decode()
    assert "Vũ Quốc Anh" in text
    assert reverse("library:approve", args=[objects["sent"].uuid]) not in text


@pytest.mark.parametrize("who", ["editor", "approver", "commune_officer", "standing_office"])
def test_pages_ask_little_of_the_database(
    who: str, objects: Objects, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    browser = as_person(who)
    addresses = [reverse(f"library:{name}") for name in ("shared", "mine", "waiting", "booklets")]
    addresses.append(reverse("library:material", args=[objects["published"].uuid]))
    for address in addresses:
        browser.get(address)
        with django_assert_max_num_queries(30):
            browser.get(address)


@pytest.mark.parametrize("typed", ["công an gọi điện", "cong aan goii ddien chuyyen tein tranh thong bbao"])
def test_searching_the_shared_list_asks_little_even_of_words_typed_wrong(
    typed: str, published: Material, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    reindex()
    browser = as_person("standing_office")
    browser.get(reverse("library:shared"))
    with django_assert_max_num_queries(30):  # nothing of the index is remembered yet
        page = browser.get(reverse("library:shared"), {"tim": typed})
    assert published.title in page.content.decode()
