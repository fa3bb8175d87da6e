"""The access table of plans holds, for pages and for acts; nobody reaches into another unit's plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.plans.models import PlanDocument, PlanFinding, PlanRow
from khien.plans.rules.kinds import Decision, RowKind
from khien.plans.services.cascade import take_parent
from khien.plans.services.editing import decide_row
from khien.plans.services.log import undo
from tests.access.plans import BY_POST, ROWS
from tests.people import Cast
from tests.plans.conftest import AT, adopted_province_plan, read, small_plan, uploaded

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture
def of_department(cast: Cast, hoa: Actor) -> PlanDocument:
    """The department's own plan under review, uploaded by its focal officer Lê Thị Mai; two changes, one undone.
    It carries out the province's."""
    mai = cast.actor("focal_officer")
    province = adopted_province_plan(hoa)
    plan = read(uploaded(mai, unit_id=cast.units.department), small_plan())
    take_parent(mai, plan, province, at=AT)
    first, second = _task(plan, "IV.1"), _task(plan, "IV.3")
    decide_row(mai, first, decision=Decision.ACCEPTED, revision=1, at=AT)
    decide_row(mai, second, decision=Decision.DROPPED, revision=1, at=AT)
    undo(mai, plan, expected=2, at=AT)
    plan.parent = province
    return plan


def _task(plan: PlanDocument, path: str) -> PlanRow:
    row = PlanRow.objects.get(plan=plan, kind=RowKind.TASK, path=path)
    row.plan = plan
    return row


def _arguments(route: str, plan: PlanDocument) -> dict[str, Any]:
    row = _task(plan, "IV.2")
    more = {
        "plans:row": {"row_uuid": row.uuid},
        "plans:row_edit": {"row_uuid": row.uuid},
        "plans:row_split": {"row_uuid": row.uuid},
        "plans:row_add": {"kind": "task"},
        "plans:verdict": {"row_uuid": _task(plan.parent, "IV.1").uuid if plan.parent else None},
        "plans:agency": {"row_uuid": row.uuid, "role": "lead", "ordinal": 1},
        "plans:finding": {"finding_uuid": PlanFinding.objects.get(plan=plan).uuid},
    }
    if route in {"plans:list", "plans:upload", "plans:cascades"}:
        return {}
    if route == "plans:cascade":
        return {"plan_uuid": plan.parent.uuid if plan.parent else None}
    return {"plan_uuid": plan.uuid, **more.get(route, {})}


def _data(route: str, plan: PlanDocument) -> dict[str, str]:
    row = _task(plan, "IV.2")
    return {
        "plans:act": {"accept": f"{row.uuid}:{row.revision}"},
        "plans:undo": {"so": "1"},
        "plans:redo": {"so": "2"},
        "plans:finding": {"state": "noted"},
    }.get(route, {})


def _close(answer: HttpResponseBase) -> None:
    """Close the file that is sent, but not the database connection the test still needs (as Django's client does)."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def _asked(browser: Client, route: str, plan: PlanDocument) -> int:
    address = reverse(route, kwargs=_arguments(route, plan))
    with transaction.atomic():
        answer = browser.post(address, _data(route, plan)) if route in BY_POST else browser.get(address)
        _close(answer)
        transaction.set_rollback(True)  # each person meets the plan as it was
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, of_department: PlanDocument, as_person: Browser
) -> None:
    seen = {who: _asked(as_person(who), route, of_department) for who in ROWS[route]}
    assert seen == ROWS[route]


def test_the_departments_officer_does_not_see_the_provinces_plan(
    under_review: PlanDocument, as_person: Browser
) -> None:
    address = reverse("plans:review", kwargs={"plan_uuid": under_review.uuid})
    assert as_person("focal_officer").get(address).status_code == 404


def test_a_row_of_another_plan_is_not_reached_through_ones_own(
    of_department: PlanDocument, under_review: PlanDocument, as_person: Browser
) -> None:
    foreign = _task(under_review, "IV.1")
    address = reverse("plans:row_edit", kwargs={"plan_uuid": of_department.uuid, "row_uuid": foreign.uuid})
    assert as_person("focal_officer").get(address).status_code == 404


def test_an_officer_cannot_upload_for_another_unit(cast: Cast, as_person: Browser) -> None:
    foreign = orgs.unit(cast.units.commune).uuid
    file = SimpleUploadedFile("ke-hoach.txt", b"Ke hoach")
    as_person("focal_officer").post(reverse("plans:upload"), {"tep": file, "cua": foreign})
    as_person("focal_officer").post(reverse("plans:upload"), {"tep": file, "cua": "tinh"})
    assert not PlanDocument.objects.exists()


@pytest.mark.parametrize("who", ["focal_officer", "other_unit", "editor", "administrator"])
def test_everyone_signed_in_reads_the_provinces_adopted_plan_and_nobody_sees_who_edited_it(
    who: str, hoa: Actor, as_person: Browser
) -> None:
    plan = adopted_province_plan(hoa)
    browser = as_person(who)
    for route in ("plans:plan", "plans:review", "plans:original"):
        answer = browser.get(reverse(route, kwargs={"plan_uuid": plan.uuid}))
        assert answer.status_code == 200, route
        _close(answer)
    assert browser.get(reverse("plans:history", kwargs={"plan_uuid": plan.uuid})).status_code in {403, 404}
    shown = browser.get(reverse("plans:review", kwargs={"plan_uuid": plan.uuid})).content.decode()
    assert "ra-soat/viec/" not in shown
