"""A signed paper attached while a returned report is mended is a draft: only its unit opens it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base import files
from khien.base.access import Actor
from khien.reports.models import ReportRound, Submission
from khien.reports.services import submissions
from tests.people import Cast
from tests.reports.conftest import JUNE, moment, put_away

pytestmark = pytest.mark.django_db
PAPERS = {"old": b"%PDF-1.4 old", "new": b"%PDF-1.4 new"}


@pytest.fixture
def returned(
    half: ReportRound,
    hand_in: Callable[..., Submission],
    cast: Cast,
    hoa: Actor,
    settings: object,
    tmp_path: object,
) -> Submission:
    """An Hòa's report, handed in with its paper and returned by Hoa."""
    settings.KHIEN_FILES = tmp_path  # type: ignore[attr-defined]
    binh = cast.actor("commune_officer")
    row = submissions.begin(binh, half.expected.get(unit_id=cast.units.commune), at=moment(JUNE))
    _attach(binh, row, "old")
    row = hand_in(half, "commune", on=JUNE)
    return submissions.return_report(hoa, row.pk, remark="Ký lại", at=moment(JUNE))


def _attach(actor: Actor, row: Submission, which: str) -> None:
    stored = files.keep(io.BytesIO(PAPERS[which]), name=f"{which}.pdf", limit_bytes=1000, at=moment(JUNE))
    submissions.attach_scan(actor, row.pk, stored, name=f"{which}.pdf", at=moment(JUNE))


def _opens(browser: Client, row: Submission) -> int:
    answer = browser.get(reverse("reports:scan", args=[row.uuid]))
    put_away(answer)
    return answer.status_code


def test_the_office_opens_the_paper_that_was_handed_in_and_not_the_next_one(
    returned: Submission, cast: Cast, as_person: Callable[[str], Client]
) -> None:
    office, commune = as_person("standing_office"), as_person("commune_officer")
    assert _opens(office, returned) == 200
    _attach(cast.actor("commune_officer"), returned, "new")
    assert (_opens(office, returned), _opens(as_person("auditor"), returned), _opens(commune, returned)) == (
        404,
        404,
        200,
    )
    page = reverse("reports:submission", args=[returned.uuid])
    assert "new.pdf" not in office.get(page).content.decode()
    assert "new.pdf" in commune.get(page).content.decode()
