"""Adopting a plan fills inboxes: each unit finds its tasks, once, in the stretches of time the plan speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from khien.base.access import Actor
from khien.plans.jobs import read_plan
from khien.programme import api
from khien.programme.models import Programme
from khien.programme.services import adopt
from khien.work import jobs
from khien.work.models import WorkItem
from khien.work.rules import State
from khien.work.rules.periods import rhythm_of
from khien.work.rules.quotas import Rate
from khien.work.services.opening import open_items, words_of
from khien.work.services.refreshing import pass_dates, refresh_programme
from tests.people import Cast, Units
from tests.plans.conftest import read, uploaded
from tests.programme.conftest import settle
from tests.work.conftest import AT, BEGUN, at, did, item, task, work_plan
from vanban import Plan

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "reader" / "cases"

pytestmark = pytest.mark.django_db


def _periods(programme: Programme, path: str, unit_id: int) -> list[str]:
    rows = WorkItem.objects.filter(task__programme=programme, task__path=path, unit_id=unit_id)
    return list(rows.order_by("starts_on").values_list("period", flat=True))


def test_each_commune_of_a_monthly_task_gets_this_month_and_the_next_one_when_it_is_near(
    opened: Programme, units: Units
) -> None:
    assert _periods(opened, "IV.1", units.commune) == ["2026-03", "2026-04"]
    assert _periods(opened, "IV.1", units.other_commune) == ["2026-03", "2026-04"]
    march = item(opened, "IV.1", units.commune, "2026-03")
    assert march.quota == [["bài viết", 1], ["tin", 2]]
    assert (march.starts_on, march.due_on) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert march.state == State.NOT_STARTED
    assert item(opened, "IV.1", units.commune, "2026-04").state == State.NOT_DUE


def test_who_helps_is_asked_once_a_year_and_for_no_amount(opened: Programme, units: Units) -> None:
    helped = WorkItem.objects.get(task__path="IV.1", unit_id=units.department)
    assert (helped.role, helped.period, helped.quota) == ("coordinating", "2026", [])


def test_a_task_done_once_is_one_item_with_the_plans_day(opened: Programme, units: Units) -> None:
    page = item(opened, "IV.2", units.department)
    assert (page.period, page.due_on) == ("", dt.date(2026, 6, 30))


def test_what_is_done_all_the_time_is_asked_for_every_quarter(opened: Programme, units: Units) -> None:
    assert _periods(opened, "IV.4", units.commune) == ["2026-Q1", "2026-Q2"]


def test_opening_again_opens_nothing_and_later_only_what_has_begun(opened: Programme, units: Units) -> None:
    before = WorkItem.objects.count()
    assert open_items(opened.pk, on=BEGUN, at=AT) == 0
    assert WorkItem.objects.count() == before
    later = dt.date(2026, 5, 20)
    open_items(opened.pk, on=later, at=at(later))
    assert _periods(opened, "IV.1", units.commune) == ["2026-03", "2026-04", "2026-05", "2026-06"]


def test_days_that_pass_begin_what_was_ahead_and_make_the_undone_overdue(
    opened: Programme, units: Units
) -> None:
    pass_dates(on=dt.date(2026, 4, 1))
    assert item(opened, "IV.1", units.commune, "2026-03").state == State.OVERDUE
    assert item(opened, "IV.1", units.commune, "2026-04").state == State.NOT_STARTED
    assert pass_dates(on=dt.date(2026, 4, 1)) == 0


def test_a_programme_that_was_replaced_opens_nothing_more(opened: Programme) -> None:
    opened.ended_on = dt.date(2026, 4, 1)
    opened.save()
    assert open_items(opened.pk, on=dt.date(2026, 5, 1), at=AT) == 0


@pytest.mark.django_db(transaction=True)
def test_adopting_calls_the_units_by_itself(running: Programme) -> None:
    assert WorkItem.objects.filter(task__programme=running, starts_on__lte=BEGUN).exists()


def test_a_newer_version_goes_on_with_what_stays_and_stops_what_it_dropped(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    did(hoa, units.department, task(opened, "IV.3"), BEGUN, ("lớp tập huấn", 1))
    refresh_programme(opened.pk, on=BEGUN)
    april = dt.date(2026, 4, 10)
    plan = read(uploaded(hoa, b"ban moi"), _without_page())
    plan.replaces = opened.plan
    plan.save()
    settle(hoa, plan)
    newer = adopt(hoa, str(plan.uuid), at=at(april))
    open_items(newer.pk, on=april, at=at(april))

    old = WorkItem.objects.get(task__programme=opened, task__path="IV.3", role="lead")
    fresh = item(newer, "IV.3", units.department, "2026")
    assert (old.state, old.merged_into) == (State.PASSED_ON, fresh)
    assert fresh.done == 1  # what was done under the older version counts
    dropped = WorkItem.objects.get(task__programme=opened, task__path="IV.2")
    assert (dropped.state, bool(dropped.stop_reason)) == (State.STOPPED, True)
    assert open_items(newer.pk, on=april, at=at(april)) == 0


def _without_page() -> Plan:
    whole = work_plan()
    return replace(whole, tasks=tuple(t for t in whole.tasks if t.path != "IV.2"))


@pytest.mark.shared
def test_the_plan_of_kon_tum_fills_inboxes(hoa: Actor, cast: Cast) -> None:
    path = CASES / "kon-tum-3630" / "document.txt"
    if not path.is_file():
        pytest.skip("the shared documents are not beside the repository")
    plan = uploaded(hoa, path.read_bytes(), name=path.name)
    read_plan.func(plan_id=plan.pk)
    plan.refresh_from_db()
    begun = dt.datetime(2021, 10, 15, 3, 0, tzinfo=dt.UTC)
    settle(hoa, plan)
    programme = adopt(hoa, str(plan.uuid), at=begun)
    asked = {
        line.path: rhythm_of(words_of(line)) for line in api.tasks(programme.pk, on=dt.date(2021, 10, 15))
    }
    by_rate = {path: (rhythm.rate, [q.count for q in rhythm.asked]) for path, rhythm in asked.items()}
    assert by_rate["Phụ lục 01.I.4"] == (Rate.MONTH, [2])  # "Dự kiến 1 tháng 2 nội dung"
    assert by_rate["Phụ lục 01.I.1"] == (Rate.ONCE, [])  # "Hoàn thành tháng 10/2021"
    assert by_rate["Phụ lục 01.I.7"] == (Rate.YEAR, [])  # "Hàng năm"
    assert by_rate["Phụ lục 01.I.2"] == (Rate.QUARTER, [])  # "Thường xuyên"
    first = open_items(programme.pk, on=dt.date(2021, 10, 15), at=begun)
    assert first == WorkItem.objects.count()


def test_the_jobs_may_run_again_and_again(opened: Programme) -> None:
    for _twice in range(2):
        jobs.keep_work.func()
        jobs.open_work.func()
        jobs.recount_work.func()
    again = WorkItem.objects.count()
    jobs.open_work.func()
    assert WorkItem.objects.count() == again
