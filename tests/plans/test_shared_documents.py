"""The real documents beside the repository come to the review with every row tied to its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from khien.base.access import Actor
from khien.plans import jobs
from khien.plans.models import PlanRow
from khien.plans.rules.kinds import PlanStatus, RowKind
from khien.plans.selectors.document import document_of
from khien.plans.selectors.review import review_of
from tests.plans.conftest import uploaded

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "reader" / "cases"
DOCUMENTS = ("kon-tum-3630/document.txt", "lao-cai-chi-thi-11/document.docx", "dong-thap-617/document.md")
TIED = (RowKind.TASK, RowKind.TARGET, RowKind.THEME, RowKind.ASSIGNMENT, RowKind.DUTY)

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_points_at_a_place_that_the_page_shows(hoa: Actor, document: str) -> None:
    path = CASES / document
    if not path.is_file():
        told = "the shared documents are not beside the repository"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    plan = uploaded(hoa, path.read_bytes(), name=path.name)
    jobs.read_plan.func(plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.REVIEW
    assert review_of(plan).tab(RowKind.TASK).count >= 20
    shown = document_of(plan)
    places = {block.anchor for block in shown.blocks} | {row.anchor for b in shown.blocks for row in b.rows}
    rows = PlanRow.objects.filter(plan=plan, kind__in=TIED)
    assert [f"{row.kind} {row.path}" for row in rows if row.anchor not in places] == []
