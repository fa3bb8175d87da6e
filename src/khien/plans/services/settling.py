"""People settle what the reader left open: agencies, findings, and how the plan is to be adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanFinding, PlanRow, RowAgency
from khien.plans.rules.kinds import AgencyState, FindingState
from khien.plans.services.log import (
    FINDING,
    State,
    finding_state,
    locked,
    locked_for_edit,
    state_of,
    subject_of,
    write_down,
)
from khien.plans.services.naming import Answer, remember

HEAD = ("kind", "number", "issued_on", "issuer", "title", "period_from", "period_to")


@transaction.atomic
def decide_agency(
    actor: Actor, agency: RowAgency, *, answer: Answer, everywhere: bool, at: dt.datetime
) -> list[PlanRow]:
    """Say whom a phrase means. With `everywhere`, all undecided mentions of it in this plan follow, and orgs
    remembers it for the next plan. Returns the rows that changed."""
    plan = locked_for_edit(agency.row.plan)
    same = RowAgency.objects.filter(row__plan=plan, row__alive=True, phrase=agency.phrase)
    if everywhere:
        same = same.exclude(state=AgencyState.DECIDED) | same.filter(pk=agency.pk)
    else:
        same = same.filter(pk=agency.pk)
    items = list(same.select_related("row").distinct())
    rows = {item.row.pk: item.row for item in items}
    before: dict[str, State | None] = {str(row.uuid): state_of(row) for row in rows.values()}
    for item in items:
        item.state = AgencyState.DECIDED
        item.meaning, item.unit_ids, item.set_rule = answer.meaning, list(answer.unit_ids), answer.set_rule
        item.label = item.today_label = answer.label[:500]
        item.save(update_fields=["state", "meaning", "unit_ids", "set_rule", "label", "today_label"])
    for row in rows.values():
        row.revision += 1
        row.save(update_fields=["revision"])
    after: dict[str, State | None] = {str(row.uuid): state_of(row) for row in rows.values()}
    subject = f"{agency.phrase} → {answer.label}" if answer.label else agency.phrase
    write_down(plan, actor=actor, action="agency", subject=subject, before=before, after=after, at=at)
    if everywhere:
        remember(actor, agency.phrase, answer, plan=plan, at=at)
    return list(rows.values())


@transaction.atomic
def settle_finding(
    actor: Actor, finding: PlanFinding, *, state: FindingState, remark: str, at: dt.datetime
) -> PlanFinding:
    """Note a finding, mark it put right, or open it again; with a remark for whoever reads it later."""
    plan = locked_for_edit(finding.plan)
    finding = PlanFinding.objects.select_for_update().get(pk=finding.pk)
    before = finding_state(finding)
    finding.state, finding.remark = state, remark[:500]
    after = finding_state(finding)
    if after == before:
        return finding
    finding.save(update_fields=["state", "remark"])
    name = f"{FINDING}{finding.uuid}"
    write_down(
        plan,
        actor=actor,
        action="finding",
        subject=f"{finding.where} {finding.text}",
        before={name: before},
        after={name: after},
        at=at,
    )
    return finding


@transaction.atomic
def change_settings(
    actor: Actor,
    plan: PlanDocument,
    *,
    needs_second_person: bool,
    parent: PlanDocument | None,
    replaces: PlanDocument | None,
    head: Mapping[str, object] | None = None,
    at: dt.datetime,
) -> PlanDocument:
    """Whether two people must agree, under which plan this one stands, which one it replaces; with `head`, also
    number, date, title and period as they ought to have been read. Agencies named before are not named anew."""
    plan = locked_for_edit(plan)
    old = _settings(plan)
    plan.needs_second_person, plan.parent, plan.replaces = needs_second_person, parent, replaces
    for name in HEAD:
        setattr(plan, name, (head or {}).get(name, getattr(plan, name)))
    new = _settings(plan)
    if new != old:
        plan.save(update_fields=["needs_second_person", "parent", "replaces", *HEAD])
        audit.record(
            actor=actor, action="plans.settings_changed", subject=subject_of(plan), old=old, new=new, at=at
        )
    return plan


def _settings(plan: PlanDocument) -> State:
    return {
        "needs_second_person": plan.needs_second_person,
        "parent": str(plan.parent.uuid) if plan.parent else None,
        "replaces": str(plan.replaces.uuid) if plan.replaces else None,
        **{name: getattr(plan, name) for name in HEAD},
    }


@transaction.atomic
def propose_adoption(actor: Actor, plan: PlanDocument, *, at: dt.datetime) -> PlanDocument:
    """The first of two pairs of eyes: ready, as it stands now. Any later change makes the proposal void."""
    plan = locked_for_edit(locked(plan))
    plan.proposed_at, plan.proposed_edit = at, plan.last_edit
    plan.proposed_by_id, plan.proposed_by_label = actor.id, actor.label
    plan.save(update_fields=["proposed_at", "proposed_edit", "proposed_by_id", "proposed_by_label"])
    audit.record(
        actor=actor,
        action="plans.proposed",
        subject=subject_of(plan),
        new={"edit": plan.last_edit},
        at=at,
    )
    return plan
