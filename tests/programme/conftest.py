"""A small adopted plan of our own, and the programme made of it."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import RowKind
from khien.plans.services.editing import accept_rows
from khien.plans.services.naming import Answer
from khien.plans.services.settling import decide_agency
from khien.programme.models import Programme
from khien.programme.services import adopt
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, under_review, uploaded

__all__ = ["hoa", "read", "small_plan", "under_review", "uploaded"]

AT = dt.datetime(2026, 11, 24, 3, 30, tzinfo=dt.UTC)
ON = dt.date(2026, 11, 24)
AS_TEXT = Answer(meaning="none", unit_ids=(), label="")


def settle(actor: Actor, plan: PlanDocument) -> PlanDocument:
    """Everything looked at: unsure agencies kept as text, every task accepted."""
    for row in PlanRow.objects.filter(plan=plan, alive=True):
        for agency in row.agencies.filter(state="unsure"):
            decide_agency(actor, agency, answer=AS_TEXT, everywhere=True, at=AT)
    accept_rows(actor, plan, PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True), at=AT)
    return plan


@pytest.fixture
def programme(hoa: Actor, under_review: PlanDocument, cast: Cast) -> Programme:
    """Kế hoạch 12/KH-UBND of the province, adopted by Hoa."""
    settle(hoa, under_review)
    return adopt(hoa, str(under_review.uuid), at=AT)
