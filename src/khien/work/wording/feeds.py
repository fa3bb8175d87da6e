"""Words of a unit's calendar. Translated where they are shown."""

from __future__ import annotations

import datetime as dt

from django.utils.text import Truncator
from django.utils.translation import gettext

from khien.work.rules import CLOSED, ItemRole
from khien.work.rules.ical import CalendarEntry
from khien.work.selectors.boards import ItemLine
from khien.work.wording.boards import STATE_WORDS, item_url, period_words

TITLE_LETTERS = 120


def entry_of(line: ItemLine, opened_at: dt.datetime) -> CalendarEntry:
    """An item as a calendar shows it. The item must have a due day."""
    assert line.due_on is not None
    title = Truncator(line.title).chars(TITLE_LETTERS)
    words = gettext("Due: %(title)s") if line.role is ItemRole.LEAD else gettext("Due (we help): %(title)s")
    closed = line.state in CLOSED
    return CalendarEntry(
        uid=f"viec-{line.uuid}",
        day=line.due_on,
        title=("✓ " if closed else "") + words % {"title": title},
        stamp=opened_at,
        detail=_detail(line),
        path=item_url(line.uuid),
        revision=max(0, line.revision - 1),
        closed=closed,
    )


def _detail(line: ItemLine) -> str:
    parts = [
        line.title,
        period_words(line.period),
        gettext("State: %(state)s") % {"state": STATE_WORDS[line.state]},
        gettext("Progress: %(done)d of %(asked)d") % {"done": line.done, "asked": line.asked},
    ]
    return "\n".join(part for part in parts if part)


def calendar_name(unit: str) -> str:
    return gettext("Due days: %(unit)s") % {"unit": unit}


def alarm_words() -> str:
    return gettext("Three days to the due day")
