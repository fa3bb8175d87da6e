"""Officers put right what was read: each change is logged, each can be taken back, nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from khien.base.access import Actor
from khien.base.errors import Conflict, Missing
from khien.base.models import AuditEntry
from khien.plans.errors import ChangedMeanwhile, NotUnderReview
from khien.plans.models import PlanDocument, PlanEdit, PlanFinding, PlanRow, RowAgency
from khien.plans.rules.history import cursor
from khien.plans.rules.kinds import AgencyRole, AgencyState, Decision, FindingState, RowKind
from khien.plans.rules.rows import TaskData
from khien.plans.selectors.review import review_of
from khien.plans.services.editing import accept_rows, add_row, decide_row, edit_row, merge_rows, split_row
from khien.plans.services.log import redo, state_of, steps_of, undo
from khien.plans.services.naming import Answer
from khien.plans.services.settling import change_settings, decide_agency, settle_finding
from khien.plans.services.uploading import read_again
from tests.people import Cast
from tests.plans.conftest import AT, no_queue, read, small_plan

pytestmark = pytest.mark.django_db
Fresh = Callable[[str], PlanRow]


def _all(plan: PlanDocument) -> dict[str, object]:
    return {str(row.uuid): state_of(row) for row in PlanRow.objects.filter(plan=plan, alive=True)}


def _undo_all(actor: Actor, plan: PlanDocument) -> int:
    count = 0
    while (number := cursor(steps_of(plan)).undo) is not None:
        undo(actor, plan, expected=number, at=AT)
        count += 1
    return count


def test_hoa_sees_the_doubtful_rows_first(under_review: PlanDocument) -> None:
    tab = review_of(under_review).tab(RowKind.TASK)
    assert [row.path for row in tab.rows] == ["IV.2", "IV.3", "IV.1"]
    assert (tab.count, tab.look) == (3, 2)


def test_hoa_sees_rows_in_the_documents_order_when_she_asks(under_review: PlanDocument) -> None:
    rows = review_of(under_review, in_order=True).tab(RowKind.TASK).rows
    assert [row.path for row in rows] == ["IV.1", "IV.2", "IV.3"]


def test_a_known_unit_is_named_by_itself(task: Fresh) -> None:
    lead = RowAgency.objects.get(row=task("IV.1"), role=AgencyRole.LEAD)
    assert lead.state == AgencyState.SURE
    assert lead.label == "Sở Khoa học và Công nghệ"


def test_an_edit_is_kept_and_told(hoa: Actor, task: Fresh) -> None:
    row = task("IV.1")
    data = replace(row.typed, text="Mở hai lớp tập huấn.")
    kept = edit_row(hoa, row, data=data, revision=1, at=AT)
    assert kept.typed.text == "Mở hai lớp tập huấn."
    assert (kept.decision, kept.revision) == (Decision.EDITED, row.revision + 1)
    assert PlanEdit.objects.get(plan=row.plan).actor_label == "Nguyễn Thị Hoa"
    assert AuditEntry.objects.filter(action="plans.row_edit").count() == 1


def test_saving_without_a_change_writes_nothing(hoa: Actor, task: Fresh) -> None:
    row = task("IV.1")
    edit_row(
        hoa, row, data=row.typed, phrases={AgencyRole.LEAD: ["Sở Khoa học và Công nghệ"]}, revision=1, at=AT
    )
    assert not PlanEdit.objects.exists()


def test_the_second_of_two_editors_is_told_and_loses_nothing(hoa: Actor, cast: Cast, task: Fresh) -> None:
    row = task("IV.1")
    edit_row(hoa, row, data=replace(row.typed, text="Bản của Hoa."), revision=1, at=AT)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_row(hoa, row, data=replace(row.typed, text="Bản thứ hai."), revision=1, at=AT)
    assert told.value.theirs["data"]["text"] == "Bản của Hoa."
    assert task("IV.1").typed.text == "Bản của Hoa."


def test_a_new_lead_is_looked_up_and_a_kept_one_stays(hoa: Actor, task: Fresh) -> None:
    row = task("IV.2")
    edit_row(
        hoa, row, data=row.typed, phrases={AgencyRole.LEAD: ["Sở Khoa học và Công nghệ"]}, revision=1, at=AT
    )
    lead = RowAgency.objects.get(row=row, role=AgencyRole.LEAD)
    assert lead.state == AgencyState.SURE


def test_a_split_gives_the_lead_to_both_and_the_money_to_one(hoa: Actor, task: Fresh) -> None:
    made = split_row(hoa, task("IV.2"), parts=["Phát tin.", "In tờ rơi."], revision=1, at=AT)
    first, second = (row.typed for row in made)
    assert isinstance(first, TaskData)
    assert isinstance(second, TaskData)
    assert (first.amount_vnd, second.amount_vnd) == (20_000_000, None)
    assert RowAgency.objects.filter(row__in=made, role=AgencyRole.LEAD).count() == 2
    order = PlanRow.objects.filter(plan=made[0].plan, kind=RowKind.TASK, alive=True).order_by("position")
    assert [row.typed.text for row in order][1:3] == ["Phát tin.", "In tờ rơi."]


def test_merging_adds_up_the_money_and_keeps_all_leads(hoa: Actor, task: Fresh) -> None:
    kept = merge_rows(hoa, task("IV.1"), task("IV.2"), revisions=(1, 1), at=AT)
    assert isinstance(kept.typed, TaskData)
    assert kept.typed.amount_vnd == 70_000_000
    assert RowAgency.objects.filter(row=kept, role=AgencyRole.LEAD).count() == 2
    assert not PlanRow.objects.filter(plan=kept.plan, kind=RowKind.TASK, path="IV.2", alive=True).exists()


def test_everything_can_be_taken_back_to_the_very_beginning(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    before = _all(under_review)
    row = edit_row(hoa, task("IV.1"), data=replace(task("IV.1").typed, text="Khác."), revision=1, at=AT)
    decide_row(hoa, task("IV.3"), decision=Decision.DROPPED, revision=1, at=AT)
    split_row(hoa, task("IV.2"), parts=["Một.", "Hai.", "Ba."], revision=1, at=AT)
    merge_rows(hoa, row, task("IV.3"), revisions=(row.revision, 2), at=AT)
    add_row(
        hoa,
        under_review,
        kind=RowKind.TASK,
        data=TaskData(text="Thêm."),
        phrases={},
        path="IV.4",
        after=None,
        at=AT,
    )
    accept_rows(hoa, under_review, PlanRow.objects.filter(plan=under_review), at=AT)
    done = _all(under_review)
    assert _undo_all(hoa, under_review) == 6
    assert _all(under_review) == before
    while (number := cursor(steps_of(under_review)).redo) is not None:
        redo(hoa, under_review, expected=number, at=AT)
    assert _all(under_review) == done


def test_undo_of_an_older_change_is_refused_when_a_newer_one_came(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    decide_row(hoa, task("IV.1"), decision=Decision.ACCEPTED, revision=1, at=AT)
    decide_row(hoa, task("IV.3"), decision=Decision.DROPPED, revision=1, at=AT)
    with pytest.raises(Conflict):
        undo(hoa, under_review, expected=1, at=AT)


def test_with_nothing_done_there_is_nothing_to_undo(hoa: Actor, under_review: PlanDocument) -> None:
    with pytest.raises(Missing):
        undo(hoa, under_review, expected=1, at=AT)


def test_one_answer_names_the_unit_everywhere_and_is_remembered(
    hoa: Actor, cast: Cast, under_review: PlanDocument, task: Fresh
) -> None:
    split_row(hoa, task("IV.2"), parts=["Một.", "Hai."], revision=1, at=AT)
    unsure = RowAgency.objects.filter(row__plan=under_review, phrase="Trung tâm Văn hóa Không Có Thật")
    assert unsure.count() == 2
    answer = Answer("unit", (cast.units.department,), "Sở Khoa học và Công nghệ")
    one = unsure.first()
    assert one is not None
    rows = decide_agency(hoa, one, answer=answer, everywhere=True, at=AT)
    assert len(rows) == 2
    assert {item.state for item in unsure.all()} == {AgencyState.DECIDED}
    later = add_row(
        hoa,
        under_review,
        kind=RowKind.TASK,
        data=TaskData(text="Sau này."),
        phrases={AgencyRole.LEAD: ["Trung tâm Văn hóa Không Có Thật"]},
        path="",
        after=None,
        at=AT,
    )
    assert RowAgency.objects.get(row=later).unit_ids == [cast.units.department]


def test_a_noted_finding_no_longer_asks_for_a_look(hoa: Actor, under_review: PlanDocument) -> None:
    finding = PlanFinding.objects.get(plan=under_review)
    settle_finding(hoa, finding, state=FindingState.NOTED, remark="Đã hỏi.", at=AT)
    assert review_of(under_review).open_findings == 0
    assert _undo_all(hoa, under_review) == 1
    finding.refresh_from_db()
    assert (finding.state, finding.remark) == (FindingState.OPEN, "")


def test_an_adopted_plan_is_not_edited(hoa: Actor, under_review: PlanDocument, task: Fresh) -> None:
    PlanDocument.objects.filter(pk=under_review.pk).update(status="adopted", adopted_at=AT)
    with pytest.raises(NotUnderReview):
        decide_row(hoa, task("IV.1"), decision=Decision.ACCEPTED, revision=1, at=AT)


def test_what_was_misread_in_the_head_is_put_right_and_outlives_a_new_reading(
    hoa: Actor, under_review: PlanDocument
) -> None:
    head = {"number": "21/KH-UBND", "issued_on": "2026-01-16"}
    change_settings(
        hoa, under_review, needs_second_person=False, parent=None, replaces=None, head=head, at=AT
    )
    read_again(hoa, under_review, ask_to_read=no_queue, at=AT)
    plan = read(under_review, small_plan(), version="2.0")
    assert (plan.number, plan.issued_on, plan.kind) == ("21/KH-UBND", "2026-01-16", "Kế hoạch")
