"""Officers write the ledger; nothing in it changes, and what is wrong is put right by a new entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import Error, connection, transaction

from khien.base.access import Actor
from khien.programme.errors import AlreadyReplaced, PeriodLocked, WrongActivity
from khien.programme.models import Activity, LedgerTally, Programme
from khien.programme.rules.activity import Fault, NewActivity, Product, Reach
from khien.programme.rules.ledger import ActivityKind, Audience, Basis, tally_month
from khien.programme.selectors.ledger import activities_in_force, activity_lines, tally_sums
from khien.programme.services import (
    correct_activity,
    lift_lock,
    lock_days,
    record_activity,
    recount,
    withdraw_activity,
)
from tests.people import Cast
from tests.programme.conftest import AT

MAY = dt.date(2026, 5, 20)


@pytest.fixture
def binh(cast: Cast) -> Actor:
    return cast.actor("commune_officer")


@pytest.fixture
def a_class(programme: Programme, cast: Cast) -> NewActivity:
    first, second, *_ = programme.tasks.all()
    return NewActivity(
        unit_id=cast.units.commune,
        kind=ActivityKind.CLASS,
        title="Tập huấn nhận biết lừa đảo cho hội viên",
        starts_on=MAY,
        task_ids=(first.pk, second.pk),
        products=(Product("lớp tập huấn", 1),),
        reach=(Reach(Audience.WOMEN, 60), Reach(Audience.ELDERLY, 25, Basis.ESTIMATED, 20, 30)),
        spent_vnd=3_000_000,
        money_source="Ngân sách cấp xã",
    )


def _record(actor: Actor, new: NewActivity, key: str = "a") -> Activity:
    return record_activity(actor, new, source="form", key=key, at=AT)


def test_an_activity_stands_in_the_ledger_with_everything_said_of_it(
    binh: Actor, a_class: NewActivity
) -> None:
    _record(binh, a_class)
    (line,) = activity_lines(activities_in_force())
    assert (line.title, line.people, line.spent_vnd) == (a_class.title, 85, 3_000_000)
    assert line.task_ids == a_class.task_ids
    assert line.reach == a_class.reach
    assert line.recorded_by == "Phạm Văn Bình"


def test_the_same_key_records_once(binh: Actor, a_class: NewActivity) -> None:
    assert _record(binh, a_class).pk == _record(binh, replace(a_class, title="Khác")).pk
    assert Activity.objects.count() == 1


def test_a_correction_replaces_the_entry_and_keeps_the_chain(binh: Actor, a_class: NewActivity) -> None:
    old = _record(binh, a_class)
    new = correct_activity(
        binh, old, replace(a_class, spent_vnd=2_500_000), reason="Gõ nhầm số tiền", key="c1", at=AT
    )
    (line,) = activity_lines(activities_in_force())
    assert (line.spent_vnd, line.chain) == (2_500_000, str(old.chain))
    assert new.reason == "Gõ nhầm số tiền"
    with pytest.raises(AlreadyReplaced):
        withdraw_activity(binh, old, reason="Trùng", key="w1", at=AT)


def test_a_withdrawn_activity_counts_nowhere(binh: Actor, a_class: NewActivity) -> None:
    withdraw_activity(binh, _record(binh, a_class), reason="Ghi hai lần", key="w", at=AT)
    assert not activities_in_force().exists()
    assert {(s.activities, s.people, s.spent_vnd) for s in tally_sums()} == {(0, 0, 0)}


def test_no_reason_no_correction(binh: Actor, a_class: NewActivity) -> None:
    old = _record(binh, a_class)
    with pytest.raises(WrongActivity):
        withdraw_activity(binh, old, reason="  ", key="w", at=AT)
    assert activities_in_force().count() == 1


@pytest.mark.parametrize(
    ("change", "field", "fault"),
    [
        ({"title": " "}, "title", Fault.EMPTY),
        ({"starts_on": dt.date(2027, 1, 1)}, "starts_on", Fault.FUTURE),
        ({"starts_on": dt.date(206, 5, 20)}, "starts_on", Fault.TOO_OLD),
        ({"ends_on": dt.date(2026, 5, 1)}, "ends_on", Fault.BACKWARDS),
        ({"spent_vnd": -1}, "spent_vnd", Fault.NEGATIVE),
        ({"reach": (Reach(Audience.WOMEN, 1), Reach(Audience.WOMEN, 2))}, "reach", Fault.TWICE),
        ({"reach": (Reach(Audience.WOMEN, 9, Basis.ESTIMATED, 10, 20),)}, "reach", Fault.INTERVAL),
        ({"products": (Product("", 1),)}, "products", Fault.EMPTY),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field(
    binh: Actor, a_class: NewActivity, change: dict[str, object], field: str, fault: Fault
) -> None:
    with pytest.raises(WrongActivity) as refused:
        _record(binh, replace(a_class, **change))  # type: ignore[arg-type]
    assert refused.value.fields == {field: fault}


def test_locked_days_refuse_until_they_are_opened(binh: Actor, hoa: Actor, a_class: NewActivity) -> None:
    kept = _record(binh, a_class)
    days = {"first": dt.date(2025, 12, 15), "last": dt.date(2026, 6, 14)}
    lock_days(hoa, a_class.unit_id, **days, code="2026-H1", label="Báo cáo 6 tháng", at=AT)
    for attempt in (
        lambda: _record(binh, a_class, "b"),
        lambda: withdraw_activity(binh, kept, reason="Nhầm", key="w", at=AT),
        lambda: correct_activity(
            binh, kept, replace(a_class, starts_on=dt.date(2026, 7, 1)), reason="Nhầm", key="c", at=AT
        ),
    ):
        with pytest.raises(PeriodLocked):
            attempt()
    assert _record(binh, a_class).pk == kept.pk  # what was recorded before the lock is still told the same
    lift_lock(hoa, a_class.unit_id, code="2026-H1", reason="Bổ sung", at=AT)
    assert _record(binh, a_class, "b").pk != kept.pk


def test_the_database_itself_refuses_to_change_an_entry(binh: Actor, a_class: NewActivity) -> None:
    entry = _record(binh, a_class)
    for statement in ("UPDATE programme_activity SET spent_vnd = 1", "DELETE FROM programme_activityreach"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    entry.refresh_from_db()
    assert entry.spent_vnd == 3_000_000


def test_the_running_sums_are_what_the_ledger_says(binh: Actor, a_class: NewActivity) -> None:
    first = _record(binh, a_class)
    _record(binh, replace(a_class, starts_on=dt.date(2026, 6, 20), task_ids=a_class.task_ids[1:]), "b")
    correct_activity(binh, first, replace(a_class, spent_vnd=1_000_000), reason="Nhầm", key="c", at=AT)

    def rows() -> set[tuple[object, ...]]:
        fields = ("unit_id", "task_id", "month", "activities", "products", "people", "spent_vnd")
        return {row for row in LedgerTally.objects.values_list(*fields) if row[3]}

    kept = rows()
    recount()
    assert rows() == kept
    assert {s.task_id: s.spent_vnd for s in tally_sums(task_ids=a_class.task_ids)} == {
        a_class.task_ids[0]: 1_000_000,
        a_class.task_ids[1]: 3_000_000,
    }
    assert {s.activities for s in tally_sums()} == {2}


def test_reporting_months_begin_on_the_fifteenth() -> None:
    assert tally_month(dt.date(2026, 6, 14)) == dt.date(2026, 5, 15)
    assert tally_month(dt.date(2026, 6, 15)) == dt.date(2026, 6, 15)
