"""What the pages of the consolidated report say: states, warnings, parts, faults of a text."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from khien.reports.rules import ConsolidationState
from khien.reports.rules.places import Fault
from khien.reports.rules.template_faults import TemplateFault

STATE_WORDS: dict[str, object] = {
    ConsolidationState.DRAFT: _("Draft report"),
    ConsolidationState.CHECKED: _("Checked"),
    ConsolidationState.SIGNED: _("Signed"),
    ConsolidationState.ARCHIVED: _("Archived"),
}
STATE_TONES: dict[str, str] = {
    ConsolidationState.DRAFT: "need",
    ConsolidationState.CHECKED: "info",
    ConsolidationState.SIGNED: "done",
    ConsolidationState.ARCHIVED: "done",
}
STEPS: tuple[object, ...] = (_("Draft report"), _("Checked"), _("Signed"), _("Archived"))
TEXT_WORDS: dict[str, object] = {
    "title": _("Abstract under “BÁO CÁO”"),
    "grounds": _("Grounds"),
    "opening": _("Opening"),
    "direction": _("What units wrote about direction"),
    "tasks_lead": _("Opening of the tasks"),
    "targets_lead": _("Opening of the targets"),
    "money_lead": _("Opening of the money"),
    "results": _("What stands out"),
    "difficulties": _("Shortcomings"),
    "causes": _("Causes"),
    "next_steps": _("What comes next"),
    "proposals": _("Proposals"),
    "closing": _("Closing sentence"),
}
HEAD_WORDS: dict[str, object] = {
    "superior_body": _("Superior body"),
    "issuing_body": _("Issuing body"),
    "symbol": _("Symbol of the body, after “BC-”"),
    "place": _("Place before the date"),
    "authority": _("Authority line (TM., KT., TL.)"),
    "position": _("Position of the signer"),
    "signer": _("Name of the signer"),
    "recipients": _("Recipients, one a line"),
    "archive": _("Kept at (after “Lưu:”)"),
}
MEASURE_WORDS: dict[str, object] = {
    "activities": _("activities"),
    "people": _("people reached"),
    "spent": _("money spent"),
    "evidence": _("pieces of evidence"),
    "products": _("products"),
    "units": _("units"),
}
RATE_WORDS: dict[str, object] = {
    "d1": _("units that were to report"),
    "d2": _("units whose report is accepted"),
    "d3": _("units that reported in time"),
    "d4": _("units that reported late"),
    "d5": _("units that have not reported"),
}
PROGRESS_WORDS: tuple[tuple[int, object], ...] = (
    (60, _("Writing the report")),
    (40, _("Counting the figures")),
    (10, _("Reading the accepted reports")),
    (0, _("Waiting for its turn")),
)


def doing(progress: int) -> object:
    return next(words for least, words in PROGRESS_WORDS if progress >= least)


def warning_text(code: str, count: int) -> str:
    """What the officer should know before she signs off."""
    texts = {
        "missing": ngettext("%(n)d unit has not reported.", "%(n)d units have not reported.", count),
        "waiting": ngettext(
            "%(n)d report waits to be accepted; its figures are not counted.",
            "%(n)d reports wait to be accepted; their figures are not counted.",
            count,
        ),
        "silent": ngettext(
            "%(n)d accepted report has no words, only figures.",
            "%(n)d accepted reports have no words, only figures.",
            count,
        ),
        "differs": ngettext(
            "The ledger and the report of %(n)d unit differ: an activity is counted under another unit.",
            "The ledger and the reports of %(n)d units differ: an activity is counted under another unit.",
            count,
        ),
    }
    return texts[code] % {"n": count} if code in texts else ""


def fault_text(fault: Fault) -> str:
    """Where and what: "Line 2, column 5: …"."""
    where = _now("Line %(line)d, column %(column)d") % {"line": fault.line, "column": fault.column}
    if fault.kind == "unknown" and fault.near:
        said = _now("there is no place “%(what)s”. Did you mean “%(near)s”?") % {
            "what": fault.what,
            "near": fault.near,
        }
    elif fault.kind == "unknown":
        said = _now("there is no place “%(what)s”. Choose one from the list.") % {"what": fault.what}
    elif fault.kind == "loose":
        said = _now("“%(what)s” stands alone. A place is written {{ name }}.") % {"what": fault.what}
    else:
        said = _now("the text is too long; at most %(most)s.") % {"most": fault.what}
    return f"{where}: {said}"


def template_fault_text(fault: TemplateFault) -> str:
    """What is wrong with a Word template, and what to do."""
    texts = {
        "not_word": _now("This is no Word file (.docx). Save it in Word as .docx and send it again."),
        "too_large": _now("The file is too large: at most %(what)s MB."),
        "macros": _now("The file holds macros or embedded objects. Remove them and send it again."),
        "outside": _now(
            "The file points at something outside itself. Remove the link or picture and send it again."
        ),
        "fields": _now("The file holds fields that fetch other content. Remove them and send it again."),
        "syntax": _now("This tag cannot be read: %(what)s"),
        "forbidden": _now("A template only shows values and walks lists; “%(what)s” is not possible."),
        "unknown": _now("There is no value called “%(what)s”."),
        "deep": _now("The lists are nested too deeply, or there are too many."),
        "empty": _now("The file shows no value. Put at least one place into it."),
        "too_long": _now("The template takes too long or too much memory. Make it simpler."),
    }
    return texts[fault.kind] % {"what": fault.what}
