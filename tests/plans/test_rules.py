"""The arithmetic of the review, without a database: typing, splitting, merging, undoing, comparing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.plans.rules import entry, history
from khien.plans.rules.content import Agency, BudgetRow, PlanHead, PlanRows, TargetRow, TaskRow
from khien.plans.rules.diffing import How, diff_plans
from khien.plans.rules.drafts import drafts_of
from khien.plans.rules.editing import merge, split, suggest_parts
from khien.plans.rules.entry import CannotParse
from khien.plans.rules.history import Step, cursor
from khien.plans.rules.kinds import (
    AgencyRole,
    AgencyState,
    Decision,
    PlanStatus,
    RowKind,
    can_edit,
    may_become,
)
from khien.plans.rules.likeness import likeness, word_changes
from khien.plans.rules.rereading import Held, match
from khien.plans.rules.review import (
    Reason,
    Stand,
    doubtful_first,
    lead_obstacle,
    obstacles,
    reasons_to_look,
    second_person_missing,
)
from khien.plans.rules.rows import TYPES, AssignmentData, DutyData, TaskData, ThemeData, from_json, to_json
from khien.plans.rules.source import anchor, source_from_json, source_to_json
from tests.plans.conftest import small_plan
from vanban import Cell, Footnote, Paragraph, Place, Table


# ---- typing ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("31/12/2025", "2025-12-31"), ("7/2021", "2021-07"), ("tháng 7/2021", "2021-07"), ("2022", "2022"), ("năm 2022", "2022"), ("2021-07", "2021-07"), ("", "")],
)  # fmt: skip
def test_dates_are_kept_as_precise_as_typed(typed: str, kept: str) -> None:
    assert entry.parse_date(typed) == kept


@pytest.mark.parametrize("typed", ["31/02/2025", "13/2021", "hôm nào", "99", "1/1/1900"])
def test_a_date_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(CannotParse):
        entry.parse_date(typed)


@given(st.dates(min_value=dt.date(1945, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_shown_date_is_read_back(day: object) -> None:
    iso = str(day)
    assert entry.parse_date(entry.show_date(iso)) == iso


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("742.000.000 đ", 742_000_000), ("742 triệu", 742_000_000), ("1,5 tỷ", 1_500_000_000), ("", None)],
)
def test_money_is_read_as_officers_write_it(typed: str, kept: int | None) -> None:
    assert entry.parse_money(typed) == kept


@pytest.mark.parametrize("typed", ["nhiều", "-5", "9" * 20])
def test_money_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(CannotParse):
        entry.parse_money(typed)


@pytest.mark.parametrize(("typed", "kept"), [("15/12", "12-15"), ("18", "18"), ("ngày 18", "18"), ("", "")])
def test_due_days(typed: str, kept: str) -> None:
    assert entry.parse_due(typed) == kept


@pytest.mark.parametrize("typed", ["32", "31/2", "15/13", "mai"])
def test_due_days_that_are_none(typed: str) -> None:
    with pytest.raises(CannotParse):
        entry.parse_due(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("80", 80), ("45,69", 45.69), ("1.500", 1500), ("1,500", 1.5), ("80.5", 80.5)]
)
def test_numbers(typed: str, kept: float) -> None:
    assert entry.parse_number(typed) == kept


@given(st.integers(min_value=0, max_value=10**9))
def test_a_shown_number_is_read_back(value: int) -> None:
    assert entry.parse_number(entry.show_number(float(value))) == value


def test_lines_lose_dashes_and_blanks() -> None:
    assert entry.lines("- Một\n\n + Hai \n•Ba") == ("Một", "Hai", "Ba")


def test_search_ignores_marks() -> None:
    assert entry.fold_for_search("Lừa ĐẢO") == "lua dao"


# ---- rows -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", list(RowKind))
def test_a_row_of_every_kind_survives_json(kind: RowKind) -> None:
    data = TYPES[kind]()
    assert from_json(kind, {**to_json(data), "unknown": 1}) == data


def test_a_plan_becomes_rows_with_keys_of_their_own() -> None:
    drafts = drafts_of(small_plan())
    assert len({draft.key for draft in drafts}) == len(drafts) == 9
    assert [draft.key for draft in drafts_of(small_plan())] == [draft.key for draft in drafts]


def test_two_figures_in_one_sentence_are_two_rows() -> None:
    target = small_plan().targets[0]
    plan = small_plan(targets=(target, replace(target, value=50), target))
    keys = [draft.key for draft in drafts_of(plan) if draft.kind == RowKind.TARGET]
    assert len(set(keys)) == 3


def test_the_source_survives_json() -> None:
    table = Table(
        rows=((Cell("a", 0, 0, 1, 2, bold=True),), (Cell("b", 1, 0),)), place=Place(1, page=2), columns=2
    )
    paragraph = Paragraph(
        "Tên [1]", Place(0), label="1.", level=1, heading=True, centred=True, footnotes=("1",)
    )
    plan = small_plan(blocks=(paragraph, table), footnotes=(Footnote("1", "Chú"),))
    kept = source_from_json(source_to_json(plan))
    assert (kept.blocks, kept.clauses, kept.footnotes) == (plan.blocks, plan.clauses, plan.footnotes)


def test_anchors() -> None:
    assert [anchor(Place(12)), anchor(Place(30, 2, 1)), anchor(None)] == ["b12", "b30r2", ""]


# ---- split and merge ------------------------------------------------------------------------------------------
def test_a_text_falls_apart_at_its_joints() -> None:
    assert suggest_parts("Phát tin; in tờ rơi. Mở lớp.") == ("Phát tin", "in tờ rơi.", "Mở lớp.")


def test_split_never_counts_money_twice() -> None:
    task = TaskData(text="a; b", amount_vnd=5, products=("x",), start="2026")
    parts = split(task, ["a", "b"])
    assert [part.amount_vnd for part in parts] == [5, None]
    assert [part.start for part in parts] == ["2026", "2026"]


def test_an_assignment_splits_into_one_duty_each() -> None:
    parts = split(AssignmentData(("a", "b")), ["a", "b"])
    assert parts == (AssignmentData(("a",)), AssignmentData(("b",)))


@given(st.integers(0, 10**9) | st.none(), st.integers(0, 10**9) | st.none())
def test_merge_adds_up_what_is_known(one: int | None, two: int | None) -> None:
    merged = merge(TaskData(text="a.", amount_vnd=one), TaskData(text="b", amount_vnd=two))
    assert isinstance(merged, TaskData)
    assert merged.text == "a. b"
    assert merged.amount_vnd == (None if one is None and two is None else (one or 0) + (two or 0))


def test_merge_of_other_kinds() -> None:
    assert merge(ThemeData("a"), ThemeData("b")) == ThemeData("a; b")
    assert merge(DutyData("a"), DutyData("b", due="18")) == DutyData("a; b", due="18")
    assert merge(AssignmentData(("a",)), AssignmentData(("a", "b"))) == AssignmentData(("a", "b"))
    with pytest.raises(TypeError):
        merge(ThemeData("a"), DutyData("b"))
    with pytest.raises(TypeError):
        split(TYPES[RowKind.TARGET](), ["a", "b"])


# ---- undo -----------------------------------------------------------------------------------------------------
def test_undo_walks_back_and_redo_forward() -> None:
    steps = [Step(1, "edit"), Step(2, "drop"), Step(3, history.UNDO, 2)]
    assert (cursor(steps).undo, cursor(steps).redo) == (1, 2)
    steps.append(Step(4, history.REDO, 2))
    assert (cursor(steps).undo, cursor(steps).redo) == (2, None)


def test_a_new_change_forgets_what_was_undone() -> None:
    steps = [Step(1, "edit"), Step(2, history.UNDO, 1), Step(3, "drop")]
    assert (cursor(steps).undo, cursor(steps).redo) == (3, None)


def test_a_new_reading_is_a_border() -> None:
    assert cursor([Step(1, "edit"), Step(2, history.REREAD)]).undo is None


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_undo_then_redo_always_stands_where_it_stood(acts: list[str]) -> None:
    steps: list[Step] = []
    for act in acts:
        now = cursor(steps)
        target = {"undo": now.undo, "redo": now.redo}.get(act)
        if act == "do" or target is None:
            steps.append(Step(len(steps) + 1, "edit"))
        else:
            steps.append(Step(len(steps) + 1, act, target))
    before = cursor(steps)
    if before.undo is not None:
        steps.append(Step(len(steps) + 1, history.UNDO, before.undo))
        steps.append(Step(len(steps) + 1, history.REDO, before.undo))
        assert cursor(steps) == before


# ---- what needs a look ----------------------------------------------------------------------------------------
LEAD = (AgencyRole.LEAD, AgencyState.UNSURE)
HELP = (AgencyRole.COORDINATING, AgencyState.UNSURE)


@pytest.mark.parametrize(
    ("stand", "reasons"),
    [
        (Stand(RowKind.TASK, Decision.UNSEEN), ()),
        (Stand(RowKind.TASK, Decision.UNSEEN, confidence=0.5), (Reason.LOW_CONFIDENCE,)),
        (Stand(RowKind.TASK, Decision.UNSEEN, doubts=1, open_findings=1), (Reason.DOUBT, Reason.FINDING)),
        (Stand(RowKind.TASK, Decision.UNSEEN, agencies=(HELP,)), (Reason.AGENCY,)),
        (Stand(RowKind.TASK, Decision.ACCEPTED, doubts=1, agencies=(HELP,)), ()),
        (Stand(RowKind.TASK, Decision.ACCEPTED, agencies=(LEAD,)), (Reason.AGENCY,)),
        (Stand(RowKind.TASK, Decision.DROPPED, doubts=1, agencies=(LEAD,)), ()),
    ],
)
def test_what_asks_for_a_look(stand: Stand, reasons: tuple[Reason, ...]) -> None:
    assert reasons_to_look(stand) == reasons


def test_what_hinders_adoption() -> None:
    decided = (AgencyRole.LEAD, AgencyState.DECIDED)
    assert lead_obstacle(Stand(RowKind.TASK, Decision.ACCEPTED, agencies=(LEAD,))) == Reason.LEAD_UNDECIDED
    assert lead_obstacle(Stand(RowKind.TASK, Decision.UNSEEN)) == Reason.NO_LEAD
    assert lead_obstacle(Stand(RowKind.TASK, Decision.ACCEPTED)) is None
    assert lead_obstacle(Stand(RowKind.TASK, Decision.UNSEEN, agencies=(decided,))) is None
    assert lead_obstacle(Stand(RowKind.DUTY, Decision.UNSEEN)) is None
    assert [o.reason for o in obstacles([])] == [Reason.NOTHING]
    assert obstacles([("t", Stand(RowKind.TARGET, Decision.UNSEEN))]) == ()


@pytest.mark.parametrize(
    ("needed", "proposer", "edit", "missing"),
    [
        (False, "", 0, False),
        (True, "", 0, True),
        (True, "hoa", 5, True),
        (True, "lan", 5, False),
        (True, "lan", 4, True),
    ],
)
def test_a_second_person(needed: bool, proposer: str, edit: int, missing: bool) -> None:
    found = second_person_missing(
        needed=needed, proposed_by=proposer, proposed_edit=edit, last_edit=5, adopter="hoa"
    )
    assert found is missing


def test_the_doubtful_come_first_in_the_documents_order() -> None:
    assert doubtful_first([(False, 1.0), (True, 2.0), (False, 0.5), (True, 1.5)]) == [3, 1, 2, 0]


def test_states_follow_each_other() -> None:
    assert may_become("review", "adopted")
    assert not may_become("adopted", "review")
    assert [status for status in PlanStatus if can_edit(status)] == [PlanStatus.REVIEW]


# ---- a new reading --------------------------------------------------------------------------------------------
def test_rows_are_found_again_by_key_then_clause_then_words() -> None:
    drafts = drafts_of(small_plan())[:3]
    held = [
        Held(1, "task", "IV.1", drafts[0].data.text, drafts[0].key),
        Held(2, "task", "IV.2", drafts[1].data.text + " thêm", "k2"),
        Held(3, "task", "IX.9", drafts[2].data.text, "k3"),
        Held(4, "target", "IV.3", drafts[2].data.text, "k4"),
    ]
    matched = match(held, drafts)
    assert matched.by_draft == {0: 1, 1: 2, 2: 3}
    assert matched.gone == (4,)


# ---- comparing ------------------------------------------------------------------------------------------------
HEAD = PlanHead(1, "u", "Kế hoạch 1", "adopted", "", "", "", "", "", None, None, None, None, None, None)


def _agency(name: str) -> Agency:
    return Agency("lead", name, (), is_set=False, label="", decided=True)


def _task(path: str, text: str, *leads: str, **more: object) -> TaskRow:
    values: dict[str, object] = {
        "row_id": 1, "row_uuid": path, "path": path, "text": text, "group": "", "source": "body", "products": (),
        "schedule_text": "", "recurrence": "", "start": "", "end": "", "amount_vnd": None, "money_source": "",
        "note": "", "leads": tuple(map(_agency, leads)),
    }  # fmt: skip
    return TaskRow(**{**values, **more})  # type: ignore[arg-type]


def _plan(*tasks: TaskRow, **more: object) -> PlanRows:
    return PlanRows(head=HEAD, tasks=tasks, **more)  # type: ignore[arg-type]


def test_the_same_plan_has_no_difference() -> None:
    plan = _plan(_task("1", "Mở lớp", "Sở A"))
    found = diff_plans(plan, plan)
    assert found.nothing
    assert found.same_tasks == 1


def test_added_changed_dropped_and_moved_tasks_are_told_apart() -> None:
    old = _plan(
        _task("1", "Mở lớp cho cán bộ", "Sở A"),
        _task("2", "In tờ rơi", "Sở B"),
        _task("3", "Thi viết", "Sở C"),
    )
    new = _plan(
        _task("1", "Mở hai lớp cho cán bộ", "Sở A"),
        _task("5", "Thi viết", "Sở C"),
        _task("6", "Phát loa hằng tuần", "Sở D"),
    )
    found = {change.text: change.how for change in diff_plans(old, new).tasks}
    assert found == {
        "Mở hai lớp cho cán bộ": How.CHANGED,
        "Thi viết": How.MOVED,
        "Phát loa hằng tuần": How.ADDED,
        "In tờ rơi": How.DROPPED,
    }


def test_units_that_gain_or_lose_are_named_and_rewording_is_no_change_for_them() -> None:
    old = _plan(_task("1", "Mở lớp cho cán bộ", "Sở A"), _task("2", "In tờ rơi", "Sở B"))
    new = _plan(_task("1", "Mở hai lớp cho cán bộ", "Sở A"), _task("2", "In tờ rơi", "Sở C"))
    units = {unit.label: (len(unit.gains), len(unit.loses)) for unit in diff_plans(old, new).units}
    assert units == {"Sở B": (0, 1), "Sở C": (1, 0)}


def test_money_and_targets_are_compared() -> None:
    def line(amount: int) -> BudgetRow:
        return BudgetRow(row_id=1, row_uuid="b", path="PL", year=2026, source="Tỉnh", amount_vnd=amount)

    def target(value: float) -> TargetRow:
        return TargetRow(row_id=1, row_uuid="t", path="II", text="Trên 80% dân", comparator=">", value=value, unit="%", population="", deadline="")  # fmt: skip

    found = diff_plans(
        _plan(budget_lines=(line(5),), targets=(target(80),)),
        _plan(budget_lines=(line(7),), targets=(target(90),)),
    )
    assert (found.old_money, found.new_money) == (5, 7)
    assert [field.name for field in found.budget[0].fields] == ["amount_vnd"]
    assert [(f.old, f.new) for f in found.targets[0].fields] == [("> 80 %", "> 90 %")]


@given(
    st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm"])),
    st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm"])),
)
def test_word_changes_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    pieces = word_changes(" ".join(old), " ".join(new))
    assert " ".join(p.text for p in pieces if p.how != "out").split() == new
    assert " ".join(p.text for p in pieces if p.how != "in").split() == old
    assert 0.0 <= likeness(" ".join(old), " ".join(new)) <= 1.0
