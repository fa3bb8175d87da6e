"""People and what they may do in units. Refuses to make accounts: those stand above, in `accounts`."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.audit import Subject
from khien.orgs.errors import Changed, UnitClosed, WrongDate, WrongRole
from khien.orgs.models import Membership, Person, Unit
from khien.orgs.rules import EVERYWHERE, Role
from khien.orgs.rules.table_rows import plain_telephone
from khien.orgs.rules.text import fold, tidy

KEPT_AFTER_LAST_ROLE = dt.timedelta(days=365)


def _subject(person: Person) -> Subject:
    return Subject("person", str(person.uuid), person.name)


def _fill(person: Person, *, name: str, telephone: str, email: str) -> None:
    person.name = tidy(name)
    person.telephone = plain_telephone(telephone)
    person.email = email.strip().lower()
    person.search_text = f"{fold(person.name)} {person.telephone} {person.email}"[:400]


@transaction.atomic
def add_person(*, name: str, telephone: str = "", email: str = "", actor: Actor, at: dt.datetime) -> Person:
    person = Person()
    _fill(person, name=name, telephone=telephone, email=email)
    person.save(force_insert=True)
    audit.record(actor=actor, action="orgs.person.added", subject=_subject(person), at=at)
    return person


@transaction.atomic
def add_officer(
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
) -> Person:
    """A new person with her first role. Raises WrongRole, UnitClosed; then nobody was added."""
    person = add_person(name=name, telephone=telephone, email=email, actor=actor, at=at)
    grant_role(person.pk, role=role, unit_id=unit_id, since=since, position=position, actor=actor, at=at)
    return person


@transaction.atomic
def add_officer_to(
    unit_id: int,
    *,
    name: str,
    telephone: str,
    email: str,
    role: str,
    position: str,
    since: dt.date,
    instead: bool,
    actor: Actor,
    at: dt.datetime,
) -> Person:
    """A new officer of a unit; `instead`: as focal officer she takes over from the present ones that day."""
    person = add_person(name=name, telephone=telephone, email=email, actor=actor, at=at)
    if role == Role.FOCAL_OFFICER:
        name_focal_officer(
            unit_id,
            person_id=person.pk,
            on=since,
            position=position,
            instead_of_others=instead,
            actor=actor,
            at=at,
        )
    else:
        grant_role(
            person.pk, role=Role(role), unit_id=unit_id, since=since, position=position, actor=actor, at=at
        )
    return person


@transaction.atomic
def change_person(
    person_id: int,
    *,
    name: str,
    telephone: str,
    email: str,
    actor: Actor,
    at: dt.datetime,
    version: int | None = None,
) -> Person:
    """The audit says which fields changed, not the contacts themselves: those must be forgettable."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if version is not None and version != person.version:
        raise Changed
    before = (person.name, person.telephone, person.email)
    _fill(person, name=name, telephone=telephone, email=email)
    after = (person.name, person.telephone, person.email)
    changed = [f for f, a, b in zip(("name", "telephone", "email"), before, after, strict=True) if a != b]
    if not changed:
        return person
    person.version += 1
    person.save()
    audit.record(
        actor=actor, action="orgs.person.changed", subject=_subject(person), new={"fields": changed}, at=at
    )
    return person


@transaction.atomic
def grant_role(
    person_id: int,
    *,
    role: Role,
    unit_id: int | None,
    since: dt.date,
    actor: Actor,
    at: dt.datetime,
    position: str = "",
) -> Membership:
    """Idempotent: a role already held is returned as it is. Raises WrongRole, UnitClosed."""
    if unit_id is None and role not in EVERYWHERE:
        raise WrongRole
    person = Person.objects.select_for_update().get(pk=person_id)
    place = Q(unit__isnull=True) if unit_id is None else Q(unit_id=unit_id)
    held = Membership.objects.filter(place, person=person, role=role, valid_to__isnull=True).first()
    if held is not None:
        return held
    if unit_id is not None:
        unit = Unit.objects.get(pk=unit_id)
        if unit.valid_to is not None and unit.valid_to <= since:
            raise UnitClosed(unit.name)
    membership = Membership.objects.create(
        person=person, role=role, unit_id=unit_id, position=position, valid_from=since
    )
    Person.objects.filter(pk=person.pk).update(keep_until=None)
    audit.record(
        actor=actor,
        action="orgs.role.granted",
        subject=_subject(person),
        new={"role": role, "unit": unit_id, "since": since},
        at=at,
    )
    return membership


