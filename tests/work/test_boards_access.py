"""The rows of the access table for the views over work hold."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from khien.programme.models import Programme
from tests.access.work_boards import ROWS


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, opened: Programme, as_person: Callable[[str], Client]
) -> None:
    needs_uuid = {"work:filter", "work:batch", "work:table_in"}
    address = reverse(route, args=[uuid4()] if route in needs_uuid else [])
    seen = {who: as_person(who).get(address).status_code for who in ROWS[route]}
    assert seen == ROWS[route]
