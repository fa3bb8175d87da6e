"""Words of table, board, timeline and calendar. Translated where they are shown."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.web import figures
from khien.work.rules import ItemRole, State
from khien.work.rules.board_filter import CODE_OF_STATE, OPEN
from khien.work.rules.timeline import Stretch

STATE_WORDS: dict[str, object] = {
    State.OVERDUE: _("Overdue"),
    State.UNDER_WAY: _("Under way"),
    State.NOT_STARTED: _("Not started"),
    State.NOT_DUE: _("Not due yet"),
    State.DONE: _("Done"),
    State.LATE: _("Done late"),
    State.STOPPED: _("Stopped"),
    State.PASSED_ON: _("Passed on"),
}
STATE_TONES: dict[str, str] = {
    State.OVERDUE: "danger",
    State.UNDER_WAY: "info",
    State.NOT_STARTED: "need",
    State.NOT_DUE: "idle",
    State.DONE: "done",
    State.LATE: "done",
    State.STOPPED: "idle",
    State.PASSED_ON: "idle",
}
STATE_SIGNS: dict[str, str] = {
    State.UNDER_WAY: "progress",
    State.NOT_STARTED: "circle",
    State.LATE: "clock-check",
    State.STOPPED: "hand-stop",
    State.PASSED_ON: "arrow-forward-up",
}
ROLE_WORDS: dict[str, object] = {ItemRole.LEAD: _("leads"), ItemRole.COORDINATING: _("helps")}
STATE_CHOICES: list[tuple[str, object]] = [
    (OPEN, _("Not finished")),
    *((code, STATE_WORDS[state]) for state, code in CODE_OF_STATE.items()),
]
ROLE_CHOICES: list[tuple[str, object]] = [("chu-tri", _("leads")), ("phoi-hop", _("helps"))]
PERSON_CHOICES: list[tuple[str, object]] = [("toi", _("Given to me")), ("chua-giao", _("Given to nobody"))]
WINDOW_CHOICES: list[tuple[str, object]] = [
    ("tuan-nay", _("Due this week")),
    ("7-ngay", _("Due within 7 days")),
    ("30-ngay", _("Due within 30 days")),
    ("thang-nay", _("Due this month")),
    ("quy-nay", _("Due this quarter")),
    ("nam-nay", _("Due this year")),
    ("khong-han", _("Without a due day")),
]
WEEKDAYS: list[tuple[object, object]] = [
    (_("Mon"), _("Monday")),
    (_("Tue"), _("Tuesday")),
    (_("Wed"), _("Wednesday")),
    (_("Thu"), _("Thursday")),
    (_("Fri"), _("Friday")),
    (_("Sat"), _("Saturday")),
    (_("Sun"), _("Sunday")),
]
_ROMAN = ("I", "II", "III", "IV")


def period_words(code: str) -> str:
    """ "2026-06" → "June 2026" in the reader's language; "" for the whole task."""
    year, _dash, part = code.partition("-")
    if not part:
        return gettext("Year %(year)s") % {"year": year} if year else ""
    if part.startswith("Q") and part[1:].isdigit():
        return gettext("Quarter %(n)s/%(year)s") % {"n": _ROMAN[int(part[1:]) - 1], "year": year}
    if part.startswith("H"):
        return gettext("Half-year %(n)s/%(year)s") % {"n": _ROMAN[int(part[1:]) - 1], "year": year}
    if len(part) == 4:
        return f"{year}–{part}"
    return gettext("Month %(n)s/%(year)s") % {"n": part, "year": year}


def period_choices(on: dt.date) -> list[tuple[str, object]]:
    """This year and the last: the year, its quarters, its months; the newest first."""
    found: list[tuple[str, object]] = []
    for year in (on.year, on.year - 1):
        codes = [f"{year}", *(f"{year}-Q{n}" for n in range(1, 5)), *(f"{year}-{n:02}" for n in range(1, 13))]
        found += [(code, period_words(code)) for code in codes]
    return found


def item_url(uuid: str) -> str:
    return reverse("work:item", args=[uuid])


def bar_words(stretch: Stretch) -> str:
    """ "Quý I/2026: 01/01/2026 – 31/03/2026, 3/4 đã xong, 1 quá hạn"."""
    days = " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (stretch.first, stretch.last) if day)
    done = gettext("%(part)s of %(whole)s done") % {
        "part": figures.count(stretch.finished),
        "whole": figures.count(stretch.items),
    }
    late = gettext("%(n)s overdue") % {"n": figures.count(stretch.overdue)} if stretch.overdue else ""
    name = period_words(stretch.period)
    told = ", ".join(part for part in (days, done, late) if part)
    return f"{name}: {told}" if name else told
