"""No page of the ledger asks the database more the more there is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khien.base.access import Actor
from khien.programme.models import Activity, Evidence, Programme
from khien.programme.rules.activity import NewActivity
from khien.programme.services import correct_activity, record_activity
from khien.programme.services.evidence import add_evidence, keep_upload
from tests.ledger.conftest import AT, DAY, photo

MOST = 30


@pytest.fixture
def a_full_ledger(binh: Actor, a_class: NewActivity, with_photo: Evidence) -> Activity:
    """Twenty-five activities with evidence; the first one corrected six times."""
    for number in range(25):
        new = replace(a_class, title=f"Việc thứ {number}", starts_on=DAY - dt.timedelta(number * 9))
        made = record_activity(binh, new, source="form", key=f"n{number}", at=AT)
        kept = [keep_upload(photo(f"{number}.jpg", size=(40 + number, 30)), at=AT)]
        add_evidence(binh, made, kept=kept, links=[f"https://a.vn/{number}"], at=AT)
    entry = with_photo.activity
    for number in range(6):
        new = replace(a_class, spent_vnd=1000 + number)
        entry = correct_activity(binh, entry, new, reason="Nhầm", key=f"c{number}", at=AT)
    return entry


@pytest.mark.parametrize(
    "route",
    ["activities", "activity", "record", "correct", "gallery", "piece", "add_evidence", "import_template"],
)
@pytest.mark.parametrize("who", ["commune_officer", "standing_office"])
def test_pages_stay_under_thirty_queries(
    route: str, who: str, a_full_ledger: Activity, with_photo: Evidence, as_person: Callable[[str], Client]
) -> None:
    of_chain = {"chain": a_full_ledger.chain}
    arguments: dict[str, dict[str, Any]] = {
        "activity": of_chain,
        "correct": of_chain,
        "add_evidence": of_chain,
        "piece": {"uuid": with_photo.uuid},
    }
    address = reverse(f"ledger:{route}", kwargs=arguments.get(route, {}))
    assert _queries(as_person(who), address) <= MOST


@pytest.mark.parametrize("query", ["?xuat=xlsx", "?tim=viec+thu", "?thoi-gian=quy&trang-thai=minh-chung"])
def test_so_do_the_export_and_the_filters(
    query: str, a_full_ledger: Activity, as_person: Callable[[str], Client]
) -> None:
    assert _queries(as_person("commune_officer"), reverse("ledger:activities") + query) <= MOST


def test_the_task_page_shows_what_was_done_within_the_same_bound(
    a_full_ledger: Activity, programme: Programme, as_person: Callable[[str], Client]
) -> None:
    address = reverse("programme:task", args=[programme.tasks.all()[0].uuid])
    browser = as_person("commune_officer")
    assert _queries(browser, address) <= MOST
    page = browser.get(address).content.decode()
    assert "Việc thứ 0" in page
    assert "Ghi hoạt động" in page
    assert "Việc thứ 0" not in as_person("other_unit").get(address).content.decode()


def test_the_list_of_likely_duplicates_too(
    a_full_ledger: Activity, as_person: Callable[[str], Client]
) -> None:
    assert _queries(as_person("standing_office"), reverse("ledger:twins")) <= MOST


def _queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(seen)


def test_search_finds_with_and_without_marks(
    a_full_ledger: Activity, as_person: Callable[[str], Client]
) -> None:
    browser = as_person("commune_officer")
    for words in ("Việc thứ 7", "viec thu 7", "VIEC an hoa 7"):
        page = browser.get(reverse("ledger:activities"), {"tim": words}).content.decode()
        assert "Việc thứ 7" in page
        assert "Việc thứ 8" not in page
