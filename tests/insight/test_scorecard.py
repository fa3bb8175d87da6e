"""The public page: off until the office switches it on, and then only what was chosen, only sums."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.errors import Refused
from khien.insight.errors import ScorecardChanged
from khien.insight.models import DayFigures, Scorecard
from khien.insight.services.scorecards import SHOWN, change_scorecard
from khien.programme import api as programmes
from khien.programme.models import Programme
from khien.reports.models import ReportRound
from tests.people import Cast
from tests.reports.conftest import ON, moment

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
ALL_BUT_NAMES = dict.fromkeys(SHOWN, True) | {"title": "", "intro": "", "name_late": False}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's today is the tests' day, whenever they run."""
    monkeypatch.setattr("khien.insight.views.switching.today", lambda: ON)
    monkeypatch.setattr("khien.insight.views.switching.now", lambda: moment(ON))


def switched(
    actor: Actor, programme: Programme, *, revision: int = 0, on: bool = True, **shown: object
) -> Scorecard:
    card = programmes.programme(programme.pk)
    chosen = {**ALL_BUT_NAMES, **shown}
    return change_scorecard(actor, card, published=on, shown=chosen, revision=revision, at=moment(ON))


def address(programme: Programme, route: str = "one") -> str:
    return reverse(f"scorecard:{route}", kwargs={"uuid": programme.uuid})


def test_nothing_is_public_until_it_is_switched_on(programme: Programme, client: Client) -> None:
    for route in ("one", "data", "table"):
        assert client.get(address(programme, route)).status_code == 404
    assert client.get(reverse("scorecard:list")).status_code == 404


def test_switched_on_everybody_reads_it_and_switched_off_nobody(
    hoa: Actor, programme: Programme, client: Client
) -> None:
    switched(hoa, programme, intro="Giúp người dân tránh lừa đảo.")
    page = client.get(address(programme))
    assert page.status_code == 200
    assert "Giúp người dân tránh lừa đảo." in page.content.decode()
    assert "24/11/2026" in page.content.decode()
    assert "max-age=300" in page["Cache-Control"]
    assert client.get(reverse("scorecard:list")).headers["Location"] == address(programme)
    switched(hoa, programme, revision=1, on=False)
    assert client.get(address(programme)).status_code == 404


def test_no_unit_is_named_unless_the_office_chose_it(
    hoa: Actor, programme: Programme, half: ReportRound, client: Client
) -> None:
    switched(hoa, programme)
    for route in ("one", "data", "table"):
        assert "Bình Minh" not in client.get(address(programme, route)).content.decode()
    switched(hoa, programme, revision=1, name_late=True)
    for route in ("one", "data", "table"):
        assert "Bình Minh" in client.get(address(programme, route)).content.decode()


def test_late_units_go_with_the_reports(hoa: Actor, programme: Programme, half: ReportRound) -> None:
    assert switched(hoa, programme, name_late=True, show_reports=False).name_late is False


def test_what_is_not_chosen_is_in_no_file(
    hoa: Actor, programme: Programme, did: Callable[..., int], client: Client
) -> None:
    did("commune", "IV.2", ON, spent=4_321_000)
    switched(hoa, programme, show_money=False, show_targets=False)
    data = json.loads(client.get(address(programme, "data")).content)
    assert set(data) == {
        "programme",
        "title",
        "as_of",
        "activities",
        "units_with_plan",
        "units_expected",
    }
    assert data["activities"] == 1
    text = client.get(address(programme, "table")).content.decode("utf-8-sig")
    assert "4321000" not in text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["figure"] for row in rows} == set(data)


def test_the_page_reads_what_was_kept_and_counts_nothing(
    hoa: Actor, programme: Programme, client: Client, django_assert_max_num_queries: Any
) -> None:
    switched(hoa, programme)
    DayFigures.objects.update(figures={"on": "2026-11-20", "activities": 777})
    # Four of the page's own and the shell's one: the line about warnings in force stands on every public page.
    with django_assert_max_num_queries(4 + 1):
        assert "777" in client.get(address(programme)).content.decode()


def test_only_the_standing_office_switches(cast: Cast, programme: Programme) -> None:
    for who in ("leader", "auditor", "administrator"):
        with pytest.raises(Refused):
            switched(cast.actor(who), programme)


def test_of_two_who_switch_at_once_the_second_is_told(hoa: Actor, programme: Programme) -> None:
    switched(hoa, programme)
    with pytest.raises(ScorecardChanged):
        switched(hoa, programme, title="Khác")
    assert Scorecard.objects.get().title == ""


def test_a_preview_publishes_nothing(programme: Programme, as_person: Browser, client: Client) -> None:
    office = as_person("standing_office")
    form = {"show_targets": "on", "intro": "Xem thử.", "revision": "0"}
    where = reverse("insight:scorecard", kwargs={"uuid": programme.uuid})
    seen = office.post(where, {**form, "xem": "1"}).content.decode()
    assert "Bản xem trước" in seen
    assert "Xem thử." in seen
    assert not Scorecard.objects.exists()
    assert office.post(where, {**form, "cong-khai": "1"}).status_code == 302
    assert client.get(address(programme)).status_code == 200
    stale = office.post(where, {**form, "intro": "Bản cũ.", "luu": "1"})
    assert stale.status_code == 409
    assert "Bản cũ." in stale.content.decode()
    assert office.post(where, {**form, "revision": "1", "tat": "1"}).status_code == 302
    assert client.get(address(programme)).status_code == 404
