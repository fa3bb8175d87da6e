"""The targets' rows of the access table hold, for the province's programme and for a unit's own."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from khien.base import files
from khien.base.access import Actor
from khien.programme.models import Programme, Target, TargetReading
from khien.programme.rules.ledger import Basis
from khien.programme.services.target_readings import NewReading, enter_reading
from tests.access.targets import ROWS
from tests.people import Cast
from tests.targets.conftest import AT, ON, SURVEY

TargetOf = Callable[[str], Target]
Browser = Callable[[str], Client]


@pytest.fixture
def reading(hoa: Actor, target: TargetOf) -> TargetReading:
    """A survey Hoa entered, with its file."""
    stored = files.keep(io.BytesIO(b"ket qua"), name="khao-sat.txt", limit_bytes=1000, at=AT)
    new = NewReading(
        on=ON, value=Decimal(65), basis=Basis.SURVEYED, source_text="Khảo sát tháng 11/2026", stored=stored
    )
    return enter_reading(hoa, target(SURVEY), new, key=uuid.uuid4(), at=AT)


def _address(route: str, target: Target, reading: TargetReading) -> str:
    if route == "targets:targets":
        return reverse(route)
    if route in ("targets:correct", "targets:withdraw", "targets:reading_file"):
        return reverse(route, args=[target.uuid, reading.uuid])
    return reverse(route, args=[target.uuid])


def _status(browser: Client, address: str) -> int:
    response = browser.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, or the file stays open
    return int(response.status_code)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, target: TargetOf, reading: TargetReading, as_person: Browser
) -> None:
    address = _address(route, target(SURVEY), reading)
    assert {who: _status(as_person(who), address) for who in ROWS[route]} == ROWS[route]


@pytest.mark.parametrize("route", ["targets:define", "targets:enter", "targets:recount", "targets:withdraw"])
def test_posting_is_refused_to_whom_the_page_is_closed(
    route: str, target: TargetOf, reading: TargetReading, as_person: Browser
) -> None:
    address = _address(route, target(SURVEY), reading)
    for who in ("leader", "commune_officer", "auditor", "administrator"):
        assert as_person(who).post(address, {"reason": "x", "key": uuid.uuid4()}).status_code == 403
    assert TargetReading.objects.count() == 1


def test_a_communes_own_programme_is_its_own(
    programme: Programme, target: TargetOf, reading: TargetReading, as_person: Browser, cast: Cast
) -> None:
    Programme.objects.filter(pk=programme.pk).update(unit_id=cast.units.commune)
    found = target(SURVEY)
    seen = {
        who: as_person(who).get(reverse("targets:target", args=[found.uuid])).status_code
        for who in ("commune_officer", "other_unit", "focal_officer", "standing_office", "auditor")
    }
    assert seen == {
        "commune_officer": 200,
        "other_unit": 404,
        "focal_officer": 404,
        "standing_office": 200,
        "auditor": 200,
    }
    for route in ("targets:define", "targets:enter", "targets:correct"):
        address = _address(route, found, reading)
        assert _status(as_person("commune_officer"), address) == 200
        assert as_person("other_unit").get(address).status_code == 404
        assert as_person("auditor").get(address).status_code == 403
    assert as_person("other_unit").get(_address("targets:reading_file", found, reading)).status_code == 404


def test_nothing_of_an_ended_programme_is_changed(
    programme: Programme, target: TargetOf, reading: TargetReading, as_person: Browser
) -> None:
    Programme.objects.filter(pk=programme.pk).update(ended_on=programme.begun_on)
    assert (
        as_person("standing_office").get(_address("targets:define", target(SURVEY), reading)).status_code
        == 403
    )
    assert (
        as_person("standing_office").get(_address("targets:target", target(SURVEY), reading)).status_code
        == 200
    )
