"""People as lists and cards. Sorted by given name in the Vietnamese order; shows contacts only to who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khien.orgs.models import Membership, Person
from khien.orgs.rules import Role
from khien.orgs.rules.text import fold
from khien.orgs.selectors.tree import ids_under, under
from vanban import name_key


@dataclass(frozen=True, slots=True)
class RoleHeld:
    membership_id: int
    role: str
    unit_id: int | None
    unit_name: str
    unit_uuid: str
    position: str
    since: dt.date
    until: dt.date | None

    @property
    def dialog_id(self) -> str:
        """The id of the dialogue about this role on its page."""
        return f"end-{self.membership_id}"


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Personal data: name, telephone, e-mail."""

    id: int
    uuid: str
    name: str
    telephone: str
    email: str
    roles: tuple[RoleHeld, ...] = ()


def people_of(unit_id: int, on: dt.date) -> list[PersonCard]:
    """Who holds a role in that very unit on a day; focal officers first."""
    held = Membership.objects.on(on).filter(unit_id=unit_id)
    cards = _cards(held.select_related("person", "unit"))
    return sorted(
        cards, key=lambda c: (Role.FOCAL_OFFICER not in {r.role for r in c.roles}, name_key(c.name))
    )


def people_under(unit_id: int | None, on: dt.date, *, text: str = "", role: str = "") -> list[PersonCard]:
    """People with a role in the unit or below (all units when None), found with or without diacritics."""
    held = Membership.objects.on(on).select_related("person", "unit")
    if unit_id is not None:
        held = held.filter(unit__in=under(unit_id, on))
    if role:
        held = held.filter(role=role)
    for word in fold(text).split():
        held = held.filter(person__search_text__contains=word)
    return sorted(_cards(held), key=lambda c: name_key(c.name))


def people_within(unit_ids: frozenset[int] | None, on: dt.date) -> list[PersonCard]:
    """People with a role in any of the units or below; everybody for None, those of the whole programme too."""
    held = Membership.objects.on(on).select_related("person", "unit")
    if unit_ids is not None:
        below = frozenset().union(*(ids_under(unit_id, on) for unit_id in unit_ids))
        held = held.filter(unit_id__in=below)
    return sorted(_cards(held), key=lambda c: name_key(c.name))


def card(person_id: int) -> PersonCard | None:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return None
    roles = tuple(_held(m) for m in person.memberships.select_related("unit").order_by("valid_from", "id"))
    return PersonCard(person.pk, str(person.uuid), person.name, person.telephone, person.email, roles)


def _cards(held: Iterable[Membership]) -> list[PersonCard]:
    grouped: dict[int, tuple[Person, list[RoleHeld]]] = {}
    for membership in held:
        grouped.setdefault(membership.person_id, (membership.person, []))[1].append(_held(membership))
    return [
        PersonCard(p.pk, str(p.uuid), p.name, p.telephone, p.email, tuple(roles))
        for p, roles in grouped.values()
    ]


def _held(membership: Membership) -> RoleHeld:
    unit = membership.unit
    return RoleHeld(
        membership.pk,
        membership.role,
        membership.unit_id,
        unit.name if unit else "",
        str(unit.uuid) if unit else "",
        membership.position,
        membership.valid_from,
        membership.valid_to,
    )


def focal_officers_of(unit_ids: frozenset[int], on: dt.date) -> dict[int, list[PersonCard]]:
    """Unit id → its focal officers on a day. One query."""
    out: dict[int, list[PersonCard]] = {}
    held = Membership.objects.on(on).filter(unit_id__in=unit_ids, role=Role.FOCAL_OFFICER)
    for m in held.select_related("person", "unit"):
        assert m.unit_id is not None
        p = m.person
        out.setdefault(m.unit_id, []).append(
            PersonCard(p.pk, str(p.uuid), p.name, p.telephone, p.email, (_held(m),))
        )
    return out


def people_by_unit(unit_ids: frozenset[int], on: dt.date) -> dict[int, list[PersonCard]]:
    """Unit id → who holds a role in that very unit on a day. One query."""
    held: dict[int, list[Membership]] = {}
    rows = Membership.objects.on(on).filter(unit_id__in=unit_ids).select_related("person", "unit")
    for membership in rows:
        assert membership.unit_id is not None
        held.setdefault(membership.unit_id, []).append(membership)
    return {unit_id: _cards(memberships) for unit_id, memberships in held.items()}
