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
