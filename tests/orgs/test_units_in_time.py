"""What happens to units: Lan of the standing office records what the law did, and the past stays as it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from khien.base.models import AuditEntry
from khien.orgs.errors import Changed, CodeTaken, UnitClosed, UnitsBelow, WouldCircle, WrongDate
from khien.orgs.models import Membership, Unit, UnitLink, UnitPeriod
from khien.orgs.rules import Kind, Level, Role
from khien.orgs.selectors import lineage, tree
from khien.orgs.services.people import add_officer
from khien.orgs.services.units import (
    NewUnit,
    close_unit,
    correct_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
    transfer_duties,
)
from tests.orgs.conftest import AT, EARLY, LAN, REFORM, TODAY, opened

MARCH = dt.date(2025, 3, 1)
SCIENCE = "Sở Khoa học và Công nghệ"


def test_a_renamed_unit_keeps_its_old_name_for_old_days(information: Unit) -> None:
    rename_unit(information.pk, name="Sở Số", short_name="", on=MARCH, instrument="NQ 1", actor=LAN, at=AT)
    assert tree.unit_names_on(frozenset({information.pk}), dt.date(2021, 1, 1)) == {
        information.pk: "Sở Thông tin và Truyền thông"
    }
    assert tree.unit_names_on(frozenset({information.pk}), MARCH) == {information.pk: "Sở Số"}
    assert information.events.filter(what="rename").get().instrument == "NQ 1"


def test_a_merged_department_is_answered_for_by_its_successor(information: Unit, science: Unit) -> None:
    heir = merge_units(
        [information.pk, science.pk],
        into=NewUnit(
            name=SCIENCE,
            kind=Kind.DEPARTMENT,
            level=Level.PROVINCE,
            code="SKHCN",
            parent_id=science.parent_id,
        ),
        on=MARCH,
        instrument="NQ 45",
        actor=LAN,
        at=AT,
    )
    assert lineage.who_answers_today(information.pk, dt.date(2024, 1, 1)) == (information.pk,)
    assert lineage.who_answers_today(information.pk, TODAY) == (heir.pk,)
    assert {s.predecessor_id for s in lineage.strands(heir.pk, back=True)} == {information.pk, science.pk}
    assert lineage.family(heir.pk) == {heir.pk, information.pk, science.pk}


def test_a_department_can_go_into_one_that_lives_on(information: Unit, science: Unit) -> None:
    heir = merge_units([information.pk, science.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    assert heir.pk == science.pk
    assert lineage.who_answers_today(information.pk, TODAY) == (science.pk,)


def test_a_split_unit_is_answered_for_by_several_the_main_one_first(information: Unit) -> None:
    parts = [
        NewUnit(
            name="Sở Một", kind=Kind.DEPARTMENT, level=Level.PROVINCE, share=Decimal("0.7"), note="phần lớn"
        ),
        NewUnit(name="Sở Hai", kind=Kind.DEPARTMENT, level=Level.PROVINCE, share=Decimal("0.3")),
    ]
    first, second = split_unit(information.pk, into=parts, on=MARCH, actor=LAN, at=AT)
    assert lineage.who_answers_today(information.pk, TODAY) == (first.pk, second.pk)
    strands = lineage.strands(information.pk, back=False)
    assert [(s.share, s.main, s.note) for s in strands] == [(0.7, True, "phần lớn"), (0.3, False, "")]


def test_successors_are_followed_over_several_generations(information: Unit, science: Unit) -> None:
    middle = merge_units([information.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    last = merge_units(
        [middle.pk],
        into=NewUnit(name=SCIENCE, kind=Kind.DEPARTMENT, level=Level.PROVINCE),
        on=REFORM,
        actor=LAN,
        at=AT,
    )
    assert lineage.answering([information.pk, last.pk], TODAY) == {
        information.pk: (last.pk,),
        last.pk: (last.pk,),
    }


def test_a_transfer_of_duties_is_told_but_not_followed(
    province: Unit, information: Unit, science: Unit
) -> None:
    police = opened("Công an tỉnh", Kind.POLICE, Level.PROVINCE, province)
    transfer_duties(
        information.pk, to_id=police.pk, on=MARCH, note="an toàn thông tin mạng", actor=LAN, at=AT
    )
    merge_units([information.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    assert lineage.who_answers_today(information.pk, TODAY) == (science.pk,)
    assert [s.note for s in lineage.strands(police.pk, back=True)] == ["an toàn thông tin mạng"]


def test_a_closed_unit_without_successor_is_answered_for_by_nobody(information: Unit) -> None:
    close_unit(information.pk, on=MARCH, actor=LAN, at=AT)
    assert lineage.who_answers_today(information.pk, TODAY) == ()


def test_what_stands_below_moves_with_a_unit_and_the_old_tree_stays(
    province: Unit, information: Unit, science: Unit
) -> None:
    centre = opened("Trung tâm Một", Kind.SERVICE, Level.PROVINCE, information)
    move_unit(centre.pk, parent_id=science.pk, on=MARCH, actor=LAN, at=AT)
    assert centre.pk in tree.ids_under(information.pk, EARLY)
    assert centre.pk not in tree.ids_under(information.pk, MARCH)
    assert tree.ids_under(science.pk, MARCH) == {science.pk, centre.pk}
    assert tree.ids_above(centre.pk, MARCH) == [centre.pk, science.pk, province.pk]
    assert set(Unit.objects.filter(pk__in=tree.under_ever(information.pk))) == {
        information,
        Unit(pk=centre.pk),
    }


def test_a_unit_cannot_stand_below_itself(province: Unit, information: Unit) -> None:
    with pytest.raises(WouldCircle):
        move_unit(province.pk, parent_id=information.pk, on=MARCH, actor=LAN, at=AT)


def test_people_and_units_below_go_to_the_heir(information: Unit, science: Unit) -> None:
    centre = opened("Trung tâm Một", Kind.SERVICE, Level.PROVINCE, information)
    hoa = add_officer(
        name="Trần Thị Hòa", role=Role.FOCAL_OFFICER, unit_id=information.pk, since=EARLY, actor=LAN, at=AT
    )
    merge_units([information.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    assert Unit.objects.get(pk=centre.pk).parent_id == science.pk
    assert list(Membership.objects.on(TODAY).filter(person=hoa).values_list("unit_id", "role")) == [
        (science.pk, Role.FOCAL_OFFICER)
    ]
    assert list(Membership.objects.on(EARLY).filter(person=hoa).values_list("unit_id", flat=True)) == [
        information.pk
    ]


def test_a_unit_with_units_below_does_not_just_close(province: Unit, information: Unit) -> None:
    with pytest.raises(UnitsBelow):
        close_unit(province.pk, on=MARCH, actor=LAN, at=AT)
    assert Unit.objects.get(pk=province.pk).valid_to is None


def test_closing_with_a_successor_hands_over(province: Unit, information: Unit, science: Unit) -> None:
    close_unit(information.pk, on=MARCH, successor_id=science.pk, actor=LAN, at=AT)
    assert lineage.who_answers_today(information.pk, TODAY) == (science.pk,)


@pytest.mark.parametrize("day", [EARLY, dt.date(2014, 1, 1), dt.date(2027, 1, 1)])
def test_a_change_is_dated_after_the_last_one_and_not_in_the_future(information: Unit, day: dt.date) -> None:
    with pytest.raises((WrongDate, UnitClosed)):
        rename_unit(information.pk, name="Sở Số", short_name="", on=day, actor=LAN, at=AT)


def test_a_code_is_one_unit_s_while_it_holds_and_free_afterwards(province: Unit, information: Unit) -> None:
    with pytest.raises(CodeTaken):
        opened("Sở Khác", Kind.DEPARTMENT, Level.PROVINCE, province, code="STTTT")
    close_unit(information.pk, on=MARCH, actor=LAN, at=AT)
    again = opened("Sở Khác", Kind.DEPARTMENT, Level.PROVINCE, province, code="STTTT", on=MARCH)
    assert again.pk != information.pk
    with pytest.raises(CodeTaken):
        opened("Sở Xưa", Kind.DEPARTMENT, Level.PROVINCE, province, code="STTTT", on=dt.date(2020, 1, 1))


def test_a_code_is_made_when_none_is_given(province: Unit) -> None:
    first = opened("Trường Tiểu học Hoa Mai", Kind.SCHOOL, Level.SITE, province)
    second = opened("Trường Trung học Hoa Mai", Kind.SCHOOL, Level.SITE, province)
    assert (first.code, second.code) == ("TTHHM", "TTHHM-2")


def test_the_database_itself_refuses_what_cannot_be(information: Unit) -> None:
    for broken in (
        {"valid_to": EARLY},
        {"parent": information.pk},
        {"name": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=information.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPeriod.objects.create(unit=information, name="hai", valid_from=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person_id=1, role=Role.FOCAL_OFFICER, unit=None, valid_from=EARLY)


def test_two_editors_do_not_overwrite_each_other(information: Unit) -> None:
    seen = information.version
    rename_unit(information.pk, name="Sở Số", short_name="", on=MARCH, version=seen, actor=LAN, at=AT)
    with pytest.raises(Changed):
        close_unit(information.pk, on=TODAY, version=seen, actor=LAN, at=AT)


def test_a_typing_error_is_corrected_without_becoming_history(information: Unit) -> None:
    correct_unit(
        information.pk,
        code="TTTT",
        short_name="Sở TT&TT",
        kind=Kind.DEPARTMENT,
        level=Level.PROVINCE,
        territory_code="",
        actor=LAN,
        at=AT,
    )
    assert information.periods.count() == 1
    assert Unit.objects.get(pk=information.pk).code == "TTTT"


def test_every_change_is_in_the_audit(information: Unit, science: Unit) -> None:
    rename_unit(information.pk, name="Sở Số", short_name="", on=MARCH, actor=LAN, at=AT)
    merge_units([information.pk], into=science.pk, on=REFORM, actor=LAN, at=AT)
    actions = list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))
    assert actions[-2:] == ["orgs.unit.renamed", "orgs.unit.merged"]


def test_the_tree_of_a_day_lists_parents_before_children(
    province: Unit, information: Unit, science: Unit
) -> None:
    merge_units([information.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    assert [(n.name, n.depth) for n in tree.tree_on(EARLY)] == [
        ("Ủy ban nhân dân tỉnh An Bình", 0),
        (SCIENCE, 1),
        ("Sở Thông tin và Truyền thông", 1),
    ]
    assert [n.name for n in tree.tree_on(TODAY, root_id=province.pk)] == [
        "Ủy ban nhân dân tỉnh An Bình",
        SCIENCE,
    ]


def test_units_below_are_one_query_however_many(province: Unit) -> None:
    communes = [
        Unit(
            code=f"X{i}",
            name=f"UBND xã {i}",
            kind=Kind.PEOPLES_COMMITTEE,
            level=Level.COMMUNE,
            parent=province,
            valid_from=EARLY,
        )
        for i in range(200)
    ]
    Unit.objects.bulk_create(communes)
    UnitPeriod.objects.bulk_create(
        UnitPeriod(unit=c, name=c.name, parent=province, valid_from=EARLY) for c in communes
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        below = tree.ids_under(province.pk, TODAY)
    assert len(below) == 201
    assert len(queries) == 1


def test_a_link_joins_two_different_units(information: Unit, science: Unit) -> None:
    heir = merge_units([information.pk], into=science.pk, on=MARCH, actor=LAN, at=AT)
    link = UnitLink.objects.get(successor=heir)
    assert str(link) == f"{information.pk} → {science.pk}"


def test_opening_below_a_unit_that_is_gone_is_refused(province: Unit, information: Unit) -> None:
    close_unit(information.pk, on=MARCH, actor=LAN, at=AT)
    new = NewUnit(name="Phòng Một", kind=Kind.DIVISION, level=Level.PROVINCE, parent_id=information.pk)
    with pytest.raises(UnitClosed):
        open_unit(new, on=TODAY, actor=LAN, at=AT)


def test_a_unit_takes_over_those_merged_into_it(information: Unit, science: Unit) -> None:
    merge_units([information.pk], into=science.pk, on=MARCH, instrument="NQ 45", actor=LAN, at=AT)
    assert lineage.taken_over([science.pk], dt.date(2025, 2, 28)) == {science.pk: ()}
    assert lineage.taken_over([science.pk], TODAY) == {science.pk: (information.pk,)}
    assert lineage.answering([information.pk, science.pk], TODAY) == {
        information.pk: (science.pk,),
        science.pk: (science.pk,),
    }
