"""The calendar as the public reads it: what comes, what was, a month at a time. Drafts never."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.library import api as library
from khien.orgs import api as orgs
from khien.portal.models import Event
from khien.portal.rules.ics import CalendarEntry
from khien.portal.rules.states import EventState
from khien.programme import api as programme

MOST = 300
PAST = 24


@dataclass(frozen=True, slots=True)
class EventCard:
    """`day`, `last_day`: in Vietnam. `hours`: "08:00–10:30" or "". `material`: (title, path) or None."""

    uuid: str
    title: str
    summary: str
    day: dt.date
    last_day: dt.date
    hours: str
    place: str
    unit_id: int
    unit: str
    audiences: tuple[object, ...]
    material: tuple[str, str] | None
    cancelled: bool
    reason: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    all_day: bool
    changed_at: dt.datetime
    revision: int

    @property
    def address(self) -> str:
        return f"/lich-su-kien/{self.uuid}/"


@dataclass(frozen=True, slots=True)
class DayCell:
    day: dt.date
    inside: bool
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """`before`, `after`: "2026-10", "2026-12"; "" where there is nothing more to see."""

    first: dt.date
    weeks: tuple[tuple[DayCell, ...], ...]
    events: tuple[EventCard, ...]
    before: str
    after: str


def public_events() -> QuerySet[Event]:
    """Shown ones, and shown ones that were cancelled since."""
    return Event.objects.filter(
        Q(state=EventState.SHOWN) | Q(state=EventState.CANCELLED, shown_at__isnull=False)
    )


def event(uuid: str) -> EventCard:
    """Raises Missing."""
    row = public_events().filter(uuid=uuid_of(uuid)).first()
    if row is None:
        raise Missing
    return _cards([row])[0]


def coming(*, today: dt.date, unit_id: int | None = None, limit: int = MOST) -> list[EventCard]:
    rows = _of(unit_id).filter(Q(starts_at__gte=_start(today)) | Q(ends_at__gte=_start(today)))
    return _cards(list(rows[:limit]))


def past(*, today: dt.date, unit_id: int | None = None, page: int = 1) -> tuple[list[EventCard], bool]:
    """One page of what was, the latest first, and whether there is more."""
    rows = _of(unit_id).filter(starts_at__lt=_start(today)).exclude(ends_at__gte=_start(today))
    start = (page - 1) * PAST
    found = list(rows.order_by("-starts_at", "-id")[start : start + PAST + 1])
    return _cards(found[:PAST]), len(found) > PAST


def month_of(day: dt.date) -> Month:
    """The month of that day, weeks from Monday."""
    first = day.replace(day=1)
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1] + dt.timedelta(days=1)
    rows = public_events().filter(starts_at__lt=_start(end))
    rows = rows.filter(Q(starts_at__gte=_start(start)) | Q(ends_at__gte=_start(start)))
    cards = _cards(list(rows[:MOST]))
    after = (first + dt.timedelta(days=32)).replace(day=1)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    return Month(
        first=first,
        weeks=tuple(
            tuple(
                DayCell(one, one.month == first.month, tuple(c for c in cards if c.day <= one <= c.last_day))
                for one in week
            )
            for week in weeks
        ),
        events=tuple(card for card in cards if card.last_day >= first and card.day < after),
        before=f"{before:%Y-%m}" if public_events().filter(starts_at__lt=_start(first)).exists() else "",
        after=f"{after:%Y-%m}" if public_events().filter(starts_at__gte=_start(after)).exists() else "",
    )


def entries(cards: list[EventCard]) -> list[CalendarEntry]:
    """For the calendar file."""
    host = settings.WAGTAILADMIN_BASE_URL.partition("://")[2]
    return [
        CalendarEntry(
            uid=f"{card.uuid}@{host.partition(':')[0]}",
            title=card.title,
            starts=card.day if card.all_day else card.starts_at,
            ends=card.last_day if card.all_day else card.ends_at,
            changed=card.changed_at,
            sequence=card.revision,
            place=card.place,
            summary="\n".join(part for part in (card.reason, card.summary, card.unit) if part),
            url=f"{settings.WAGTAILADMIN_BASE_URL}{card.address}",
            cancelled=card.cancelled,
        )
        for card in cards
    ]


def _of(unit_id: int | None) -> QuerySet[Event]:
    rows = public_events()
    return rows if unit_id is None else rows.filter(unit_id=unit_id)


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=get_default_timezone())


def _cards(rows: list[Event]) -> list[EventCard]:
    units = orgs.units({row.unit_id for row in rows})
    materials = library.cards_of([row.material_id for row in rows if row.material_id])
    return [_card(row, units, materials) for row in rows]


def _card(
    row: Event, units: dict[int, orgs.UnitCard], materials: dict[int, library.MaterialCard]
) -> EventCard:
    zone = get_default_timezone()
    starts = row.starts_at.astimezone(zone)
    ends = row.ends_at.astimezone(zone) if row.ends_at else None
    material = materials.get(row.material_id or 0)
    codes = [code for code in row.audience_codes.split(",") if code]
    hours = "" if row.all_day else f"{starts:%H:%M}"
    if hours and ends is not None and ends.date() == starts.date():
        hours += f"–{ends:%H:%M}"
    return EventCard(
        uuid=str(row.uuid),
        title=row.title,
        summary=row.summary,
        day=starts.date(),
        last_day=(ends or starts).date(),
        hours=hours,
        place=row.place,
        unit_id=row.unit_id,
        unit=units[row.unit_id].name if row.unit_id in units else "",
        audiences=tuple(programme.AUDIENCE_WORDS[programme.Audience(code)] for code in codes),
        material=(material.title, material.address) if material else None,
        cancelled=row.state == EventState.CANCELLED,
        reason=row.cancelled_reason,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        all_day=row.all_day,
        changed_at=row.changed_at,
        revision=row.revision,
    )
