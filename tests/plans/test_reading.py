"""The reading job: all or nothing, once per reader version; decisions of people outlive a new reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import vanban
from khien.base.access import Actor
from khien.plans import jobs
from khien.plans.models import PlanDocument, PlanEdit, PlanFinding, PlanRow, PlanSource, RowAgency
from khien.plans.rules.history import cursor
from khien.plans.rules.kinds import Decision, FindingState, PlanStatus, RowKind
from khien.plans.rules.source import source_from_json
from khien.plans.services import reading
from khien.plans.services.editing import decide_row, edit_row, merge_rows
from khien.plans.services.log import steps_of
from khien.plans.services.reading import begin_reading, note_progress, store_reading
from khien.plans.services.settling import settle_finding
from khien.plans.services.uploading import read_again, withdraw_plan
from tests.plans.conftest import AT, READER, no_queue, read, small_plan, uploaded
from vanban import Encrypted

pytestmark = pytest.mark.django_db
Fresh = Callable[[str], PlanRow]


def _counts(plan: PlanDocument) -> tuple[int, int, int]:
    rows = PlanRow.objects.filter(plan=plan, alive=True)
    return rows.count(), RowAgency.objects.filter(row__plan=plan).count(), plan.findings.count()


def test_a_real_text_is_read_into_rows(hoa: Actor) -> None:
    text = "KẾ HOẠCH\nTuyên truyền an toàn thông tin\n\nI. NHIỆM VỤ\n1. Giao Công an tỉnh mở lớp tập huấn.\n"
    plan = uploaded(hoa, text.encode())
    jobs.read_plan.func(plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.REVIEW
    assert source_from_json(PlanSource.objects.get(plan=plan).content).blocks


def test_the_head_is_taken_over(under_review: PlanDocument) -> None:
    assert (under_review.number, under_review.issued_on) == ("12/KH-UBND", "2026-01-15")
    assert (under_review.period_from, under_review.stated_total_vnd) == (2026, 70_000_000)


def test_running_the_job_again_doubles_nothing(under_review: PlanDocument) -> None:
    before = _counts(under_review)
    assert begin_reading(under_review.pk, reader_version=READER, at=AT) is None
    again = store_reading(under_review.pk, small_plan(), reader_version=READER, milliseconds=1, at=AT)
    assert again is None
    assert _counts(under_review) == before


def test_a_reading_that_breaks_off_leaves_nothing(hoa: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = uploaded(hoa)
    begin_reading(plan.pk, reader_version=READER, at=AT)

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_write_findings", killed)
    with pytest.raises(KeyboardInterrupt):
        store_reading(plan.pk, small_plan(), reader_version=READER, milliseconds=1, at=AT)
    monkeypatch.undo()
    assert _counts(plan) == (0, 0, 0)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.READING
    assert _counts(read(plan, small_plan()))[0] == 9


def test_why_a_file_cannot_be_read_is_said_in_plain_words(
    hoa: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_args: object, **_more: object) -> None:
        raise Encrypted("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")

    plan = uploaded(hoa)
    monkeypatch.setattr(vanban, "read", locked)
    jobs.read_plan.func(plan_id=plan.pk)
    plan.refresh_from_db()
    assert (plan.status, plan.unreadable) == (
        PlanStatus.UNREADABLE,
        "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.",
    )


def test_a_plan_withdrawn_while_it_is_read_stays_withdrawn(hoa: Actor) -> None:
    plan = uploaded(hoa)
    begin_reading(plan.pk, reader_version=READER, at=AT)
    withdraw_plan(hoa, plan, reason="Nhầm", at=AT)
    note_progress(plan.pk, doing="Đọc", done=1, total=2, at=AT)
    assert store_reading(plan.pk, small_plan(), reader_version=READER, milliseconds=1, at=AT) is None
    plan.refresh_from_db()
    assert (plan.status, plan.reading_total) == (PlanStatus.WITHDRAWN, 0)


def _read_anew(actor: Actor, plan: PlanDocument, what: vanban.Plan) -> PlanDocument:
    read_again(actor, plan, ask_to_read=no_queue, at=AT)
    return read(plan, what, version="2.0")


def test_what_hoa_decided_outlives_a_new_reading(hoa: Actor, under_review: PlanDocument, task: Fresh) -> None:
    edit_row(hoa, task("IV.1"), data=replace(task("IV.1").typed, text="Chữ của Hoa."), revision=1, at=AT)
    decide_row(hoa, task("IV.3"), decision=Decision.DROPPED, revision=1, at=AT)
    tasks = list(small_plan().tasks)
    tasks[1] = replace(tasks[1], text=f"{tasks[1].text} Và các bến xe.")
    _read_anew(hoa, under_review, small_plan(tasks=tuple(tasks)))
    assert task("IV.1").typed.text == "Chữ của Hoa."
    assert task("IV.3").decision == Decision.DROPPED
    assert task("IV.2").typed.text.endswith("Và các bến xe.")
    assert PlanRow.objects.filter(plan=under_review, kind=RowKind.TASK, alive=True).count() == 3


def test_a_merged_row_does_not_come_back_with_a_new_reading(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    merge_rows(hoa, task("IV.1"), task("IV.2"), revisions=(1, 1), at=AT)
    _read_anew(hoa, under_review, small_plan())
    assert PlanRow.objects.filter(plan=under_review, kind=RowKind.TASK, alive=True).count() == 2


def test_a_row_the_new_reader_no_longer_finds_goes_unless_hoa_spoke_of_it(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    decide_row(hoa, task("IV.2"), decision=Decision.ACCEPTED, revision=1, at=AT)
    only = small_plan().tasks[:1]
    _read_anew(hoa, under_review, small_plan(tasks=only))
    paths = PlanRow.objects.filter(plan=under_review, kind=RowKind.TASK, alive=True)
    assert set(paths.values_list("path", flat=True)) == {"IV.1", "IV.2"}


def test_an_answered_finding_keeps_its_answer(hoa: Actor, under_review: PlanDocument) -> None:
    finding = PlanFinding.objects.get(plan=under_review)
    settle_finding(hoa, finding, state=FindingState.NOTED, remark="Đã hỏi", at=AT)
    _read_anew(hoa, under_review, small_plan())
    assert PlanFinding.objects.get(plan=under_review).remark == "Đã hỏi"


def test_undo_does_not_reach_behind_a_new_reading(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    decide_row(hoa, task("IV.1"), decision=Decision.ACCEPTED, revision=1, at=AT)
    _read_anew(hoa, under_review, small_plan())
    assert cursor(steps_of(under_review)).undo is None
    assert PlanEdit.objects.filter(plan=under_review, action="reread").count() == 1
