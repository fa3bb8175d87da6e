"""A plan that names thousands of units is in force at once; a worker gives out its work, and pages say so meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.jobs.execution import run_pending, under_way
from khien.programme.models import AssignedUnit
from khien.programme.services import adopt
from khien.work import receivers
from khien.work.jobs import open_programme
from khien.work.models import WorkItem
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, uploaded
from tests.programme.conftest import settle

__all__ = ["hoa"]

AT = dt.datetime(2026, 2, 9, 3, 0, tzinfo=dt.UTC)
SAYS_SO = "đang được giao đến từng đơn vị"


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_few_units_have_their_work_when_the_next_page_opens(
    hoa: Actor, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    plan = settle(hoa, read(uploaded(hoa), small_plan()))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        adopt(hoa, str(plan.uuid), at=AT)
    assert WorkItem.objects.exists()
    assert under_way(open_programme) == []


@pytest.mark.django_db
def test_many_units_are_given_their_work_by_a_worker(
    hoa: Actor,
    cast: Cast,
    as_person: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    monkeypatch.setattr(receivers, "MOST_AT_ONCE", 0)
    plan = settle(hoa, read(uploaded(hoa), small_plan()))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        programme = adopt(hoa, str(plan.uuid), at=AT)
    assert AssignedUnit.objects.filter(assignment__task__programme=programme).exists()
    assert under_way(open_programme) == [{"programme_id": programme.pk}]
    assert not WorkItem.objects.exists()
    browser = as_person("standing_office")
    pages = [reverse("programme:programme", args=[programme.uuid]), reverse("work:inbox")]
    assert [SAYS_SO in browser.get(page).content.decode() for page in pages] == [True, True]
    run_pending()
    assert WorkItem.objects.filter(task__programme=programme).exists()
    assert [SAYS_SO in browser.get(page).content.decode() for page in pages] == [False, False]
