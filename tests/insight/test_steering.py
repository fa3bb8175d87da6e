"""The leader's page: the figures are those of the pages below, on one screen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor, Grant
from khien.base.errors import Missing
from khien.base.jobs.execution import under_way
from khien.insight.access import steered_by, steered_for
from khien.insight.jobs import keep_programme
from khien.insight.models import DayFigures
from khien.insight.selectors.gathering import earlier, gather
from khien.insight.services import keeping
from khien.insight.services.keeping import figures_now, keep_figures
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.programme.models import Programme
from khien.programme.services.target_snapshots import refresh_running
from khien.reports import api as reports
from khien.reports.models import ReportRound
from tests.access.insight import ROWS
from tests.people import Cast
from tests.reports.conftest import ON, moment
from tests.reports.test_steering_counts import handed_in

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' today is the tests' day, whenever they run."""
    for view in ("steering", "switching"):
        monkeypatch.setattr(f"khien.insight.views.{view}.today", lambda: ON)
        monkeypatch.setattr(f"khien.insight.views.{view}.now", lambda: moment(ON))


def card_of(programme: Programme) -> programmes.ProgrammeCard:
    return programmes.programme(programme.pk)


@pytest.fixture
def busy(
    cast: Cast, programme: Programme, half: ReportRound, did: Callable[..., int]
) -> programmes.ProgrammeCard:
    """Two activities of communes, one of November; the department reported in time, a commune late, one not at all."""
    did("commune", "IV.2", dt.date(2026, 11, 4), spent=3_000_000)
    did("other_commune", "IV.2", dt.date(2026, 6, 2), spent=2_000_000)
    handed_in(cast, half, "department", dt.date(2026, 6, 9))
    handed_in(cast, half, "commune", dt.date(2026, 6, 20))
    return card_of(programme)


def test_the_figures_are_those_of_the_apps_below(busy: programmes.ProgrammeCard) -> None:
    figures = gather(busy, on=ON)
    assert (figures.activities, figures.money_spent) == (2, 5_000_000)
    rates = reports.programme_rates(busy.id, on=ON)
    assert (figures.reports_expected, figures.reports_on_time) == (rates.expected, rates.on_time)
    assert [line.days for line in figures.late] == [(ON - dt.date(2026, 6, 10)).days]
    assert len(figures.targets) == len(programmes.targets(busy.id))


def test_an_activity_of_another_programme_is_not_counted(busy: programmes.ProgrammeCard) -> None:
    assert gather(busy, on=dt.date(2026, 6, 30)).by_day == {dt.date(2026, 6, 2): 1}


def test_yesterday_is_too_near_to_compare_with(busy: programmes.ProgrammeCard) -> None:
    for days in (1, 9, 40):
        keep_figures(busy, at=moment(ON - dt.timedelta(days=days)))
    found = earlier(busy.id, on=ON)
    assert found is not None
    assert found.day == ON - dt.timedelta(days=9)


def test_a_day_is_kept_once(busy: programmes.ProgrammeCard) -> None:
    keep_figures(busy, at=moment(ON))
    keep_figures(busy, at=moment(ON))
    assert DayFigures.objects.count() == 1


@pytest.mark.usefixtures("today")
def test_the_page_says_what_changed(
    busy: programmes.ProgrammeCard, did: Callable[..., int], as_person: Browser
) -> None:
    keep_figures(busy, at=moment(dt.date(2026, 11, 3)))
    page = as_person("standing_office").get(reverse("insight:steering")).content.decode()
    assert "So với 03/11/2026" in page
    assert "Sổ hoạt động có thêm 1 hoạt động" in page
    assert "kinh phí dùng thêm 3.000.000" in page
    assert "phường Bình Minh" in page
    assert "Soạn công văn đôn đốc" in page


@pytest.mark.usefixtures("today")
def test_the_auditor_reads_and_drafts_no_letter(busy: programmes.ProgrammeCard, as_person: Browser) -> None:
    page = as_person("auditor").get(reverse("insight:steering")).content.decode()
    assert "phường Bình Minh" in page
    assert "Soạn công văn đôn đốc" not in page


