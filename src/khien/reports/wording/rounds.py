"""What screens say of rounds and submissions: states with their tone, parts of the narrative, events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.reports.rules import RoundState
from khien.reports.rules.rates import Standing

STANDING: dict[str, tuple[object, str]] = {
    Standing.EXCUSED: (_("Excused"), "idle"),
    Standing.DUE: (_("Not handed in yet"), "idle"),
    Standing.LATE: (_("Overdue"), "danger"),
    Standing.RETURNED: (_("Returned for mending"), "need"),
    Standing.SUBMITTED: (_("Waits for a decision"), "info"),
    Standing.ACCEPTED: (_("Report accepted"), "done"),
}
ROUND_STATE: dict[str, tuple[object, str]] = {
    RoundState.PLANNED: (_("Opens later"), "idle"),
    RoundState.OPEN: (_("Open now"), "info"),
    RoundState.CLOSED: (_("Closed"), "done"),
    RoundState.CANCELLED: (_("Cancelled"), "idle"),
}
EVENTS: dict[str, tuple[object, str]] = {
    "submitted": (_("Handed in"), "info"),
    "taken_back": (_("Taken back"), "idle"),
    "returned": (_("Returned with remarks"), "need"),
    "accepted": (_("Report accepted"), "done"),
    "reopened": (_("Opened again"), "need"),
}
PARTS: dict[str, object] = {
    "direction": _("Direction and organisation"),
    "results": _("Main results"),
    "difficulties": _("Shortcomings and difficulties"),
    "causes": _("Causes"),
    "next_steps": _("Direction for the next period"),
    "proposals": _("Proposals"),
    "activities": _("Activities"),
    "people": _("People reached"),
    "spent_vnd": _("Money spent"),
    "evidence": _("Pieces of evidence"),
}
WAYS: dict[str, object] = {
    "screen": _("written here"),
    "table": _("by a table (.xlsx)"),
    "paper": _("on paper"),
}
STATES: dict[str, tuple[object, str]] = {  # of a task, as khien.work derives it
    "not_due": (_("Not due to report yet"), "idle"),
    "not_started": (_("Not started"), "idle"),
    "under_way": (_("Under way"), "info"),
    "done": (_("Done"), "done"),
    "late": (_("Done late"), "need"),
    "overdue": (_("Overdue"), "danger"),
    "stopped": (_("Stopped"), "idle"),
}
FLAWS: dict[str, object] = {  # of a cell of the table: our own and the ledger's
    "empty": _("Fill this in."),
    "no_day": _("Write the day like 24/11/2026."),
    "no_choice": _("Choose from the list in the cell."),
    "no_number": _("Write a whole number."),
    "no_task": _("No task has this number. Look at the sheet of lists."),
    "twice": _("This row id stands twice."),
    "no_row": _("The row id is missing. Copy the id of an empty row."),
    "outside": _("This day lies outside the round."),
    "differs": _(
        "This row was taken in before with other words. Correct it in the ledger, or use a new row id."
    ),
    "too_long": _("This is too long. Shorten it."),
    "too_many": _("These are too many."),
    "negative": _("This cannot be less than zero."),
    "too_large": _("This is too large. Look at the figure again."),
    "future": _("This day has not come yet. The ledger holds only what was done."),
    "too_old": _("This day is too long ago. Look at the year."),
    "backwards": _("The last day is before the first one."),
    "interval": _("The figure must lie between its lower and upper bound."),
}
