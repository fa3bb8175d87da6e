"""A commune's report: figures from the ledger, frozen when handed in; Hoa accepts, returns, opens again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from khien.base.access import Actor
from khien.programme.api import PeriodLocked
from khien.reports import api
from khien.reports.errors import ChangedMeanwhile, LedgerMoved, NotAllowedNow, WrongRound
from khien.reports.models import ReportRound, Submission
from khien.reports.rules import figures_from_data
from khien.reports.selectors.figures import count, count_many, counted_units, round_book
from khien.reports.services import rounds, submissions
from khien.reports.services.submissions import Narrative
from tests.people import Cast
from tests.reports.conftest import JUNE, WORDS, expected, moment

Did = Callable[..., int]
HandIn = Callable[..., Submission]


@pytest.fixture
def binh(cast: Cast) -> Actor:
    """Phạm Văn Bình, focal officer of xã An Hòa."""
    return cast.actor("commune_officer")


def test_figures_count_what_ended_in_the_rounds_days_and_nothing_else(
    half: ReportRound, did: Did, hand_in: HandIn
) -> None:
    inside = {
        did("commune", "IV.2", dt.date(2025, 12, 15), people=40),
        did("commune", "IV.2", dt.date(2026, 6, 5), people=60, spent=1_500_000),
    }
    did("commune", "IV.2", dt.date(2025, 12, 14))
    did("commune", "IV.2", dt.date(2026, 6, 6))
    did("other_commune", "IV.2", dt.date(2026, 3, 1))
    row = hand_in(half, "commune", on=JUNE)
    figures = figures_from_data(row.figures)
    assert (figures.activities, figures.people, figures.spent_vnd) == (2, 100, 1_500_000)
    assert figures.by_source == {"Ngân sách cấp xã": 1_500_000}
    [leaflets] = figures.tasks
    assert (leaflets.path, leaflets.activities, leaflets.products) == ("IV.2", 2, (("Tờ rơi", 4),))
    assert set(row.activity_links.values_list("activity_id", flat=True)) == inside


def test_a_task_the_unit_leads_stands_in_its_report_though_nothing_was_done(
    half: ReportRound, hand_in: HandIn
) -> None:
    [task] = figures_from_data(hand_in(half, "commune", on=JUNE).figures).tasks
    assert (task.path, task.activities) == ("IV.2", 0)


def test_what_was_accepted_is_locked_and_opened_again_with_a_reason_only(
    half: ReportRound, did: Did, hand_in: HandIn, hoa: Actor
) -> None:
    did("commune", "IV.2", dt.date(2026, 3, 1))
    row = hand_in(half, "commune", on=JUNE, accepted=True)
    with pytest.raises(PeriodLocked):
        did("commune", "IV.2", dt.date(2026, 3, 2))
    did("other_commune", "IV.2", dt.date(2026, 3, 2))
    with pytest.raises(WrongRound):
        submissions.reopen(hoa, row.pk, reason=" ", at=moment(JUNE))
    submissions.reopen(hoa, row.pk, reason="Thiếu hai buổi nói chuyện", at=moment(JUNE))
    did("commune", "IV.2", dt.date(2026, 3, 2))


def test_a_ledger_that_moved_after_the_report_was_handed_in_is_said_before_it_is_accepted(
    half: ReportRound, did: Did, hand_in: HandIn, hoa: Actor
) -> None:
    row = hand_in(half, "commune", on=JUNE)
    did("commune", "IV.2", dt.date(2026, 3, 1), people=30)
    with pytest.raises(LedgerMoved) as moved:
        submissions.accept(hoa, row.pk, on=JUNE, at=moment(JUNE))
    assert (moved.value.added, moved.value.gone) == (1, 0)
    did("commune", "IV.2", dt.date(2026, 3, 3), people=30)  # nothing was locked by the refusal
    accepted = submissions.accept(hoa, row.pk, on=JUNE, at=moment(JUNE), recount=True)
    assert accepted.figures["activities"] == 2
    [out] = api.accepted_submissions(half.pk)
    assert (out.figures.people, len(out.activity_ids)) == (60, 2)


def test_only_accepted_reports_leave_the_house(half: ReportRound, hand_in: HandIn) -> None:
    hand_in(half, "commune", on=JUNE)
    assert api.accepted_submissions(half.pk) == []


def test_pressing_submit_twice_is_one_report_and_a_stale_page_is_a_conflict(
    half: ReportRound, binh: Actor, cast: Cast
) -> None:
    row = submissions.begin(binh, expected(half, cast.units.commune), at=moment(JUNE))
    sent = [
        submissions.submit(binh, row.pk, WORDS, revision=1, key="k1", on=JUNE, at=moment(JUNE))
        for _ in range(2)
    ]
    assert sent[0].revision == sent[1].revision
    assert row.events.filter(what="submitted").count() == 1
    with pytest.raises(NotAllowedNow):
        submissions.submit(binh, row.pk, WORDS, revision=1, key="k2", on=JUNE, at=moment(JUNE))


def test_two_tabs_lose_nothing(half: ReportRound, binh: Actor, cast: Cast) -> None:
    row = submissions.begin(binh, expected(half, cast.units.commune), at=moment(JUNE))
    submissions.save_draft(binh, row.pk, Narrative(results="Tab một"), revision=1, at=moment(JUNE))
    with pytest.raises(ChangedMeanwhile) as conflict:
        submissions.save_draft(binh, row.pk, Narrative(results="Tab hai"), revision=1, at=moment(JUNE))
    assert conflict.value.theirs["results"] == "Tab một"
    same = submissions.save_draft(binh, row.pk, Narrative(results="Tab một"), revision=1, at=moment(JUNE))
    assert same.results == "Tab một"


def test_late_is_taken_and_counted_late_and_closed_is_refused(
    half: ReportRound, hand_in: HandIn, hoa: Actor
) -> None:
    hand_in(half, "commune", on=dt.date(2026, 6, 15))
    counted = api.round_rates([half.pk], on=dt.date(2026, 6, 16))[half.pk]
    assert (counted.submitted, counted.late, counted.missing) == (1, 1, 2)
    rounds.close_round(hoa, half.pk, at=moment(dt.date(2026, 6, 16)))
    with pytest.raises(NotAllowedNow, match=r"is closed|đã đóng"):
        hand_in(half, "other_commune", on=dt.date(2026, 6, 17), who="other_unit")


def test_a_returned_report_comes_back_and_stays_in_time(
    half: ReportRound, hand_in: HandIn, hoa: Actor, binh: Actor
) -> None:
    row = hand_in(half, "commune", on=JUNE)
    with pytest.raises(WrongRound):
        submissions.return_report(hoa, row.pk, remark="", at=moment(JUNE))
    submissions.return_report(hoa, row.pk, remark="Ghi rõ nguyên nhân", at=moment(JUNE))
    row.refresh_from_db()
    again = replace(WORDS, causes="Kinh phí về muộn.")
    day = dt.date(2026, 6, 20)
    row = submissions.submit(binh, row.pk, again, revision=row.revision, key="", on=day, at=moment(day))
    assert api.round_rates([half.pk], on=day)[half.pk].on_time == 1
    first, second = row.events.filter(what="submitted")
    assert (first.snapshot["causes"], second.snapshot["causes"]) == ("", "Kinh phí về muộn.")


def test_taken_back_it_counts_as_not_handed_in(half: ReportRound, hand_in: HandIn, binh: Actor) -> None:
    row = hand_in(half, "commune", on=JUNE)
    submissions.take_back(binh, row.pk, at=moment(JUNE))
    assert api.round_rates([half.pk], on=JUNE)[half.pk].submitted == 0
    assert row.activity_links.count() == 0


def test_late_units_are_named_with_their_days(half: ReportRound, cast: Cast) -> None:
    late = api.late_units(half.programme_id, on=dt.date(2026, 6, 15))
    assert {unit.days_late for unit in late} == {5}
    assert {unit.unit_id for unit in late} >= {cast.units.commune, cast.units.other_commune}
    assert api.late_units(half.programme_id, on=dt.date(2026, 6, 10)) == []


def test_many_reports_are_counted_at_once_as_each_alone(half: ReportRound, did: Did) -> None:
    did("commune", "IV.2", dt.date(2026, 2, 3), people=40, spent=1_000_000)
    did("other_commune", "IV.2", dt.date(2026, 3, 1), people=7)
    book = round_book(half, on=JUNE)
    units = counted_units(half, half.expected.values_list("unit_id", flat=True), on=JUNE)
    assert count_many(book, units) == {unit: count(book, many) for unit, many in units.items()}
