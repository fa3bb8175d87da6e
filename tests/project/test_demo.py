"""The demo lives through its months: plans, activities, reports, targets and money are there, twice the same."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.budget.models import Allocation
from khien.programme.models import Activity, LedgerTally, Programme, TargetSnapshot
from khien.project.demo import load, reporting
from khien.reports.models import ReportRound, Submission
from khien.work.models import WorkItem

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)


def _loaded(*, communes: int = 0) -> None:
    load.load(at=AT, progress=lambda _doing, _done, _total: None, communes=communes)


@pytest.mark.django_db
def test_the_demo_has_a_year_to_look_at() -> None:
    assert load.is_empty(at=AT)
    _loaded()
    assert load.is_loaded(at=AT)
    assert Programme.objects.count() == 3
    assert {row.code: row.state for row in ReportRound.objects.all()} == {
        "05-KH-UBND-2026-H1": "closed",
        "05-KH-UBND-2026": "open",
    }
    assert set(Submission.objects.values_list("state", flat=True)) == {"accepted", "submitted", "returned"}
    assert Activity.objects.filter(ends_on__gt=AT.date()).count() == 0
    assert (
        sum(LedgerTally.objects.filter(task=None).values_list("activities", flat=True))
        == Activity.objects.count()
    )
    assert WorkItem.objects.filter(state="done").exists()
    assert TargetSnapshot.objects.filter(value__gt=0).exists()
    assert Allocation.objects.exists()


@pytest.mark.django_db
def test_thousands_of_communes_are_written_in_bulk_with_the_same_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reporting, "MANY", 5)
    _loaded(communes=3)
    accepted = Submission.objects.filter(round__code="05-KH-UBND-2026-H1", state="accepted")
    assert accepted.count() > 30
    for report in accepted:
        assert report.figures["activities"] == report.activity_links.count()
