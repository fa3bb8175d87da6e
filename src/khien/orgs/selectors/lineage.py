"""Who came from whom: predecessors, successors, and who answers today. A transfer of duties is told, not followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khien.orgs.models import Unit, UnitEvent, UnitLink

_ENDINGS = (UnitEvent.What.MERGE, UnitEvent.What.SPLIT, UnitEvent.What.CLOSE)


@dataclass(frozen=True, slots=True)
class Strand:
    """One predecessor → one successor, by an event."""

    predecessor_id: int
    predecessor: str
    successor_id: int
    successor: str
    what: str
    on: dt.date
    instrument: str
    share: float | None
    main: bool
    note: str


def who_answers_today(unit_id: int, on: dt.date) -> tuple[int, ...]:
    """The unit itself while it holds on the day, else its successors that do, the main one first; maybe none."""
    return answering([unit_id], on)[unit_id]


def answering(unit_ids: Iterable[int], on: dt.date) -> dict[int, tuple[int, ...]]:
    """`who_answers_today` for many at once: two queries per generation, not per unit."""
    wanted = list(dict.fromkeys(unit_ids))
    onward: dict[int, list[int]] = {}
    living: set[int] = set()
    front = set(wanted)
    seen: set[int] = set()
    while front:
        seen |= front
        living |= set(Unit.objects.on(on).filter(pk__in=front).values_list("id", flat=True))
        gone = front - living
        links = UnitLink.objects.filter(predecessor_id__in=gone, event__what__in=_ENDINGS)
        for before, after in links.order_by("-main", "event__on", "id").values_list(
            "predecessor_id", "successor_id"
        ):
            onward.setdefault(before, []).append(after)
        front = {after for before in gone for after in onward.get(before, [])} - seen
    return {unit_id: tuple(_ends(unit_id, onward, living)) for unit_id in wanted}


def taken_over(unit_ids: Iterable[int], on: dt.date) -> dict[int, tuple[int, ...]]:
    """Unit → the units gone by a day for which it answers first: those merged into it, wholly or for the main part.
    No unit gone stands under two. Two queries per generation, not per unit."""
    wanted = set(unit_ids)
    gone: set[int] = set()
    front = set(wanted)
    while front:
        links = UnitLink.objects.filter(successor_id__in=front, event__what__in=_ENDINGS, event__on__lte=on)
        front = set(links.values_list("predecessor_id", flat=True)) - gone - wanted
        gone |= front
    found: dict[int, list[int]] = {unit_id: [] for unit_id in wanted}
    for before, after in sorted(answering(gone, on).items()):
        if after and after[0] in wanted and after[0] != before:
            found[after[0]].append(before)
    return {unit_id: tuple(before) for unit_id, before in found.items()}


def _ends(unit_id: int, onward: dict[int, list[int]], living: set[int]) -> list[int]:
    out: list[int] = []
    stack, seen = [unit_id], set()
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in living:
            out.append(here)
        else:
            stack.extend(reversed(onward.get(here, [])))
    return out


def strands(unit_id: int, *, back: bool) -> list[Strand]:
    """The strands that lead to a unit (`back`) or away from it, newest last."""
    mine = {"successor_id": unit_id} if back else {"predecessor_id": unit_id}
    links = UnitLink.objects.filter(**mine).select_related("event", "predecessor", "successor")
    return [_strand(link) for link in links.order_by("event__on", "-main", "id")]


def _strand(link: UnitLink) -> Strand:
    return Strand(
        link.predecessor_id,
        link.predecessor.name,
        link.successor_id,
        link.successor.name,
        link.event.what,
        link.event.on,
        link.event.instrument,
        float(link.share) if link.share is not None else None,
        link.main,
        link.note,
    )


def before(unit_ids: Iterable[int]) -> frozenset[int]:
    """Every predecessor of these units, whatever the time; two queries for most."""
    given = frozenset(unit_ids)
    known: set[int] = set()
    front: set[int] = set(given)
    while front:
        links = UnitLink.objects.filter(successor_id__in=front, event__what__in=_ENDINGS)
        front = set(links.values_list("predecessor_id", flat=True)) - known - given
        known |= front
    return frozenset(known)


def family(unit_id: int) -> frozenset[int]:
    """A unit with all its predecessors and all its successors, whatever the time."""
    known = {unit_id}
    for near, far in (("successor_id", "predecessor_id"), ("predecessor_id", "successor_id")):
        front = {unit_id}
        while front:
            links = UnitLink.objects.filter(**{f"{near}__in": front}, event__what__in=_ENDINGS)
            front = set(links.values_list(far, flat=True)) - known
            known |= front
    return frozenset(known)
