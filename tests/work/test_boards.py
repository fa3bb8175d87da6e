"""Table, board, timeline, calendar: the same items under one filter, to everyone what is theirs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khien.base.clock import today
from khien.orgs.models import Unit
from khien.programme.models import Programme
from khien.work.models import Statement, WorkItem
from khien.work.rules import State
from tests.people import SINCE, Units
from tests.work.conftest import AT, COMMUNE, OTHER, item, task

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]
TABLE = "/lam-viec/viec/bang/"


def page(browser: Client, route: str = "work:table", **query: str) -> str:
    answer = browser.get(f"{reverse(route)}?{urlencode(query)}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(browser: Client, **query: str) -> list[dict[str, str]]:
    """The table as its data file holds it."""
    answer = browser.get(f"{reverse('work:table')}?{urlencode({**query, 'xuat': 'csv'})}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def units_in(found: list[dict[str, str]]) -> set[str]:
    return {row["Đơn vị"] for row in found}


def many_communes(programme: Programme, count: int) -> None:
    """Communes besides the cast's, each with the news task of one month."""
    news = task(programme, "IV.1")
    for n in range(count):
        unit = Unit.objects.create(
            code=f"XX{n:03}", name=f"Xã số {n:03}", kind="peoples_committee", valid_from=SINCE
        )
        WorkItem.objects.create(
            task=news,
            unit=unit,
            for_unit=unit,
            role="lead",
            period="2026-03",
            starts_on=dt.date(2026, 3, 1),
            due_on=dt.date(2026, 3, 31),
            first_due_on=dt.date(2026, 3, 31),
            opened_at=AT,
            state=State.OVERDUE.value,
        )


def test_a_commune_sees_its_own_work_and_nobody_elses(opened: Programme, as_person: Browser) -> None:
    assert units_in(rows(as_person("commune_officer"))) == {COMMUNE}
    assert units_in(rows(as_person("other_unit"))) == {OTHER}


@pytest.mark.parametrize("who", ["standing_office", "auditor"])
def test_the_office_and_the_auditor_see_every_units_work(
    who: str, opened: Programme, as_person: Browser
) -> None:
    found = rows(as_person(who))
    assert len(found) == WorkItem.objects.count()
    assert {COMMUNE, OTHER} < units_in(found)


