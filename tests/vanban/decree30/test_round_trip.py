"""What the writer writes, the reader reads back with the same figures: the demo plan there and back."""

import io

import pytest

from khien.project import demo_plan_tasks
from khien.project.demo_plan import TARGETS, THEMES, demo_plan
from vanban import money_in_words, read, write_report


@pytest.fixture(scope="module")
def back():
    stream = io.BytesIO()
    write_report(demo_plan(), stream)
    return read(stream.getvalue())


def test_the_head_comes_back(back):
    head = back.head
    assert (head.kind, head.number, head.date, head.place) == (
        "Kế hoạch",
        "05/KH-UBND",
        "2026-01-15",
        "An Bình",
    )
    assert head.issuer == "Ủy ban nhân dân tỉnh An Bình"
    assert head.title == demo_plan().title
    assert (head.period_from, head.period_to) == (2026, 2030)
    assert head.signer is not None
    assert head.signer.name == "Nguyễn Minh Khôi"


def test_every_task_comes_back_with_lead_and_money(back):
    planned = [task for group in demo_plan_tasks.GROUPS for task in group.tasks]
    rows = [task for task in back.tasks if task.source == "table"]
    assert [row.text for row in rows] == [task.text for task in planned]
    assert [row.lead for row in rows] == [(task.lead,) for task in planned]
    assert [row.budget.amount_vnd or 0 for row in rows] == [task.amount for task in planned]
    assert [row.path for row in rows][:5] == [
        f"Phụ lục 01.{place}" for place in ("I.1", "I.2", "I.3", "I.4", "II.1")
    ]
    body = [task for task in back.tasks if task.source == "body"]
    assert [task.text.rstrip(".") for task in body] == [task.text for task in planned]


def test_targets_themes_and_money_come_back(back):
    assert [target.text for target in back.targets] == list(TARGETS)
    assert [theme.text for theme in back.themes] == list(THEMES)
    assert back.budget.stated_total_vnd == demo_plan_tasks.STATED_TOTAL
    by_year: dict[int, int] = {}
    for line in back.budget.lines:
        by_year[line.year] = by_year.get(line.year, 0) + line.amount_vnd
    assert by_year == {year: sum(parts) for year, parts in demo_plan_tasks.BUDGET_BY_YEAR.items()}


def test_the_dates_to_report_come_back(back):
    assert {duty.due for duty in back.reporting} >= {"06-10", "11-10", "06-20", "11-20"}


def test_the_demo_hides_one_fault_and_only_one(back):
    assert [finding.where for finding in back.findings] == ["V.1"]
    parts = [sum(years) for years in zip(*demo_plan_tasks.BUDGET_BY_YEAR.values(), strict=True)]
    assert sum(parts) == demo_plan_tasks.tasks_total()


def test_the_sum_in_words_is_the_sum_in_figures():
    assert money_in_words(demo_plan_tasks.STATED_TOTAL) == demo_plan_tasks.STATED_TOTAL_WORDS


def test_the_printed_form_reads_back_with_the_same_figures():
    stream = io.BytesIO()
    write_report(demo_plan(), stream, format="pdf")
    printed = read(stream.getvalue())
    assert printed.head.number == "05/KH-UBND"
    assert [target.value for target in printed.targets] == [100, 80, 100, 90, 70, 60, 100]
    assert printed.budget.stated_total_vnd == demo_plan_tasks.STATED_TOTAL
    planned = [task.amount for group in demo_plan_tasks.GROUPS for task in group.tasks]
    rows = [task.budget for task in printed.tasks if task.source == "table"]
    assert [money.amount_vnd or 0 if money else 0 for money in rows] == planned
    assert [finding.where for finding in printed.findings] == ["V.1"]
