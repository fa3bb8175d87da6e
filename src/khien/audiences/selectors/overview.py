"""How many there are, by channel, place and group. Counts only; of fewer than five it is said that they are few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from khien.audiences.models import Address, NeverContact
from khien.audiences.rules.standing import REACHED, Channel, Standing
from khien.orgs import api as orgs

TINY = 5  # fewer could be recognised


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """Of one channel. `agreed` and `by_law` are written to."""

    channel: str
    agreed: int
    by_law: int
    left: int
    dead: int

    @property
    def reached(self) -> int:
        return self.agreed + self.by_law


@dataclass(frozen=True, slots=True)
class LineCount:
    """Reached addresses of one place or one group, by channel."""

    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Overview:
    channels: tuple[ChannelCount, ...]
    groups: tuple[tuple[str, dict[str, int]], ...]  # audience code → channel → count
    never: int


def overview(unit_ids: Iterable[int] | None) -> Overview:
    """Of the whole programme (None), or of some units. Two queries."""
    sums: dict[tuple[str, int], int] = {}
    groups: dict[str, dict[str, int]] = {}
    for channel, standing, audience, n in _sums(unit_ids):
        sums[channel, standing] = sums.get((channel, standing), 0) + n
        if standing in REACHED:
            of_group = groups.setdefault(audience, {})
            of_group[channel] = of_group.get(channel, 0) + n
    kinds = (Standing.AGREED, Standing.BY_LAW, Standing.LEFT, Standing.DEAD)
    channels = tuple(
        ChannelCount(c.value, *(sums.get((c.value, s.value), 0) for s in kinds)) for c in Channel
    )
    never = NeverContact.objects.count() if unit_ids is None else 0
    return Overview(channels, tuple(sorted(groups.items(), key=lambda item: -sum(item[1].values()))), never)


def _sums(unit_ids: Iterable[int] | None) -> list[tuple[str, int, str, int]]:
    """(channel, standing, group, count). Counted first in the order of the index, which sorts nothing, then summed:
    a million rows become some ten thousand before anything is sorted."""
    inner = _of(unit_ids).values_list("channel", "standing", "unit_id", "audience").annotate(n=Count("*"))
    sql, params = inner.query.sql_with_params()
    with connection.cursor() as cursor:
        summed = f"SELECT channel, standing, audience, SUM(n) FROM ({sql}) AS places GROUP BY 1, 2, 3"  # noqa: S608
        cursor.execute(summed, params)
        return [(channel, standing, audience, int(n)) for channel, standing, audience, n in cursor.fetchall()]


def by_place(unit_ids: Iterable[int] | None) -> list[LineCount]:
    """Places where somebody is reached, the most first. Two queries."""
    found: dict[int, dict[str, int]] = {}
    rows = _reached(unit_ids).values_list("channel", "standing", "unit_id").annotate(n=Count("*"))
    for channel, _standing, unit_id, n in rows:  # in the order of the index: nothing is sorted
        of_place = found.setdefault(unit_id, {})
        of_place[channel] = of_place.get(channel, 0) + n
    names = orgs.unit_names(found)
    lines = [LineCount(names.get(unit_id, ""), counts) for unit_id, counts in found.items()]
    return sorted(lines, key=lambda line: (-line.total, line.label))


def _of(unit_ids: Iterable[int] | None) -> QuerySet[Address]:
    rows = Address.objects.order_by()
    return rows if unit_ids is None else rows.filter(unit_id__in=list(unit_ids))


def _reached(unit_ids: Iterable[int] | None) -> QuerySet[Address]:
    channels = [channel.value for channel in Channel]
    return _of(unit_ids).filter(channel__in=channels, standing__in=REACHED)
