"""The office keeps its words: the access table holds, synonyms count at once, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.orgs.api import Role
from khien.search import access
from khien.search.api import note_empty
from khien.search.models import SynonymSet
from khien.search.rules.synonym_sets import Fault, cleaned, fault_of
from khien.search.services.synonyms import KEPT, forget_removed, restore_set, write_set
from tests.access.search import BY_POST, ROWS
from tests.people import Cast
from tests.search.conftest import AT, Put, found

Browser = Callable[[str], Client]


@pytest.fixture
def chau(cast: Cast) -> Actor:
    """Editor of Sở Khoa học và Công nghệ."""
    return cast.actor("editor")


@pytest.fixture
def kept(chau: Actor) -> SynonymSet:
    return write_set(chau, "chiếm quyền, mất nick, bị hack", key="one", at=AT)


def test_the_roles_are_those_of_orgs() -> None:
    assert set(access.READERS) <= {role.value for role in Role}


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, kept: SynonymSet, as_person: Browser) -> None:
    needs = route.split(":")[1] in {"change", "remove", "restore"}
    address = reverse(route, args=[kept.uuid] if needs else [])
    seen = {}
    for who in ROWS[route]:
        browser = as_person(who)
        answer = browser.post(address) if route in BY_POST else browser.get(address)
        seen[who] = answer.status_code
    assert seen == ROWS[route]


def test_a_new_set_counts_with_the_next_search(titles: Put, as_person: Browser) -> None:
    titles("Trang Facebook bị kẻ gian lấy mất")
    assert found("bay màu") == []
    form = {
        "words": "lấy mất; bay màu",
        "note": "Người trẻ nói vậy",
        "key": "11111111-1111-4111-8111-111111111111",
    }
    browser = as_person("editor")
    for _ in range(2):  # pressed twice
        assert browser.post(reverse("search:add"), form).status_code == 302
    assert SynonymSet.objects.filter(words="lấy mất, bay màu").count() == 1
    assert found("bay mau") == ["Trang Facebook bị kẻ gian lấy mất"]


def test_a_set_out_of_use_can_come_back_for_a_month(
    titles: Put, kept: SynonymSet, as_person: Browser, chau: Actor
) -> None:
    SynonymSet.objects.exclude(pk=kept.pk).delete()
    titles("Kẻ gian chiếm quyền trang")
    browser = as_person("standing_office")
    assert found("mất nick")
    assert browser.post(reverse("search:remove", args=[kept.uuid])).status_code == 302
    assert found("mất nick") == []
    assert "Dùng lại" in browser.get(reverse("search:synonyms")).content.decode()
    restore_set(chau, kept, at=AT)
    assert found("mất nick")
    browser.post(reverse("search:remove", args=[kept.uuid]))
    kept.refresh_from_db()
    assert kept.removed_at
    assert forget_removed(at=kept.removed_at + KEPT) == 0
    assert forget_removed(at=kept.removed_at + KEPT * 2) == 1


def test_two_editors_at_once_lose_nothing(kept: SynonymSet, as_person: Browser) -> None:
    browser = as_person("editor")
    address = reverse("search:change", args=[kept.uuid])
    assert browser.post(address, {"words": "chiếm quyền, mất nick", "revision": 1}).status_code == 302
    answer = browser.post(address, {"words": "chiếm quyền, cướp nick", "revision": 1})
    assert answer.status_code == 409
    assert "chiếm quyền, cướp nick" in answer.content.decode()
    kept.refresh_from_db()
    assert kept.words == "chiếm quyền, mất nick"


@pytest.mark.parametrize(
    "words", ["", "một", "một, MỘT, mot", "a b c d e f g, h", ", ".join(f"từ {n}" for n in range(40))]
)
def test_what_is_no_set_is_refused_and_stays_typed(words: str, as_person: Browser) -> None:
    answer = as_person("editor").post(reverse("search:add"), {"words": words})
    assert answer.status_code == 422
    assert words[:40] in answer.content.decode()


def test_what_a_set_may_be() -> None:
    assert cleaned(" Lừa đảo ;lua dao,\n scam ,, ") == "Lừa đảo, scam"
    assert fault_of("a, b") is None
    assert fault_of("x" * 1001) is Fault.LARGE


@pytest.mark.usefixtures("on_the_day")
def test_editors_see_what_was_looked_for_in_vain(kept: SynonymSet, as_person: Browser) -> None:
    note_empty("bùng kèo", on=AT.date())
    page = as_person("editor").get(reverse("search:empty")).content.decode()
    assert "bung keo" in page
    assert "Thêm vào từ đồng nghĩa" in page


def test_chau_tries_a_question(titles: Put, as_person: Browser) -> None:
    titles("Lừa đảo qua mạng")
    page = as_person("editor").get(reverse("search:try"), {"q": "lua dao"}).content.decode()
    assert "<mark>Lừa đảo</mark> qua mạng" in page
    assert "Không tìm thấy" in as_person("auditor").get(reverse("search:try"), {"q": "qwxz"}).content.decode()


@pytest.mark.parametrize("odd", ["\x00", "²", "x" * 20_000, "<script>", "'", "-1"])
def test_no_odd_value_breaks_a_page(odd: str, kept: SynonymSet, as_person: Browser) -> None:
    browser = as_person("editor")
    for route in ROWS:
        needs = route.split(":")[1] in {"change", "remove", "restore"}
        address = reverse(route, args=[kept.uuid] if needs else [])
        typed = dict.fromkeys(("q", "tu", "words", "note", "key", "revision", "tim", "trang", "sap-xep"), odd)
        assert browser.get(address, typed).status_code < 500, route
        assert browser.post(address, typed).status_code < 500, route