@transaction.atomic
def end_membership(membership_id: int, *, on: dt.date, actor: Actor, at: dt.datetime) -> Membership:
    """`on` is the first day without the role. Raises WrongDate when that is before the role began."""
    membership = Membership.objects.select_for_update().select_related("person").get(pk=membership_id)
    if membership.valid_to is not None:
        return membership
    if on < membership.valid_from:
        raise WrongDate(_("The role begins later than that. Choose a later date."))
    if on == membership.valid_from:
        membership.delete()  # it never held a day
    else:
        membership.valid_to = on
        membership.save(update_fields=["valid_to"])
    _set_keeping([membership.person_id], on)
    audit.record(
        actor=actor,
        action="orgs.role.ended",
        subject=_subject(membership.person),
        old={"role": membership.role, "unit": membership.unit_id},
        new={"on": on},
        at=at,
    )
    return membership


@transaction.atomic
def name_focal_officer(
    unit_id: int,
    *,
    person_id: int,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    position: str = "",
    instead_of_others: bool = True,
) -> Membership:
    """Make her the unit's focal officer; the former ones end the same day unless they should stay beside her."""
    if instead_of_others:
        others = Membership.objects.filter(unit_id=unit_id, role=Role.FOCAL_OFFICER, valid_to__isnull=True)
        for other in others.exclude(person_id=person_id):
            end_membership(other.pk, on=max(on, other.valid_from), actor=actor, at=at)
    return grant_role(
        person_id, role=Role.FOCAL_OFFICER, unit_id=unit_id, since=on, position=position, actor=actor, at=at
    )


def carry_memberships(from_id: int, to_id: int | None, *, on: dt.date) -> int:
    """End every open role in a unit that ends; give the same in its heir. Part of the caller's transaction."""
    rows = list(Membership.objects.select_for_update().filter(unit_id=from_id, valid_to__isnull=True))
    for row in rows:
        if row.valid_from >= on:
            row.delete()
        else:
            row.valid_to = on
            row.save(update_fields=["valid_to"])
        if to_id is not None:
            Membership.objects.get_or_create(
                person_id=row.person_id,
                role=row.role,
                unit_id=to_id,
                valid_to=None,
                defaults={"position": row.position, "valid_from": on},
            )
    if to_id is None:
        _set_keeping([row.person_id for row in rows], on)
    return len(rows)


def _set_keeping(person_ids: list[int], on: dt.date) -> None:
    """One year after the last role ends the person may be forgotten."""
    open_roles = Membership.objects.filter(person_id=OuterRef("pk"), valid_to__isnull=True)
    Person.objects.filter(~Q(Exists(open_roles)), pk__in=person_ids).update(
        keep_until=on + KEPT_AFTER_LAST_ROLE
    )


@transaction.atomic
def forget_people_past_keeping(*, on: dt.date, actor: Actor, at: dt.datetime) -> int:
    """Replace name and contacts of those whose time is over. What they did stays, without who."""
    due = list(Person.objects.select_for_update().filter(keep_until__lte=on))
    for person in due:
        person.name = _("(former officer)")
        person.telephone = person.email = person.search_text = ""
        person.keep_until = None
        person.version += 1
        person.save()
    if due:
        audit.record(
            actor=actor,
            action="orgs.person.forgotten",
            subject=Subject("person", "", str(len(due))),
            new={"people": [str(person.uuid) for person in due]},
            at=at,
        )
    return len(due)
