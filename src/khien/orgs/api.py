"""The door of orgs: ids and frozen values in and out. What it returns, callers may keep; what it takes, it checks.

Refuses models and querysets in either direction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from khien.base.access import SYSTEM, Actor, Grant
from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.orgs.access import covers as _covers
from khien.orgs.models import Membership, Person, Unit
from khien.orgs.rules import EVERYWHERE, NEED_SECOND_FACTOR, Kind, Level, Role
from khien.orgs.rules.choice import Outcome as NameOutcome
from khien.orgs.rules.sets import set_from_data
from khien.orgs.rules.text import fold
from khien.orgs.selectors import lineage, tree
from khien.orgs.selectors.names import Alternative, NameBook, Resolution, book_for
from khien.orgs.selectors.pages import chosen_unit
from khien.orgs.selectors.people import (
    PersonCard,
    RoleHeld,
    card,
    focal_officers_of,
    people_by_unit,
    people_of,
    people_under,
)
from khien.orgs.selectors.resolution import resolved
from khien.orgs.services import bodies, territory
from khien.orgs.services import names as name_services
from khien.orgs.services import people as people_services
from khien.orgs.services import units as unit_services
from khien.orgs.services.units import NewUnit
from khien.orgs.wording import KIND_NAMES, LEVEL_NAMES

__all__ = [
    "EVERYWHERE",
    "KIND_NAMES",
    "LEVEL_NAMES",
    "NEED_SECOND_FACTOR",
    "Alternative",
    "Kind",
    "Level",
    "NameBook",
    "NameOutcome",
    "NewUnit",
    "PersonCard",
    "Resolution",
    "Role",
    "RoleHeld",
    "UnitCard",
    "answering",
    "ask_about_name",
    "close_unit",
    "covers",
    "create_person",
    "end_membership",
    "find_people",
    "find_units",
    "focal_officers",
    "grant_role",
    "grants_of",
    "load_bodies",
    "load_reference_units",
    "merge_units",
    "move_unit",
    "name_book",
    "name_focal_officer",
    "open_unit",
    "people_by_units",
    "people_in",
    "person",
    "person_id_of",
    "remember_alias",
    "rename_unit",
    "resolve",
    "resolve_all",
    "set_members",
    "successors_today",
    "taken_over",
    "unit",
    "unit_by_code",
    "unit_id_of",
    "unit_ids_named",
    "unit_meant",
    "unit_named",
    "unit_names",
    "units",
    "units_before",
    "units_under",
]


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as it is now (or was last). `valid_to` is the first day it no longer holds."""

    id: int
    uuid: str
    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent_id: int | None
    territory_code: str
    valid_from: dt.date
    valid_to: dt.date | None

    def holds_on(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def _unit_card(row: Unit) -> UnitCard:
    return UnitCard(
        row.pk,
        str(row.uuid),
        row.code,
        row.name,
        row.short_name,
        Kind(row.kind),
        Level(row.level),
        row.parent_id,
        row.territory_code,
        row.valid_from,
        row.valid_to,
    )


def unit(unit_id: int) -> UnitCard:
    """Raises Missing."""
    row = Unit.objects.filter(pk=unit_id).first()
    if row is None:
        raise Missing
    return _unit_card(row)


def units(unit_ids: Iterable[int]) -> dict[int, UnitCard]:
    """Cards by id, in one query; unknown ids are left out. No models: lists ask for thousands."""
    rows = Unit.objects.filter(pk__in=set(unit_ids)).order_by().values_list(*_CARD)
    return {
        pk: UnitCard(pk, str(uuid), code, name, short, _KINDS[kind], _LEVELS[level], *rest)
        for pk, uuid, code, name, short, kind, level, *rest in rows
    }


_CARD = (
    "id",
    "uuid",
    "code",
    "name",
    "short_name",
    "kind",
    "level",
    "parent_id",
    "territory_code",
    "valid_from",
    "valid_to",
)
_KINDS = {kind.value: kind for kind in Kind}
_LEVELS = {level.value: level for level in Level}


def unit_id_of(uuid: str) -> int:
    """Raises Missing."""
    found = Unit.objects.filter(uuid=uuid_of(uuid)).values_list("id", flat=True).first()
    if found is None:
        raise Missing
    return found


def unit_by_code(code: str, *, on: dt.date) -> UnitCard | None:
    row = Unit.objects.on(on).filter(code=code).first()
    return _unit_card(row) if row else None


def unit_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """What lists call units, short where there is a short name; one query, no cards: for thousands at once."""
    rows = Unit.objects.filter(pk__in=set(unit_ids)).order_by().values_list("id", "short_name", "name")
    return {pk: short or name for pk, short, name in rows}


def units_under(unit_id: int, *, on: dt.date) -> frozenset[int]:
    """Ids of the unit and all below it on that day."""
    return tree.ids_under(unit_id, on)


def find_units(text: str, *, on: dt.date, within: int | None = None, limit: int = 20) -> list[UnitCard]:
    """Units that hold on the day and whose names (old ones too) contain every word, marks or no marks."""
    rows = Unit.objects.on(on)
    if within is not None:
        rows = rows.filter(pk__in=tree.under(within, on))
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return [_unit_card(row) for row in rows.order_by("name", "id")[:limit]]


def unit_ids_named(text: str) -> frozenset[int]:
    """Every unit, of today or before, whose names contain every word, marks or no marks. One query."""
    found = Unit.objects.order_by()
    for word in fold(text).split():
        found = found.filter(search_text__contains=word)
    return frozenset(found.values_list("id", flat=True))


def unit_named(text: str, *, on: dt.date) -> tuple[UnitCard | None, list[UnitCard]]:
    """The one unit that a code, a name, or a line "CODE · name" means; else None and the likeliest few."""
    found, near = chosen_unit(text, on)
    return (_unit_card(found) if found else None), [_unit_card(row) for row in near]


def unit_meant(text: str, *, on: dt.date) -> UnitCard:
    """What a form's field for a unit means. Raises ValidationError with the sentence that the form shows."""
    found, near = unit_named(text, on=on)
    if found is not None:
        return found
    if not near:
        raise ValidationError(_("No unit is called so. Type its code or part of its name."))
    listed = "; ".join(f"{unit.code} · {unit.name}" for unit in near[:5])
    raise ValidationError(_("Several units fit. Type the code of one: %(units)s"), params={"units": listed})


def successors_today(unit_id: int, *, on: dt.date) -> tuple[int, ...]:
    """Who answers for a unit on a day: itself, or its successors, the main one first. Empty: nobody."""
    return lineage.who_answers_today(unit_id, on)


def units_before(unit_ids: Iterable[int]) -> frozenset[int]:
    """Ids of the units that merged, split or closed into these, however long ago; these themselves left out."""
    return lineage.before(unit_ids)


def answering(unit_ids: Iterable[int], *, on: dt.date) -> dict[int, tuple[int, ...]]:
    """`successors_today` of many units at once: two queries per generation of mergers, not per unit."""
    return lineage.answering(unit_ids, on)


def taken_over(unit_ids: Iterable[int], *, on: dt.date) -> dict[int, tuple[int, ...]]:
    """Unit → the units gone by that day for which it answers first; each gone unit under one at most."""
    return lineage.taken_over(unit_ids, on)


def grants_of(*, person_id: int, on: dt.date) -> tuple[Grant, ...]:
    """The roles a person holds on a day."""
    rows = Membership.objects.on(on).filter(person_id=person_id).values_list("role", "unit_id")
    return tuple(Grant(role=role, unit_id=unit_id) for role, unit_id in rows)


def covers(actor: Actor, unit_id: int, *, on: dt.date, roles: Iterable[str] = ()) -> bool:
    """Whether she holds one of the roles (any, when none is named) everywhere, in the unit, or in one above it."""
    return _covers(actor, unit_id, on, *roles)


def person(person_id: int) -> PersonCard:
    """With all roles she ever held. Raises Missing."""
    found = card(person_id)
    if found is None:
        raise Missing
    return found


def person_id_of(uuid: str) -> int:
    """Raises Missing."""
    found = Person.objects.filter(uuid=uuid_of(uuid)).values_list("id", flat=True).first()
    if found is None:
        raise Missing
    return found


def create_person(
    *,
    name: str,
    role: Role,
    unit_id: int | None,
    since: dt.date,
    actor: Actor,
    at: dt.datetime,
    telephone: str = "",
    email: str = "",
    position: str = "",
) -> int:
    """A new person with her first role; her id. Raises WrongRole (400), UnitClosed (409)."""
    return people_services.add_officer(
        name=name,
        role=role,
        unit_id=unit_id,
        since=since,
        actor=actor,
        at=at,
        telephone=telephone,
        email=email,
        position=position,
    ).pk


def grant_role(
    person_id: int, *, role: Role, unit_id: int | None, since: dt.date, actor: Actor, at: dt.datetime
) -> int:
    """The membership's id; the same one when she already holds it."""
    return people_services.grant_role(
        person_id, role=role, unit_id=unit_id, since=since, actor=actor, at=at
    ).pk


def end_membership(membership_id: int, *, on: dt.date, actor: Actor, at: dt.datetime) -> None:
    people_services.end_membership(membership_id, on=on, actor=actor, at=at)


def name_focal_officer(unit_id: int, *, person_id: int, on: dt.date, actor: Actor, at: dt.datetime) -> int:
    return people_services.name_focal_officer(unit_id, person_id=person_id, on=on, actor=actor, at=at).pk


def find_people(
    text: str, *, on: dt.date, within: int | None = None, role: str = "", limit: int = 50
) -> list[PersonCard]:
    """By name (marks or no marks), telephone or e-mail; with the roles held on the day."""
    return people_under(within, on, text=text, role=role)[:limit]


def people_in(unit_id: int, *, on: dt.date) -> list[PersonCard]:
    """Who holds a role in that very unit on the day; focal officers first."""
    return people_of(unit_id, on)


def people_by_units(unit_ids: Iterable[int], *, on: dt.date) -> dict[int, list[PersonCard]]:
    """Unit id → who holds a role in that very unit on the day, in one query; units without anybody are left out."""
    return people_by_unit(frozenset(unit_ids), on)


def focal_officers(unit_ids: Iterable[int], *, on: dt.date) -> dict[int, list[PersonCard]]:
    """Unit id → its focal officers; units without one are left out."""
    return focal_officers_of(frozenset(unit_ids), on)


def open_unit(new: NewUnit, *, on: dt.date, actor: Actor, at: dt.datetime, instrument: str = "") -> UnitCard:
    return _unit_card(unit_services.open_unit(new, on=on, actor=actor, at=at, instrument=instrument))


def rename_unit(
    unit_id: int,
    *,
    name: str,
    short_name: str,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
) -> UnitCard:
    return _unit_card(
        unit_services.rename_unit(
            unit_id, name=name, short_name=short_name, on=on, actor=actor, at=at, instrument=instrument
        )
    )


def move_unit(
    unit_id: int, *, parent_id: int | None, on: dt.date, actor: Actor, at: dt.datetime, instrument: str = ""
) -> UnitCard:
    return _unit_card(
        unit_services.move_unit(
            unit_id, parent_id=parent_id, on=on, actor=actor, at=at, instrument=instrument
        )
    )


def merge_units(
    unit_ids: Iterable[int],
    *,
    into: NewUnit | int,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
) -> UnitCard:
    return _unit_card(
        unit_services.merge_units(list(unit_ids), into=into, on=on, actor=actor, at=at, instrument=instrument)
    )


def close_unit(
    unit_id: int,
    *,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    successor_id: int | None = None,
    instrument: str = "",
) -> None:
    unit_services.close_unit(
        unit_id, on=on, actor=actor, at=at, successor_id=successor_id, instrument=instrument
    )


def name_book(*, at: dt.date, now: dt.date, within: int | None) -> NameBook:
    """Every name below `within` (a province's People's Committee), for resolving many phrases of one plan.

    `at` is the plan's date, `now` the day for "who answers today".
    """
    return book_for(at=at, now=now, within=within)


def resolve(phrase: str, *, at: dt.date, now: dt.date, within: int | None) -> Resolution:
    """What one agency phrase means; see Resolution. For a whole plan use `resolve_all`."""
    return resolved(book_for(at=at, now=now, within=within), phrase)


def resolve_all(
    phrases: Iterable[str], *, at: dt.date, now: dt.date, within: int | None
) -> dict[str, Resolution]:
    """Phrase → meaning, each distinct phrase once."""
    book = book_for(at=at, now=now, within=within)
    return {phrase: resolved(book, phrase) for phrase in dict.fromkeys(phrases)}


def set_members(
    set_rule: dict[str, Any], *, on: dt.date, now: dt.date, within: int | None
) -> tuple[int, ...]:
    """The units of a set on a day (`Resolution.set_rule`); raises ValueError when the rule is none."""
    return book_for(at=on, now=now, within=within).members(set_from_data(set_rule), on)


def remember_alias(
    phrase: str,
    *,
    within: int | None,
    actor: Actor,
    at: dt.datetime,
    unit_id: int | None = None,
    set_rule: dict[str, Any] | None = None,
    origin: str = "",
) -> None:
    """From now on the phrase means this unit, this set, or (neither) no unit, below `within`."""
    name_services.remember_alias(
        phrase, unit_id=unit_id, set_rule=set_rule, within=within, origin=origin, actor=actor, at=at
    )


def ask_about_name(
    phrase: str, *, on: dt.date, within: int | None, at: dt.datetime, origin: str = ""
) -> None:
    """Put the phrase on the page of questions that wait for the standing office."""
    name_services.ask_about(phrase, on=on, within=within, origin=origin, at=at)


def load_reference_units(
    *,
    at: dt.datetime,
    province: str | None = None,
    progress: territory.Progress = territory.nothing,
    actor: Actor = SYSTEM,
) -> territory.Loaded:
    """The People's Committees of the country, or of one province by name or code, before and after 1 July 2025.

    `progress(name, done, total)`. A second run writes nothing. Raises Missing for an unknown province.
    """
    return territory.load_reference_units(
        actor=actor, at=at, only=[province] if province else (), progress=progress
    )


def load_bodies(
    province_id: int | None, *, actor: Actor, at: dt.datetime, only_today: bool = False
) -> dict[str, int]:
    """Open a province's usual offices (the central bodies for None) with the mergers of 2025. Code → unit id."""
    return bodies.load_bodies(province_id, actor=actor, at=at, only_today=only_today)
