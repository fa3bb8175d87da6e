"""What people read for the states and kinds of this app. Keys are the code's words; values are translated late."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.plans.rules.asking import UNKNOWN_ISSUER
from khien.plans.rules.cascade import Part, Verdict, Why
from khien.plans.rules.cascade import Reason as Doubt
from khien.plans.rules.entry import show_date
from khien.plans.rules.kinds import AgencyRole, Decision, FindingState, PlanStatus, RowKind
from khien.plans.rules.review import Reason

STATUS: dict[str, object] = {
    PlanStatus.QUEUED: _("Waiting to be read"),
    PlanStatus.READING: _("Being read"),
    PlanStatus.UNREADABLE: _("Could not be read"),
    PlanStatus.REVIEW: _("Under review"),
    PlanStatus.ADOPTED: _("Adopted"),
    PlanStatus.SUPERSEDED: _("Replaced"),
    PlanStatus.WITHDRAWN: _("Withdrawn"),
}

# How a status looks: the badge's tone (done, needs you, information, not due, danger).
STATUS_TONE: dict[str, str] = {
    PlanStatus.QUEUED: "idle",
    PlanStatus.READING: "info",
    PlanStatus.UNREADABLE: "danger",
    PlanStatus.REVIEW: "need",
    PlanStatus.ADOPTED: "done",
    PlanStatus.SUPERSEDED: "idle",
    PlanStatus.WITHDRAWN: "idle",
}

TAB: dict[str, object] = {
    RowKind.TASK: _("Tasks"),
    RowKind.TARGET: _("Targets"),
    RowKind.THEME: _("Themes"),
    RowKind.ASSIGNMENT: _("Assignments"),
    RowKind.DUTY: _("Reports"),
    RowKind.BUDGET: _("Budget"),
    RowKind.REFERENCE: _("Legal grounds"),
}

KIND: dict[str, object] = {
    RowKind.TASK: _("Task"),
    RowKind.TARGET: _("Target"),
    RowKind.THEME: _("Theme"),
    RowKind.ASSIGNMENT: _("Assignment"),
    RowKind.DUTY: _("Duty to report"),
    RowKind.BUDGET: _("Budget line"),
    RowKind.REFERENCE: _("Legal ground"),
}

DECISION: dict[str, object] = {
    Decision.UNSEEN: _("Not looked at yet"),
    Decision.ACCEPTED: _("Accepted"),
    Decision.EDITED: _("Edited"),
    Decision.DROPPED: _("Dropped"),
    Decision.ADDED: _("Added by hand"),
}

ROLE: dict[str, object] = {
    AgencyRole.LEAD: _("Lead"),
    AgencyRole.COORDINATING: _("Coordinating"),
    AgencyRole.SENDER: _("Who reports"),
    AgencyRole.RECIPIENT: _("To whom"),
    AgencyRole.AGENCY: _("Unit"),
}

FINDING_STATE: dict[str, object] = {
    FindingState.OPEN: _("Not settled"),
    FindingState.NOTED: _("Noted"),
    FindingState.FIXED: _("Put right"),
}

SEVERITY: dict[str, object] = {
    "error": _("Error"),
    "warning": _("Needs a look"),
    "info": _("For your information"),
}
SEVERITY_TONE: dict[str, str] = {"error": "danger", "warning": "need", "info": "info"}

FINDING_KIND: dict[str, object] = {
    "sum_mismatch": _("Figures do not add up"),
    "numbering": _("Numbering"),
    "date": _("Date"),
    "missing_lead": _("Nobody leads"),
    "blank_number": _("Blank number"),
    "typo": _("Probable typing error"),
    "superseded": _("Replaced by a later law"),
    UNKNOWN_ISSUER: _("Unknown issuing body"),
    "other": _("Other"),
}

RECURRENCE: dict[str, object] = {
    "once": _("once"),
    "monthly": _("every month"),
    "quarterly": _("every quarter"),
    "semiannual": _("every half-year"),
    "annual": _("every year"),
    "biennial": _("every two years"),
    "continuous": _("all the time"),
    "adhoc": _("on request"),
}

COMPARATOR: dict[str, object] = {
    ">=": _("at least"),
    ">": _("more than"),
    "<": _("less than"),
    "<=": _("at most"),
    "=": _("exactly"),
}

REASON: dict[str, object] = {
    Reason.DOUBT: _("The reader is in doubt"),
    Reason.LOW_CONFIDENCE: _("The reader is not sure"),
    Reason.AGENCY: _("Which unit is meant?"),
    Reason.FINDING: _("Something does not fit"),
    Reason.LEAD_UNDECIDED: _("It is not decided which unit leads"),
    Reason.NO_LEAD: _("Nobody leads this task; accept it if that is meant"),
    Reason.TOLD_TWICE: _("The annex tells this task again; keep one of the two"),
    Reason.SECOND_PERSON: _("A second person must agree to this very version"),
    Reason.NOTHING: _("There is neither a task nor a target left"),
}

ACTION: dict[str, object] = {
    "edit": _("edited"),
    "split": _("split"),
    "merge": _("merged"),
    "add": _("added"),
    "accept": _("accepted"),
    "drop": _("dropped"),
    "restore": _("took back"),
    "agency": _("named the unit"),
    "finding": _("settled a finding"),
    "reread": _("read the file again"),
    "undo": _("undid"),
    "redo": _("did again"),
}

FIELD: dict[str, object] = {
    "text": _("Text"),
    "group": _("Group"),
    "leads": _("Lead"),
    "coordinating": _("Coordinating"),
    "products": _("Products"),
    "recurrence": _("How often"),
    "start": _("Begins"),
    "end": _("Ends"),
    "amount_vnd": _("Amount"),
    "value": _("Figure"),
    "population": _("Counted among"),
    "deadline": _("Deadline"),
}

VERDICT: dict[str, object] = {
    Verdict.COVERED: _("Taken up"),
    Verdict.PARTLY: _("In part"),
    Verdict.MISSING: _("Not there"),
}
VERDICT_TONE: dict[str, str] = {Verdict.COVERED: "done", Verdict.PARTLY: "need", Verdict.MISSING: "danger"}

PART: dict[str, object] = {Part.LEADS: _("leads"), Part.HELPS: _("helps"), Part.NONE: _("not given")}


def doubt_text(doubt: Doubt) -> str:
    """Why a task is not wholly taken up, as a sentence."""
    values = {"subject": doubt.subject, "asked": show_date(doubt.asked), "found": show_date(doubt.found)}
    return str(_DOUBT[doubt.why]) % values


_DOUBT: dict[str, object] = {
    Why.WORDS: _("Not said: %(subject)s."),
    Why.PRODUCT: _("The product “%(subject)s” is not there."),
    Why.QUANTITY: _("“%(subject)s” is asked; only %(found)s is there."),
    Why.LATER: _("It is to be done by %(found)s, asked is %(asked)s."),
    Why.REFERENCE: _("The clause cites this task by its number."),
    Why.NOTHING: _("No clause speaks of this task."),
}