def test_a_commune_that_asks_for_another_ones_work_gets_nothing(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    other = str(Unit.objects.get(pk=units.other_commune).uuid)
    assert rows(as_person("commune_officer"), **{"don-vi": other}) == []
    assert units_in(rows(as_person("standing_office"), **{"don-vi": other})) == {OTHER}


def test_words_are_found_with_and_without_marks_in_task_and_unit(
    opened: Programme, as_person: Browser
) -> None:
    office = as_person("standing_office")
    assert units_in(rows(office, tim="tra cứu dấu hiệu")) == units_in(rows(office, tim="tra cuu dau hieu"))
    assert units_in(rows(office, tim="binh minh canh bao")) == {OTHER}
    assert rows(office, tim="tàu vũ trụ") == []


def test_each_condition_narrows_and_a_strange_one_does_not_hurt(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    office = as_person("standing_office")
    everything = len(rows(office))
    for query in (
        {"trang-thai": "chua-bat-dau"},
        {"vai-tro": "phoi-hop"},
        {"ky": "2026-03"},
        {"tu": "01/04/2026", "den": "2026-06-30"},
        {"don-vi": "an hoa"},
    ):
        found = rows(office, **query)
        assert 0 < len(found) < everything, query
    assert rows(office, nguoi="toi") == []
    for query in ({"trang-thai": "x"}, {"ky": "'; drop"}, {"tu": "99/99/9999"}, {"chuong-trinh": "1"}):
        assert len(rows(office, **query)) == everything, query


def test_what_needs_somebody_stands_first(opened: Programme, as_person: Browser) -> None:
    late = WorkItem.objects.filter(task__path="IV.3").first()
    assert late is not None
    WorkItem.objects.filter(pk=late.pk).update(state=State.OVERDUE.value, due_on=dt.date(2026, 3, 20))
    WorkItem.objects.filter(task__path="IV.2").update(state=State.DONE.value)
    found = rows(as_person("standing_office"))
    assert found[0]["Trạng thái"] == "Quá hạn"
    assert found[-1]["Trạng thái"] == "Đã xong"


def test_a_statement_that_differs_stands_beside_the_state(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    page_item = item(opened, "IV.2", units.department)
    said = {"said_by_id": "1", "said_by": "Lê Thị Mai", "said_at": AT}
    Statement.objects.create(item=page_item, state="not_started", note="", **said)
    assert "cán bộ nói" not in page(as_person("focal_officer"), tim="trang tra cứu")
    Statement.objects.create(item=page_item, state="done", note="Đã chạy thử", **said)
    shown = page(as_person("focal_officer"), tim="trang tra cứu")
    assert "cán bộ nói: đã xong" in shown


def test_a_filter_goes_along_to_the_other_views(opened: Programme, as_person: Browser) -> None:
    shown = page(as_person("standing_office"), **{"trang-thai": "qua-han", "tim": "tin"})
    assert f"{reverse('work:table')}?tim=tin&amp;trang-thai=qua-han" in shown


@pytest.mark.parametrize("order", ["trang-thai", "-han", "don-vi", "nhiem-vu", "-kinh-phi"])
def test_a_table_of_many_units_asks_a_fixed_number_of_questions(
    order: str, opened: Programme, as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_communes(opened, 120)
    office = as_person("standing_office")
    page(office)
    with django_assert_max_num_queries(30):
        shown = page(office, **{"sap-xep": order})
    assert shown.count("<tr") == 51


def test_an_empty_table_says_what_to_do(units: Units, as_person: Browser) -> None:
    assert "Việc hiện ra ở đây khi" in page(as_person("commune_officer"))
    assert "Hiện tất cả" in page(as_person("commune_officer"), tim="không có")


VIEWS = ["work:board", "work:timeline", "work:calendar"]


@pytest.mark.parametrize("route", VIEWS)
def test_no_view_shows_a_commune_another_ones_work(
    route: str, opened: Programme, as_person: Browser, units: Units
) -> None:
    only = WorkItem.objects.filter(unit_id=units.department, task__path="IV.2")
    only.update(due_on=today(), starts_on=today())
    assert "Xây dựng trang tra cứu" in page(as_person("standing_office"), route)
    assert "Xây dựng trang tra cứu" not in page(as_person("commune_officer"), route)


@pytest.mark.parametrize("route", [*VIEWS, "work:timeline?theo=don-vi"])
def test_every_view_asks_a_fixed_number_of_questions(
    route: str, opened: Programme, as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_communes(opened, 60)
    name, _mark, query = route.partition("?")
    office = as_person("standing_office")
    address = f"{reverse(name)}?{query}&nam=2026&thang=2026-03"
    office.get(address)
    with django_assert_max_num_queries(30):
        assert office.get(address).status_code == 200


def test_the_board_counts_all_and_shows_the_first_by_due_day(opened: Programme, as_person: Browser) -> None:
    many_communes(opened, 45)
    shown = page(as_person("standing_office"), "work:board", **{"trang-thai": "qua-han"})
    assert shown.count('class="board-card"') == 20
    assert shown.split('class="board-folded"')[0].count('class="board-card"') == 6  # the others are folded
    assert "Còn 25 việc trong bảng" in shown


def test_the_timeline_sums_units_on_one_line_a_task(opened: Programme, as_person: Browser) -> None:
    many_communes(opened, 7)
    shown = page(as_person("standing_office"), "work:timeline", nam="2026", tim="cảnh báo")
    assert "9 quá hạn" not in shown
    assert "Tháng 03/2026: 01/03/2026 – 31/03/2026, 0/9 đã xong, 7 quá hạn" in shown


def test_the_timeline_by_unit_pages_through_units(opened: Programme, as_person: Browser) -> None:
    many_communes(opened, 45)
    office = as_person("standing_office")
    first = page(office, "work:timeline", nam="2026", theo="don-vi")
    assert "Xã số 000" in page(office, "work:timeline", nam="2026", theo="don-vi", trang="2") + first
    assert first.count('class="time-group"') == 20
    assert 'rel="next"' in first


def test_a_month_shows_what_falls_due_and_where_the_rest_is(opened: Programme, as_person: Browser) -> None:
    many_communes(opened, 9)
    shown = page(as_person("standing_office"), "work:calendar", thang="2026-03")
    assert "Tháng 03/2026" in shown
    assert f"{reverse('work:table')}?tu=2026-03-31&amp;den=2026-03-31" in shown
    assert shown.index("Thứ Hai") < shown.index("Chủ nhật")


@pytest.mark.parametrize("query", ["nam=99999", "thang=2026-13", "trang=-1", "theo=x", "nam=²"])
def test_a_strange_year_month_or_page_shows_the_view_all_the_same(
    query: str, opened: Programme, as_person: Browser
) -> None:
    for route in VIEWS:
        assert as_person("standing_office").get(f"{reverse(route)}?{query}").status_code == 200


def test_a_parts_own_title_is_found_too(opened: Programme, as_person: Browser, units: Units) -> None:
    whole = item(opened, "IV.2", units.department)
    WorkItem.objects.create(
        task=whole.task,
        unit=whole.unit,
        for_unit=whole.unit,
        role="lead",
        parent=whole,
        title="Thuê máy chủ đặt trang",
        opened_at=AT,
    )
    found = rows(as_person("focal_officer"), tim="máy chủ")
    assert [row["Nhiệm vụ"] for row in found] == ["Thuê máy chủ đặt trang"]
    assert rows(as_person("commune_officer"), tim="máy chủ") == []
