"""Calendars that other programs read: whose they are, and what stands in them. Three queries and those of the sources.

Refuses people's names: a calendar travels to telephones and servers elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Sequence

from khien.work.calendars import CalendarEntry, calendar_sources
from khien.work.models import CalendarFeed, WorkItem
from khien.work.selectors.boards import ItemLine, item_lines

BEHIND, AHEAD = dt.timedelta(days=92), dt.timedelta(days=400)
MOST_ENTRIES = 2000


def secret_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of_token(token: str) -> CalendarFeed | None:
    """The living feed with this secret. Looked up by its hash, then compared without telling by time."""
    hashed = secret_hash(token)
    found = CalendarFeed.objects.select_related("unit").filter(secret_hash=hashed, ended_at=None).first()
    same = secrets.compare_digest(found.secret_hash, hashed) if found is not None else False
    return found if same else None


def feeds_of(unit_ids: Iterable[int]) -> dict[int, CalendarFeed]:
    """Unit → its living feed."""
    rows = CalendarFeed.objects.filter(unit_id__in=set(unit_ids), ended_at=None)
    return {row.unit_id: row for row in rows}


def unit_lines(unit_id: int, *, on: dt.date) -> Sequence[ItemLine]:
    """The unit's items due from three months back to a year ahead; the soonest when there are too many."""
    due = WorkItem.objects.filter(unit_id=unit_id, due_on__gte=on - BEHIND, due_on__lte=on + AHEAD)
    ids = due.filter(merged_into__isnull=True).order_by("-due_on", "pk").values_list("pk", flat=True)
    return item_lines(list(ids[:MOST_ENTRIES]))


def other_entries(unit_id: int, *, on: dt.date) -> list[CalendarEntry]:
    """What upper apps add."""
    return [
        entry for source in calendar_sources() for entry in source.entries(unit_id, on - BEHIND, on + AHEAD)
    ]


def opened_at(ids: Iterable[int]) -> dict[int, dt.datetime]:
    return dict(WorkItem.objects.filter(pk__in=set(ids)).order_by().values_list("pk", "opened_at"))
