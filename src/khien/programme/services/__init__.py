"""Changes of state of the programme and its ledger."""

from khien.programme.services.adopting import adopt
from khien.programme.services.ledger import (
    correct_activity,
    lift_lock,
    lock_days,
    new_of,
    record_activity,
    withdraw_activity,
)
from khien.programme.services.tally import recount

__all__ = [
    "adopt",
    "correct_activity",
    "lift_lock",
    "lock_days",
    "new_of",
    "record_activity",
    "recount",
    "withdraw_activity",
]
