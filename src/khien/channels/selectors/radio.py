"""Reads of commune radio: a station's day, all stations today, the board of bulletins, days nobody has spoken for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from khien.channels.models import Airing, Bulletin, RadioStation, StationHand
from khien.channels.rules.radio import AiringState, HandState, Play, Priority, order_of_day

LOOK_BACK = dt.timedelta(days=31)
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class AiringLine:
    """One bulletin of a station's day. `at_once`: an emergency that interrupts."""

    uuid: str
    bulletin_uuid: str
    title: str
    text: str
    times: tuple[str, ...]
    priority: Priority
    state: AiringState
    planned: int
    played: int
    said_by: str
    has_sound: bool
    seconds: float
    on: dt.date
    station: str
    station_uuid: str
    at_once: bool

    @property
    def open(self) -> bool:
        return self.state == AiringState.PLANNED


@dataclass(frozen=True, slots=True)
class StationLine:
    uuid: str
    name: str
    unit: str
    connected: bool
    active: bool
    trouble: str
    today: int  # bulletins of today
    played: int  # of them
    missing: int  # days before today that nobody spoke for


@dataclass(frozen=True, slots=True)
class BulletinLine:
    uuid: str
    title: str
    unit: str
    priority: Priority
    state: str
    first: dt.date
    last: dt.date
    times: str
    stations: int
    planned: int
    played: int


@dataclass(frozen=True, slots=True)
class HandLine:
    station: str
    station_uuid: str
    state: HandState
    reason: str
    planned: int
    played: int


def day_of(station: RadioStation, on: dt.date) -> list[AiringLine]:
    """In the order of play: emergencies first, then by hour."""
    rows = station.airings.filter(on=on).exclude(state=AiringState.RECALLED)
    lines = [_line(row, station) for row in rows.select_related("bulletin", "bulletin__sound")[:MOST_LINES]]
    return sorted(lines, key=lambda one: (-one.priority if one.at_once else 0, one.times, one.title))


def plays_of(lines: Iterable[AiringLine]) -> list[tuple[Play, AiringLine]]:
    """Each hour of each bulletin, as a station plays them."""
    by_key = {line.uuid: line for line in lines}
    plays = [
        Play(hour, line.priority, line.title, line.uuid)
        for line in by_key.values()
        for hour in (*(("",) if line.at_once else ()), *line.times)
    ]
    return [(play, by_key[play.key]) for play in order_of_day(plays)]


def station_lines(stations: QuerySet[RadioStation], *, today: dt.date) -> list[StationLine]:
    """Two queries."""
    on = Q(airings__on=today) & ~Q(airings__state=AiringState.RECALLED)
    late = Q(airings__state=AiringState.PLANNED, airings__on__lt=today, airings__on__gte=today - LOOK_BACK)
    rows = stations.annotate(
        today_count=Count("airings", filter=on),
        played_count=Count("airings", filter=on & Q(airings__state=AiringState.PLAYED)),
        missing_count=Count("airings", filter=late),
    )
    return [
        StationLine(
            str(row.uuid), row.name, row.unit.short_name or row.unit.name, row.connected, row.active, row.trouble, row.today_count,
            row.played_count, row.missing_count,
        )
        for row in rows
    ]  # fmt: skip


def missing_lines(stations: QuerySet[RadioStation], *, today: dt.date) -> list[AiringLine]:
    """Days that are over and that nobody spoke for, the newest first."""
    rows = Airing.objects.filter(
        station__in=stations, state=AiringState.PLANNED, on__lt=today, on__gte=today - LOOK_BACK
    ).select_related("station", "bulletin")
    return [_line(row, row.station) for row in rows.order_by("-on", "station__name")[:2000]]


def missing_count(stations: QuerySet[RadioStation], *, today: dt.date) -> int:
    return Airing.objects.filter(
        station__in=stations, state=AiringState.PLANNED, on__lt=today, on__gte=today - LOOK_BACK
    ).count()


def bulletin_lines(bulletins: QuerySet[Bulletin], *, since: dt.date) -> list[BulletinLine]:
    """Those that still run or ended lately, the newest first."""
    rows = bulletins.filter(ends_on__gte=since).annotate(
        at_stations=Count("airings__station", distinct=True),
        to_play=Sum("airings__planned", filter=~Q(airings__state=AiringState.RECALLED)),
        were_played=Sum("airings__played"),
    )
    return [
        BulletinLine(
            str(row.uuid), row.title, row.unit.name, Priority(row.priority), row.state, row.starts_on, row.ends_on,
            ", ".join(row.times), row.at_stations, row.to_play or 0, row.were_played or 0,
        )
        for row in rows.order_by("-priority", "-starts_on", "-id")[:500]
    ]  # fmt: skip


def hand_lines(bulletin: Bulletin, stations: QuerySet[RadioStation]) -> list[HandLine]:
    """How it stands at each station that may be seen. Two queries."""
    hands = StationHand.objects.filter(bulletin=bulletin, station__in=stations).select_related("station")
    sums = {
        station: (planned or 0, played or 0)
        for station, planned, played in Airing.objects.filter(bulletin=bulletin)
        .order_by()
        .values_list("station")
        .annotate(Sum("planned"), Sum("played"))
    }
    return [
        HandLine(
            hand.station.name, str(hand.station.uuid), HandState(hand.state), hand.reason,
            *sums.get(hand.station_id, (0, 0)),
        )
        for hand in hands.order_by("station__name")
    ]  # fmt: skip


def _line(row: Airing, station: RadioStation) -> AiringLine:
    bulletin = row.bulletin
    times = tuple(bulletin.times)
    at_once = bulletin.priority == Priority.EMERGENCY and row.on == max(
        bulletin.starts_on, bulletin.made_at.date()
    )
    return AiringLine(
        str(row.uuid),
        str(bulletin.uuid),
        bulletin.title,
        bulletin.text,
        times,
        Priority(bulletin.priority),
        AiringState(row.state),
        row.planned,
        row.played,
        row.said_by,
        bulletin.sound_id is not None,
        bulletin.seconds,
        row.on,
        station.name,
        str(station.uuid),
        at_once,
    )
