"""The programme's words on screen: periods, thresholds, how often. Translated where they are shown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from khien.base import numbers
from khien.plans.api import Reason
from khien.programme.rules import Frequency, Recurrence, Timing

TIMING_WORDS: dict[str, object] = {
    Timing.AHEAD: _("Not begun yet"),
    Timing.RUNNING: _("In its time"),
    Timing.PAST: _("Time has passed"),
    Timing.OPEN: _("No end stated"),
}
TIMING_TONES: dict[str, str] = {
    Timing.AHEAD: "idle",
    Timing.RUNNING: "info",
    Timing.PAST: "need",
    Timing.OPEN: "idle",
}
RECURRENCE_WORDS: dict[str, object] = {
    Recurrence.ONCE: _("Once"),
    Recurrence.MONTHLY: _("Every month"),
    Recurrence.QUARTERLY: _("Every quarter"),
    Recurrence.ANNUAL: _("Every year"),
    Recurrence.BIENNIAL: _("Every two years"),
    Recurrence.CONTINUOUS: _("Continuously"),
}
FREQUENCY_WORDS: dict[str, object] = {
    Frequency.MONTHLY: _("Every month"),
    Frequency.QUARTERLY: _("Every quarter"),
    Frequency.SEMIANNUAL: _("Every half-year"),
    Frequency.ANNUAL: _("Every year"),
    Frequency.ONCE: _("Once"),
    Frequency.ADHOC: _("When asked"),
    Frequency.UNSTATED: _("Not stated"),
}
OBSTACLE_WORDS: dict[str, object] = {
    Reason.LEAD_UNDECIDED: _("A lead is not decided: say which unit is meant, or leave it as text."),
    Reason.NO_LEAD: _("A task names no lead: accept it as it is, or name one."),
    Reason.TOLD_TWICE: _(
        "A task stands in the body and again in the annex. Press “Keep those of the annex” in the review: that settles "
        "all of them at once."
    ),
    Reason.SECOND_PERSON: _("A second person must look: this plan needs four eyes."),
    Reason.NOTHING: _("Nothing is left to adopt: the plan has neither tasks nor targets."),
}
_COMPARATORS: dict[str, object] = {
    ">=": _("at least"),
    ">": _("over"),
    "<": _("under"),
    "<=": _("not more than"),
    "=": "",
}


def threshold(comparator: str, value: Decimal, unit: str) -> str:
    """ ">=", 80, "%" → "at least 80 %" in the reader's language."""
    return f"{_COMPARATORS[comparator]} {_figure(value, unit)}".strip()


def _figure(value: Decimal, unit: str) -> str:
    if unit == "%":
        return numbers.percent(value)
    number = numbers.count(int(value)) if value == int(value) else f"{value.normalize():f}".replace(".", ",")
    return f"{number} {unit}"


def period_text(start: dt.date | None, end: dt.date | None) -> str:
    """ "01/07/2026 – 31/12/2030", "from …", "by …"; "" when neither is stated."""
    if start and end:
        return f"{date_format(start, 'SHORT_DATE_FORMAT')} – {date_format(end, 'SHORT_DATE_FORMAT')}"
    if start:
        return _now("from %(day)s") % {"day": date_format(start, "SHORT_DATE_FORMAT")}
    if end:
        return _now("by %(day)s") % {"day": date_format(end, "SHORT_DATE_FORMAT")}
    return ""
