"""What a target comes to, counted from the ledger that officers write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from khien.base.access import SYSTEM, Actor
from khien.base.jobs.rhythm import rhythms
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit
from khien.plans.models import PlanDocument
from khien.programme import unit_conditions
from khien.programme.jobs.targets import count_targets
from khien.programme.models import Activity, Programme, Target, TargetDefinition, TargetSnapshot
from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.rules.targets import Method, Remark, UnitCondition
from khien.programme.selectors.target_contributions import (
    counted_shares,
    entries_behind,
    shares_of,
    unit_shares,
)
from khien.programme.selectors.target_figures import Figure, figures
from khien.programme.services import adopt, withdraw_activity
from khien.programme.services.target_snapshots import refresh_programme
from khien.programme.services.target_values import TargetValue, target_values
from khien.programme.unit_conditions import UnitHas, register_unit_condition
from tests.people import Cast
from tests.plans.conftest import read, small_plan, uploaded
from tests.programme.conftest import settle
from tests.targets.conftest import (
    ACTIVE,
    ARTICLES,
    AT,
    INCIDENTS,
    ON,
    OTHER,
    PEOPLE,
    PLANS,
    SURVEY,
    TARGETS,
)

Value = Callable[..., Figure]
Record = Callable[..., Activity]
TargetOf = Callable[[str], Target]
Queries = Callable[[int], AbstractContextManager[object]]


def definition_of_text(text: str) -> TargetDefinition:
    return TargetDefinition.objects.select_related("target__programme__plan").get(target__text=text)


def test_adopting_guesses_how_each_target_is_counted(programme: Programme, cast: Cast) -> None:
    found = {d.target.text: d for d in TargetDefinition.objects.select_related("target")}
    assert {text: d.method for text, d in found.items()} == {
        PLANS: Method.UNITS,
        PEOPLE: Method.PEOPLE,
        ARTICLES: Method.COUNT,
        INCIDENTS: Method.INCIDENTS,
        SURVEY: Method.SURVEY,
        OTHER: Method.UNDEFINED,
        ACTIVE: Method.UNITS,
    }
    assert all(d.is_guess for d in found.values())
    assert found[PLANS].condition == UnitCondition.PLAN
    assert set(found[PLANS].units.values_list("pk", flat=True)) == {
        cast.units.department,
        cast.units.commune,
        cast.units.other_commune,
    }


def test_a_programme_adopted_before_gets_its_guesses_when_first_asked(programme: Programme) -> None:
    TargetDefinition.objects.all().delete()
    values = target_values(programme.pk, ON)
    assert [v.method for v in values][:3] == [Method.UNITS, Method.PEOPLE, Method.COUNT]
    assert TargetDefinition.objects.count() == len(values)


def test_a_unit_counts_once_however_often_it_acts(record: Record, value: Value) -> None:
    assert value(ACTIVE).value == 0
    for _ in range(3):
        record("commune")
    record("department")  # not of the set
    assert (value(ACTIVE).numerator, value(ACTIVE).denominator, value(ACTIVE).value) == (1, 2, 50)
    record("other_commune")
    assert value(ACTIVE).value == 100


def test_a_unit_has_a_plan_when_its_own_plan_is_in_force(
    hoa: Actor, programme: Programme, cast: Cast, value: Value
) -> None:
    assert (value(PLANS).numerator, value(PLANS).denominator) == (0, 3)
    binh = cast.actor("commune_officer")
    own = read(uploaded(binh, b"cua xa", unit_id=cast.units.commune), small_plan())
    PlanDocument.objects.filter(pk=own.pk).update(parent_id=programme.plan_id, replaces=None)
    own.refresh_from_db()
    adopt(binh, str(settle(binh, own).uuid), at=AT)
    assert value(PLANS).numerator == 1
    assert value(PLANS, ON - dt.timedelta(days=1)).numerator == 0  # it was not in force the day before


def test_articles_are_counted_by_what_was_yielded_and_anew_each_year(record: Record, value: Value) -> None:
    record("department", kind=ActivityKind.PRESS, product="bài viết", quantity=4)
    record("commune", kind=ActivityKind.ONLINE, product="tin", quantity=2)
    record("commune", kind=ActivityKind.TALK)
    record("commune", kind=ActivityKind.PRESS, product="bài viết", quantity=50, on=dt.date(2025, 12, 20))
    assert value(ARTICLES).value == 6
    assert value(ARTICLES, dt.date(2025, 12, 31)).value == 50


def test_a_withdrawn_activity_counts_no_more(record: Record, value: Value, cast: Cast) -> None:
    entry = record("commune", product="tin", quantity=9)
    assert value(ARTICLES).value == 9
    withdraw_activity(cast.actor("commune_officer"), entry, reason="Ghi hai lần", key="w", at=AT)
    assert value(ARTICLES).value == 0


def test_people_without_a_population_have_a_number_but_no_share(record: Record, value: Value) -> None:
    record("commune", people=60)
    found = value(PEOPLE)
    assert (found.value, found.numerator, found.remark) == (None, 60, Remark.NO_DENOMINATOR)


def test_people_as_a_share_with_bounds(record: Record, value: Value, target: TargetOf) -> None:
    TargetDefinition.objects.filter(target=target(PEOPLE)).update(denominator_value=1000)
    for _ in range(4):
        record("commune", people=300, kind=ActivityKind.BROADCAST)
    record("other_commune", people=100)
    record("other_commune", people=50)
    found = value(PEOPLE)
    assert (found.numerator, found.value) == (450, 45)  # 300 listeners, 150 who came
    assert (found.low, found.high) == (40, 100)


def test_more_people_than_there_are_is_shown_as_all_with_a_remark(
    record: Record, value: Value, target: TargetOf
) -> None:
    TargetDefinition.objects.filter(target=target(PEOPLE)).update(denominator_value=100)
    record("commune", people=120)
    assert (value(PEOPLE).value, value(PEOPLE).numerator, value(PEOPLE).remark) == (100, 120, Remark.CAPPED)


def test_only_the_audiences_named_count(record: Record, value: Value, target: TargetOf) -> None:
    TargetDefinition.objects.filter(target=target(PEOPLE)).update(
        denominator_value=100, audiences=[Audience.PUPILS]
    )
    record("commune", people=40, audience=Audience.PUPILS)
    record("commune", people=40, audience=Audience.ELDERLY)
    assert value(PEOPLE).value == 40


def test_other_tasks_do_not_count_when_tasks_are_chosen(
    record: Record, value: Value, target: TargetOf, programme: Programme
) -> None:
    record("commune")
    definition = TargetDefinition.objects.get(target=target(ACTIVE))
    definition.tasks.set([programme.tasks.all()[1]])
    assert value(ACTIVE).numerator == 0
    definition.tasks.set([programme.tasks.all()[0]])
    assert value(ACTIVE).numerator == 1


def test_two_communes_merge_in_july_and_both_halves_are_right(
    record: Record, value: Value, cast: Cast
) -> None:
    """Xã An Hòa acted in May; on 1 July it and phường Bình Minh become one."""
    record("commune", on=dt.date(2026, 5, 20))
    new = NewUnit(
        name="Ủy ban nhân dân xã An Bình Minh",
        kind=Kind.PEOPLES_COMMITTEE,
        level=Level.COMMUNE,
        code="XABM",
        parent_id=cast.units.province,
    )
    merged = orgs.merge_units(
        [cast.units.commune, cast.units.other_commune],
        into=new,
        on=dt.date(2026, 7, 1),
        actor=SYSTEM,
        at=AT,
    )
    june, today = value(ACTIVE, dt.date(2026, 6, 30)), value(ACTIVE)
    assert (june.numerator, june.denominator) == (1, 2)
    assert (today.numerator, today.denominator, today.value) == (1, 1, 100)
    (share,) = unit_shares(definition_of_text(ACTIVE), on=ON)
    assert (share.unit_id, share.has, share.activities) == (merged.id, True, 1)
    assert share.before == ("Ủy ban nhân dân xã An Hòa",)


def test_what_units_add_sums_up_to_the_value(record: Record, value: Value) -> None:
    record("commune", people=300, kind=ActivityKind.BROADCAST)
    record("commune", people=200, kind=ActivityKind.BROADCAST)
    record("other_commune", people=70)
    shares = unit_shares(definition_of_text(PEOPLE), on=ON)
    assert {share.amount for share in shares} == {300, 70}
    assert sum(share.amount or 0 for share in shares) == value(PEOPLE).numerator


def test_the_entries_behind_a_value_are_those_that_count(record: Record, cast: Cast) -> None:
    article = record("commune", product="bài viết")
    record("commune")
    definition = definition_of_text(ARTICLES)
    assert [e.pk for e in entries_behind(definition, on=ON, unit_ids=None)] == [article.pk]
    assert not entries_behind(definition, on=ON, unit_ids=[cast.units.other_commune]).exists()


def test_a_newer_version_of_the_plan_keeps_definition_and_entries(
    hoa: Actor, programme: Programme, record: Record, target: TargetOf
) -> None:
    record("commune")
    TargetDefinition.objects.filter(target=target(ACTIVE)).update(set_by="Hoa", set_at=AT)
    newer = read(uploaded(hoa, b"ban moi"), small_plan(targets=TARGETS))
    PlanDocument.objects.filter(pk=newer.pk).update(replaces_id=programme.plan_id)
    newer.refresh_from_db()
    after = adopt(hoa, str(settle(hoa, newer).uuid), at=AT + dt.timedelta(days=1))
    definition = TargetDefinition.objects.get(target__programme=after, target__text=ACTIVE)
    assert (definition.set_by, definition.units.count()) == ("Hoa", 2)
    assert figures(definition, [ON])[0].numerator == 1


def test_values_come_from_the_snapshot_until_counted_again(programme: Programme, record: Record) -> None:
    def active() -> TargetValue:
        return next(v for v in target_values(programme.pk, ON) if v.text == ACTIVE)

    refresh_programme(programme.pk, at=AT)
    record("commune")
    assert (active().value, active().computed_at) == (0, AT)
    fresh = next(v for v in target_values(programme.pk, ON, fresh=True) if v.text == ACTIVE)
    assert (fresh.value, fresh.computed_at) == (50, None)
    refresh_programme(programme.pk, at=AT)
    assert active().value == 50


def test_snapshots_are_made_anew_the_same_and_only_when_something_changed(
    programme: Programme, record: Record
) -> None:
    record("commune", on=dt.date(2026, 2, 20))
    assert refresh_programme(programme.pk, at=AT, unless_same=True) == 7
    fields = ("target_id", "on", "value", "light", "remark")
    kept = list(TargetSnapshot.objects.values_list(*fields))
    later = AT + dt.timedelta(minutes=5)
    assert refresh_programme(programme.pk, at=later) == 7
    assert list(TargetSnapshot.objects.values_list(*fields)) == kept
    assert refresh_programme(programme.pk, at=later + dt.timedelta(minutes=1), unless_same=True) == 0
    days = [s.on for s in TargetSnapshot.objects.filter(target__text=ACTIVE).order_by("on")]
    assert days[0] == dt.date(2026, 3, 14)  # the end of the reporting month of 20 February
    assert days[-1] == ON


def test_a_past_day_is_counted_as_it_was(programme: Programme, record: Record) -> None:
    record("commune", on=dt.date(2026, 5, 20))
    refresh_programme(programme.pk, at=AT)
    may = {v.text: v for v in target_values(programme.pk, dt.date(2026, 5, 19))}[ACTIVE]
    june = {v.text: v for v in target_values(programme.pk, dt.date(2026, 6, 1))}[ACTIVE]
    assert (may.value, june.value) == (0, 50)


def test_reading_values_asks_few_questions(
    programme: Programme, record: Record, django_assert_max_num_queries: Queries
) -> None:
    record("commune", people=10)
    refresh_programme(programme.pk, at=AT)
    with django_assert_max_num_queries(6):
        assert len(target_values(programme.pk, ON)) == 7


def test_another_part_may_register_what_a_unit_must_have(
    monkeypatch: pytest.MonkeyPatch, value: Value, target: TargetOf, cast: Cast
) -> None:
    monkeypatch.setattr(unit_conditions, "_registered", {})
    has = UnitHas("library.editor", "có biên tập viên", lambda unit_ids, on: [cast.units.commune])
    register_unit_condition(has)
    TargetDefinition.objects.filter(target=target(ACTIVE)).update(condition="library.editor")
    assert value(ACTIVE).value == 50
    with pytest.raises(ValueError, match="twice"):
        register_unit_condition(has)


def test_units_with_a_focal_officer(value: Value, target: TargetOf, cast: Cast) -> None:
    TargetDefinition.objects.filter(target=target(ACTIVE)).update(condition=UnitCondition.FOCAL_OFFICER)
    assert value(ACTIVE).numerator == 0
    assert cast["commune_officer"]
    assert value(ACTIVE).numerator == 1


def test_nothing_is_guessed_into_a_value(value: Value) -> None:
    assert (value(OTHER).value, value(OTHER).remark) == (None, Remark.UNDEFINED)
    assert (value(INCIDENTS).value, value(INCIDENTS).remark) == (None, Remark.NO_READING)
    assert value(SURVEY).value is None


def test_the_units_kept_with_a_snapshot_are_those_counted(programme: Programme, record: Record) -> None:
    record("commune", people=300)
    record("other_commune", people=20, product="tin")
    refresh_programme(programme.pk, at=AT)
    for text in (ACTIVE, PEOPLE, ARTICLES, PLANS):
        definition = definition_of_text(text)
        assert shares_of(definition, on=ON) == counted_shares(definition, on=ON) != []
    record("commune", people=5)
    definition = definition_of_text(PEOPLE)
    assert sum(share.activities for share in shares_of(definition, on=ON)) == 2  # not counted again yet
    assert sum(share.activities for share in counted_shares(definition, on=ON)) == 3


def test_the_job_counts_every_programme_in_force_and_comes_back(
    programme: Programme, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khien.programme.jobs.targets.now", lambda: AT)
    record("commune")
    count_targets.func()
    count_targets.func()  # a worker that was killed runs it again
    assert TargetSnapshot.objects.filter(on=ON, target__programme=programme).count() == 7
    assert rhythms["programme.count_targets"].job == count_targets
    Programme.objects.filter(pk=programme.pk).update(ended_on=ON)
    TargetSnapshot.objects.all().delete()
    count_targets.func()
    assert not TargetSnapshot.objects.exists()
