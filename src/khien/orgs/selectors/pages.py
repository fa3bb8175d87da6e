"""What the pages of units show, as frozen values. Who may see contacts is decided by the caller."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from khien.orgs.models import NameQuestion, Unit, UnitAlias, UnitEvent, UnitPeriod
from khien.orgs.rules import Level
from khien.orgs.rules.text import fold
from khien.orgs.selectors import lineage, tree
from khien.orgs.selectors.people import PersonCard, people_of

_LOCAL = frozenset({Level.DISTRICT, Level.COMMUNE})


@dataclass(slots=True)
class Branch:
    """A unit of the tree with what stands below: offices, and apart from them the local units."""

    node: tree.Node
    offices: list[Branch] = field(default_factory=list)
    local: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the search: the name on the day, or the last one with `ended`."""

    uuid: str
    code: str
    name: str
    kind: str
    parent: str
    ended: dt.date | None


@dataclass(frozen=True, slots=True)
class Relative:
    """A predecessor or successor: its uuid, the strand, with its parent when that is another one's."""

    uuid: str
    name: str
    parent: str
    strand: lineage.Strand


@dataclass(frozen=True, slots=True)
class UnitPage:
    unit: Unit
    parent: Unit | None
    periods: tuple[UnitPeriod, ...]
    events: tuple[UnitEvent, ...]
    before: tuple[Relative, ...]
    after: tuple[Relative, ...]
    answering: tuple[Unit, ...]
    people: tuple[PersonCard, ...]
    below: int


def branches(nodes: list[tree.Node], *, depth: int | None = None) -> list[Branch]:
    """The nodes of a tree as nested branches; `depth` cuts it."""
    roots: list[Branch] = []
    known: dict[int, Branch] = {}
    for node in nodes:
        if depth is not None and node.depth > depth:
            continue
        branch = known[node.id] = Branch(node)
        above = known.get(node.parent_id) if node.parent_id else None
        if above is None or node.depth == 0:
            roots.append(branch)
        else:
            (above.local if node.level in _LOCAL else above.offices).append(branch)
    return roots


def found_units(text: str, on: dt.date, *, limit: int = 100) -> list[Found]:
    """Units with every word in one of their names, old names and ended units too; living ones first."""
    rows = Unit.objects.select_related("parent").filter(valid_from__lte=on)
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    units = list(rows.order_by("valid_to", "name", "id")[: limit * 2])
    names = tree.unit_names_on(frozenset(u.pk for u in units), on)
    found = [
        Found(
            str(u.uuid),
            u.code,
            names[u.pk],
            u.kind,
            str(u.parent or ""),
            u.valid_to if not u.holds_on(on) else None,
        )
        for u in units
    ]
    return sorted(found, key=lambda f: (f.ended is not None, f.name))[:limit]


def unit_page(unit: Unit, *, on: dt.date) -> UnitPage:
    """Everything a unit's page shows; some ten queries whatever the unit."""
    before, after = lineage.strands(unit.pk, back=True), lineage.strands(unit.pk, back=False)
    ids = {s.predecessor_id for s in before} | {s.successor_id for s in after}
    kin = Unit.objects.select_related("parent").in_bulk(ids)
    answering = () if unit.holds_on(on) else lineage.who_answers_today(unit.pk, on)
    heirs = Unit.objects.select_related("parent").in_bulk(answering)
    events = unit.events.all() | UnitEvent.objects.filter(
        Q(links__predecessor=unit) | Q(links__successor=unit)
    )
    return UnitPage(
        unit=unit,
        parent=unit.parent,
        periods=tuple(unit.periods.select_related("parent").order_by("valid_from")),
        events=tuple(events.distinct().order_by("-on", "-id")),
        before=tuple(_relative(kin[s.predecessor_id], s, unit) for s in before),
        after=tuple(_relative(kin[s.successor_id], s, unit) for s in after),
        answering=tuple(heirs[pk] for pk in answering),
        people=tuple(people_of(unit.pk, on)),
        below=len(tree.ids_under(unit.pk, on)) - 1,
    )


def _relative(other: Unit, strand: lineage.Strand, unit: Unit) -> Relative:
    parent = str(other.parent or "") if other.parent_id != unit.parent_id else ""
    return Relative(str(other.uuid), other.name, parent, strand)


def chosen_unit(text: str, on: dt.date) -> tuple[Unit | None, list[Unit]]:
    """The unit a person typed, by code or whole name, else the likeliest few to choose from.

    A list of suggestions writes "SKHCN · Sở Khoa học và Công nghệ"; the code in front of the dot decides.
    """
    holding = Unit.objects.on(on)
    code = text.split(" · ", maxsplit=1)[0].strip()
    exact = list(holding.filter(code=code)) or list(
        holding.filter(Q(name__iexact=text.strip()) | Q(short_name__iexact=text.strip()))[:6]
    )
    if len(exact) == 1:
        return exact[0], []
    rows = holding
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    near = exact or list(rows.order_by("name", "id")[:6])
    return (near[0], []) if len(near) == 1 else (None, near)


def suggestions(on: dt.date, *, limit: int = 300) -> list[str]:
    """Units to offer while typing: offices first, then communes, as many as a page can carry."""
    rows = Unit.objects.on(on).order_by("level", "kind", "name", "id").values_list("code", "name", "level")
    ordered = sorted(rows, key=lambda row: row[2] in _LOCAL)
    return [f"{code} · {name}" for code, name, _level in ordered[:limit]]


def waiting_questions() -> list[NameQuestion]:
    return list(NameQuestion.objects.select_related("within").order_by("-times", "phrase", "id"))


def questions_waiting() -> int:
    return NameQuestion.objects.count()


def decisions() -> list[UnitAlias]:
    return list(UnitAlias.objects.select_related("unit", "within").order_by("-decided_at", "id"))


def units_by_uuid(uuids: list[str]) -> list[Unit]:
    return list(Unit.objects.filter(uuid__in=uuids))
