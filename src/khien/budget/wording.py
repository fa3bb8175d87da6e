"""Words of money on the screen: levels, states, answers, what a check says and where to look."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.base.money import vnd
from khien.budget.rules.levels import Level
from khien.budget.rules.states import Decision, EstimateState, Fault
from khien.budget.rules.sums import Check, CheckCode
from khien.budget.selectors.allocation_plan import RowDoubt, RowFault

LEVEL_NAMES: dict[Level, object] = {
    Level.CENTRAL: _("Central budget"),
    Level.PROVINCE: _("Provincial level"),
    Level.COMMUNE: _("Commune level"),
    Level.OWN: _("The unit's own means"),
    Level.SPONSOR: _("Sponsors and society"),
    Level.OTHER: _("Other or not settled"),
}

STATE_NAMES: dict[EstimateState, tuple[object, str]] = {
    EstimateState.DRAFT: (_("Draft"), "idle"),
    EstimateState.REQUESTED: (_("Waits for an answer"), "need"),
    EstimateState.RETURNED: (_("Returned to be mended"), "need"),
    EstimateState.APPROVED: (_("Approved"), "done"),
    EstimateState.CHANGED: (_("Approved with another sum"), "done"),
    EstimateState.REFUSED: (_("Refused"), "info"),
    EstimateState.WITHDRAWN: (_("Withdrawn by the unit"), "idle"),
}

DECISION_NAMES: dict[Decision, object] = {
    Decision.APPROVE: _("Approve as asked"),
    Decision.CHANGE: _("Approve another sum"),
    Decision.RETURN: _("Return to be mended"),
    Decision.REFUSE: _("Do not approve"),
}

FAULT_WORDS: dict[Fault, object] = {
    Fault.EMPTY: _("This is needed."),
    Fault.NEGATIVE: _("The sum must be above zero."),
    Fault.TOO_MUCH: _("The sum is larger than 100.000 tỷ đồng. Look for a slip of the finger."),
    Fault.YEAR: _("Write the year with four figures, for example 2026."),
    Fault.REASON: _("Say why, so that the unit knows."),
    Fault.FOREIGN: _("This task belongs to another programme."),
    Fault.BELOW_ZERO: _("More would be taken back than was given."),
}

ROW_FAULTS: dict[RowFault, object] = {
    RowFault.NO_UNIT: _("No unit is named"),
    RowFault.UNKNOWN_UNIT: _("No unit is called so"),
    RowFault.SEVERAL_UNITS: _("Several units fit, write the code"),
    RowFault.NO_AMOUNT: _("No sum is given"),
    RowFault.AMOUNT: _("The sum cannot be read"),
    RowFault.TASK: _("The plan has no such task"),
    RowFault.TWICE: _("The same unit, source and task stand above already"),
    RowFault.BELOW_ZERO: _("Takes back more than was given"),
}

ROW_DOUBTS: dict[RowDoubt, object] = {
    RowDoubt.GIVEN_BEFORE: _("This decision gave the same sum to this unit already"),
    RowDoubt.TAKES_BACK: _("Takes money back"),
    RowDoubt.NO_SOURCE: _("No source is named"),
    RowDoubt.SUCCESSOR: _("The unit was merged, its successor gets the money"),
}


def level_name(level: str) -> object:
    return LEVEL_NAMES.get(Level(level), "") if level else ""


def source_name(source: str) -> str:
    return source or gettext("Source not named")


def year_name(year: int | None) -> str:
    return str(year) if year is not None else gettext("Whole period")


def check_words(check: Check, *, unit: str = "") -> str:
    """One or two plain sentences with both sums."""
    values = {
        "left": vnd(check.left),
        "right": vnd(check.right),
        "difference": vnd(abs(check.difference)),
        "year": check.year,
        "source": source_name(check.source),
        "unit": unit,
    }
    return _sentence(check) % values


def _sentence(check: Check) -> str:
    if check.holds:
        return _HOLDS[check.code]()
    return _DIFFERS[check.code]()


_HOLDS = {
    CheckCode.LINES_STATED: lambda: gettext("The plan's lines sum up to the stated total: %(left)s."),
    CheckCode.TASKS_LINES: lambda: gettext("The tasks' amounts sum up to the plan's lines: %(left)s."),
    CheckCode.ALLOCATED_PLANNED: lambda: gettext(
        "In %(year)s no more was given than planned: %(left)s of %(right)s."
    ),
    CheckCode.SPENT_ALLOCATED: lambda: gettext(
        "%(source)s, %(year)s: no more was spent than given: %(left)s of %(right)s."
    ),
    CheckCode.SPENT_UNALLOCATED: lambda: gettext("Nobody spent without being given money."),
    CheckCode.SOURCE_UNKNOWN: lambda: gettext("The plan names every source."),
    CheckCode.SOURCE_MISSING: lambda: gettext("Every sum in the ledger names its source."),
}
_DIFFERS = {
    CheckCode.LINES_STATED: lambda: gettext(
        "The plan states %(right)s; its lines sum up to %(left)s. They differ by %(difference)s."
    ),
    CheckCode.TASKS_LINES: lambda: gettext(
        "The tasks' amounts sum up to %(left)s; the plan's money is %(right)s. They differ by %(difference)s."
    ),
    CheckCode.ALLOCATED_PLANNED: lambda: gettext(
        "In %(year)s %(left)s was given, %(difference)s more than the %(right)s planned."
    ),
    CheckCode.SPENT_ALLOCATED: lambda: gettext(
        "%(source)s, %(year)s: %(left)s was spent, %(difference)s more than the %(right)s given."
    ),
    CheckCode.SPENT_UNALLOCATED: lambda: gettext(
        "%(unit)s spent %(left)s in %(year)s; no decision gave it money."
    ),
    CheckCode.SOURCE_UNKNOWN: lambda: gettext(
        "In %(year)s %(left)s was spent from “%(source)s”; the plan does not name this source."
    ),
    CheckCode.SOURCE_MISSING: lambda: gettext("In %(year)s %(left)s was spent without naming the source."),
}

WHERE_TO_LOOK: dict[CheckCode, object] = {
    CheckCode.LINES_STATED: _("See the money of the plan"),
    CheckCode.TASKS_LINES: _("See the tasks and their money"),
    CheckCode.ALLOCATED_PLANNED: _("See the decisions"),
    CheckCode.SPENT_ALLOCATED: _("See what was spent"),
    CheckCode.SPENT_UNALLOCATED: _("See this unit's money"),
    CheckCode.SOURCE_UNKNOWN: _("See the sources"),
    CheckCode.SOURCE_MISSING: _("See what was spent"),
}
