"""Plans that wait for a person, with how much there is to look at. Says no more of a plan than the first page needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from khien.plans.models import PlanDocument, PlanFinding, PlanQuerySet, PlanRow
from khien.plans.rules.asking import UNKNOWN_ISSUER
from khien.plans.rules.kinds import FindingState, PlanStatus
from khien.plans.rules.review import lead_obstacle, reasons_to_look
from khien.plans.selectors.content import flagged_anchors_of, stand_of

_TO_JUDGE = (  # of a row: what is needed to say whether it asks for a look; its text is not
    "plan_id",
    "kind",
    "decision",
    "confidence",
    "doubts",
    "place_block",
    "place_row",
    "place_column",
    "place_page",
)


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """`to_look`: places that need a look; `unreadable`: the file could not be read at all."""

    uuid: str
    label: str
    title: str
    unit_name: str
    unreadable: bool
    to_look: int


def waiting_of(plans: PlanQuerySet, *, most: int) -> list[WaitingPlan]:
    """The newest of those that wait. Five queries for any number of plans."""
    found = list(plans.waiting().select_related("unit").order_by("-uploaded_at", "-id")[:most])
    looks = _looks([plan.pk for plan in found if plan.status == PlanStatus.REVIEW])
    return [_line(plan, looks[plan.pk]) for plan in found]


def _line(plan: PlanDocument, to_look: int) -> WaitingPlan:
    return WaitingPlan(
        uuid=str(plan.uuid),
        label=plan.label,
        title=plan.title,
        unit_name=plan.unit.name if plan.unit else "",
        unreadable=plan.status == PlanStatus.UNREADABLE,
        to_look=to_look,
    )


def _looks(plan_ids: Sequence[int]) -> Counter[int]:
    """Plan id → rows that ask for a look, and notices; the same that the review counts."""
    flagged = flagged_anchors_of(plan_ids)
    notices = PlanFinding.objects.filter(plan__in=plan_ids, kind=UNKNOWN_ISSUER, state=FindingState.OPEN)
    counts: Counter[int] = Counter(notices.values_list("plan_id", flat=True))
    rows = PlanRow.objects.filter(plan__in=plan_ids, alive=True).only(*_TO_JUDGE)
    for row in rows.prefetch_related("agencies"):
        stand = stand_of(row, flagged[row.plan_id])
        counts[row.plan_id] += bool(reasons_to_look(stand)) or lead_obstacle(stand) is not None
    return counts
