"""Bình asks for money, Hoa answers; every move stays, nothing is answered twice, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khien.base.access import Actor
from khien.base.models import AuditEntry
from khien.budget.cards import returned, to_answer
from khien.budget.errors import EstimateMoved, WrongMoney
from khien.budget.models import Estimate
from khien.budget.rules.states import MOST_VND, Decision, EstimateState, Fault
from khien.budget.services.estimates import (
    NewEstimate,
    change_estimate,
    decide_estimate,
    reopen_estimate,
    submit_estimate,
    withdraw_estimate,
    write_estimate,
)
from khien.programme.models import Programme
from tests.budget.conftest import AT, ON, PROVINCE
from tests.people import Cast


@pytest.fixture
def new(cast: Cast) -> NewEstimate:
    return NewEstimate(
        unit_id=cast.units.commune,
        year=2026,
        source=PROVINCE,
        amount_vnd=30_000_000,
        basis="03 lớp × 10 triệu",
    )


@pytest.fixture
def submitted(binh: Actor, estimate: Estimate) -> Estimate:
    return submit_estimate(binh, estimate, revision=1, at=AT)


def test_a_form_sent_twice_is_one_estimate(binh: Actor, programme: Programme, new: NewEstimate) -> None:
    made = [write_estimate(binh, programme.pk, new, key="k", at=AT).pk for _n in range(2)]
    assert len(set(made)) == Estimate.objects.count() == 1


def test_a_form_gone_back_to_and_changed_keeps_the_change(
    binh: Actor, programme: Programme, new: NewEstimate
) -> None:
    write_estimate(binh, programme.pk, new, key="k", at=AT)
    again = write_estimate(binh, programme.pk, replace(new, amount_vnd=40_000_000), key="k", at=AT)
    assert (Estimate.objects.count(), again.amount_vnd) == (1, 40_000_000)


def test_the_same_key_of_somebody_else_is_another_estimate(
    binh: Actor, mai: Actor, programme: Programme, new: NewEstimate, cast: Cast
) -> None:
    write_estimate(binh, programme.pk, new, key="k", at=AT)
    write_estimate(mai, programme.pk, replace(new, unit_id=cast.units.department), key="k", at=AT)
    assert Estimate.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field", "fault"),
    [
        ({"amount_vnd": 0}, "amount", Fault.EMPTY),
        ({"amount_vnd": -1}, "amount", Fault.NEGATIVE),
        ({"amount_vnd": MOST_VND + 1}, "amount", Fault.TOO_MUCH),
        ({"year": 26}, "year", Fault.YEAR),
        ({"basis": "  "}, "basis", Fault.EMPTY),
        ({"task_id": 999_999}, "task", Fault.FOREIGN),
    ],
)
def test_what_cannot_stand_is_told_at_its_field(
    binh: Actor, programme: Programme, new: NewEstimate, change: dict[str, object], field: str, fault: Fault
) -> None:
    with pytest.raises(WrongMoney) as refused:
        write_estimate(binh, programme.pk, replace(new, **change), key="k", at=AT)  # type: ignore[arg-type]
    assert refused.value.fields == {field: fault}
    assert Estimate.objects.count() == 0


def test_submitting_twice_submits_once(binh: Actor, submitted: Estimate) -> None:
    again = submit_estimate(binh, submitted, revision=1, at=AT)
    assert (again.state, again.revision) == (EstimateState.REQUESTED, 2)
    assert [step.state for step in submitted.steps.all()] == ["draft", "requested"]


def test_what_is_submitted_is_not_changed_any_more(
    binh: Actor, submitted: Estimate, new: NewEstimate
) -> None:
    with pytest.raises(EstimateMoved):
        change_estimate(binh, submitted, new, revision=2, at=AT)


def test_two_tabs_the_second_is_told_and_changes_nothing(
    binh: Actor, estimate: Estimate, new: NewEstimate
) -> None:
    change_estimate(binh, estimate, replace(new, amount_vnd=35_000_000), revision=1, at=AT)
    with pytest.raises(EstimateMoved):
        change_estimate(binh, estimate, replace(new, amount_vnd=1), revision=1, at=AT)
    estimate.refresh_from_db()
    assert estimate.amount_vnd == 35_000_000


def test_hoa_approves_as_asked(hoa: Actor, submitted: Estimate) -> None:
    row = decide_estimate(hoa, submitted, Decision.APPROVE, revision=2, at=AT)
    assert (row.state, row.granted_vnd, row.decided_by) == ("approved", 30_000_000, "Nguyễn Thị Hoa")


def test_hoa_approves_another_sum_and_says_why(hoa: Actor, submitted: Estimate) -> None:
    row = decide_estimate(
        hoa, submitted, Decision.CHANGE, granted_vnd=20_000_000, remark="Giảm 1 lớp", revision=2, at=AT
    )
    assert (row.state, row.granted_vnd, row.remark) == ("changed", 20_000_000, "Giảm 1 lớp")


def test_another_sum_that_is_the_same_is_a_plain_yes_and_pressed_twice_acts_once(
    hoa: Actor, submitted: Estimate
) -> None:
    for _n in range(2):
        row = decide_estimate(
            hoa, submitted, Decision.CHANGE, granted_vnd=30_000_000, remark="Đồng ý", revision=2, at=AT
        )
    assert (row.state, row.revision) == ("approved", 3)
    assert AuditEntry.objects.filter(action="budget.estimate_decided").count() == 1


@pytest.mark.parametrize("decision", [Decision.CHANGE, Decision.RETURN, Decision.REFUSE])
def test_no_without_a_reason_is_refused(hoa: Actor, submitted: Estimate, decision: Decision) -> None:
    with pytest.raises(WrongMoney) as refused:
        decide_estimate(hoa, submitted, decision, granted_vnd=1, remark=" ", revision=2, at=AT)
    assert refused.value.fields == {"remark": Fault.REASON}


def test_two_approvers_the_second_sees_that_it_is_answered(
    hoa: Actor, cast: Cast, submitted: Estimate
) -> None:
    decide_estimate(hoa, submitted, Decision.APPROVE, revision=2, at=AT)
    with pytest.raises(EstimateMoved):
        decide_estimate(cast.actor("leader"), submitted, Decision.REFUSE, remark="Không", revision=2, at=AT)
    submitted.refresh_from_db()
    assert submitted.state == "approved"


def test_returned_mended_and_submitted_again(
    hoa: Actor, binh: Actor, submitted: Estimate, new: NewEstimate
) -> None:
    decide_estimate(hoa, submitted, Decision.RETURN, remark="Ghi rõ số lớp", revision=2, at=AT)
    change_estimate(binh, submitted, replace(new, amount_vnd=20_000_000), revision=3, at=AT)
    row = submit_estimate(binh, submitted, revision=4, at=AT)
    assert (row.state, row.amount_vnd) == ("requested", 20_000_000)
    assert [step.remark for step in row.steps.all() if step.remark] == ["Ghi rõ số lớp"]


def test_a_decision_is_opened_again_only_with_a_reason(hoa: Actor, submitted: Estimate) -> None:
    decide_estimate(hoa, submitted, Decision.APPROVE, revision=2, at=AT)
    with pytest.raises(WrongMoney):
        reopen_estimate(hoa, submitted, reason="", revision=3, at=AT)
    row = reopen_estimate(hoa, submitted, reason="Duyệt nhầm dòng", revision=3, at=AT)
    assert (row.state, row.granted_vnd) == ("requested", None)


def test_withdrawn_before_the_answer_and_never_after(hoa: Actor, binh: Actor, submitted: Estimate) -> None:
    decide_estimate(hoa, submitted, Decision.APPROVE, revision=2, at=AT)
    with pytest.raises(EstimateMoved):
        withdraw_estimate(binh, submitted, revision=3, at=AT)


def test_what_waits_stands_in_hoas_inbox_and_nobody_elses(
    hoa: Actor, binh: Actor, mai: Actor, submitted: Estimate
) -> None:
    (entry,) = to_answer(hoa, None, ON)
    assert (entry.unit_id, entry.kind) == (submitted.unit_id, "budget_answer")
    assert "30.000.000" in entry.title
    assert to_answer(binh, binh.unit_ids, ON) == to_answer(mai, mai.unit_ids, ON) == []


def test_what_came_back_stands_in_the_units_inbox_with_the_remark(
    hoa: Actor, binh: Actor, mai: Actor, submitted: Estimate
) -> None:
    decide_estimate(hoa, submitted, Decision.RETURN, remark="Ghi rõ số lớp", revision=2, at=AT)
    (entry,) = returned(binh, binh.unit_ids, ON)
    assert entry.detail == "Ghi rõ số lớp"
    assert returned(mai, mai.unit_ids, ON) == returned(hoa, None, ON) == []
