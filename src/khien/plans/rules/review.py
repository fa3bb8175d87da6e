"""What needs a person's look, and what stands in the way of adopting a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khien.plans.rules.kinds import AgencyRole, AgencyState, Decision, RowKind

SURE_ENOUGH = 0.75  # below this the reader itself is not sure; the threshold the shared cases were tuned with


class Reason(StrEnum):
    """Why a row asks for a look, or hinders adoption."""

    DOUBT = "doubt"
    LOW_CONFIDENCE = "low-confidence"
    AGENCY = "agency"
    FINDING = "finding"
    LEAD_UNDECIDED = "lead-undecided"
    NO_LEAD = "no-lead"
    TOLD_TWICE = "told-twice"  # no lead in the body, but the annex tells the same task again
    SECOND_PERSON = "second-person"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a row stands: what is needed to judge it, no more."""

    kind: RowKind
    decision: Decision
    confidence: float = 1.0
    doubts: int = 0
    agencies: tuple[tuple[AgencyRole, AgencyState], ...] = ()
    open_findings: int = 0
    told_twice: bool = False


def reasons_to_look(row: Stand) -> tuple[Reason, ...]:
    """Empty when nothing is doubtful, or when a person has already spoken and every lead is decided."""
    if row.decision == Decision.DROPPED:
        return ()
    unsure = [role for role, state in row.agencies if state == AgencyState.UNSURE]
    if row.decision != Decision.UNSEEN:
        return (Reason.AGENCY,) if AgencyRole.LEAD in unsure else ()
    reasons = []
    if row.doubts:
        reasons.append(Reason.DOUBT)
    if row.confidence < SURE_ENOUGH:
        reasons.append(Reason.LOW_CONFIDENCE)
    if unsure:
        reasons.append(Reason.AGENCY)
    if row.open_findings:
        reasons.append(Reason.FINDING)
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to settle before adoption; `row` is the uuid text of the row it stands at, or ""."""

    reason: Reason
    row: str = ""


def lead_obstacle(row: Stand) -> Reason | None:
    """A lead nobody resolved and nobody decided; or a task without any lead that nobody has accepted.
    Where the annex tells that task again, the question is not who leads it but which of the two stays."""
    if row.kind != RowKind.TASK or row.decision == Decision.DROPPED:
        return None
    leads = [state for role, state in row.agencies if role == AgencyRole.LEAD]
    if AgencyState.UNSURE in leads:
        return Reason.LEAD_UNDECIDED
    if not leads and row.decision == Decision.UNSEEN:
        return Reason.TOLD_TWICE if row.told_twice else Reason.NO_LEAD
    return None


def obstacles(rows: Iterable[tuple[str, Stand]]) -> tuple[Obstacle, ...]:
    """What forbids adoption. A plan with neither task nor target left has nothing to adopt."""
    listed = list(rows)
    found = [Obstacle(reason, row) for row, stand in listed if (reason := lead_obstacle(stand))]
    kept = [s for _, s in listed if s.decision != Decision.DROPPED]
    if not any(s.kind in {RowKind.TASK, RowKind.TARGET} for s in kept):
        found.append(Obstacle(Reason.NOTHING))
    return tuple(found)


def second_person_missing(
    *, needed: bool, proposed_by: str, proposed_edit: int, last_edit: int, adopter: str
) -> bool:
    """Two pairs of eyes: somebody else proposed, and nothing changed since."""
    if not needed:
        return False
    return not proposed_by or proposed_by == adopter or proposed_edit != last_edit


def doubtful_first(rows: Sequence[tuple[bool, float]]) -> list[int]:
    """Indexes of (needs a look, position), the doubtful ones first, each part in the document's order."""
    return sorted(range(len(rows)), key=lambda i: (not rows[i][0], rows[i][1], i))
