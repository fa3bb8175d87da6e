"""A plan becomes binding when every lead is decided, and when two people are wanted, by the second one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.db import transaction

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.plans import api
from khien.plans.access import plans_for
from khien.plans.errors import CannotAdopt, NotUnderReview
from khien.plans.models import PlanDocument, PlanRow, RowAgency
from khien.plans.rules.kinds import AgencyRole, Decision, PlanStatus, RowKind
from khien.plans.rules.review import Reason
from khien.plans.selectors.listing import relatives_of
from khien.plans.services.editing import decide_row
from khien.plans.services.naming import Answer
from khien.plans.services.settling import change_settings, decide_agency, propose_adoption
from khien.plans.services.uploading import upload_plan
from tests.people import Cast
from tests.plans.conftest import AT, no_queue, read, small_plan, uploaded

pytestmark = pytest.mark.django_db
Fresh = Callable[[str], PlanRow]


def _settle(actor: Actor, plan: PlanDocument) -> None:
    lead = RowAgency.objects.get(row__plan=plan, phrase="Trung tâm Văn hóa Không Có Thật")
    decide_agency(actor, lead, answer=Answer("none"), everywhere=True, at=AT)
    without = PlanRow.objects.get(plan=plan, kind=RowKind.TASK, path="IV.3")
    decide_row(actor, without, decision=Decision.ACCEPTED, revision=without.revision, at=AT)


def _adopt(actor: Actor, plan: PlanDocument) -> api.AdoptedPlan:
    with transaction.atomic():
        return api.adopt_plan(actor, str(plan.uuid), at=AT)


def test_an_undecided_lead_and_a_task_without_one_stand_in_the_way(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    with pytest.raises(CannotAdopt) as told:
        _adopt(hoa, under_review)
    found = {(item.reason, item.row) for item in told.value.obstacles}
    assert found == {
        (Reason.LEAD_UNDECIDED, str(task("IV.2").uuid)),
        (Reason.NO_LEAD, str(task("IV.3").uuid)),
    }


def test_an_adopted_plan_gives_its_rows_with_units(
    hoa: Actor, cast: Cast, under_review: PlanDocument
) -> None:
    _settle(hoa, under_review)
    adopted = _adopt(hoa, under_review)
    first = adopted.tasks[0]
    assert first.leads[0].unit_ids == (cast.units.department,)
    assert (first.path, first.amount_vnd, first.start) == ("IV.1", 50_000_000, "2026-03")
    assert adopted.tasks[1].leads[0].decided
    assert adopted.tasks[1].leads[0].unit_ids == ()
    assert adopted.targets[0].value == 100
    assert adopted.duties[0].due == "12-15"
    assert adopted.budget_lines[0].amount_vnd == 70_000_000
    assert adopted.assignments[0].duties == ("Theo dõi, tổng hợp.",)
    under_review.refresh_from_db()
    assert under_review.status == PlanStatus.ADOPTED


def test_a_dropped_row_is_not_adopted(hoa: Actor, under_review: PlanDocument, task: Fresh) -> None:
    decide_row(hoa, task("IV.2"), decision=Decision.DROPPED, revision=1, at=AT)
    decide_row(hoa, task("IV.3"), decision=Decision.ACCEPTED, revision=1, at=AT)
    assert [row.path for row in _adopt(hoa, under_review).tasks] == ["IV.1", "IV.3"]


def test_a_plan_is_adopted_once(hoa: Actor, under_review: PlanDocument) -> None:
    _settle(hoa, under_review)
    _adopt(hoa, under_review)
    with pytest.raises(NotUnderReview):
        _adopt(hoa, under_review)


def test_adoption_falls_with_the_transaction_around_it(hoa: Actor, under_review: PlanDocument) -> None:
    _settle(hoa, under_review)
    with transaction.atomic():
        api.adopt_plan(hoa, str(under_review.uuid), at=AT)
        transaction.set_rollback(True)
    under_review.refresh_from_db()
    assert under_review.status == PlanStatus.REVIEW


def test_where_two_are_wanted_the_proposer_cannot_adopt(
    hoa: Actor, cast: Cast, under_review: PlanDocument
) -> None:
    _settle(hoa, under_review)
    change_settings(hoa, under_review, needs_second_person=True, parent=None, replaces=None, at=AT)
    propose_adoption(hoa, under_review, at=AT)
    assert [item.reason for item in api.obstacles(hoa, str(under_review.uuid))] == [Reason.SECOND_PERSON]
    lan = Actor(id="lan", label="Lan", grants=hoa.grants)
    assert api.obstacles(lan, str(under_review.uuid)) == ()


def test_a_change_after_the_proposal_makes_it_void(
    hoa: Actor, under_review: PlanDocument, task: Fresh
) -> None:
    _settle(hoa, under_review)
    change_settings(hoa, under_review, needs_second_person=True, parent=None, replaces=None, at=AT)
    propose_adoption(hoa, under_review, at=AT)
    decide_row(hoa, task("IV.1"), decision=Decision.DROPPED, revision=1, at=AT)
    lan = Actor(id="lan", label="Lan", grants=hoa.grants)
    assert [item.reason for item in api.obstacles(lan, str(under_review.uuid))] == [Reason.SECOND_PERSON]


def test_the_older_version_is_superseded_and_stays_readable(hoa: Actor, under_review: PlanDocument) -> None:
    _settle(hoa, under_review)
    _adopt(hoa, under_review)
    newer = read(uploaded(hoa, b"Ban moi"), small_plan())
    _settle(hoa, newer)
    change_settings(hoa, newer, needs_second_person=False, parent=None, replaces=under_review, at=AT)
    adopted = _adopt(hoa, newer)
    assert adopted.replaced is not None
    assert adopted.replaced.uuid == str(under_review.uuid)
    assert api.plan_rows(hoa, str(under_review.uuid)).tasks
    assert api.plan_head(hoa, str(under_review.uuid)).status == PlanStatus.SUPERSEDED
    assert api.diff(hoa, str(newer.uuid), str(under_review.uuid)).nothing


def test_the_auditor_reads_but_does_not_adopt(cast: Cast, under_review: PlanDocument) -> None:
    auditor = cast.actor("auditor")
    assert api.plan_rows(auditor, str(under_review.uuid)).tasks
    with pytest.raises(Refused):
        _adopt(auditor, under_review)
    with pytest.raises(Missing):
        api.plan_rows(cast.actor("commune_officer"), str(under_review.uuid))


def test_a_set_of_units_stays_a_set(hoa: Actor, cast: Cast) -> None:
    tasks = list(small_plan().tasks)
    from dataclasses import replace

    tasks[0] = replace(tasks[0], coordinating=("UBND các xã, phường",))
    plan = read(uploaded(hoa, b"Cac xa"), small_plan(tasks=tuple(tasks[:1])))
    helper = api.plan_rows(hoa, str(plan.uuid)).tasks[0].coordinating[0]
    assert helper.is_set
    assert set(helper.unit_ids) == {cast.units.commune, cast.units.other_commune}
    assert helper.role == AgencyRole.COORDINATING


def test_a_communes_plan_carries_out_the_adopted_one(
    hoa: Actor, cast: Cast, under_review: PlanDocument
) -> None:
    _settle(hoa, under_review)
    _adopt(hoa, under_review)
    binh = cast.actor("commune_officer")
    child = upload_plan(
        binh,
        io.BytesIO(b"Ke hoach xa"),
        name="xa.txt",
        unit_id=cast.units.commune,
        parent=PlanDocument.objects.get(pk=under_review.pk),
        ask_to_read=no_queue,
        at=AT,
    ).plan
    read(child, small_plan())
    assert api.plan_head(binh, str(child.uuid)).parent_uuid == str(under_review.uuid)
    near = relatives_of(PlanDocument.objects.get(pk=under_review.pk), plans_for(hoa))
    assert [line.uuid for line in near.children] == [str(child.uuid)]
