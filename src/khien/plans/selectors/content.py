"""Reads that join: the rows of a plan as other apps receive them. Changes nothing, decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from khien.plans.models import PlanDocument, PlanFinding, PlanRow, RowAgency
from khien.plans.rules.content import (
    Agency,
    AssignmentRow,
    BudgetRow,
    DutyRow,
    PlanHead,
    PlanRows,
    ReferenceRow,
    TargetRow,
    TaskRow,
    ThemeRow,
)
from khien.plans.rules.kinds import AgencyRole, AgencyState, Decision, FindingState, RowKind
from khien.plans.rules.review import Stand
from khien.plans.rules.rows import to_json
from khien.plans.rules.source import anchor, place_from_json
from khien.plans.selectors.twins import twins_among

MAY_BE_FLAGGED = frozenset({RowKind.TASK, RowKind.TARGET, RowKind.BUDGET, RowKind.DUTY, RowKind.ASSIGNMENT})


def head_of(plan: PlanDocument) -> PlanHead:
    """The plan without its rows. Parent and replaced plan must be joined to cost no query."""
    return PlanHead(
        plan_id=plan.pk,
        uuid=str(plan.uuid),
        label=plan.label,
        status=plan.status,
        kind=plan.kind,
        number=plan.number,
        issued_on=plan.issued_on,
        issuer=plan.issuer,
        title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        stated_total_vnd=plan.stated_total_vnd,
        unit_id=plan.unit_id,
        parent_uuid=str(plan.parent.uuid) if plan.parent else None,
        replaces_uuid=str(plan.replaces.uuid) if plan.replaces else None,
    )


def rows_of(plan: PlanDocument) -> PlanRows:
    """Every row that is neither dropped nor taken back. Two queries, whatever the plan's length."""
    rows = PlanRow.objects.filter(plan=plan, alive=True).exclude(decision=Decision.DROPPED)
    by_kind: dict[str, list[Any]] = {kind: [] for kind in RowKind}
    for row in rows.prefetch_related("agencies").order_by("position", "id"):
        by_kind[row.kind].append(_BUILD[RowKind(row.kind)](row))
    return PlanRows(
        head=head_of(plan),
        targets=tuple(by_kind[RowKind.TARGET]),
        tasks=tuple(by_kind[RowKind.TASK]),
        themes=tuple(by_kind[RowKind.THEME]),
        assignments=tuple(by_kind[RowKind.ASSIGNMENT]),
        duties=tuple(by_kind[RowKind.DUTY]),
        budget_lines=tuple(by_kind[RowKind.BUDGET]),
        references=tuple(by_kind[RowKind.REFERENCE]),
    )


def _agencies(row: PlanRow, role: AgencyRole) -> tuple[Agency, ...]:
    return tuple(_agency(item) for item in row.agencies.all() if item.role == role)


def _agency(item: RowAgency) -> Agency:
    known = item.state != AgencyState.UNSURE
    return Agency(
        role=item.role,
        phrase=item.phrase,
        unit_ids=tuple(item.unit_ids) if known else (),
        is_set=known and item.meaning == "set",
        label=item.today_label or item.label if known else "",
        decided=item.state == AgencyState.DECIDED,
        set_rule=item.set_rule if known else None,
    )


def _common(row: PlanRow) -> dict[str, Any]:
    return {"row_id": row.pk, "row_uuid": str(row.uuid), "path": row.path}


def _values(row: PlanRow) -> dict[str, Any]:
    """The typed values, tuples kept: what JSON made a list comes back as the row's own type."""
    data = row.typed
    return {name: getattr(data, name) for name in to_json(data)}


def _plain(kind: Callable[..., Any]) -> Callable[[PlanRow], Any]:
    return lambda row: kind(**_common(row), **_values(row))


def _task(row: PlanRow) -> TaskRow:
    return TaskRow(
        **_common(row),
        **_values(row),
        leads=_agencies(row, AgencyRole.LEAD),
        coordinating=_agencies(row, AgencyRole.COORDINATING),
    )


def _assignment(row: PlanRow) -> AssignmentRow:
    return AssignmentRow(**_common(row), **_values(row), agencies=_agencies(row, AgencyRole.AGENCY))


def _duty(row: PlanRow) -> DutyRow:
    return DutyRow(
        **_common(row),
        **_values(row),
        senders=_agencies(row, AgencyRole.SENDER),
        recipients=_agencies(row, AgencyRole.RECIPIENT),
    )


_BUILD: dict[RowKind, Callable[[PlanRow], Any]] = {
    RowKind.TASK: _task,
    RowKind.TARGET: _plain(TargetRow),
    RowKind.THEME: _plain(ThemeRow),
    RowKind.ASSIGNMENT: _assignment,
    RowKind.DUTY: _duty,
    RowKind.BUDGET: _plain(BudgetRow),
    RowKind.REFERENCE: _plain(ReferenceRow),
}


def stands_of(plan: PlanDocument) -> dict[str, Stand]:
    """How every living row stands, by its uuid. Three queries."""
    flagged = flagged_anchors(plan)
    found = PlanRow.objects.filter(plan=plan, alive=True).prefetch_related("agencies")
    rows = list(found.order_by("position", "id"))
    twice = {twin.body for twin in twins_among(rows)}
    return {str(row.uuid): stand_of(row, flagged, told_twice=str(row.uuid) in twice) for row in rows}


def stand_of(row: PlanRow, flagged: dict[str, int], *, told_twice: bool = False) -> Stand:
    """The row with its agencies already loaded; `flagged`: open findings by the place they point at."""
    return Stand(
        kind=RowKind(row.kind),
        decision=Decision(row.decision),
        confidence=row.confidence,
        doubts=len(row.doubts),
        agencies=tuple((AgencyRole(item.role), AgencyState(item.state)) for item in row.agencies.all()),
        open_findings=flagged.get(row.anchor, 0) if row.kind in MAY_BE_FLAGGED else 0,
        told_twice=told_twice,
    )


def flagged_anchors(plan: PlanDocument) -> dict[str, int]:
    return flagged_anchors_of([plan.pk])[plan.pk]


def flagged_anchors_of(plan_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Plan id → place → open findings there. One query for any number of plans."""
    counts: dict[int, dict[str, int]] = {plan_id: {} for plan_id in plan_ids}
    open_ones = PlanFinding.objects.filter(plan__in=plan_ids, state=FindingState.OPEN)
    for plan_id, places in open_ones.exclude(severity="info").values_list("plan_id", "places"):
        held = counts[plan_id]
        for name in {anchor(place_from_json(place)) for place in places} - {""}:
            held[name] = held.get(name, 0) + 1
    return counts
