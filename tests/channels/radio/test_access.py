"""The access table of commune radio holds, and its pages ask little of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.channels.models import Bulletin, RadioStation
from khien.library.models import Material
from tests.access.radio import BY_POST, ROWS
from tests.channels.radio.conftest import TODAY, Airs
from tests.library.conftest import edition_of
from tests.people import AT

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("radio", "radio_bulletins"):
        monkeypatch.setattr(f"khien.channels.views.{module}.today", lambda: TODAY)
        monkeypatch.setattr(f"khien.channels.views.{module}.now", lambda: AT)


@pytest.fixture
def made(aired: Airs, by_stick: RadioStation) -> Bulletin:
    return aired(by_stick)


def _address(route: str, made: Bulletin, station: RadioStation) -> str:
    name = route.removeprefix("radio:")
    if name in ("station", "station_change", "take_along"):
        address = reverse(route, args=[station.uuid])
        return address + ("?tu=24/11/2026&den=26/11/2026" if name == "take_along" else "")
    if name in ("played", "not_played"):
        return reverse(route, args=[made.airings.get(on=TODAY).uuid])
    if name in ("bulletin", "sound", "recall", "try_again"):
        return reverse(route, args=[made.uuid])
    return reverse(route)


def _close(answer: HttpResponseBase) -> None:
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, made: Bulletin, by_stick: RadioStation, as_person: Browser
) -> None:
    seen = {}
    for who in ROWS[route]:
        with transaction.atomic():
            browser, address = as_person(who), _address(route, made, by_stick)
            answer = browser.post(address, {"times": 1}) if route in BY_POST else browser.get(address)
            _close(answer)
            transaction.set_rollback(True)
        seen[who] = answer.status_code
    assert seen == ROWS[route]


@pytest.mark.parametrize("who", ["standing_office", "commune_officer", "auditor"])
def test_pages_ask_little_of_the_database(
    who: str, made: Bulletin, by_stick: RadioStation, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    browser = as_person(who)
    addresses = [reverse(f"radio:{name}") for name in ("board", "missing")]
    addresses += [reverse("radio:stations") + "?tat-ca=1", reverse("radio:station", args=[by_stick.uuid])]
    addresses.append(reverse("radio:bulletin", args=[made.uuid]))
    for address in addresses:
        browser.get(address)
        with django_assert_max_num_queries(30):
            assert browser.get(address).status_code == 200


def test_hoa_schedules_on_the_page_and_loses_nothing_typed(
    published: Material, by_stick: RadioStation, connected: RadioStation, as_person: Browser
) -> None:
    browser = as_person("standing_office")
    page = browser.get(reverse("radio:new"), {"tim": "cup may"})
    edition = edition_of(published)
    assert f"?tai-lieu={edition.pk}" in page.content.decode()
    address = f"{reverse('radio:new')}?tai-lieu={edition.pk}"
    assert "Công an không làm việc qua điện thoại" in browser.get(address).content.decode()
    sent = {
        "key": "7d0c7d7e-6f3a-4a66-9a57-0a3a6e6f0c01", "first": "24/11/2026", "last": "26/11/2026",
        "times": "sáng sớm", "priority": "3", "stations": [str(by_stick.uuid)],
    }  # fmt: skip
    wrong = browser.post(address, sent)
    assert wrong.status_code == 422
    assert "sáng sớm" in wrong.content.decode()
    answer = browser.post(address, sent | {"times": "5h30, 17h"})
    assert answer.status_code == 302
    again = browser.post(address, sent | {"times": "5h30, 17h"})
    assert again["Location"] == answer["Location"]
    assert Bulletin.objects.get().times == ["05:30", "17:00"]


def test_a_communes_officer_has_her_station_only_and_no_emergency(
    published: Material, by_stick: RadioStation, connected: RadioStation, as_person: Browser
) -> None:
    address = f"{reverse('radio:new')}?tai-lieu={edition_of(published).pk}"
    page = as_person("commune_officer").get(address).content.decode()
    assert connected.name not in page
    assert 'value="3"' not in page
    sent = {
        "key": "7d0c7d7e-6f3a-4a66-9a57-0a3a6e6f0c02", "first": "24/11/2026", "last": "24/11/2026",
        "times": "17:00", "priority": "3",
    }  # fmt: skip
    assert as_person("commune_officer").post(address, sent).status_code == 422
    assert as_person("commune_officer").post(address, sent | {"priority": "1"}).status_code == 302
    assert Bulletin.objects.get().hands.get().station == by_stick
