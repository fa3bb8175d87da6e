"""States of an estimate and who may move it. Refuses a way back from a decision without a reason."""

from __future__ import annotations

from enum import StrEnum


class EstimateState(StrEnum):
    """CHANGED: approved with another amount. RETURNED: back with the unit, to be mended and submitted again."""

    DRAFT = "draft"
    REQUESTED = "requested"
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What an approver may answer."""

    APPROVE = "approve"
    CHANGE = "change"
    RETURN = "return"
    REFUSE = "refuse"


S = EstimateState
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
ASKED = frozenset(
    {S.REQUESTED, S.APPROVED, S.CHANGED, S.REFUSED}
)  # what the unit has asked for, whatever the answer
GRANTED = frozenset({S.APPROVED, S.CHANGED})
DECIDED = frozenset({S.APPROVED, S.CHANGED, S.REFUSED})
WITHDRAWABLE = frozenset({S.DRAFT, S.RETURNED, S.REQUESTED})
OUTCOME = {
    Decision.APPROVE: S.APPROVED,
    Decision.CHANGE: S.CHANGED,
    Decision.RETURN: S.RETURNED,
    Decision.REFUSE: S.REFUSED,
}
MOST_VND = 100_000_000_000_000  # a hundred thousand billion: more is a typing error
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Fault(StrEnum):
    """Why a field cannot stand."""

    EMPTY = "empty"
    NEGATIVE = "negative"
    TOO_MUCH = "too_much"
    YEAR = "year"
    REASON = "reason"
    FOREIGN = "foreign"
    BELOW_ZERO = "below_zero"


def amount_fault(amount: int | None, *, below_zero: bool = False) -> Fault | None:
    """Whether an amount can stand; `below_zero` lets a decision take money back."""
    if not amount:
        return Fault.EMPTY
    if amount < 0 and not below_zero:
        return Fault.NEGATIVE
    return Fault.TOO_MUCH if abs(amount) > MOST_VND else None


def year_fault(year: int | None) -> Fault | None:
    return None if year is not None and FIRST_YEAR <= year <= LAST_YEAR else Fault.YEAR


def needs_remark(decision: Decision) -> bool:
    """Everything but a plain yes tells the unit why."""
    return decision is not Decision.APPROVE
