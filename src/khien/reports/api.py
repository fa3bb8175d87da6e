"""The door of reports: rounds, rates, late units, accepted reports, and the consolidated report as a file.

Ids and frozen values in and out; models stay inside. Refuses figures of reports that are not accepted: they may still
change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khien.base import files
from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.reports.models import Consolidation, ReportRound, Submission, SubmissionActivity
from khien.reports.rules import ConsolidationState, Figures, RoundState, SubmissionState, figures_from_data
from khien.reports.rules.rates import Rates, Stand, Standing
from khien.reports.selectors.round_list import ListedRound, listed_rounds
from khien.reports.selectors.rounds import RoundCard, UnitLine, card_of, late_lines
from khien.reports.selectors.standings import rates_of_rounds
from khien.reports.selectors.steering import LateLine, Timely, latest, timely
from khien.reports.services import from_shell

__all__ = [
    "Accepted",
    "Figures",
    "LateLine",
    "LateUnit",
    "ListedRound",
    "Rates",
    "ReportFile",
    "RoundCard",
    "RoundState",
    "SignedReport",
    "Stand",
    "Standing",
    "Timely",
    "UnitLine",
    "accepted_submissions",
    "consolidated_report",
    "late_units",
    "latest",
    "programme_rates",
    "report_rounds",
    "round_by_code",
    "round_card",
    "round_rates",
    "rounds",
    "signed_reports",
    "timely",
]


@dataclass(frozen=True, slots=True)
class Accepted:
    """One unit's accepted report: figures as frozen, narrative as written, and the entries that were counted."""

    id: int
    uuid: str
    unit_id: int
    figures: Figures
    direction: str
    results: str
    difficulties: str
    causes: str
    next_steps: str
    proposals: str
    submitted_at: dt.datetime
    first_submitted_at: dt.datetime
    activity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit past its due day in an open round."""

    round_code: str
    round_title: str
    unit_id: int
    unit_uuid: str
    unit: str
    due_on: dt.date
    days_late: int
    reminders: int


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A consolidated report as a file. `state`: draft, checked, signed, archived."""

    content: bytes
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A consolidated report that was signed, with its file: the scan when there is one, else the PDF or the Word file."""

    uuid: str
    title: str
    number: str
    signed_on: dt.date
    stored: StoredFile
    file_name: str


def signed_reports(*, most: int = 500) -> list[SignedReport]:
    """Signed or archived consolidated reports, the newest first. One query."""
    states = (ConsolidationState.SIGNED, ConsolidationState.ARCHIVED)
    rows = Consolidation.objects.filter(state__in=states).select_related("round", "scan", "pdf", "word")
    found = []
    for row in rows.order_by("-signed_on", "-pk")[:most]:
        stored = row.scan or row.pdf or row.word
        if stored is None or row.signed_on is None:
            continue
        ending = "pdf" if stored.media_type == "application/pdf" else "docx"
        name = f"{row.round.code}.{ending}"
        found.append(
            SignedReport(str(row.uuid), row.round.title, str(row.number), row.signed_on, stored, name)
        )
    return found


def rounds(programme_id: int | None = None) -> list[RoundCard]:
    """Rounds of a programme (of all), the latest due first; cancelled ones left out."""
    rows = ReportRound.objects.exclude(state=RoundState.CANCELLED)
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return [card_of(row) for row in rows]


def round_card(round_id: int) -> RoundCard:
    """Raises Missing."""
    row = ReportRound.objects.filter(pk=round_id).first()
    if row is None:
        raise Missing
    return card_of(row)


def round_by_code(code: str) -> RoundCard:
    """Raises Missing."""
    row = ReportRound.objects.filter(code=code).first()
    if row is None:
        raise Missing
    return card_of(row)


def round_rates(round_ids: Iterable[int], *, on: dt.date) -> dict[int, Rates]:
    """Round → who handed in and when. One query."""
    wanted = list(round_ids)
    found = rates_of_rounds(wanted, on=on)
    return {round_id: found.get(round_id, Rates()) for round_id in wanted}


def programme_rates(programme_id: int, *, on: dt.date) -> Rates:
    """All rounds of a programme that have opened, taken together."""
    rows = ReportRound.objects.filter(programme_id=programme_id, opens_on__lte=on)
    ids = rows.exclude(state=RoundState.CANCELLED).values_list("pk", flat=True)
    return sum(rates_of_rounds(ids, on=on).values(), Rates())


def late_units(programme_id: int, *, on: dt.date) -> list[LateUnit]:
    """Units past their due day in the programme's open rounds, the longest late first."""
    return [
        LateUnit(
            card.code,
            card.title,
            line.unit_id,
            line.unit_uuid,
            line.unit,
            line.due_on,
            line.days_late,
            line.reminders,
        )
        for card, line in late_lines([programme_id], on=on)
    ]


def accepted_submissions(round_id: int) -> list[Accepted]:
    """Every accepted report of a round, by id. Two queries."""
    rows = list(Submission.objects.filter(round_id=round_id, state=SubmissionState.ACCEPTED).order_by("pk"))
    counted: dict[int, list[int]] = {row.pk: [] for row in rows}
    links = SubmissionActivity.objects.filter(
        submission__round_id=round_id, submission__state=SubmissionState.ACCEPTED
    ).order_by("activity_id")
    for submission_id, activity_id in links.values_list("submission_id", "activity_id"):
        counted.get(submission_id, []).append(activity_id)
    return [_accepted(row, tuple(counted[row.pk])) for row in rows]


def report_rounds() -> list[ListedRound]:
    """Every round that is not cancelled, the newest due day first."""
    return listed_rounds()


def consolidated_report(code: str, format: str, *, sources: bool = False, at: dt.datetime) -> ReportFile:
    """`format`: docx, pdf, xlsx. Raises Missing, NotAllowedNow, vanban.CannotWrite."""
    stored, row = from_shell.consolidated_file(code, format, sources=sources, at=at)
    with files.open_kept(stored.sha256) as content:
        return ReportFile(content.read(), row.version, row.state)


def _accepted(row: Submission, activity_ids: tuple[int, ...]) -> Accepted:
    assert row.submitted_at is not None  # a constraint of the table
    return Accepted(
        id=row.pk,
        uuid=str(row.uuid),
        unit_id=row.unit_id,
        figures=figures_from_data(row.figures),
        direction=row.direction,
        results=row.results,
        difficulties=row.difficulties,
        causes=row.causes,
        next_steps=row.next_steps,
        proposals=row.proposals,
        submitted_at=row.submitted_at,
        first_submitted_at=row.first_submitted_at or row.submitted_at,
        activity_ids=activity_ids,
    )
