"""Openings of a material's page are counted by the day, also those sent from the kept pages; nothing says by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from khien.base import clock
from khien.library import api as library
from khien.library import jobs
from khien.library.models import DayCount
from khien.portal.middleware import CountSeen
from khien.portal.services.seen import BATCH, SECONDS, SeenPages
from khien.programme.models import Activity
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
TODAY = AT.date()
PAGE, SLUG = "/tai-lieu/bat-nat-tren-mang/", "bat-nat-tren-mang"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"}


def seen() -> int:
    return sum(DayCount.objects.filter(what="seen", material__web_slug=SLUG).values_list("count", flat=True))


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> SeenPages:
    """One for the whole test: each test browser builds the chain of its own."""
    made = SeenPages()
    monkeypatch.setattr("khien.portal.middleware.SeenPages", lambda: made)
    return made


def test_openings_are_counted_those_of_kept_pages_too(texts: None, counter: SeenPages) -> None:
    for _n in range(3):
        assert Client(headers=PHONE).get(PAGE).status_code == 200
    assert Client(headers=PHONE).get(f"/en{PAGE}").status_code in (200, 302)
    assert seen() == 0  # one write for many
    counter.write()
    assert 3 <= seen() <= 4
    counter.write()
    assert 3 <= seen() <= 4


def test_programs_officers_and_pages_that_are_not_there_do_not_count(
    texts: None, counter: SeenPages, as_person: Callable[[str], Client]
) -> None:
    for agent in ("Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8", "", "zalo-preview"):
        Client(headers={"User-Agent": agent}).get(PAGE)
    visitor = Client(headers=PHONE)
    visitor.head(PAGE)
    visitor.get(PAGE, headers={"Sec-Purpose": "prefetch"})
    visitor.get("/tai-lieu/khong-co-trang-nay/")
    visitor.get("/tai-lieu/")
    officer = as_person("editor")
    officer.defaults |= {"HTTP_USER_AGENT": PHONE["User-Agent"]}
    officer.get(PAGE)
    counter.write()
    assert not DayCount.objects.filter(what="seen").exists()


def test_a_full_batch_is_written_at_once(texts: None, counter: SeenPages) -> None:
    visitor = Client(headers=PHONE)
    for _n in range(BATCH):
        visitor.get(PAGE)
    assert seen() == BATCH


def test_a_half_batch_is_written_with_the_next_request_after_a_minute(texts: None) -> None:
    ticks = [0.0]
    pages = SeenPages(tick=lambda: ticks[0])
    pages.note(SLUG, on=TODAY)
    pages.write_when_due()
    assert seen() == 0
    ticks[0] = SECONDS
    pages.write_when_due()
    assert seen() == 1


def test_a_database_that_does_not_answer_costs_nobody_a_page(
    texts: None, counter: SeenPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_words: Any, **_more: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr("khien.portal.services.seen.library.count_pages", away)
        for _n in range(BATCH + 1):
            assert Client(headers=PHONE).get(PAGE).status_code == 200
    counter.write()
    assert seen() == BATCH + 1


def test_days_are_kept_apart_and_unknown_addresses_count_nowhere(texts: None) -> None:
    pages = SeenPages()
    for day in (TODAY, TODAY + dt.timedelta(days=1)):
        pages.note(SLUG, on=day)
        pages.note("la-hoac", on=day)
    pages.write()
    assert sorted(DayCount.objects.filter(what="seen").values_list("on", "count")) == [
        (TODAY, 1),
        (TODAY + dt.timedelta(days=1), 1),
    ]


def test_nothing_is_kept_of_who_opened(texts: None, counter: SeenPages) -> None:
    answer = Client(headers=PHONE).get(PAGE)
    assert not answer.cookies
    assert list(counter._counts) == [(clock.today(), SLUG)]


def test_the_day_after_the_ledger_is_told_once_a_unit(
    texts: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday, before = TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=2)
    library.count_pages({SLUG: 7, "goi-ngan-hang-gio-vang": 2}, "seen", on=yesterday)
    library.count_pages({SLUG: 1}, "seen", on=before)
    library.count_pages({SLUG: 5}, "seen", on=TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    for _n in range(2):
        jobs.tell_ledger_of_days.call()
    told = Activity.objects.filter(source_key__startswith="seen:").order_by("starts_on")
    assert [(one.starts_on, one.unit_id, "9 " in one.title) for one in told] == [
        (before, cast.units.department, False),
        (yesterday, cast.units.department, True),
    ]
    assert not Activity.objects.filter(starts_on=TODAY, source_key__startswith="seen:").exists()


def test_it_stands_above_the_kept_pages(settings: Any) -> None:
    chain = list(settings.MIDDLEWARE)
    counting = f"{CountSeen.__module__}.{CountSeen.__name__}"
    assert chain.index(counting) < chain.index("khien.web.kept_pages.KeptPages")
