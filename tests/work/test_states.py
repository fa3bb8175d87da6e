"""What stands in the ledger and what day it is make the state of an item; nobody types it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction

from khien.base.access import Actor
from khien.programme import announcements
from khien.programme.models import Programme
from khien.programme.services import withdraw_activity
from khien.work.models import WorkItem
from khien.work.rules import State
from khien.work.services.refreshing import (
    pass_dates,
    refresh_ledger_of,
    refresh_programme,
    refresh_tasks,
)
from tests.people import Units
from tests.work.conftest import at, did, item, task

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 20)


def _refresh(programme: Programme, path: str, unit_id: int, on: dt.date) -> None:
    refresh_ledger_of([unit_id], [task(programme, path).pk], on=on)


def test_products_fill_the_quota_line_by_line(opened: Programme, hoa: Actor, units: Units) -> None:
    news = task(opened, "IV.1")
    did(hoa, units.commune, news, MARCH, ("Bài viết trên cổng", 1), ("Tin", 1))
    _refresh(opened, "IV.1", units.commune, MARCH)
    march = item(opened, "IV.1", units.commune, "2026-03")
    assert (march.state, march.done, march.asked, march.activities) == (State.UNDER_WAY, 2, 3, 1)
    did(hoa, units.commune, news, dt.date(2026, 3, 28), ("tin", 1))
    _refresh(opened, "IV.1", units.commune, dt.date(2026, 3, 28))
    march.refresh_from_db()
    assert (march.state, march.done, march.done_on) == (State.DONE, 3, dt.date(2026, 3, 28))
    assert item(opened, "IV.1", units.other_commune, "2026-03").state == State.NOT_STARTED


def test_what_april_did_too_much_makes_up_for_march_but_late(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    april = dt.date(2026, 4, 10)
    did(hoa, units.commune, task(opened, "IV.1"), april, ("bài viết", 2), ("tin", 4))
    _refresh(opened, "IV.1", units.commune, april)
    assert item(opened, "IV.1", units.commune, "2026-03").state == State.LATE
    assert item(opened, "IV.1", units.commune, "2026-04").state == State.DONE


def test_a_withdrawn_activity_counts_no_more(opened: Programme, hoa: Actor, units: Units) -> None:
    page = task(opened, "IV.2")
    made = did(hoa, units.department, page, MARCH)
    _refresh(opened, "IV.2", units.department, MARCH)
    assert item(opened, "IV.2", units.department).state == State.DONE
    withdraw_activity(hoa, made, reason="Nhập nhầm", key="w", at=at(MARCH))
    _refresh(opened, "IV.2", units.department, MARCH)
    assert item(opened, "IV.2", units.department).state == State.NOT_STARTED


def test_who_helps_is_under_way_with_the_first_activity_and_done_when_the_year_is_over(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    did(hoa, units.commune, task(opened, "IV.3"), MARCH)
    _refresh(opened, "IV.3", units.commune, MARCH)
    helped = item(opened, "IV.3", units.commune, "2026")
    assert helped.state == State.UNDER_WAY
    assert item(opened, "IV.3", units.department, "2026").state == State.NOT_STARTED
    pass_dates(on=dt.date(2027, 1, 1))
    helped.refresh_from_db()
    assert helped.state == State.DONE


def test_one_activity_without_products_is_one_of_what_is_asked(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    classes = task(opened, "IV.3")
    did(hoa, units.department, classes, MARCH)
    _refresh(opened, "IV.3", units.department, MARCH)
    year = item(opened, "IV.3", units.department, "2026")
    assert (year.state, year.done, year.asked) == (State.UNDER_WAY, 1, 2)


def test_refreshing_everything_changes_nothing_that_was_right(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    did(hoa, units.commune, task(opened, "IV.1"), MARCH, ("tin", 2))
    assert refresh_programme(opened.pk, on=MARCH) == 1
    assert refresh_programme(opened.pk, on=MARCH) == 0


def test_two_hundred_communes_need_no_more_queries_than_two(
    opened: Programme,
    hoa: Actor,
    units: Units,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    march = item(opened, "IV.1", units.commune, "2026-03")
    WorkItem.objects.bulk_create(
        WorkItem(
            task=march.task,
            unit_id=units.province,
            for_unit_id=units.province,
            role="lead",
            period=f"{year}-01",
            opened_at=at(MARCH),
            starts_on=dt.date(year, 1, 1),
            due_on=dt.date(year, 1, 31),
        )
        for year in range(2030, 2230)
    )
    with django_assert_max_num_queries(12):
        refresh_tasks([march.task_id], on=MARCH)


@pytest.mark.django_db(transaction=True)
def test_recording_an_activity_moves_the_item_by_itself(running: Programme, hoa: Actor, units: Units) -> None:
    did(hoa, units.department, task(running, "IV.2"), MARCH)
    assert item(running, "IV.2", units.department).state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_table_of_many_activities_is_told_once(
    running: Programme, hoa: Actor, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[frozenset[int]] = []
    monkeypatch.setitem(announcements._changed, "work", lambda units_, _tasks, _at: told.append(units_))
    with transaction.atomic():
        for number in range(20):
            did(hoa, units.commune, task(running, "IV.1"), MARCH, ("tin", 1), key=str(number))
    assert told == [frozenset({units.commune})]
