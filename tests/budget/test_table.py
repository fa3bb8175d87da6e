"""The budget table: every figure comes from the plan, an estimate, an allocation or the ledger, and counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from khien.base.access import Actor
from khien.budget.api import CheckCode, Level, Sums, budget_table, unit_money, unit_sums
from khien.budget.models import Estimate
from khien.budget.rules.states import Decision
from khien.budget.services.estimates import decide_estimate, submit_estimate
from khien.budget.services.notes import place_source
from khien.orgs import api as orgs
from khien.programme.models import Programme
from tests.budget.conftest import AT, COMMUNE_MONEY, ON, PROVINCE, Give, Spend
from tests.people import Cast


def _table(programme: Programme, **how: object):  # type: ignore[no-untyped-def]
    return budget_table(programme.pk, on=ON, **how)  # type: ignore[arg-type]


def test_before_anything_happens_the_table_is_the_plan(programme: Programme) -> None:
    table = _table(programme)
    ((row),) = table.rows
    assert (row.year, row.source, row.level) == (2026, PROVINCE, Level.PROVINCE)
    assert row.sums == Sums(planned=70_000_000)
    assert table.failing == ()


def test_asked_approved_given_and_spent_stand_in_one_row(
    programme: Programme, hoa: Actor, binh: Actor, estimate: Estimate, give: Give, spend: Spend
) -> None:
    submit_estimate(binh, estimate, revision=1, at=AT)
    decide_estimate(
        hoa, estimate, Decision.CHANGE, granted_vnd=25_000_000, remark="Giảm 1 lớp", revision=2, at=AT
    )
    give(("XAH", "20.000.000 đồng"))
    spend(5_000_000)
    spend(2_000_000, source="ns tỉnh")  # another spelling of the same source
    (row,) = _table(programme).rows
    assert row.sums == Sums(70_000_000, 30_000_000, 25_000_000, 20_000_000, 7_000_000)
    assert (row.sums.remaining, row.sums.spent_percent) == (13_000_000, 35)
    assert all(
        type(getattr(row.sums, name)) is int for name in Sums.__dataclass_fields__
    )  # no Decimal leaks out


def test_a_draft_counts_nowhere(programme: Programme, estimate: Estimate) -> None:
    assert _table(programme).total.requested == 0


def test_an_activity_for_three_tasks_spends_its_money_once(programme: Programme, spend: Spend) -> None:
    spend(6_000_000, tasks=3)
    assert _table(programme).total.spent == 6_000_000


def test_money_belongs_to_the_calendar_year_it_was_complete_in(programme: Programme, spend: Spend) -> None:
    spend(1_000_000, on=dt.date(2025, 12, 20))  # the reporting year 2026 already, the budget year 2025 still
    spend(2_000_000, on=dt.date(2026, 1, 2))
    by_year = _table(programme).by_year
    assert (by_year[2025].spent, by_year[2026].spent) == (1_000_000, 2_000_000)


def test_years_narrow_the_rows(programme: Programme, spend: Spend) -> None:
    spend(1_000_000, on=dt.date(2025, 12, 20))
    assert [row.year for row in _table(programme, years=[2025]).rows] == [2025]


def test_a_decision_of_tomorrow_gives_nothing_today(programme: Programme, give: Give) -> None:
    give(("XAH", "9 triệu"), on=ON + dt.timedelta(days=1))
    assert _table(programme).total.allocated == 0
    assert budget_table(programme.pk, on=ON + dt.timedelta(days=1)).total.allocated == 9_000_000


def test_of_one_unit_the_plan_gives_what_it_leads_alone(
    programme: Programme, cast: Cast, give: Give, spend: Spend
) -> None:
    give(("SKHCN", "40 triệu"), ("XAH", "10 triệu"))
    spend(3_000_000)
    spend(8_000_000, unit="department", actor="focal_officer")
    department = _table(programme, unit_ids=[cast.units.department])
    assert department.total == Sums(planned=50_000_000, allocated=40_000_000, spent=8_000_000)
    commune = _table(programme, unit_ids=[cast.units.commune])
    assert commune.total == Sums(allocated=10_000_000, spent=3_000_000)


def test_units_together_are_the_whole(programme: Programme, cast: Cast, give: Give, spend: Spend) -> None:
    give(("SKHCN", "40 triệu"), ("XAH", "10 triệu"), ("PBM", "7 triệu"))
    spend(3_000_000)
    rows = unit_sums(programme.pk, year=2026, on=ON)
    assert sum(row.sums.allocated for row in rows) == _table(programme).total.allocated == 57_000_000
    assert sum(row.sums.spent for row in rows) == 3_000_000
    assert {row.unit for row in rows} == {
        "Sở Khoa học và Công nghệ", "Ủy ban nhân dân xã An Hòa", "Ủy ban nhân dân phường Bình Minh",
    }  # fmt: skip


def _failing(programme: Programme) -> dict[CheckCode, int]:
    return {check.code: check.difference for check in _table(programme).failing}


def test_what_does_not_add_up_is_named(programme: Programme, give: Give, spend: Spend) -> None:
    give(("SKHCN", "72 triệu"))
    spend(4_000_000, source="Tài trợ của doanh nghiệp")
    spend(1_000_000, source="")
    assert _failing(programme) == {
        CheckCode.ALLOCATED_PLANNED: 2_000_000,
        CheckCode.SOURCE_UNKNOWN: 4_000_000,
        CheckCode.SOURCE_MISSING: 1_000_000,
        CheckCode.SPENT_UNALLOCATED: 5_000_000,
    }


def test_a_source_may_be_said_to_be_another_ones_name(
    programme: Programme, hoa: Actor, spend: Spend, give: Give
) -> None:
    give(("XAH", "5 triệu"))
    spend(4_000_000, source="Nguồn cấp trên")
    assert CheckCode.SOURCE_UNKNOWN in _failing(programme)
    place_source(
        hoa,
        programme.pk,
        source="Nguồn cấp trên",
        level=Level.PROVINCE,
        counts_as=PROVINCE,
        revision=0,
        at=AT,
    )
    (row,) = _table(programme).rows
    assert row.sums.spent == 4_000_000
    assert _failing(programme) == {}


def test_a_level_that_the_office_says_wins_over_the_guess(
    programme: Programme, hoa: Actor, spend: Spend
) -> None:
    spend(1_000_000, source=COMMUNE_MONEY)
    assert Level.COMMUNE in _table(programme).by_level
    place_source(hoa, programme.pk, source=COMMUNE_MONEY, level=Level.OTHER, revision=0, at=AT)
    assert Level.COMMUNE not in _table(programme).by_level


def test_a_merged_commune_keeps_its_money_under_its_heir(
    programme: Programme, hoa: Actor, cast: Cast, give: Give, spend: Spend
) -> None:
    give(("XAH", "10 triệu"))
    spend(4_000_000, on=dt.date(2026, 3, 2))
    heir = orgs.merge_units(
        [cast.units.commune, cast.units.other_commune],
        into=orgs.NewUnit(
            name="Ủy ban nhân dân xã Hòa Minh",
            kind=orgs.Kind.PEOPLES_COMMITTEE,
            level=orgs.Level.COMMUNE,
            code="XHM",
            parent_id=cast.units.province,
        ),
        on=dt.date(2026, 7, 1),
        actor=hoa,
        at=AT,
    )
    (row,) = (each for each in unit_sums(programme.pk, year=2026, on=ON) if each.sums.allocated)
    assert (row.unit_id, row.sums.allocated, row.sums.spent) == (heir.id, 10_000_000, 4_000_000)
    assert _table(programme).total.spent == 4_000_000


def test_a_units_money_for_a_report_tells_period_and_year_apart(
    programme: Programme, cast: Cast, give: Give, spend: Spend
) -> None:
    commune, other = cast.units.commune, cast.units.other_commune
    give(("XAH", "10 triệu"))
    spend(1_000_000, on=dt.date(2025, 12, 20))
    spend(2_000_000, on=dt.date(2026, 2, 2))
    spend(4_000_000, on=dt.date(2026, 9, 2))
    found = unit_money(programme.pk, [commune, other], dt.date(2025, 12, 15), dt.date(2026, 6, 14))
    money = found[commune]
    assert (money.spent, money.spent_year, money.allocated, money.remaining) == (
        3_000_000, 2_000_000, 10_000_000, 8_000_000,
    )  # fmt: skip
    assert found[other].spent == found[other].allocated == 0


def test_the_table_takes_as_many_queries_for_many_units_as_for_few(
    programme: Programme,
    cast: Cast,
    give: Give,
    spend: Spend,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    give(*((unit, "1 triệu") for unit in ("SKHCN", "XAH", "PBM", "AB")))
    for unit in ("commune", "department", "other_commune", "province"):
        for source in (PROVINCE, COMMUNE_MONEY, "Khác"):
            spend(1_000, unit=unit, source=source, actor="standing_office")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        _table(programme)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        unit_sums(programme.pk, year=2026, on=ON)


def test_the_database_itself_refuses_to_change_an_allocation(give: Give) -> None:
    give(("XAH", "10 triệu"))
    for statement in ("UPDATE budget_allocation SET amount_vnd = 1", "DELETE FROM budget_allocation"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_no_sum_is_a_decimal(programme: Programme, spend: Spend) -> None:
    spend(1_000_000)
    assert not isinstance(_table(programme).total.spent, Decimal)


def test_a_newer_version_of_the_plan_goes_on_with_the_money_of_the_older_one(
    programme: Programme, newer: Programme, give: Give, spend: Spend, cast: Cast
) -> None:
    give(("XAH", "10 triệu"))
    spend(4_000_000)
    old, new = _table(programme), _table(newer)
    assert (new.total.allocated, new.total.spent) == (old.total.allocated, old.total.spent)
    assert (new.total.allocated, new.total.spent) == (10_000_000, 4_000_000)
    assert new.total.planned == 70_000_000  # its own lines, not both versions'
    money = unit_money(newer.pk, [cast.units.commune], dt.date(2026, 1, 1), ON)[cast.units.commune]
    assert (money.allocated, money.spent) == (10_000_000, 4_000_000)
