"""The name book: every name of every unit below a province, at any time, ready to resolve phrases of a plan.

Build it once per plan, ask it for each phrase. Reads only; answers of people are remembered by `services.names`.
Refuses to guess in silence: what is not certain comes back as unsure, with the alternatives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from khien.orgs.models import Unit, UnitAlias, UnitPeriod
from khien.orgs.rules import Kind, Level
from khien.orgs.rules.abbreviations import spelled_out
from khien.orgs.rules.choice import Outcome
from khien.orgs.rules.phrases import Place, cleaned, name_key
from khien.orgs.rules.sets import SetPart, UnitSet
from khien.orgs.rules.text import fold
from khien.orgs.selectors import lineage
from khien.orgs.selectors.tree import under_ever


@dataclass(frozen=True, slots=True)
class Alternative:
    unit_id: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a phrase means.

    `kind` "unit": one id in `units`; "set": the ids that hold on the day, and `set_rule` to evaluate it again;
    "unsure": ask, `alternatives` best first; "none": no unit is meant or known.
    `units` are those of the day meant (the plan's), `today` those who answer now; they differ after mergers.
    `open_ended`: "các đơn vị liên quan": somebody should choose among `units`. `score` 0–1.
    """

    phrase: str
    key: str
    kind: Outcome
    units: tuple[int, ...] = ()
    today: tuple[int, ...] = ()
    score: float = 0.0
    reason: str = ""
    alternatives: tuple[Alternative, ...] = ()
    set_rule: dict[str, object] | None = None
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in the book with the key of each of its names."""

    id: int
    kind: str
    level: str
    since: dt.date
    until: dt.date | None
    parent_id: int | None
    inside: bool
    names: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()

    def holds_on(self, on: dt.date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class NameBook:
    """`at`: the day whose units are meant. `now`: the day for "who answers". See `book_for`."""

    at: dt.date
    now: dt.date
    within: int | None
    places: tuple[Place, ...]
    entries: dict[int, Entry]
    by_key: dict[str, tuple[int, ...]]
    aliases: dict[str, UnitAlias] = field(default_factory=dict)

    def label(self, unit_id: int) -> str:
        return self.entries[unit_id].names[0] if unit_id in self.entries else str(unit_id)

    def answering(self, unit_ids: Iterable[int]) -> tuple[int, ...]:
        """Who answers now for units of the day meant, each once."""
        ids = list(unit_ids)
        still = {i for i in ids if i in self.entries and self.entries[i].holds_on(self.now)}
        gone = (
            lineage.answering([i for i in ids if i not in still], self.now) if len(still) < len(ids) else {}
        )
        out: dict[int, None] = {}
        for unit_id in ids:
            for heir in (unit_id,) if unit_id in still else gone[unit_id]:
                out[heir] = None
        return tuple(out)

    def full_label(self, unit_id: int) -> str:
        """The name, with the province when it is another than the one asked in: two have a "Sở Y tế"."""
        parent = self.entries[unit_id].parent_id if unit_id in self.entries else None
        if parent is None or parent == self.within or parent not in self.entries:
            return self.label(unit_id)
        return f"{self.label(unit_id)} ({self.entries[parent].names[-1]})"

    def members(self, unit_set: UnitSet, on: dt.date) -> tuple[int, ...]:
        """The units of a set on a day. On a day when its province did not hold, those of its predecessors."""
        home = self.entries.get(self.within) if self.within is not None else None
        only_inside = home is not None and home.holds_on(on)
        return tuple(
            e.id
            for e in self.entries.values()
            if e.holds_on(on)
            and (e.inside or not only_inside or e.level == Level.CENTRAL)
            and any(_fits(e, part) for part in unit_set.parts)
        )

    def members_now(self, unit_set: UnitSet, members: tuple[int, ...]) -> tuple[int, ...]:
        """Who answers now for a set: the same rule today; for a province that ended, the heirs of its members."""
        home = self.entries.get(self.within) if self.within is not None else None
        if members and home is not None and not home.holds_on(self.now):
            return self.answering(members)
        return self.members(unit_set.today(), self.now)


def _fits(entry: Entry, part: SetPart) -> bool:
    kind_fits = not part.kinds or entry.kind in part.kinds
    return kind_fits and entry.level in part.levels and (not part.key or part.key in entry.keys)


def book_for(*, at: dt.date, now: dt.date, within: int | None) -> NameBook:
    """Three queries. 4,000 units take some 0.3 s the first time (keys are kept), then 0.1 s.

    `within` is a province's People's Committee (or any unit); its predecessors' units are in the book too, and
    central bodies always are.
    """
    inside, family = _pool(within)
    periods = UnitPeriod.objects.all()
    if within is not None:
        periods = periods.filter(Q(unit_id__in=family) | Q(unit__level=Level.CENTRAL))
    rows = list(
        periods.order_by("unit_id", "-valid_from").values_list(
            "unit_id",
            "name",
            "short_name",
            "unit__kind",
            "unit__level",
            "unit__valid_from",
            "unit__valid_to",
            "parent_id",
        )
    )
    places = _places(rows)
    entries: dict[int, Entry] = {}
    for unit_id, name, short, kind, level, since, until, parent_id in rows:
        known = entries.get(unit_id)
        names = (*(known.names if known else ()), name, *((short,) if short else ()))
        keys = (known.keys if known else frozenset()) | {name_key(n, places) for n in (name, short) if n}
        parent = known.parent_id if known else parent_id
        entries[unit_id] = Entry(
            unit_id, kind, level, since, until, parent, within is None or unit_id in inside, names, keys
        )
    by_key: dict[str, tuple[int, ...]] = {}
    for entry in entries.values():
        for key in entry.keys:
            by_key[key] = (*by_key.get(key, ()), entry.id)
    return NameBook(at, now, within, places, entries, by_key, _aliases(within, family))


def _pool(within: int | None) -> tuple[frozenset[int], frozenset[int]]:
    """The ids ever below a unit, and those ever below it or any of its predecessors and successors."""
    if within is None:
        return frozenset(), frozenset()
    inside = _below_ever(within)
    family: set[int] = set(inside)
    for relative in lineage.family(within) - {within}:
        family |= _below_ever(relative)
    return inside, frozenset(family)


def _below_ever(unit_id: int) -> frozenset[int]:
    return frozenset(Unit.objects.filter(pk__in=under_ever(unit_id)).values_list("id", flat=True))


def _places(rows: Sequence[tuple[object, ...]]) -> tuple[Place, ...]:
    """The provinces of the book, from the names of their People's Committees; longer names first."""
    found: dict[Place, None] = {}
    for row in rows:
        if row[3] == Kind.PEOPLES_COMMITTEE and row[4] == Level.PROVINCE:
            words = fold(str(row[1])).removeprefix("uy ban nhan dan ").removeprefix("ubnd ")
            for title in ("thanh pho", "tinh"):
                if words.startswith(f"{title} "):
                    found[Place(title, words.removeprefix(f"{title} "))] = None
    return tuple(sorted(found, key=lambda p: -len(p.name)))


def _aliases(within: int | None, family: frozenset[int]) -> dict[str, UnitAlias]:
    """Key → decision; one for the province beats one for everywhere."""
    rows = UnitAlias.objects.select_related("unit")
    scope = (
        Q(within__isnull=True)
        if within is None
        else Q(within__isnull=True) | Q(within_id__in=family | {within})
    )
    return {alias.key: alias for alias in sorted(rows.filter(scope), key=lambda a: a.within_id is not None)}


def alias_key(phrase: str) -> str:
    """The key under which an answer is remembered: the whole phrase folded, its place included."""
    return spelled_out(cleaned(phrase))[:300]
