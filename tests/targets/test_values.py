"""What a target comes to, counted from the ledger that officers write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from khien.base.access import Actor
from khien.programme.models import Activity, Programme, Target, TargetDefinition
from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.rules.targets import Method, Remark, UnitCondition
from khien.programme.selectors.target_figures import Figure
from khien.programme.services.target_values import target_values
from tests.people import Cast
from tests.targets.conftest import ACTIVE, ARTICLES, INCIDENTS, ON, OTHER, PEOPLE, PLANS, SURVEY

Value = Callable[..., Figure]
Record = Callable[..., Activity]


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
