"""Likely duplicates: entries in force that look like one activity. Pointed out, never merged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khien.orgs.api import Level
from khien.programme.models import Activity, Evidence
from khien.programme.rules.ledger import Entry, EvidenceKind
from khien.programme.rules.twins import NEAR_DAYS, Shape, Sign, sign_of_twins

MOST_COMPARED = 400  # entries near in time that a new one is compared with
MOST_SHOWN = 5
MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that looks like the one at hand, and why. `foreign`: another unit's, told without its page."""

    activity: Activity
    sign: Sign
    foreign: bool


@dataclass(frozen=True, slots=True)
class Pair:
    first: Activity
    second: Activity
    sign: Sign


def twins_of(shape: Shape, *, readable: frozenset[int] | None, without: Iterable[object] = ()) -> list[Twin]:
    """Entries in force that look like `shape`; chains in `without` left out. Three queries."""
    window = dt.timedelta(days=NEAR_DAYS)
    near = Q(
        unit_id=shape.unit_id, ends_on__gte=shape.starts_on - window, starts_on__lte=shape.ends_on + window
    )
    if shape.place.strip():
        near |= Q(ends_on__gte=shape.starts_on, starts_on__lte=shape.ends_on) & ~Q(place="")
    by_photo = _chains_with(shape.photos)
    found = Activity.objects.in_force().filter(near | Q(chain__in=by_photo)).exclude(chain__in=list(without))
    rows = list(found.select_related("unit").order_by("-ends_on", "-id")[:MOST_COMPARED])
    shared = {row.chain for row in rows} & by_photo
    twins = []
    for row in rows:
        photos = shape.photos if row.chain in shared else frozenset()
        sign = sign_of_twins(shape, _shape(row, photos))
        if sign is not None:
            foreign = readable is not None and row.unit_id not in readable
            twins.append(Twin(row, sign, foreign))
    return sorted(twins, key=lambda twin: list(Sign).index(twin.sign))[:MOST_SHOWN]


def _chains_with(photos: Iterable[str]) -> set[object]:
    wanted = list(photos)
    if not wanted:
        return set()
    rows = Evidence.objects.filter(kind=EvidenceKind.PHOTO, stored__sha256__in=wanted)
    return set(rows.values_list("activity__chain", flat=True))


def _shape(row: Activity, photos: frozenset[str] = frozenset()) -> Shape:
    area = area_of(row.unit_id, row.unit.level, row.place_unit_id)
    return Shape(row.unit_id, row.title, row.starts_on, row.ends_on, row.place, photos, area)


def area_of(unit_id: int, level: str, place_unit_id: int | None) -> int | None:
    """The commune an activity took place in: the one it names, else a commune's own; None of a province's office."""
    return place_unit_id or (unit_id if level == Level.COMMUNE else None)


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with no more than what is compared."""

    pk: int
    shape: Shape


def pairs(entries: QuerySet[Activity], *, since: dt.date) -> list[Pair]:
    """Likely duplicates among entries in force that ended on or after `since`, the newest first: same photo, like
    titles of one unit within a week, same place and day of two units. Three queries."""
    standing = entries.filter(replaced_by__isnull=True, ends_on__gte=since).exclude(entry=Entry.WITHDRAWAL)
    found: dict[tuple[int, int], Sign] = {}
    for group in _groups(_rows(standing)):
        for place, first in enumerate(group):
            for second in group[place + 1 :]:
                if _too_far(first.shape, second.shape):
                    break
                sign = sign_of_twins(first.shape, second.shape)
                if sign is not None:
                    found.setdefault((first.pk, second.pk), sign)
            if len(found) >= MOST_PAIRS:
                return _pairs(found)
    return _pairs(found)


def _pairs(found: dict[tuple[int, int], Sign]) -> list[Pair]:
    ids = {pk for pair in found for pk in pair}
    rows = {row.pk: row for row in Activity.objects.filter(pk__in=ids).select_related("unit")}
    told = [Pair(rows[first], rows[second], sign) for (first, second), sign in found.items()]
    return sorted(told, key=lambda pair: pair.first.ends_on, reverse=True)


def _too_far(first: Shape, second: Shape) -> bool:
    """Groups are ordered by day, so that all after this one are too far as well; but for those that share a photo."""
    return (first.ends_on - second.ends_on).days > NEAR_DAYS and not first.photos & second.photos


def _rows(standing: QuerySet[Activity]) -> list[_Row]:
    """The newest first."""
    photos = _shared_photos()
    fields = (
        "pk",
        "chain",
        "unit_id",
        "title",
        "starts_on",
        "ends_on",
        "place",
        "unit__level",
        "place_unit_id",
    )
    rows = standing.order_by("-ends_on", "-id").values_list(*fields)
    return [
        _Row(
            pk,
            Shape(unit, title, first, last, place, photos.get(chain, frozenset()), area_of(unit, level, at)),
        )
        for pk, chain, unit, title, first, last, place, level, at in rows.iterator(5000)
    ]


def _shared_photos() -> dict[object, frozenset[str]]:
    """Chain → hashes of its photos that another activity carries too."""
    chains: dict[str, set[object]] = defaultdict(set)
    pieces = Evidence.objects.filter(kind=EvidenceKind.PHOTO).values_list("activity__chain", "stored__sha256")
    for chain, sha256 in pieces.iterator(5000):
        chains[sha256].add(chain)
    found: dict[object, set[str]] = defaultdict(set)
    for sha256, owners in chains.items():
        for owner in owners if len(owners) > 1 else ():
            found[owner].add(sha256)
    return {chain: frozenset(hashes) for chain, hashes in found.items()}


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Those worth comparing: by shared photo, by unit, by day and place."""
    by_photo: dict[str, list[_Row]] = defaultdict(list)
    by_unit: dict[int, list[_Row]] = defaultdict(list)
    by_place: dict[tuple[dt.date, str], list[_Row]] = defaultdict(list)
    for row in rows:
        for sha256 in row.shape.photos:
            by_photo[sha256].append(row)
        by_unit[row.shape.unit_id].append(row)
        if row.shape.place.strip():
            by_place[row.shape.ends_on, row.shape.place.strip().casefold()].append(row)
    return [*by_photo.values(), *by_unit.values(), *(g for g in by_place.values() if len(g) > 1)]
