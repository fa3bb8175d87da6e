"""The access table of print points holds, and its pages ask little of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.channels.models import Hanging, Placement
from khien.channels.services import placements as services
from khien.channels.services.placements import What
from tests.access.placements import BY_POST, ROWS
from tests.channels.placements.test_hanging import (
    TODAY,
    a_photo,
    anh,
    binh,
    chau,
    market,
    published,
    what,
    write,
)
from tests.people import AT

__all__ = ["anh", "binh", "chau", "market", "published", "what", "write"]
pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khien.channels.views.placements.today", lambda: TODAY)
    monkeypatch.setattr("khien.channels.views.placements.now", lambda: AT)
    monkeypatch.setattr(services, "poster_for", lambda *_args, **_named: ("a.pdf", b"%PDF"))


@pytest.fixture
def hangs(binh: Actor, market: Placement, what: What) -> Hanging:
    return services.hang_at_once(binh, market, what, photo=a_photo(), key=uuid4(), at=AT)


def _address(route: str, hangs: Hanging) -> str:
    name = route.removeprefix("placements:")
    if name in ("place", "place_change"):
        return reverse(route, args=[hangs.placement.uuid])
    if name in ("hanging", "hung", "down", "poster", "photo"):
        return reverse(route, args=[hangs.uuid])
    return reverse(route)


def _close(answer: HttpResponseBase) -> None:
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, hangs: Hanging, as_person: Browser) -> None:
    seen = {}
    for who in ROWS[route]:
        with transaction.atomic():
            browser, address = as_person(who), _address(route, hangs)
            answer = browser.post(address, {"on": "24/11/2026"}) if route in BY_POST else browser.get(address)
            _close(answer)
            transaction.set_rollback(True)
        seen[who] = answer.status_code
    assert seen == ROWS[route]


def test_pages_ask_little_of_the_database(
    hangs: Hanging, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    for who in ("standing_office", "commune_officer"):
        browser = as_person(who)
        for route in ("due", "places", "place", "hanging", "hang_new"):
            address = _address(f"placements:{route}", hangs)
            browser.get(address)
            with django_assert_max_num_queries(30):
                assert browser.get(address).status_code == 200
