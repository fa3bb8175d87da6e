"""A long plan costs no more queries than a short one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import Decision
from khien.plans.selectors.review import review_of
from khien.plans.services.editing import accept_rows
from khien.plans.services.log import undo
from tests.plans.conftest import AT, read, small_plan, uploaded
from vanban import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_plan(hoa: Actor) -> PlanDocument:
    """Sixty tasks instead of three."""
    first = small_plan().tasks[0]
    tasks = tuple(replace(first, path=f"IV.{n}", text=f"Việc {n}", place=Place(n % 7)) for n in range(60))
    return read(uploaded(hoa, b"dai"), small_plan(tasks=tasks))


def _queries(browser: Client, plan: PlanDocument, page: str) -> int:
    address = reverse(f"plans:{page}", kwargs={"plan_uuid": plan.uuid})
    browser.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("page", ["review", "plan", "history", "diff"])
def test_a_page_asks_as_often_for_a_long_plan_as_for_a_short_one(
    page: str, under_review: PlanDocument, long_plan: PlanDocument, as_person: object
) -> None:
    browser = as_person("standing_office")  # type: ignore[operator]
    assert _queries(browser, long_plan, page) == _queries(browser, under_review, page)


def test_sixty_rows_are_accepted_and_taken_back_with_few_queries(hoa: Actor, long_plan: PlanDocument) -> None:
    rows = list(PlanRow.objects.filter(plan=long_plan))
    with CaptureQueriesContext(connection) as counted:
        assert accept_rows(hoa, long_plan, rows, at=AT) == len(rows)
        undo(hoa, long_plan, expected=1, at=AT)
    assert len(counted) < 40
    assert not PlanRow.objects.filter(plan=long_plan, decision=Decision.ACCEPTED).exists()


def test_the_list_asks_as_often_for_many_plans_as_for_one(
    under_review: PlanDocument, hoa: Actor, as_person: object
) -> None:
    browser = as_person("standing_office")  # type: ignore[operator]
    address = reverse("plans:list")
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    for n in range(5):
        read(uploaded(hoa, f"ke hoach {n}".encode()), small_plan())
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(one)


def test_the_review_counts_what_is_decided(hoa: Actor, long_plan: PlanDocument) -> None:
    accept_rows(hoa, long_plan, PlanRow.objects.filter(plan=long_plan, kind="task"), at=AT)
    review = review_of(long_plan)
    assert (review.settled, review.all_rows) == (60, 66)
