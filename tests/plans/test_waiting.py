"""The first page and the menu say which plans wait for whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khien.base.access import Actor
from khien.plans.access import can_write, works_on_none
from khien.plans.cards import MOST, waiting_count, waiting_plans
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.selectors.review import review_of
from khien.plans.selectors.waiting import WaitingPlan
from khien.plans.services.reading import begin_reading, cannot_read
from tests.people import ROLE_IN, Cast
from tests.plans.conftest import AT, READER, read, small_plan, uploaded

pytestmark = pytest.mark.django_db


def _lines(actor: Actor) -> list[WaitingPlan]:
    card = waiting_plans(actor)
    return card["plans"] if card else []  # type: ignore[return-value]


def test_hoa_sees_what_waits_with_as_many_places_as_the_review_counts(
    hoa: Actor, under_review: PlanDocument
) -> None:
    [line] = _lines(hoa)
    assert (line.uuid, line.unreadable) == (str(under_review.uuid), False)
    assert line.to_look == review_of(under_review).to_look > 0
    PlanRow.objects.filter(plan=under_review, path="IV.3").update(decision="accepted")
    assert _lines(hoa)[0].to_look == review_of(under_review).to_look == line.to_look - 1


def test_a_file_that_could_not_be_read_waits_too_and_one_being_read_does_not(hoa: Actor) -> None:
    plan = uploaded(hoa)
    assert (_lines(hoa), waiting_count(hoa)) == ([], 0)
    begin_reading(plan.pk, reader_version=READER, at=AT)
    cannot_read(plan.pk, sentence="Tệp có mật khẩu.", at=AT)
    assert [line.unreadable for line in _lines(hoa)] == [True]


def test_mai_is_told_of_her_own_units_plans_only(cast: Cast, hoa: Actor, under_review: PlanDocument) -> None:
    mai, xuan = cast.actor("focal_officer"), cast.actor("other_unit")
    assert (waiting_plans(mai), waiting_count(mai)) == (None, 0)
    own = read(uploaded(mai, b"cua so", unit_id=cast.units.department), small_plan())
    assert [line.uuid for line in _lines(mai)] == [str(own.uuid)]
    assert (waiting_count(mai), waiting_count(xuan), waiting_count(hoa)) == (1, 0, 2)


def test_nobody_is_asked_to_do_what_she_may_not(cast: Cast, under_review: PlanDocument) -> None:
    for who in ROLE_IN:
        actor = cast.actor(who)
        if works_on_none(actor):
            assert not can_write(actor, under_review.unit_id)
            assert not any(
                can_write(actor, unit_id) for unit_id in (cast.units.department, cast.units.commune)
            )
            assert (waiting_plans(actor), waiting_count(actor)) == (None, 0)


def test_the_newest_five_are_named_and_the_others_counted_with_as_few_queries(hoa: Actor) -> None:
    read(uploaded(hoa, b"mot"), small_plan())
    with CaptureQueriesContext(connection) as one:
        waiting_plans(hoa)
    for n in range(MOST + 1):
        read(uploaded(hoa, f"ke hoach {n}".encode()), small_plan())
    with CaptureQueriesContext(connection) as many:
        card = waiting_plans(hoa)
    assert card is not None
    assert (len(_lines(hoa)), card["more"]) == (MOST, 2)
    assert len(many) == len(one) + 1  # the count of the others


def test_the_start_page_links_to_the_review_and_the_menu_counts(
    under_review: PlanDocument, as_person: object
) -> None:
    browser: Client = as_person("standing_office")  # type: ignore[operator]
    page = browser.get(reverse("workspace:start")).content.decode()
    assert "Kế hoạch đang chờ rà soát" in page
    assert reverse("plans:review", kwargs={"plan_uuid": under_review.uuid}) in page
    assert "chỗ cần xem" in page
