"""How many there are, by channel, place and group. Counts only; of fewer than five it is said that they are few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from khien.audiences.models import Address, Contact, NeverContact
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
    """Of the whole programme (None), or of some units. Three queries."""
    rows = {
        (channel, standing): n
        for channel, standing, n in _of(unit_ids).values_list("channel", "standing").annotate(n=Count("pk"))
    }
    channels = tuple(
        ChannelCount(
            c.value,
            *(
                rows.get((c.value, s.value), 0)
                for s in (Standing.AGREED, Standing.BY_LAW, Standing.LEFT, Standing.DEAD)
            ),
        )
        for c in Channel
    )
    groups: dict[str, dict[str, int]] = {}
    for audience, channel, n in _reached(unit_ids).values_list("audience", "channel").annotate(n=Count("pk")):
        groups.setdefault(audience, {})[channel] = n
    never = NeverContact.objects.count() if unit_ids is None else 0
    return Overview(channels, tuple(sorted(groups.items(), key=lambda item: -sum(item[1].values()))), never)


def by_place(unit_ids: Iterable[int] | None) -> list[LineCount]:
    """Places where somebody is reached, the most first. Two queries."""
    found: dict[int, dict[str, int]] = {}
    for unit_id, channel, n in _reached(unit_ids).values_list("unit_id", "channel").annotate(n=Count("pk")):
        found.setdefault(unit_id, {})[channel] = n
    names = orgs.unit_names(found)
    lines = [LineCount(names.get(unit_id, ""), counts) for unit_id, counts in found.items()]
    return sorted(lines, key=lambda line: (-line.total, line.label))


def people(unit_ids: Iterable[int] | None) -> int:
    rows = Contact.objects.all() if unit_ids is None else Contact.objects.filter(unit_id__in=list(unit_ids))
    return rows.count()


def _of(unit_ids: Iterable[int] | None) -> QuerySet[Address]:
    rows = Address.objects.order_by()
    return rows if unit_ids is None else rows.filter(Q(unit_id__in=list(unit_ids)))


def _reached(unit_ids: Iterable[int] | None) -> QuerySet[Address]:
    channels = [channel.value for channel in Channel]
    return _of(unit_ids).filter(channel__in=channels, standing__in=REACHED)
