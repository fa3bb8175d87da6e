"""Warnings in a browser: who switches them on is kept sealed, who switches them off is forgotten at once."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from khien.audiences.models import Address
from khien.audiences.rules.standing import Standing
from khien.channels.models import AccountTokens
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.push_endpoints import LARGEST
from tests.channels.sending import stage
from tests.channels.transports.standins.push_service import Browser
from tests.people import Units

pytestmark = pytest.mark.django_db
START, STOP = "/kenh/thong-bao/dang-ky/", "/kenh/thong-bao/thoi/"
CHROME = "https://fcm.googleapis.com"


@pytest.fixture
def _set_up(units: Units) -> None:
    stage.account(units.department, ChannelKind.PUSH, settings={"contact": "mailto:tructot@anbinh.example"})


def _post(client: Client, address: str, text: str) -> tuple[int, dict[str, object]]:
    answer = client.post(address, text, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("_set_up")
def test_a_citizen_switches_warnings_on_and_off(client: Client, units: Units) -> None:
    text = Browser("a").subscription(CHROME)
    assert _post(client, START, text) == (201, {"done": True})
    assert _post(client, START, text) == (201, {"done": True})
    row = Address.objects.get(channel="push")
    assert (row.standing, row.unit_id) == (Standing.AGREED, units.department)
    assert "fcm.googleapis.com" not in row.sealed
    assert _post(client, STOP, json.dumps({"endpoint": json.loads(text)["endpoint"]})) == (
        200,
        {"done": True},
    )
    row.refresh_from_db()
    assert row.standing == Standing.LEFT


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize(
    "place", ["https://127.0.0.1", "http://fcm.googleapis.com", "https://ke-gian.example"]
)
def test_a_place_inside_the_office_is_not_kept(client: Client, place: str) -> None:
    status, said = _post(client, START, Browser("a").subscription(place))
    assert (status, said["error"]) == (400, "no-subscription")
    assert not Address.objects.exists()


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize(
    ("text", "status"), [("", 400), ("[" * 1999, 400), ("x" * (LARGEST + 1), 413), ("null", 400)]
)
def test_what_no_browser_sends_is_refused(client: Client, text: str, status: int) -> None:
    assert _post(client, START, text)[0] == status
    assert _post(client, STOP, text) == (200, {"done": True})
    assert not Address.objects.exists()


@pytest.mark.usefixtures("_set_up")
def test_another_site_cannot_switch_it_on_for_her(units: Units) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(START, Browser("a").subscription(CHROME), content_type="application/json")
    assert answer.status_code == 403
    assert not Address.objects.exists()


@pytest.mark.usefixtures("_set_up")
def test_the_page_hands_out_the_public_half_only(client: Client) -> None:
    page = client.get(reverse("channels:push"))
    text = page.content.decode()
    assert page.status_code == 200
    assert len(text.partition('data-push-key="')[2].partition('"')[0]) == 87
    assert "Bật cảnh báo" in text
    assert "<script>" not in text
    assert AccountTokens.objects.get().sealed not in text


def test_without_an_account_the_page_says_what_else_helps(client: Client, units: Units) -> None:
    text = client.get(reverse("channels:push")).content.decode()
    assert "data-push-key" not in text
    assert "chưa mở cảnh báo" in text
    assert _post(client, START, Browser("a").subscription(CHROME))[0] == 503


def test_the_sites_worker_shows_a_warning(client: Client, units: Units) -> None:
    script = client.get("/sw.js").content.decode()
    assert '"push"' in script
    assert "notificationclick" in script
