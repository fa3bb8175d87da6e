"""The access table of campaigns holds, for pages and for acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.channels.models import Campaign, Message
from khien.channels.services import campaigns
from tests.access.campaigns import BY_POST, ROWS
from tests.channels.campaigns.conftest import BASIS, ON, Plans
from tests.people import AT

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
ON_STATE = {
    "approve": "sent",
    "give_back": "sent",
    "take_back": "sent",
    "start": "approved",
    "pause": "running",
    "stop": "running",
    "uncertain": "running",
    "progress": "running",
    "results": "running",
    "resume": "paused",
}


@pytest.fixture
def objects(
    plan: Plans, sent_in: Campaign, approved: Campaign, chau: Actor, anh: Actor
) -> dict[str, Campaign]:
    def under_way(title: str) -> Campaign:
        made = plan(title)
        made = campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)
        made = campaigns.approve(anh, made, version=made.version, basis=BASIS, on=ON, at=AT)
        return campaigns.start(chau, made, at=AT)

    paused = campaigns.pause(chau, under_way("Tạm dừng"), at=AT)
    return {
        "draft": plan(),
        "sent": sent_in,
        "approved": approved,
        "running": under_way("Đang gửi"),
        "paused": paused,
    }


def _asked(browser: Client, route: str, objects: dict[str, Campaign]) -> int:
    name = route.removeprefix("campaigns:")
    found = objects[ON_STATE.get(name, "draft")]
    kwargs: dict[str, Any] = {} if name in ("list", "month", "new") else {"uuid": found.uuid}
    if name.startswith("text_") or name in ("text", "uncertain"):
        kwargs["message"] = Message.objects.filter(step__campaign=found, medium="email")[0].uuid
    data = {
        "version": found.version,
        "share": 50,
        "duyet-version": found.version,
        "duyet-basis": BASIS,
        "tra-version": found.version,
        "tra-note": "Bớt một câu.",
        "dung-sure": "on",
    }
    address = reverse(route, kwargs=kwargs)
    with transaction.atomic():
        answer = browser.post(address, data) if route in BY_POST else browser.get(address)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, objects: dict[str, Campaign], as_person: Browser
) -> None:
    seen = {who: _asked(as_person(who), route, objects) for who in ROWS[route]}
    assert seen == ROWS[route]
