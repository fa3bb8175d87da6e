"""The access table of warnings holds, for pages and for acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from khien.alerts.forms import initial_of
from khien.alerts.models import Alert
from khien.alerts.selectors.drafts import draft_of
from khien.alerts.services import workflow
from khien.base.access import Actor
from tests.access.alerts import BY_POST, ROWS
from tests.alerts.conftest import Writes
from tests.people import AT

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
Objects = dict[str, Alert]
ON_WAITING = ("take_back", "send_back", "approve")
ON_SENT = ("follow", "cap_xml", "poster")


@pytest.fixture
def objects(write: Writes, send: Writes, chau: Actor, monkeypatch: pytest.MonkeyPatch) -> Objects:
    for module in ("lists", "writing", "alert", "public"):
        monkeypatch.setattr(
            f"khien.alerts.views.{module}.{'clock.' if module == 'public' else ''}now", lambda: AT
        )
    waiting = write()
    workflow.submit(chau, waiting, at=AT)
    return {"draft": write(), "waiting": waiting, "sent": send()}


def _address(route: str, o: Objects) -> str:
    name = route.removeprefix("alerts_staff:")
    if name in ("list", "begin"):
        return reverse(route)
    if name == "tab":
        return reverse(route, args=["drafts"])
    which = "waiting" if name in ON_WAITING else "sent" if name in ON_SENT else "draft"
    return reverse(route, args=[o[which].uuid, *(["cap-nhat"] if name == "follow" else [])])


def _data(route: str, o: Objects) -> dict[str, Any]:
    match route.removeprefix("alerts_staff:"):
        case "approve":
            return {"revision": 1}
        case "send_back":
            return {"send_back-note": "Ghi thêm số điện thoại."}
        case "autosave":
            typed = {name: value or "" for name, value in initial_of(draft_of(o["draft"])).items()}
            return typed | {"revision": 1, "page": "a", "drill": ""}
    return {}


def _asked(browser: Client, route: str, o: Objects) -> int:
    with transaction.atomic():
        address = _address(route, o)
        answer = browser.post(address, _data(route, o)) if route in BY_POST else browser.get(address)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, objects: Objects, as_person: Browser) -> None:
    seen = {who: _asked(as_person(who), route, objects) for who in ROWS[route]}
    assert seen == ROWS[route]
