"""The programme's rows of the access table hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.programme.models import Programme
from tests.access.programme import ROWS


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, programme: Programme, as_person: Callable[[str], Client]
) -> None:
    arguments = {
        "programme:programmes": {},
        "programme:task": {"uuid": programme.tasks.all()[0].uuid},
        "programme:adopt": {"plan_uuid": programme.plan.uuid},
        "programme:programme_of_plan": {"plan_uuid": programme.plan.uuid},
    }.get(route, {"uuid": programme.uuid})
    address = reverse(route, kwargs=arguments)
    seen = {who: as_person(who).get(address).status_code for who in ROWS[route]}
    assert seen == ROWS[route]
