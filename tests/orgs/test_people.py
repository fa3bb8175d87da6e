"""Roles from a date to a date: Mai, Hoa and the others of a department, and how they are forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.access import Actor, Grant
from khien.base.errors import Missing, Refused
from khien.base.models import AuditEntry
from khien.orgs import access, api
from khien.orgs.errors import Changed, UnitClosed, WrongDate, WrongRole
from khien.orgs.jobs import forget_what_is_over
from khien.orgs.models import Membership, Person, Unit
from khien.orgs.rules import Kind, Level, Role
from khien.orgs.services import people as services
from khien.orgs.services.units import NewUnit
from tests.orgs.conftest import AT, EARLY, LAN, REFORM, TODAY, opened


def _officer(name: str, unit: Unit | None, role: Role = Role.FOCAL_OFFICER, since: dt.date = REFORM) -> int:
    return api.create_person(
        name=name,
        role=role,
        unit_id=unit.pk if unit else None,
        since=since,
        actor=LAN,
        at=AT,
        telephone="+84 905 123 456",
    )


def test_a_new_officer_has_her_role_and_a_plain_telephone(information: Unit) -> None:
    mai = api.person(_officer("  Lê  Thị Mai ", information))
    assert (mai.name, mai.telephone) == ("Lê Thị Mai", "0905123456")
    assert api.grants_of(person_id=mai.id, on=TODAY) == (Grant(Role.FOCAL_OFFICER, information.pk),)
    assert api.grants_of(person_id=mai.id, on=EARLY) == ()
    assert api.person_id_of(mai.uuid) == mai.id


def test_a_role_in_a_unit_needs_the_unit_and_one_for_all_does_not(information: Unit) -> None:
    with pytest.raises(WrongRole):
        _officer("Lê Thị Mai", None)
    assert not Person.objects.exists()
    hoa = _officer("Nguyễn Thị Hoa", None, Role.STANDING_OFFICE)
    assert api.grants_of(person_id=hoa, on=TODAY) == (Grant(Role.STANDING_OFFICE, None),)


def test_a_role_already_held_is_not_given_twice(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    first = Membership.objects.get().pk
    given = api.grant_role(
        mai, role=Role.FOCAL_OFFICER, unit_id=information.pk, since=TODAY, actor=LAN, at=AT
    )
    assert given == first


def test_no_role_in_a_unit_that_is_gone(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    gone = opened("Sở Cũ", Kind.DEPARTMENT, Level.PROVINCE)
    api.close_unit(gone.pk, on=REFORM, actor=LAN, at=AT)
    with pytest.raises(UnitClosed):
        api.grant_role(mai, role=Role.LEADER, unit_id=gone.pk, since=TODAY, actor=LAN, at=AT)


def test_the_new_focal_officer_takes_over_from_the_old_one(information: Unit) -> None:
    mai, hoa = _officer("Lê Thị Mai", information), _officer("Trần Thị Hoa", information, Role.EDITOR)
    api.name_focal_officer(information.pk, person_id=hoa, on=TODAY, actor=LAN, at=AT)
    assert [c.id for c in api.focal_officers([information.pk], on=TODAY)[information.pk]] == [hoa]
    yesterday = TODAY - dt.timedelta(days=1)
    assert [c.id for c in api.focal_officers([information.pk], on=yesterday)[information.pk]] == [mai]


def test_a_role_ends_on_a_day_and_one_that_never_held_vanishes(information: Unit) -> None:
    _officer("Lê Thị Mai", information)
    held = Membership.objects.get()
    with pytest.raises(WrongDate):
        api.end_membership(held.pk, on=EARLY, actor=LAN, at=AT)
    api.end_membership(held.pk, on=TODAY, actor=LAN, at=AT)
    api.end_membership(held.pk, on=TODAY + dt.timedelta(days=1), actor=LAN, at=AT)
    assert Membership.objects.get().valid_to == TODAY
    _officer("Vũ Thị Na", information, since=TODAY)
    fresh = Membership.objects.get(valid_to__isnull=True)
    api.end_membership(fresh.pk, on=TODAY, actor=LAN, at=AT)
    assert Membership.objects.count() == 1


def test_a_year_after_the_last_role_the_contacts_are_gone(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    api.end_membership(Membership.objects.get().pk, on=TODAY, actor=LAN, at=AT)
    due = TODAY + services.KEPT_AFTER_LAST_ROLE
    assert Person.objects.get(pk=mai).keep_until == due
    assert services.forget_people_past_keeping(on=due - dt.timedelta(days=1), actor=LAN, at=AT) == 0
    assert services.forget_people_past_keeping(on=due, actor=LAN, at=AT) == 1
    forgotten = Person.objects.get(pk=mai)
    assert "Mai" not in forgotten.name
    assert (forgotten.telephone, forgotten.search_text) == ("", "")


def test_a_new_role_keeps_her(information: Unit, science: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    api.end_membership(Membership.objects.get().pk, on=TODAY, actor=LAN, at=AT)
    api.grant_role(mai, role=Role.LEADER, unit_id=science.pk, since=TODAY, actor=LAN, at=AT)
    assert Person.objects.get(pk=mai).keep_until is None


def test_when_a_unit_closes_without_heir_its_people_begin_to_be_forgotten(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    _officer("Vũ Thị Na", information, since=TODAY)
    api.close_unit(information.pk, on=TODAY, actor=LAN, at=AT)
    assert Person.objects.get(pk=mai).keep_until is not None
    assert list(Membership.objects.values_list("person_id", "valid_to")) == [(mai, TODAY)]


def test_the_audit_names_the_changed_fields_but_not_the_contacts(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    changed = {"name": "Lê Thị Mai", "telephone": "0905999888", "email": "mai@anbinh.gov.vn"}
    services.change_person(mai, **changed, actor=LAN, at=AT)
    services.change_person(mai, **changed, actor=LAN, at=AT)
    entry = AuditEntry.objects.get(action="orgs.person.changed")
    assert entry.new_values == {"fields": ["telephone", "email"]}
    assert "0905999888" not in entry.new
    with pytest.raises(Changed):
        services.change_person(mai, **changed, version=1, actor=LAN, at=AT)


def test_people_are_found_with_and_without_marks_and_by_telephone(province: Unit, information: Unit) -> None:
    mai = _officer("Lê Thị Ngọc Ánh", information)
    for text in ("ngoc anh", "Ánh", "0905123"):
        assert [c.id for c in api.find_people(text, on=TODAY, within=province.pk)] == [mai], text
    assert api.find_people("ánh", on=TODAY, role=Role.LEADER) == []
    assert [c.id for c in api.people_in(information.pk, on=TODAY)] == [mai]


def _actor(role: Role, unit: Unit | None) -> Actor:
    return Actor(id="x", label="X", grants=(Grant(role, unit.pk if unit else None),))


def test_a_role_covers_the_units_below_and_no_other(province: Unit, information: Unit, science: Unit) -> None:
    centre = opened("Trung tâm Một", Kind.SERVICE, Level.PROVINCE, information)
    leader = _actor(Role.LEADER, information)
    assert api.covers(leader, centre.pk, on=TODAY)
    assert api.covers(leader, information.pk, on=TODAY, roles=[Role.LEADER])
    assert not api.covers(leader, centre.pk, on=TODAY, roles=[Role.EDITOR])
    assert not api.covers(leader, science.pk, on=TODAY)
    assert not api.covers(leader, province.pk, on=TODAY)
    assert api.covers(_actor(Role.AUDITOR, None), science.pk, on=TODAY)
    assert not api.covers(Actor(id="y", label="Y"), science.pk, on=TODAY)


def test_the_guards_answer_missing_and_foreign_alike(
    province: Unit, information: Unit, science: Unit
) -> None:
    mai = Person.objects.get(pk=_officer("Lê Thị Mai", information))
    office = Person.objects.get(pk=_officer("Nguyễn Thị Hoa", None, Role.STANDING_OFFICE))
    stranger, leader = _actor(Role.LEADER, science), _actor(Role.LEADER, information)
    anonymous = Actor(id="anonymous", label="")
    for act in (
        lambda: access.unit_for(anonymous, str(information.uuid), on=TODAY),
        lambda: access.unit_for(stranger, str(information.uuid), on=TODAY, to="people"),
        lambda: access.person_for(stranger, str(mai.uuid), on=TODAY),
        lambda: access.person_for(leader, str(office.uuid), on=TODAY),
        lambda: access.person_for(leader, "00000000-0000-0000-0000-000000000000", on=TODAY),
        lambda: access.membership_for(leader, str(office.uuid), office.memberships.get().pk, on=TODAY),
        lambda: access.membership_for(leader, str(office.uuid), mai.memberships.get().pk, on=TODAY),
        lambda: access.question_for(leader, "00000000-0000-0000-0000-000000000000"),
        lambda: access.question_for(LAN, "00000000-0000-0000-0000-000000000000"),
        lambda: access.alias_for(leader, "00000000-0000-0000-0000-000000000000"),
        lambda: access.alias_for(LAN, "00000000-0000-0000-0000-000000000000"),
        lambda: access.batch_for(leader, "00000000-0000-0000-0000-000000000000"),
    ):
        with pytest.raises(Missing):
            act()
    for refused in (
        lambda: access.unit_for(leader, str(information.uuid), on=TODAY, to="change"),
        lambda: access.unit_for(
            _actor(Role.EDITOR, information), str(information.uuid), on=TODAY, to="people"
        ),
        lambda: access.check_may_change_units(leader),
        lambda: access.check_reads_all(leader),
        lambda: access.person_for(_actor(Role.EDITOR, information), str(mai.uuid), on=TODAY, to="change"),
    ):
        with pytest.raises(Refused):
            refused()
    assert access.person_for(leader, str(mai.uuid), on=TODAY, to="change") == mai


def test_the_door_gives_cards_and_never_rows(province: Unit, information: Unit) -> None:
    card = api.unit(information.pk)
    assert (card.code, card.kind, card.parent_id) == ("STTTT", Kind.DEPARTMENT, province.pk)
    assert card.holds_on(TODAY)
    assert api.unit_by_code("STTTT", on=TODAY) == card
    assert api.unit_by_code("STTTT", on=dt.date(2000, 1, 1)) is None
    assert api.unit_id_of(card.uuid) == card.id
    assert api.units([information.pk, 999_999]) == {information.pk: card}
    assert [c.id for c in api.find_units("thong tin", on=TODAY, within=province.pk)] == [information.pk]
    assert api.units_under(province.pk, on=TODAY) == {province.pk, information.pk}
    for missing in (lambda: api.unit(999_999), lambda: api.person(999_999)):
        with pytest.raises(Missing):
            missing()
    nobody = "00000000-0000-0000-0000-000000000000"
    for missing in (lambda: api.unit_id_of(nobody), lambda: api.person_id_of(nobody)):  # type: ignore[assignment, return-value]
        with pytest.raises(Missing):
            missing()


def test_the_door_changes_units_too(province: Unit, information: Unit, science: Unit) -> None:
    new = NewUnit(name="Trung tâm Một", kind=Kind.SERVICE, level=Level.PROVINCE, parent_id=information.pk)
    made = api.open_unit(new, on=EARLY, actor=LAN, at=AT)
    api.rename_unit(made.id, name="Trung tâm Hai", short_name="", on=REFORM, actor=LAN, at=AT)
    api.move_unit(made.id, parent_id=science.pk, on=TODAY, actor=LAN, at=AT)
    merged = api.merge_units([information.pk], into=science.pk, on=TODAY, actor=LAN, at=AT)
    assert (merged.id, api.unit(made.id).parent_id) == (science.pk, science.pk)
    loaded = api.load_reference_units(at=AT, province="Huế")
    assert (loaded.provinces, loaded.same) == (1, 0)
    assert api.load_reference_units(at=AT, province="46").same == 41
    assert "SYT" in api.load_bodies(province.pk, actor=LAN, at=AT, only_today=True)


def test_the_daily_job_forgets_whose_time_is_over(information: Unit) -> None:
    mai = _officer("Lê Thị Mai", information)
    Person.objects.filter(pk=mai).update(keep_until=EARLY)
    forget_what_is_over.call()
    forget_what_is_over.call()
    assert Person.objects.get(pk=mai).telephone == ""
