"""Counting, gathering and places without a database."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from khien.reports.rules.consolidated import (
    ActivityFact,
    ConsolidatedData,
    Measure,
    RoundHead,
    to_data,
)
from khien.reports.rules.consolidating import consolidate, short_paths
from khien.reports.rules.figures import Figures
from khien.reports.rules.gathering import gathered, lines_of
from khien.reports.rules.head_defaults import head_defaults
from khien.reports.rules.material import ExpectedInput, HandedIn, Material, TaskInput
from khien.reports.rules.official_annexes import ranges
from khien.reports.rules.places import change, faults_of, filled, fillings, plain, with_opinions
from khien.reports.rules.tracing import facts_of

HEAD = RoundHead(
    "K-2026", "Báo cáo năm 2026", "2025-12-15", "2026-11-10", "2026-11-10", "Kế hoạch 05/KH-UBND", "Nâng cao nhận thức",
    "", "Ủy ban nhân dân tỉnh An Bình", 2026, "2026-02-09",
)  # fmt: skip
TASKS = (TaskInput(1, "PL.I.1", "Nhóm I", "Phát tờ rơi"), TaskInput(2, "PL.I.2", "Nhóm I", "Mở lớp"))
DUE = dt.date(2026, 11, 10)


def fact(
    number: int, unit: int, *tasks: int, people: int = 10, spent: int = 0, chain: str = ""
) -> ActivityFact:
    return ActivityFact(
        number, chain or f"c{number}", unit, "talk", f"Buổi {number}", "2026-05-01", "2026-05-01", "", tasks,
        (("Tờ rơi", 2),), (("public", people, "counted"),), spent, "Ngân sách xã" if spent else "", 1,
    )  # fmt: skip


def handed(unit: int, *ids: int, accepted: bool = True, day: dt.date = DUE, **said: str) -> HandedIn:
    return HandedIn(unit, f"s{unit}", accepted, day, ids, Figures(), said)


def report(facts: list[ActivityFact], *submissions: HandedIn, units: int = 3) -> ConsolidatedData:
    expected = tuple(ExpectedInput(n, f"Xã {n}", DUE) for n in range(1, units + 1))
    return consolidate(Material(HEAD, expected, submissions, {f.id: f for f in facts}, tuple(facts), TASKS))


def test_an_activity_that_two_submissions_name_counts_once_and_under_the_unit_that_did_it() -> None:
    data = report([fact(1, 2, 1), fact(2, 1, 1)], handed(1, 1, 2), handed(2, 1))
    assert data.total(Measure.ACTIVITIES) == 2
    assert [(f.id, f.unit_id) for f in data.activities] == [(2, 1), (1, 2)]


def test_of_a_corrected_activity_only_the_newest_entry_counts() -> None:
    data = report([fact(1, 1, 1, people=10, chain="x"), fact(5, 1, 1, people=30, chain="x")], handed(1, 1, 5))
    assert (data.total(Measure.ACTIVITIES), data.total(Measure.PEOPLE)) == (1, 30)


def test_reports_that_are_not_accepted_are_not_counted() -> None:
    data = report([fact(1, 1, 1)], handed(1, 1, accepted=False))
    assert data.activities == ()
    assert (data.rates.waiting, data.rates.missing) == (1, 2)


def test_an_activity_for_two_tasks_is_one_in_the_group_and_its_money_belongs_to_the_main_task() -> None:
    data = report([fact(1, 1, 2, 1, spent=500)], handed(1, 1))
    [group] = data.groups
    values = data.values()
    assert values[group.refs["activities"]] == 1
    assert [values[task.refs["activities"]] for task in group.tasks] == [1, 1]
    assert [values.get(task.refs.get("spent", ""), 0) for task in group.tasks] == [0, 500]


def test_the_order_in_which_things_come_changes_nothing() -> None:
    facts = [fact(n, 1 + n % 3, 1 + n % 2, spent=n) for n in range(1, 30)]
    submissions = [handed(u, *[f.id for f in facts if f.unit_id == u], results="Tốt") for u in (1, 2, 3)]
    first = to_data(report(facts, *submissions))
    for seed in range(5):
        random.Random(seed).shuffle(facts)
        random.Random(seed).shuffle(submissions)
        assert to_data(report(facts, *submissions)) == first


def test_every_figure_equals_the_sum_over_its_trace() -> None:
    facts = [fact(n, 1 + n % 3, 1 + n % 2, people=n, spent=n * 10) for n in range(1, 20)]
    data = report(facts, *[handed(u, *[f.id for f in facts if f.unit_id == u]) for u in (1, 2, 3)])
    for figure in data.figures:
        traced = facts_of(data, figure)
        if figure.measure is Measure.PEOPLE:
            assert sum(f.people for f in traced) == figure.value
        elif figure.measure is Measure.SPENT:
            assert sum(f.spent_vnd for f in traced) == figure.value
        elif figure.measure is Measure.ACTIVITIES:
            assert len(traced) == figure.value


def test_what_comes_late_and_what_does_not_come() -> None:
    data = report([], handed(1, day=DUE), handed(2, day=DUE + dt.timedelta(days=4)))
    assert [(u.state, u.days_late) for u in data.units] == [("accepted", 0), ("accepted", 4), ("missing", 0)]
    assert (data.rates.on_time, data.rates.late, data.rates.missing) == (1, 1, 1)
    assert ("missing", (3,)) in data.warnings


def test_the_same_said_by_many_is_said_once_with_all_their_names() -> None:
    said = [(1, "- Kinh phí cấp chậm.\n- Thiếu cán bộ"), (2, "kinh phi cap cham"), (3, "Không có.")]
    first, second = gathered(said)
    assert (first.text, first.unit_ids) == ("Kinh phí cấp chậm.", (1, 2))
    assert (second.text, second.unit_ids) == ("Thiếu cán bộ", (1,))


def test_nearly_the_same_is_merged_but_other_numbers_are_another_thing() -> None:
    base = "Đã mở 3 lớp tập huấn kỹ năng an toàn thông tin cho cán bộ và nhân dân"
    said = [(1, base), (2, f"{base} xã"), (3, base.replace("3", "5"))]
    assert [o.unit_ids for o in gathered(said)] == [(1, 2), (3,)]


def test_bullets_and_empty_words_are_left_out() -> None:
    assert lines_of("1. Một\n a) Hai;\n\n+ Ba\nKhông\n- không có") == ["Một", "Hai", "Ba"]


def test_places_become_figures_with_their_code() -> None:
    data = report([fact(1, 1, 1, spent=1_000_000)], handed(1, 1))
    spans = filled("Có {{ so_hoat_dong }} hoạt động, {{kinh_phi}}.", fillings(data))
    assert plain(spans) == "Có 1 hoạt động, 1.000.000 đồng."
    assert [s.anchor for s in spans if s.anchor] == [data.totals["activities"], data.totals["spent"]]


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("a\n  {{ so_hoat_dongg }}", "unknown", 2, 3),
        ("{{ so_hoat_dong", "loose", 1, 1),
        ("x }} y", "loose", 1, 3),
        ("{% for a in b %}", "loose", 1, 1),
        ("{{ ''.__class__ }}", "unknown", 1, 1),
        ("{{ {{ so_hoat_dong }} }}", "loose", 1, 1),
        ("x" * 70_000, "too_long", 1, 1),
        ("{{ co_quan }}" * 600, "too_many", 1, 1),
    ],
)
def test_what_is_wrong_in_a_text_is_said_with_its_place(text: str, kind: str, line: int, column: int) -> None:
    found = faults_of(text)[0]
    assert (found.kind, found.line, found.column) == (kind, line, column)


def test_a_place_nearly_right_gets_a_hint() -> None:
    assert faults_of("{{ so_hoat_dongg }}")[0].near == "so_hoat_dong"


def test_what_a_unit_wrote_never_becomes_a_place() -> None:
    data = report([], handed(1, results="Có {{ kinh_phi }} và {% x %}"))
    text = with_opinions("{{ y_kien_ket_qua }}", data)
    assert faults_of(text) == []
    assert "((" in text


def test_paths_lose_what_they_share() -> None:
    assert short_paths(TASKS) == {1: "1", 2: "2"}
    other = (*TASKS, TaskInput(3, "PL.II.1", "Nhóm II", "Thi"))
    assert short_paths(other) == {1: "I.1", 2: "I.2", 3: "II.1"}


def test_small_words() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
    assert [change(12, 10), change(9, 10), change(5, 5), change(3, 0)] == [
        "tăng 20%",
        "giảm 10%",
        "không đổi",
        "tăng 3",
    ]
    assert head_defaults("Ủy ban nhân dân tỉnh An Bình")["place"] == "An Bình"
    assert head_defaults("Sở Y tế") == {"issuing_body": "Sở Y tế", "place": ""}
