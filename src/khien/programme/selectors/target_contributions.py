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
from khien.programme.models import Activity, TargetDefinition, TargetShares
from khien.programme.models.ledger import ActivityQuerySet
from khien.programme.rules.target_counting import Reached, people_reached
from khien.programme.rules.targets import Method, UnitCondition
from khien.programme.selectors import target_scope as scope
from khien.programme.selectors.target_figures import first_day_counted, units_on
from khien.programme.selectors.targets import too_much

FROM_LEDGER = frozenset({Method.UNITS, Method.PEOPLE, Method.COUNT})


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part before it has a name. `taken_over`: units it answers for whose entries stand here."""

    unit_id: int
    has: bool | None
    activities: int
    amount: int | None
    taken_over: tuple[int, ...]

    def as_row(self) -> list[object]:
        """As it is kept (`TargetShares.rows`)."""
        return [self.unit_id, self.has, self.activities, self.amount, list(self.taken_over)]


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


def counted_shares(definition: TargetDefinition, *, on: dt.date) -> list[Share]:
    """Every unit with a part in the value; for Method.UNITS every unit asked. Counted from the ledger."""
    entries = scope.entries_of(definition, first=first_day_counted(definition, on), last=on)
    own, amounts = _amounts(definition, entries)
    standing = units_on(definition, [on])[0] if definition.method == Method.UNITS else None
    heirs = {unit: heirs[0] if heirs else unit for unit, heirs in orgs.answering(set(own), on=on).items()}
    families: dict[int, set[int]] = defaultdict(set)
    for unit, heir in heirs.items():
        families[heir].add(unit)
    if definition.method == Method.PEOPLE and not definition.turns:
        amounts = _people(definition, entries, heirs)
    asked = standing.asked if standing else frozenset(families)
    return [
        Share(
            unit_id=unit,
            has=None if standing is None else unit in standing.having,
            activities=sum(own.get(i, 0) for i in {unit, *families[unit]}),
            amount=sum(amounts.get(i, 0) for i in {unit, *families[unit]}) if amounts else None,
            taken_over=tuple(sorted(families[unit] - {unit})),
        )
        for unit in sorted(asked)
    ]


def shares_of(definition: TargetDefinition, *, on: dt.date) -> list[Share] | None:
    """As kept with the newest snapshot (one query); counted now where nothing is kept; None where that takes longer
    than a page may."""
    if definition.method not in FROM_LEDGER:
        return []
    kept = TargetShares.objects.filter(target=definition.target_id, on__lte=on).first()
    if kept is None:
        return None if too_much([definition]) else counted_shares(definition, on=on)
    return [Share(unit, has, n, amount, tuple(before)) for unit, has, n, amount, before in kept.rows]


def foremost(shares: Sequence[Share], limit: int) -> list[Share]:
    """What a page shows first: units that still lack what is asked, else those that add the most."""
    return sorted(shares, key=lambda share: (bool(share.has), -(share.amount or share.activities)))[:limit]


def named(shares: Sequence[Share]) -> list[UnitShare]:
    """The same with names, in the order given. One query."""
    cards = orgs.units(unit for share in shares for unit in (share.unit_id, *share.taken_over))
    return [
        UnitShare(
            unit_id=share.unit_id,
            uuid=cards[share.unit_id].uuid,
            name=_name(cards[share.unit_id]),
            has=share.has,
            activities=share.activities,
            amount=share.amount,
            before=tuple(sorted(_name(cards[unit]) for unit in share.taken_over if unit in cards)),
            unit_ids=(share.unit_id, *share.taken_over),
        )
        for share in shares
        if share.unit_id in cards
    ]


def unit_shares(definition: TargetDefinition, *, on: dt.date) -> list[UnitShare] | None:
    """Every unit with its part, by name; None: not counted yet."""
    shares = shares_of(definition, on=on)
    return None if shares is None else sorted(named(shares), key=lambda share: share.name)


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


def entries_beyond(definition: TargetDefinition, *, on: dt.date, unit_ids: Iterable[int] | None) -> bool:
    """Whether entries of other units than these count too; None = all units."""
    if unit_ids is None:
        return False
    return entries_behind(definition, on=on, unit_ids=None).exclude(unit_id__in=set(unit_ids)).exists()


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
    return entries.select_related("unit").prefetch_related("reach").order_by("-ends_on", "-pk")
