"""The inbox: what waits stands by its day, with one button; many items need no more queries than one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.clock import today
from khien.programme.models import Programme
from khien.work import cards
from khien.work.models import WorkItem
from khien.work.selectors.inbox import When, attention, by_group, by_unit, inbox_of, totals, when_of
from khien.work.services import extending, handing_over
from tests.people import Cast, Units
from tests.work.conftest import AT, BEGUN, at, did, item, task

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
Bound = Callable[[int], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("due", "starts", "when"),
    [
        (dt.date(2026, 11, 23), None, When.OVERDUE),
        (dt.date(2026, 11, 24), None, When.WEEK),
        (dt.date(2026, 11, 29), None, When.WEEK),  # Sunday
        (dt.date(2026, 11, 30), None, When.MONTH),
        (dt.date(2026, 12, 1), None, When.LATER),
        (None, None, When.NO_DAY),
        (dt.date(2026, 12, 31), dt.date(2026, 12, 1), When.AHEAD),
    ],
)
def test_a_card_stands_in_the_part_of_its_day(
    due: dt.date | None, starts: dt.date | None, when: When
) -> None:
    assert when_of(due, starts, dt.date(2026, 11, 24)) == when  # a Tuesday


def test_binh_finds_his_communes_tasks_and_mai_what_her_department_helps_with(
    opened: Programme, cast: Cast, units: Units
) -> None:
    binh, mai = cast.actor("commune_officer"), cast.actor("focal_officer")
    his = inbox_of(binh, binh.unit_ids, on=BEGUN)
    assert {(i.path, i.period, i.role) for i in his.items} == {
        ("IV.1", "2026-03", "lead"),
        ("IV.1", "2026-04", "lead"),
        ("IV.3", "2026", "coordinating"),
        ("IV.4", "2026-Q1", "lead"),
        ("IV.4", "2026-Q2", "lead"),
    }
    hers = inbox_of(mai, mai.unit_ids, on=BEGUN)
    assert ("IV.1", "2026", "coordinating") in {(i.path, i.period, i.role) for i in hers.items}


def test_what_is_done_leaves_the_inbox_and_what_is_offered_comes(
    opened: Programme, cast: Cast, hoa: Actor, units: Units, as_person: Browser
) -> None:
    mai, binh = cast.actor("focal_officer"), cast.actor("commune_officer")
    did(hoa, units.department, task(opened, "IV.2"), BEGUN)
    WorkItem.objects.filter(task__path="IV.2").update(state="done")
    news = item(opened, "IV.1", units.commune, "2026-03")
    handing_over.offer(binh, news, to_unit_id=units.department, reason="Nhờ Sở", seen=None, at=AT)
    found = inbox_of(mai, mai.unit_ids, on=BEGUN)
    assert "IV.2" not in {i.path for i in found.items}
    assert found.to_approve == 1
    page = as_person("focal_officer").get(reverse("work:inbox")).content.decode()
    assert "Nhờ Sở" in page
    assert f"nhiem-vu={task(opened, 'IV.3').uuid}" in page  # the button opens the form for that very task


def test_the_menu_counts_what_presses(opened: Programme, cast: Cast, units: Units) -> None:
    on = dt.date(2026, 3, 31)
    assert attention([units.commune], on=on) == 2  # news of March, counters of the quarter
    assert cards.waiting_count(cast.actor("commune_officer")) >= 2  # as of today


def test_two_hundred_items_need_no_more_queries_than_a_few(
    opened: Programme, units: Units, as_person: Browser, django_assert_max_num_queries: Bound
) -> None:
    news = task(opened, "IV.1")
    WorkItem.objects.bulk_create(
        WorkItem(
            task=news,
            unit_id=units.commune,
            for_unit_id=units.commune,
            role="lead",
            period=f"{1700 + n}-01",
            opened_at=at(BEGUN),
            due_on=today() + dt.timedelta(days=n - 20),
        )
        for n in range(200)
    )
    browser = as_person("commune_officer")
    with django_assert_max_num_queries(30):
        page = browser.get(reverse("work:inbox")).content.decode()
    assert page.count("inbox-card") >= 200
    office = as_person("standing_office")
    for address in (reverse("work:inbox"), reverse("work:overview"), reverse("work:overview") + "?theo=nhom"):
        with django_assert_max_num_queries(30):
            office.get(address)
    march = item(opened, "IV.1", units.commune, "2026-03")
    with django_assert_max_num_queries(30):
        browser.get(reverse("work:item", args=[march.uuid]))
    with django_assert_max_num_queries(30):
        office.get(reverse("work:item", args=[march.uuid]))


def test_overdue_periods_of_one_task_stand_in_one_card_with_the_button_of_the_newest(
    opened: Programme, units: Units, cast: Cast, as_person: Browser
) -> None:
    news, other = task(opened, "IV.1"), task(opened, "IV.3")
    WorkItem.objects.all().delete()
    made = WorkItem.objects.bulk_create(
        WorkItem(
            task=which,
            unit_id=units.commune,
            for_unit_id=units.commune,
            role="lead",
            period=period,
            opened_at=at(BEGUN),
            due_on=today() - dt.timedelta(days=days),
        )
        for which, period, days in [
            (news, "2024-02", 90),
            (other, "2024-03", 75),
            (news, "2024-03", 60),
            (news, "2024-04", 30),
        ]
    )
    response = as_person("commune_officer").get(reverse("work:inbox"))
    (part,) = response.context["parts"]
    folded, alone = part["cards"]  # the place of the oldest period
    assert (folded.title, folded.stands_for, folded.due_on) == (news.text, 3, made[0].due_on)
    assert folded.url == reverse("work:item", args=[made[3].uuid])  # of the newest
    assert [line.url for line in folded.periods] == [
        reverse("work:item", args=[made[n].uuid]) for n in (3, 2, 0)
    ]
    assert (alone.title, alone.periods) == (other.text, ())
    assert part["count"] == response.context["figures"]["overdue"] == 4  # every period counts as before
    card = cards.work_card(cast.actor("commune_officer"))
    assert card is not None
    assert [line["title"] for line in card["items"]] == [news.text, other.text]  # type: ignore[attr-defined]
    assert card["all"] == 4
    assert response.content.decode().count("inbox-card-period") == 3


def test_figures_by_unit_and_by_group_add_up(opened: Programme) -> None:
    items = WorkItem.objects.filter(role="lead", parent__isnull=True)
    whole = totals(items)
    for lines in (by_unit(items), by_group(items)):
        assert sum(line.total for line in lines) == whole.total == items.count()


def test_signing_in_leads_a_focal_officer_to_the_inbox_and_hoa_to_the_first_page(
    opened: Programme, as_person: Browser
) -> None:
    landing = reverse("work:landing")
    assert as_person("commune_officer").get(landing)["Location"] == reverse("work:inbox")
    assert as_person("standing_office").get(landing)["Location"] == reverse("workspace:start")


def test_an_officer_of_a_unit_without_tasks_reads_what_will_stand_here(as_person: Browser) -> None:
    page = as_person("commune_officer").get(reverse("work:inbox")).content.decode()
    assert reverse("programme:programmes") in page


def test_the_first_page_of_who_decides_begins_with_what_waits_for_her(
    opened: Programme, cast: Cast, units: Units
) -> None:
    hoa, binh = cast.actor("standing_office"), cast.actor("commune_officer")
    assert cards.work_card(hoa) is None
    ours = item(opened, "IV.1", units.commune, "2026-03")
    extending.ask_for_time(binh, ours, until=dt.date(2026, 12, 31), reason="Loa hỏng", seen=None, at=AT)
    card = cards.work_card(hoa)
    assert card is not None
    assert card["answers"]
    assert [entry.kind for entry in card["items"]] == ["extension"]  # type: ignore[attr-defined]
