"""Rounds and how their units stand, as frozen values; a fixed number of queries however many units there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.fields.json import KT
from django.utils import timezone

from khien.orgs import api as orgs
from khien.reports.models import ExpectedUnit, ReportRound, ReportRoundQuerySet, Submission
from khien.reports.rules import RoundState, SubmissionState
from khien.reports.rules.rates import Rates, Stand, Standing, standing
from khien.reports.selectors.standings import rates_of_rounds

FEW = 500  # units that are asked for by their ids


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round from outside."""

    id: int
    uuid: str
    code: str
    programme_id: int
    title: str
    period: str
    first: dt.date
    cut_off: dt.date
    opens_on: dt.date
    due_on: dt.date
    state: RoundState
    ask: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One expected unit in a round. `submission_uuid` "" = nothing begun, or a draft that is not the reader's."""

    unit_id: int
    unit_uuid: str
    unit: str
    stand: Stand
    on: dt.date
    excused: str = ""
    submission_id: int | None = None
    submission_uuid: str = ""
    state: str = ""
    submitted_at: dt.datetime | None = None
    way: str = ""
    activities: int = 0
    people: int = 0
    spent_vnd: int = 0
    reminders: int = 0
    code: str = ""

    @property
    def standing(self) -> Standing:
        return self.stand.standing

    @property
    def due_on(self) -> dt.date:
        return self.stand.due_on

    @property
    def days_late(self) -> int:
        return self.stand.days_late(self.on)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with its rates."""

    card: RoundCard
    rates: Rates
    programme: str


def card_of(row: ReportRound) -> RoundCard:
    return RoundCard(
        row.pk,
        str(row.uuid),
        row.code,
        row.programme_id,
        row.title,
        row.period,
        row.first,
        row.cut_off,
        row.opens_on,
        row.due_on,
        RoundState(row.state),
        row.ask,
    )


def stands(round_ids: Iterable[int], *, on: dt.date) -> dict[int, list[Stand]]:
    """Round → how each expected unit stands on the day. Two queries."""
    wanted = list(round_ids)
    handed = {
        (row["round_id"], row["unit_id"]): row
        for row in Submission.objects.filter(round_id__in=wanted).values(
            "round_id", "unit_id", "state", "first_submitted_at"
        )
    }
    found: dict[int, list[Stand]] = defaultdict(list)
    expected = ExpectedUnit.objects.filter(round_id__in=wanted).values(
        "round_id", "unit_id", "due_on", "excused", "round__due_on"
    )
    for row in expected:
        submission = handed.get((row["round_id"], row["unit_id"]))
        found[row["round_id"]].append(_stand(row, submission, on))
    return dict(found)


def _stand(row: Any, submission: Any, on: dt.date) -> Stand:
    due_on = row["due_on"] or row["round__due_on"]
    state = submission["state"] if submission else None
    how = standing(state=state, excused=bool(row["excused"]), due_on=due_on, on=on)
    first = submission["first_submitted_at"] if submission else None
    given = how not in (Standing.DUE, Standing.LATE)
    return Stand(
        row["unit_id"], due_on, how, timezone.localdate(first) if first is not None and given else None
    )


def round_lines(rounds: ReportRoundQuerySet, *, on: dt.date) -> list[RoundLine]:
    """Rounds with their rates, the latest due first."""
    rows = list(rounds.select_related("programme"))
    by_round = rates_of_rounds([row.pk for row in rows], on=on)
    return [RoundLine(card_of(row), by_round.get(row.pk, Rates()), str(row.programme)) for row in rows]


def unit_lines(
    found: ReportRound,
    *,
    on: dt.date,
    only: frozenset[int] | None = None,
    ids: Sequence[int] | None = None,
) -> list[UnitLine]:
    """Every expected unit (or those in `only`) in the order of the official list; `ids`: these, in that order."""
    expected = ExpectedUnit.objects.filter(round=found).select_related("unit").defer("unit__search_text")
    if only is not None:
        expected = expected.filter(unit_id__in=only)
    if ids is not None:
        place = {pk: number for number, pk in enumerate(ids)}
        rows = sorted(expected.filter(pk__in=ids), key=lambda row: place[row.pk])
    else:
        rows = list(expected)
    few = {row.unit_id for row in rows} if len(rows) <= FEW else None
    submissions = _handed(found, few)
    reminded = _reminded(found, few)
    return [line_of(found, row, submissions.get(row.unit_id), reminded.get(row.pk, 0), on) for row in rows]


def _reminded(found: ReportRound, units: set[int] | None) -> dict[int, int]:
    sent = ExpectedUnit.objects.filter(round=found, reminders__isnull=False).order_by()
    sent = sent if units is None else sent.filter(unit_id__in=units)
    return dict(sent.values_list("pk").annotate(n=Count("reminders")))


@dataclass(frozen=True, slots=True)
class _Handed:
    """Of a submission what a list shows: thousands are read at once, so no narrative and no task."""

    pk: int
    uuid: UUID
    state: str
    first_submitted_at: dt.datetime | None
    submitted_at: dt.datetime | None
    way: str
    figures: dict[str, int]


def _handed(found: ReportRound, units: set[int] | None) -> dict[int, _Handed]:
    """Unit → its submission in the round, of these units or all. One query; the database takes the three sums out of the figures."""
    sums = [KT(f"figures__{name}") for name in _SUMS]
    rows = (
        Submission.objects.filter(round=found)
        .order_by()
        .annotate(**{f"sum_{name}": kt for name, kt in zip(_SUMS, sums, strict=True)})
    )
    rows = rows if units is None else rows.filter(unit_id__in=units)
    fields = ("pk", "uuid", "state", "first_submitted_at", "submitted_at", "way")
    found_rows: list[Any] = list(rows.values_list("unit_id", *fields, *(f"sum_{name}" for name in _SUMS)))
    return {
        row[0]: _Handed(
            pk=row[1],
            uuid=row[2],
            state=row[3],
            first_submitted_at=row[4],
            submitted_at=row[5],
            way=row[6],
            figures={name: int(n or 0) for name, n in zip(_SUMS, row[7:], strict=True)},
        )
        for row in found_rows
    }


_SUMS = ("activities", "people", "spent_vnd")


def line_of(
    found: ReportRound,
    row: ExpectedUnit,
    submission: Submission | _Handed | None,
    reminded: int,
    on: dt.date,
) -> UnitLine:
    values = {
        "unit_id": row.unit_id,
        "due_on": row.due_on,
        "excused": row.excused,
        "round__due_on": found.due_on,
    }
    state = (
        {"state": submission.state, "first_submitted_at": submission.first_submitted_at}
        if submission
        else None
    )
    shown = submission if submission is not None and submission.state != SubmissionState.DRAFT else None
    figures = shown.figures if shown else {}
    return UnitLine(
        unit_id=row.unit_id,
        unit_uuid=str(row.unit.uuid),
        unit=row.unit.name,
        code=row.unit.code,
        stand=_stand(values, state, on),
        on=on,
        excused=row.excused,
        submission_id=submission.pk if submission else None,
        submission_uuid=str(shown.uuid) if shown else "",
        state=submission.state if submission else "",
        submitted_at=shown.submitted_at if shown else None,
        way=shown.way if shown else "",
        activities=figures.get("activities", 0),
        people=figures.get("people", 0),
        spent_vnd=figures.get("spent_vnd", 0),
        reminders=reminded,
    )


def late_lines(programme_ids: Iterable[int], *, on: dt.date) -> list[tuple[RoundCard, UnitLine]]:
    """Units past their due day in open rounds of these programmes, the longest late first."""
    rows = ReportRound.objects.filter(
        programme_id__in=set(programme_ids), state=RoundState.OPEN, opens_on__lte=on
    )
    found = []
    for row in rows:
        late = {s.unit_id for s in stands([row.pk], on=on).get(row.pk, []) if s.standing is Standing.LATE}
        if late:
            found += [(card_of(row), line) for line in unit_lines(row, on=on, only=frozenset(late))]
    return sorted(found, key=lambda pair: -pair[1].days_late)


def unit_names(unit_ids: Iterable[int]) -> dict[int, str]:
    return {key: card.name for key, card in orgs.units(unit_ids).items()}
