"""A round of thousands of units: the database counts and orders as the rule says, and a page loads only itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from khien.base.access import SYSTEM, Actor
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit
from khien.reports.models import ExpectedUnit, ReportRound, Submission
from khien.reports.rules.rates import Standing, rates
from khien.reports.selectors import round_units
from khien.reports.selectors.round_units import paged_units, with_words
from khien.reports.selectors.rounds import UnitLine, stands, unit_lines
from khien.reports.selectors.standings import rates_of_rounds
from khien.reports.services import submissions
from khien.reports.services.submissions import begin
from khien.reports.tables.rounds import unit_table
from tests.people import Cast
from tests.reports.conftest import JUNE, expected, moment

As = Callable[[str], Client]
HandIn = Callable[..., Submission]
LATER = dt.date(2026, 6, 15)  # five days after the due day
MANY = 70


@pytest.fixture
def communes(half: ReportRound, cast: Cast) -> list[int]:
    """Seventy communes expected in the round."""
    found = []
    for n in range(MANY):
        new = NewUnit(
            name=f"Ủy ban nhân dân xã Số {n:02}",
            kind=Kind.PEOPLES_COMMITTEE,
            level=Level.COMMUNE,
            code=f"X{n:02}",
            parent_id=cast.units.province,
        )
        found.append(orgs.open_unit(new, on=dt.date(2025, 7, 1), actor=SYSTEM, at=moment(JUNE)).id)
    ExpectedUnit.objects.bulk_create(ExpectedUnit(round=half, unit_id=unit) for unit in found)
    return found


@pytest.fixture
def mixed(half: ReportRound, communes: list[int], hand_in: HandIn, hoa: Actor, cast: Cast) -> ReportRound:
    """One of every kind: accepted, handed in, handed in late, returned, excused, given time, a draft, and nothing."""
    hand_in(half, communes[0], on=JUNE, accepted=True)
    hand_in(half, communes[1], on=JUNE)
    hand_in(half, communes[2], on=LATER - dt.timedelta(days=2))
    back = hand_in(half, communes[3], on=LATER)
    submissions.return_report(hoa, back.pk, remark="Xem lại", at=moment(LATER))
    ExpectedUnit.objects.filter(round=half, unit_id=communes[4]).update(excused="Mới sáp nhập")
    ExpectedUnit.objects.filter(round=half, unit_id=communes[5]).update(due_on=LATER)
    ExpectedUnit.objects.filter(round=half, unit_id=communes[6]).update(due_on=LATER - dt.timedelta(days=2))
    begin(cast.actor("commune_officer"), expected(half, communes[7]), at=moment(JUNE))
    # half past midnight in Vietnam on the day after the due day is still the due day in UTC
    just_late = dt.datetime(2026, 6, 10, 17, 30, tzinfo=dt.UTC)
    row = hand_in(half, communes[8], on=JUNE)
    Submission.objects.filter(pk=row.pk).update(first_submitted_at=just_late)
    for n, unit in enumerate(communes[:9]):
        figures = {"activities": (n * 7) % 9, "people": 10 * ((n * 5) % 9)}
        Submission.objects.filter(round=half, unit_id=unit).update(figures=figures)
    return half


@pytest.mark.parametrize("on", [JUNE, dt.date(2026, 6, 10), dt.date(2026, 6, 11), LATER])
def test_the_database_counts_as_the_rule_does(mixed: ReportRound, on: dt.date) -> None:
    ruled = rates(stands([mixed.pk], on=on)[mixed.pk])
    counted = rates_of_rounds([mixed.pk], on=on)[mixed.pk]
    assert counted == ruled
    assert counted.late == 3
    lines = unit_lines(mixed, on=on)
    for standing in Standing:
        found = paged_units(mixed, on=on, only=None)
        narrowed = found.narrowed(found.rows.filter(stand=standing.value))
        assert [one.unit_id for one in narrowed] == [one.unit_id for one in lines if one.standing is standing]


ORDERS: dict[str, Callable[[UnitLine], Any]] = {
    "han": lambda line: line.due_on,
    "tre": lambda line: line.days_late or None,
    "trang-thai": lambda line: (list(Standing).index(line.standing), -line.days_late),
    "nop-luc": lambda line: line.submitted_at,
    "hoat-dong": lambda line: line.activities if line.submission_uuid else None,
    "nguoi": lambda line: line.people if line.submission_uuid else None,
    "nhac": lambda line: line.reminders or None,
}


@pytest.mark.parametrize("code", ORDERS)
@pytest.mark.parametrize("falling", [False, True])
def test_the_database_orders_as_people_read_it(mixed: ReportRound, code: str, falling: bool) -> None:
    [column] = [c for c in unit_table(mixed.code, runs=True).columns if c.code == code]
    found = paged_units(mixed, on=LATER, only=None).ordered(column.sort, falling=falling)  # type: ignore[arg-type]
    keys = [ORDERS[code](line) for line in found]
    given = [key for key in keys if key is not None]
    assert len(keys) == mixed.expected.count()
    assert len(set(given)) > 1 or code == "nhac"
    assert given == sorted(given, reverse=falling)
    assert keys == given + [None] * (len(keys) - len(given))


def test_the_order_tells_nothing_of_a_draft(mixed: ReportRound, communes: list[int]) -> None:
    Submission.objects.filter(unit_id=communes[7]).update(figures={"activities": 999})
    found = paged_units(mixed, on=LATER, only=None).ordered("said_activities", falling=True)
    assert found[0].unit_id != communes[7]


def test_a_page_of_the_round_loads_fifty_units(
    mixed: ReportRound, as_person: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[int]] = []

    def noted(found: ReportRound, *, on: dt.date, ids: Sequence[int]) -> list[UnitLine]:
        asked.append(ids)
        return unit_lines(found, on=on, ids=ids)

    monkeypatch.setattr(round_units, "unit_lines", noted)
    browser = as_person("standing_office")
    for query in ("", "?sap-xep=don-vi", "?sap-xep=-nguoi&trang=2", "?trang-thai=late"):
        asked.clear()
        assert browser.get(reverse("reports:round", args=[mixed.code]) + query).status_code == 200
        assert [len(ids) <= 50 for ids in asked] == [True]


def test_a_unit_is_found_by_words_without_marks_and_by_code(mixed: ReportRound, communes: list[int]) -> None:
    rows = paged_units(mixed, on=LATER, only=None).rows
    assert list(with_words(rows, "xa so 07").values_list("unit_id", flat=True)) == [communes[7]]
    assert list(with_words(rows, "x07").values_list("unit_id", flat=True)) == [communes[7]]
    assert not with_words(rows.filter(Q()), "huyện").exists()
