"""How far away a due date is, in words and as a tone. Pure: the day of today is handed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

SOON = 7  # days: from here on a due date needs its owner


@dataclass(frozen=True, slots=True)
class Due:
    text: str
    tone: str  # a tone of khien.web.tones


def due(on: dt.date, today: dt.date) -> Due:
    """ "3 days left" (need), "due today" (need), "5 days overdue" (danger), "40 days left" (idle)."""
    days = (on - today).days
    if days < 0:
        return Due(ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}, "danger")
    if days == 0:
        return Due(gettext("due today"), "need")
    text = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return Due(text, "need" if days <= SOON else "idle")
