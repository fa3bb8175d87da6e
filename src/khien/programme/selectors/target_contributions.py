"""From a value to who made it: units with what each adds, and the entries behind. A fixed number of queries.

Refuses to say whose entries somebody may open: pages ask `access.ledger`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from khien.orgs import api as orgs
from khien.programme.models import Activity, TargetDefinition
from khien.programme.models.ledger import ActivityQuerySet
from khien.programme.rules.target_counting import Reached, people_reached
from khien.programme.rules.targets import Method, UnitCondition
from khien.programme.selectors import target_scope as scope
from khien.programme.selectors.target_figures import first_day_counted, units_on

FROM_LEDGER = frozenset({Method.UNITS, Method.PEOPLE, Method.COUNT})


@dataclass(frozen=True, slots=True)
class UnitShare:
    """`has`: for Method.UNITS whether the unit has what is asked, else None. `amount`: people or products; `before`:
    names of units it took over whose entries stand here. `unit_ids`: itself and those."""

    unit_id: int
    uuid: str
    name: str
    has: bool | None
    activities: int
    amount: int | None
    before: tuple[str, ...]
    unit_ids: tuple[int, ...]


def counts_entries(definition: TargetDefinition) -> bool:
    """Whether entries of the ledger stand behind the value."""
    if definition.method == Method.UNITS:
        return definition.condition in (UnitCondition.ACTIVITY, UnitCondition.PRODUCT)
    return definition.method in (Method.PEOPLE, Method.COUNT)


def unit_shares(definition: TargetDefinition, *, on: dt.date) -> list[UnitShare]:
    """Every unit with a part in the value, by name; for Method.UNITS every unit asked."""
    entries = scope.entries_of(definition, first=first_day_counted(definition, on), last=on)
    own, amounts = _amounts(definition, entries)
    standing = units_on(definition, [on])[0] if definition.method == Method.UNITS else None
    heirs = {unit: heirs[0] if heirs else unit for unit, heirs in orgs.answering(set(own), on=on).items()}
    families: dict[int, set[int]] = defaultdict(set)
    for unit, heir in heirs.items():
        families[heir].add(unit)
    asked = standing.asked if standing else frozenset(families)
    if definition.method == Method.PEOPLE and not definition.turns:
        amounts = _people(definition, entries, heirs)
    cards = orgs.units({*asked, *own})
    shares = [
        _share(
            cards,
            unit,
            families[unit],
            own,
            amounts,
            has=None if standing is None else unit in standing.having,
        )
        for unit in asked
        if unit in cards
    ]
    return sorted(shares, key=lambda share: share.name)


def foremost(shares: Sequence[UnitShare], limit: int) -> list[UnitShare]:
    """What a page shows first: units that still lack what is asked, else those that add the most."""
    return sorted(shares, key=lambda share: (bool(share.has), -(share.amount or share.activities)))[:limit]


def _share(
    cards: Mapping[int, orgs.UnitCard],
    unit: int,
    family: set[int],
    own: Mapping[int, int],
    amounts: Mapping[int, int],
    *,
    has: bool | None,
) -> UnitShare:
    card, members = cards[unit], {unit, *family}
    before = sorted(_name(cards[i]) for i in family if i != unit and i in cards)
    amount = sum(amounts.get(i, 0) for i in members) if amounts else None
    activities = sum(own.get(i, 0) for i in members)
    return UnitShare(
        unit, card.uuid, _name(card), has, activities, amount, tuple(before), tuple(sorted(members))
    )


def _name(card: orgs.UnitCard) -> str:
    return card.short_name or card.name


def _amounts(
    definition: TargetDefinition, entries: QuerySet[Activity]
) -> tuple[dict[int, int], dict[int, int]]:
    """Unit → how many entries count; unit → how much they add ({} where nothing is added up)."""
    if not counts_entries(definition):
        return {}, {}
    if definition.method == Method.COUNT or definition.condition == UnitCondition.PRODUCT:
        own: Counter[int] = Counter()
        amounts: Counter[int] = Counter()
        for entry in scope.counted_entries(definition, entries):
            own[entry.unit_id] += 1
            amounts[entry.unit_id] += entry.amount
        return dict(own), dict(amounts)
    rows = entries.order_by().values("unit_id")
    if definition.method == Method.PEOPLE:
        reaching = entries.filter(reach__isnull=False)
        if definition.audiences:
            reaching = entries.filter(reach__audience__in=definition.audiences)
        rows = reaching.order_by().values("unit_id")
        summed = rows.annotate(n=Count("pk", distinct=True), people=Sum("reach__people"))
        told = [(row["unit_id"], row["n"], row["people"] or 0) for row in summed]
        return {unit: n for unit, n, _ in told}, {unit: people for unit, _, people in told}
    return {row["unit_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}, {}


def _people(
    definition: TargetDefinition, entries: QuerySet[Activity], heirs: Mapping[int, int]
) -> dict[int, int]:
    """Heir → different people, by the rule of the value itself, so that the parts add up to it."""
    by_heir: dict[int, Reached] = defaultdict(Reached)
    for _day, unit_id, audience, kind, people in scope.reach_rows(definition, entries):
        by_heir[heirs.get(unit_id, unit_id)].add(unit_id, audience, kind, people)
    return {heir: people_reached(reached, heirs).likely for heir, reached in by_heir.items()}


def entries_behind(
    definition: TargetDefinition, *, on: dt.date, unit_ids: Iterable[int] | None
) -> QuerySet[Activity]:
    """The entries that count, the newest first, with unit and people at hand; of some units only when named."""
    entries = scope.entries_of(definition, first=first_day_counted(definition, on), last=on)
    if unit_ids is not None:
        entries = entries.filter(unit_id__in=set(unit_ids))
    if definition.method == Method.COUNT or definition.condition == UnitCondition.PRODUCT:
        entries = scope.fitting(definition, entries)
    elif definition.method == Method.PEOPLE:
        reaching = ActivityQuerySet(Activity).filter(reach__isnull=False)
        if definition.audiences:
            reaching = ActivityQuerySet(Activity).filter(reach__audience__in=definition.audiences)
        entries = entries.filter(pk__in=reaching.values("pk"))
    return entries.select_related("unit").annotate(people=Sum("reach__people")).order_by("-ends_on", "-pk")
