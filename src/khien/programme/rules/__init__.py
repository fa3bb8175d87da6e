"""Pure rules of the programme: dates, the ledger's words, targets. No database, no Django, no clock."""

from khien.programme.rules.dates import (
    DutyRole,
    Frequency,
    Recurrence,
    Role,
    Timing,
    first_day,
    last_day,
    next_due,
    timing,
)

__all__ = [
    "DutyRole",
    "Frequency",
    "Recurrence",
    "Role",
    "Timing",
    "first_day",
    "last_day",
    "next_due",
    "timing",
]
