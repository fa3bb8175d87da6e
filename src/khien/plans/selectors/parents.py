"""Which plan of the province a unit's plan carries out: told by its grounds, else offered."""

from __future__ import annotations

from khien.plans.models import PlanDocument, PlanQuerySet, PlanRow
from khien.plans.rules.kinds import Decision, PlanStatus, RowKind
from khien.plans.rules.parents import Candidate, Cited, cited_parents
from khien.plans.rules.rows import ReferenceData
from khien.plans.selectors.cascade import version_in_force


def parent_cited_by(plan: PlanDocument) -> PlanDocument | None:
    """The plan in force that the grounds name, by number, also where they name a version it replaces."""
    rows = PlanRow.objects.filter(plan=plan, kind=RowKind.REFERENCE, alive=True).exclude(
        decision=Decision.DROPPED
    )
    cited = [
        Cited(row.typed.number, row.typed.date, row.typed.basis)
        for row in rows
        if isinstance(row.typed, ReferenceData)
    ]
    issued = PlanDocument.objects.of_unit(None).filter(status__in=[PlanStatus.ADOPTED, PlanStatus.SUPERSEDED])
    known = {item.pk: item for item in issued}
    found = cited_parents(cited, (Candidate(item.pk, item.number, item.issued_on) for item in known.values()))
    in_force = {version_in_force(known[plan_id]) for plan_id in found}
    return in_force.pop() if len(in_force) == 1 else None


def offered_parent(plan: PlanDocument, parents: PlanQuerySet) -> PlanDocument | None:
    """For a unit's plan whose grounds name none: the province's plan in force, when there is only one."""
    if plan.unit_id is None or plan.parent_id is not None:
        return None
    found = list(parents[:2])
    return found[0] if len(found) == 1 else None