@pytest.mark.usefixtures("today")
def test_the_page_reads_what_was_kept_until_it_is_counted_again(
    busy: programmes.ProgrammeCard, did: Callable[..., int], as_person: Browser
) -> None:
    keep_figures(busy, at=moment(ON))
    did("commune", "IV.2", dt.date(2026, 11, 20), spent=1_000_000)
    office = as_person("standing_office")
    assert "5.000.000" in office.get(reverse("insight:steering")).content.decode()
    office.post(reverse("insight:count_again", kwargs={"uuid": busy.uuid}))
    assert "6.000.000" in office.get(reverse("insight:steering")).content.decode()


def test_figures_of_this_morning_are_old_when_no_worker_runs(
    busy: programmes.ProgrammeCard, did: Callable[..., int]
) -> None:
    keep_figures(busy, at=moment(ON, 1))
    did("commune", "IV.2", dt.date(2026, 11, 20), spent=1_000_000)
    kept = figures_now(busy, at=moment(ON, 3))
    figures, counted_at = kept.figures, kept.counted_at
    assert figures is not None
    assert (figures.money_spent, counted_at) == (6_000_000, moment(ON, 3))


def test_the_chairman_of_the_province_steers_and_a_departments_leader_does_not(
    cast: Cast, programme: Programme
) -> None:
    above = Actor("x", "Trần Văn Bình", (Grant(Role.LEADER, cast.units.province),))
    assert [card.id for card in steered_by(above, on=ON)] == [programme.pk]
    assert steered_by(cast.actor("leader"), on=ON) == []
    with pytest.raises(Missing):
        steered_for(cast.actor("leader"), programme.uuid, on=ON)


@pytest.mark.parametrize("route", sorted(ROWS))
@pytest.mark.usefixtures("today")
def test_each_role_gets_what_the_table_says(route: str, programme: Programme, as_person: Browser) -> None:
    address = reverse(route, kwargs={} if route == "insight:steering" else {"uuid": programme.uuid})
    by_post = route == "insight:count_again"
    browsers = {who: as_person(who) for who in ROWS[route]}
    seen = {
        who: (browser.post(address) if by_post else browser.get(address)).status_code
        for who, browser in browsers.items()
    }
    assert seen == ROWS[route]


@pytest.mark.usefixtures("today")
def test_many_units_cost_no_more_queries(
    busy: programmes.ProgrammeCard,
    did: Callable[..., int],
    as_person: Browser,
    django_assert_max_num_queries: Any,
) -> None:
    for day in range(1, 25):
        did("commune", "IV.2", dt.date(2026, 10, day), spent=100_000)
    refresh_running(at=moment(ON))  # as the targets are counted every quarter of an hour
    office = as_person("standing_office")
    office.get(reverse("insight:steering"))
    with django_assert_max_num_queries(30):
        assert office.get(reverse("insight:steering")).status_code == 200


def test_the_first_page_of_who_looks_over_the_province_tells_how_it_stands_and_counts_nothing(
    programme: Programme, as_person: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    office = as_person("standing_office")
    steering = f'class="btn" href="{reverse("insight:steering")}"'
    assert steering in office.get(reverse("workspace:start")).content.decode()  # nothing kept yet, yet a way
    office.get(reverse("insight:steering"))
    with django_assert_max_num_queries(30):
        page = office.get(reverse("workspace:start")).content.decode()
    assert re.search(r"\d+/\d+ (chỉ tiêu đạt|targets met)", page)
    assert steering not in as_person("commune_officer").get(reverse("workspace:start")).content.decode()


@pytest.mark.usefixtures("today")
def test_in_a_province_of_thousands_the_page_counts_nothing_and_asks_once(
    busy: programmes.ProgrammeCard, as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_AT_ONCE", 0)
    browser = as_person("standing_office")
    for _ in range(2):
        assert "Số liệu đang được tính" in browser.get(reverse("insight:steering")).content.decode()
    assert not DayFigures.objects.exists()
    assert under_way(keep_programme) == [{"programme_id": busy.id}]
    keep_figures(busy, at=moment(ON - dt.timedelta(days=1)))
    page = browser.get(reverse("insight:steering")).content.decode()
    assert "23/11/2026" in page
    assert DayFigures.objects.count() == 1
