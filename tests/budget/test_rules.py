"""Whose money a source is, what an estimate may become, and what does not add up. No database."""

from __future__ import annotations

import pytest

from khien.budget.rules.levels import Level, key_of, level_of
from khien.budget.rules.states import MOST_VND, Fault, amount_fault, year_fault
from khien.budget.rules.sums import BudgetRow, BudgetTable, CheckCode, Sums, UnitYear, checks_of, in_order


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("Ngân sách trung ương", Level.CENTRAL),
        ("Chương trình mục tiêu quốc gia", Level.CENTRAL),
        ("Ngân sách tỉnh", Level.PROVINCE),
        ("NS TỈNH", Level.PROVINCE),
        ("Ngân sách cấp xã", Level.COMMUNE),
        ("ngân sách các xã, phường", Level.COMMUNE),
        ("Kinh phí của đơn vị", Level.OWN),
        ("Kinh phí chi thường xuyên của cơ quan, đơn vị cấp tỉnh", Level.PROVINCE),
        ("Xã hội hóa", Level.SPONSOR),
        ("Nguồn xã hội hoá cấp xã", Level.SPONSOR),
        ("Tài trợ của doanh nghiệp", Level.SPONSOR),
        ("Nguồn hợp pháp khác", Level.OTHER),
        ("Ngân sách tỉnh, ngân sách cấp xã", Level.OTHER),
        ("", Level.OTHER),
    ],
)
def test_a_sources_words_say_whose_money_it_is_or_leave_it_open(source: str, level: Level) -> None:
    assert level_of(source) is level


def test_two_spellings_of_one_source_are_one() -> None:
    assert key_of("NS tỉnh") == key_of("  Ngân sách  Tỉnh ") == key_of("ngân sách tỉnh.")
    assert key_of("Ngân sách tỉnh") != key_of("Ngân sách xã")


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        (None, Fault.EMPTY),
        (0, Fault.EMPTY),
        (-5, Fault.NEGATIVE),
        (MOST_VND + 1, Fault.TOO_MUCH),
        (1, None),
    ],
)
def test_an_amount_that_cannot_stand_says_why(amount: int | None, fault: Fault | None) -> None:
    assert amount_fault(amount) is fault


def test_a_decision_may_take_money_back() -> None:
    assert amount_fault(-5, below_zero=True) is None


def test_a_year_is_a_year() -> None:
    assert year_fault(2026) is None
    assert year_fault(26) is Fault.YEAR


def row(year: int | None, source: str, level: Level = Level.PROVINCE, **sums: int) -> BudgetRow:
    return BudgetRow(year, source, level, Sums(**sums))


def table(*rows: BudgetRow) -> BudgetTable:
    return BudgetTable(1, None, in_order(rows))


def test_every_way_of_summing_gives_the_same_whole() -> None:
    made = table(
        row(2027, "Ngân sách tỉnh", planned=7, allocated=5, spent=2),
        row(2026, "Ngân sách cấp xã", Level.COMMUNE, planned=3, allocated=3, spent=4),
        row(2026, "Ngân sách tỉnh", planned=10, allocated=8, spent=1),
        row(None, "", Level.OTHER, planned=100),
    )
    for way in (made.by_year, made.by_source, made.by_level):
        assert sum(way.values(), Sums()) == made.total  # type: ignore[attr-defined]
    assert made.total == Sums(planned=120, allocated=16, spent=7)
    assert list(made.by_year) == [2026, 2027, None]
    assert [r.level for r in made.of_year(2026)] == [Level.PROVINCE, Level.COMMUNE]


def test_what_remains_may_be_less_than_nothing() -> None:
    sums = Sums(planned=10, allocated=8, spent=10)
    assert (sums.remaining, sums.spent_percent, sums.variance) == (-2, 125, -2)
    assert Sums(spent=5).spent_percent is None


def failing(rows: list[BudgetRow], **given: object) -> list[tuple[CheckCode, int]]:
    defaults: dict[str, object] = {
        "stated": None,
        "lines": None,
        "tasks": None,
        "named": frozenset({"ngan sach tinh"}),
        "units": [],
    }
    checks = checks_of(rows, **(defaults | given))  # type: ignore[arg-type]
    return [(check.code, check.difference) for check in checks if not check.holds]


def test_a_plan_whose_lines_miss_its_stated_total_is_told() -> None:
    assert failing([], stated=5_579, lines=5_599, tasks=5_599) == [(CheckCode.LINES_STATED, 20)]
    assert failing([], stated=5_599, lines=5_599, tasks=5_599) == []


def test_tasks_are_held_against_the_stated_total_when_there_are_no_lines() -> None:
    assert failing([], stated=100, tasks=90) == [(CheckCode.TASKS_LINES, -10)]


def test_giving_more_than_planned_and_spending_more_than_given_are_told() -> None:
    rows = [row(2026, "Ngân sách tỉnh", planned=10, allocated=12, spent=13)]
    assert failing(rows) == [(CheckCode.ALLOCATED_PLANNED, 2), (CheckCode.SPENT_ALLOCATED, 1)]
    assert failing([row(2026, "Ngân sách tỉnh", planned=12, allocated=12, spent=12)]) == []


def test_a_source_that_nobody_foresaw_and_money_without_a_source_are_told() -> None:
    rows = [row(2026, "Tài trợ", Level.SPONSOR, spent=4), row(2026, "", Level.OTHER, spent=3)]
    assert failing(rows) == [(CheckCode.SOURCE_UNKNOWN, 4), (CheckCode.SOURCE_MISSING, 3)]


def test_a_unit_that_spent_without_being_given_anything_is_told() -> None:
    units = [UnitYear(7, 2026, 0, 5), UnitYear(8, 2026, 9, 5)]
    (check,) = checks_of([], stated=None, lines=None, tasks=None, named=frozenset(), units=units)
    assert (check.code, check.unit_id, check.left) == (CheckCode.SPENT_UNALLOCATED, 7, 5)


def test_an_explanation_stays_with_its_question_when_figures_move() -> None:
    def subject(spent: int) -> str:
        rows = [row(2026, "Ngân sách tỉnh", allocated=1, spent=spent)]
        (check,) = checks_of(rows, stated=None, lines=None, tasks=None, named=frozenset(), units=[])
        return check.subject

    assert subject(5) == subject(9)
