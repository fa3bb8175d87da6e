"""Reads of print points: places with what hangs there, what is due, one place's history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from khien.channels.models import Hanging, Placement, ScanDay
from khien.channels.rules.placements import SOON, HangingState, PlaceKind, PrintSize, state_of

MOST = 5000


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place and what hangs there now. `scans`: how often its codes were opened in the last 30 days."""

    uuid: str
    name: str
    kind: PlaceKind
    unit: str
    place: str
    size: PrintSize
    consent: bool
    closed: bool
    hangs: str
    until: dt.date | None
    hanging: int
    scans: int


@dataclass(frozen=True, slots=True)
class HangingLine:
    uuid: str
    title: str
    place: str
    place_uuid: str
    kind: PlaceKind
    unit: str
    state: HangingState
    first: dt.date
    last: dt.date
    hung_on: dt.date | None
    photo: bool
    scans: int


def place_lines(places: QuerySet[Placement], *, today: dt.date) -> list[PlaceLine]:
    """One query."""
    hangs = Hanging.objects.filter(placement=OuterRef("pk"), hung_on__isnull=False, down_on__isnull=True)
    scans = (
        ScanDay.objects.filter(hanging__placement=OuterRef("pk"), on__gt=today - dt.timedelta(days=30))
        .order_by()
        .values("hanging__placement")
        .annotate(total=Sum("count"))
        .values("total")
    )
    rows = places.annotate(
        now_title=Subquery(hangs.order_by("-hung_on", "-pk").values("title")[:1]),
        now_until=Subquery(hangs.order_by("-hung_on", "-pk").values("until_on")[:1]),
        now_count=Count(
            "hangings", filter=Q(hangings__hung_on__isnull=False, hangings__down_on__isnull=True)
        ),
        month_scans=Subquery(scans),
    )
    return [
        PlaceLine(
            str(row.uuid), row.name, PlaceKind(row.kind), row.unit.short_name or row.unit.name, row.place, PrintSize(row.size),
            bool(row.consent), row.closed_on is not None, row.now_title or "", row.now_until, row.now_count,
            row.month_scans or 0,
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def hanging_lines(hangings: QuerySet[Hanging], *, today: dt.date) -> list[HangingLine]:
    rows = hangings.annotate(all_scans=Sum("scans__count"))
    return [
        HangingLine(
            str(row.uuid), row.title, row.placement.name, str(row.placement.uuid), PlaceKind(row.placement.kind),
            row.placement.unit.short_name or row.placement.unit.name, hanging_state(row, today=today), row.from_on, row.until_on, row.hung_on,
            row.photo_id is not None, row.all_scans or 0,
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def due_lines(hangings: QuerySet[Hanging], *, today: dt.date) -> list[HangingLine]:
    """To be hung, without a photo, ending soon, over: what somebody should walk to. The nearest end first."""
    due = (
        Q(hung_on__isnull=True, from_on__lte=today)
        | Q(hung_on__isnull=False, photo__isnull=True)
        | Q(hung_on__isnull=False, until_on__lte=today + SOON)
    )
    return hanging_lines(hangings.filter(due, down_on__isnull=True).order_by("until_on", "pk"), today=today)


def due_count(hangings: QuerySet[Hanging], *, today: dt.date) -> int:
    return len(due_lines(hangings, today=today))


def hanging_state(row: Hanging, *, today: dt.date) -> HangingState:
    return state_of(
        hung_on=row.hung_on,
        until_on=row.until_on,
        photo=row.photo_id is not None,
        down_on=row.down_on,
        today=today,
    )


def scans_by_day(hanging: Hanging, *, limit: int = 60) -> list[tuple[dt.date, int]]:
    """The newest first."""
    return list(hanging.scans.order_by("-on").values_list("on", "count")[:limit])
