"""Gathers what a consolidated report is made from: accepted submissions, their activities, targets, money.

A fixed number of queries, however many units. Refuses drafts and returned reports: they are neither read nor counted,
only said to be missing or waiting.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from khien.budget import api as budget
from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.reports.models import Consolidation, ExpectedUnit, ReportRound, Submission, SubmissionActivity
from khien.reports.rules import ConsolidationState, RoundState, SubmissionState, figures_from_data
from khien.reports.rules.consolidated import ActivityFact, Earlier, RoundHead, TargetRow, from_data
from khien.reports.rules.consolidating import earlier_of
from khien.reports.rules.head_defaults import AREA
from khien.reports.rules.material import NARRATIVES, ExpectedInput, HandedIn, Material, TaskInput
from vanban import collation_key

_LEVELS = list(orgs.Level)
_KINDS = list(orgs.Kind)
NOT_ASKED = "Không thuộc danh sách phải báo cáo"
SAME_LENGTH_DAYS = 20
YEAR_DAYS = 366


def material_of(round: ReportRound) -> Material:
    """Everything `rules.consolidating.consolidate` needs for a round."""
    submissions = list(Submission.objects.filter(round=round))
    asked = list(ExpectedUnit.objects.filter(round=round))
    cards = orgs.units({row.unit_id for row in asked} | {row.unit_id for row in submissions})
    links = SubmissionActivity.objects.filter(submission__in=_accepted_up_to(round))
    facts = _facts(links)
    counted: dict[int, list[int]] = defaultdict(list)
    for submission_id, activity_id in links.filter(submission__round=round).values_list(
        "submission_id", "activity_id"
    ):
        counted[submission_id].append(activity_id)
    return Material(
        round=_head(round),
        expected=_expected(round, asked, submissions, cards),
        handed_in=tuple(_handed_in(row, counted[row.pk]) for row in submissions),
        facts=facts,
        up_to_now=_newest(facts),
        tasks=_tasks(round),
        targets=target_rows(round),
        planned=_planned(round),
        previous=_earlier(round, last_year=False),
        last_year=_earlier(round, last_year=True),
    )


def _accepted_up_to(round: ReportRound) -> QuerySet[Submission]:
    rounds = ReportRound.objects.filter(programme_id__in=_programme_line(round), cut_off__lte=round.cut_off)
    return Submission.objects.filter(
        round__in=rounds.exclude(state=RoundState.CANCELLED), state=SubmissionState.ACCEPTED
    )


def _programme_line(round: ReportRound) -> list[int]:
    """The programme, and the older version of it that it took over from."""
    older = round.programme.replaces_id
    return [round.programme_id, *([older] if older else [])]


def _head(round: ReportRound) -> RoundHead:
    card = programme.programme(round.programme_id)
    return RoundHead(
        code=round.code,
        title=round.title,
        first=round.first.isoformat(),
        cut_off=round.cut_off.isoformat(),
        due_on=round.due_on.isoformat(),
        programme=card.label,
        programme_title=card.title,
        programme_uuid=card.uuid,
        issuer=round.programme.plan.issuer,
        issued_on=round.programme.plan.issued_on,
        year=round.cut_off.year,
    )


def _expected(
    round: ReportRound,
    asked: Iterable[ExpectedUnit],
    submissions: Iterable[Submission],
    cards: dict[int, orgs.UnitCard],
) -> tuple[ExpectedInput, ...]:
    """Units that were asked, and those that reported without being asked; in the official order."""
    issuer = round.programme.plan.issuer

    def named(unit_id: int) -> str:
        return shorter(_name(cards, unit_id), issuer)

    found = {
        row.unit_id: ExpectedInput(row.unit_id, named(row.unit_id), row.due_on or round.due_on, row.excused)
        for row in asked
    }
    for row in submissions:
        if row.unit_id not in found and row.state == SubmissionState.ACCEPTED:
            found[row.unit_id] = ExpectedInput(row.unit_id, named(row.unit_id), round.due_on, NOT_ASKED)
    return tuple(sorted(found.values(), key=lambda unit: official_place(cards.get(unit.unit_id), unit.name)))


def official_place(card: orgs.UnitCard | None, name: str) -> tuple[Any, ...]:
    """Central, province, commune, single sites; in a level by kind; in a kind as the list of units has them: by the
    statistics office's code, else in the order in which they were put in (which is that of the issued list)."""
    if card is None:
        return (len(_LEVELS), 0, "", 0, collation_key(name))
    return (
        _LEVELS.index(card.level),
        _KINDS.index(card.kind),
        card.territory_code,
        card.id,
        collation_key(name),
    )


def _name(cards: dict[int, orgs.UnitCard], unit_id: int) -> str:
    card = cards.get(unit_id)
    return card.name if card else ""


def shorter(name: str, issuer: str) -> str:
    """ "Sở Nội vụ tỉnh An Bình" in a report of that province is "Sở Nội vụ", "Công an tỉnh An Bình" "Công an tỉnh"."""
    area = AREA.search(issuer)
    if area is None or not name.endswith(f" {area[0]}") or name == issuer:
        return name
    left_out = area[0] if name.startswith("Sở ") else area["name"]
    return name.removesuffix(f" {left_out}")


def _handed_in(row: Submission, activity_ids: list[int]) -> HandedIn:
    given = row.state != SubmissionState.DRAFT  # taken back is not handed in
    first = (row.first_submitted_at or row.submitted_at) if given else None
    return HandedIn(
        unit_id=row.unit_id,
        uuid=str(row.uuid),
        accepted=row.state == SubmissionState.ACCEPTED,
        handed_in_on=timezone.localdate(first) if first else None,
        activity_ids=tuple(sorted(activity_ids)),
        figures=figures_from_data(row.figures),
        narrative={name: getattr(row, name) for name in NARRATIVES},
    )


# ---- activities ---------------------------------------------------------------------------------------------------
def _facts(links: QuerySet[SubmissionActivity]) -> dict[int, ActivityFact]:
    """Five queries and the counts of evidence."""
    of = "activity__"
    rows = links.order_by("activity_id").values_list(
        "activity_id",
        *(f"{of}{name}" for name in ("chain", "unit_id", "kind", "title", "starts_on", "ends_on", "place")),
        f"{of}spent_vnd",
        f"{of}money_source",
    )
    whole = {row[0]: row for row in rows}
    tasks = _many(links, "task_links__task_id", "-activity__task_links__main", "activity__task_links__id")
    products = _many(links, "products__name", "activity__products__position", more=("products__quantity",))
    reach = _many(links, "reach__audience", "activity__reach__id", more=("reach__people", "reach__basis"))
    evidence = programme.evidence_counts(str(row[1]) for row in whole.values())
    return {
        pk: ActivityFact(
            id=pk,
            chain=str(row[1]),
            unit_id=row[2],
            kind=row[3],
            title=row[4],
            starts_on=row[5].isoformat(),
            ends_on=row[6].isoformat(),
            place=row[7],
            task_ids=tuple(each[0] for each in tasks.get(pk, ())),
            products=tuple((each[0], each[1]) for each in products.get(pk, ())),
            reach=tuple((each[0], each[1], each[2]) for each in reach.get(pk, ())),
            spent_vnd=row[8] or 0,
            money_source=row[9],
            evidence=evidence.get(str(row[1]), 0),
        )
        for pk, row in whole.items()
    }


def _many(
    links: QuerySet[SubmissionActivity], what: str, *order: str, more: tuple[str, ...] = ()
) -> dict[int, list[tuple[Any, ...]]]:
    """Activity → its rows in a table that hangs on it, each once although several submissions may name it."""
    names = [f"activity__{name}" for name in (what, *more)]
    rows = (
        links.filter(**{f"{names[0]}__isnull": False})
        .order_by("activity_id", *order)
        .values_list("activity_id", *names)
    )
    found: dict[int, dict[tuple[Any, ...], None]] = defaultdict(dict)
    for pk, *values in rows:
        found[pk][tuple(values)] = None
    return {pk: list(values) for pk, values in found.items()}


def _newest(facts: dict[int, ActivityFact]) -> tuple[ActivityFact, ...]:
    newest: dict[str, ActivityFact] = {}
    for pk in sorted(facts):
        newest[facts[pk].chain] = facts[pk]
    return tuple(newest.values())


# ---- what the plan asks ---------------------------------------------------------------------------------------------
def _tasks(round: ReportRound) -> tuple[TaskInput, ...]:
    lines = programme.tasks(round.programme_id, on=round.cut_off)
    return tuple(
        TaskInput(
            id=line.id,
            path=line.path,
            group=line.group,
            text=line.text,
            leads="; ".join(agency.phrase for agency in line.leads),
            amount_vnd=line.amount_vnd,
        )
        for line in lines
    )


def target_rows(round: ReportRound) -> tuple[TargetRow, ...]:
    """Targets as on the cut-off day, counted from the ledger then; with what they were when the period began and a
    year before, as far as the programme had begun."""
    card = programme.programme(round.programme_id)
    year_ago = _year_before(round.cut_off)
    with translation.override("vi"):  # the report speaks Vietnamese, whoever makes it
        values = programme.target_values(round.programme_id, round.cut_off, fresh=True)
        before = _values_on(card, round.first - dt.timedelta(days=1))
        last_year = _values_on(card, year_ago)
    return tuple(
        TargetRow(
            uuid=line.uuid,
            path=line.path,
            text=line.text,
            comparator=line.comparator,
            plan=_decimal(line.threshold),
            unit_of_measure=line.unit_of_measure,
            value=_decimal(line.value),
            before=_decimal(before.get(line.target_id)),
            last_year=_decimal(last_year.get(line.target_id)),
            how=" ".join(filter(None, (line.how_counted, line.basis))),
            light=line.light.value,
            low=_decimal(line.low),
            high=_decimal(line.high),
        )
        for line in values
    )


def _values_on(card: programme.ProgrammeCard, day: dt.date) -> dict[int, Decimal | None]:
    """Nothing before the programme began."""
    if day < card.begun_on:
        return {}
    return {line.target_id: line.value for line in programme.target_values(card.id, day)}


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _planned(round: ReportRound) -> tuple[tuple[int | None, str, int | None, int | None], ...]:
    """By year and source, levels summed: planned and allocated; what comes to nothing is left out."""
    table = budget.budget_table(round.programme_id, on=round.cut_off)
    return tuple(
        (row.year, row.source, row.sums.planned or None, row.sums.allocated or None)
        for row in table.rows
        if row.sums.planned or row.sums.allocated
    )


# ---- earlier reports ------------------------------------------------------------------------------------------------
def _earlier(round: ReportRound, *, last_year: bool) -> Earlier | None:
    """The signed report of the round before, or of the same days a year ago; rounds of about the same length."""
    length = (round.cut_off - round.first).days
    signed = (ConsolidationState.SIGNED, ConsolidationState.ARCHIVED)
    rows = (
        Consolidation.objects.filter(
            round__programme_id__in=_programme_line(round),
            round__cut_off__lt=round.cut_off,
            state__in=signed,
        )
        .select_related("round")
        .defer("data")
        .order_by("-round__cut_off", "-version")
    )
    a_year_ago = round.cut_off - dt.timedelta(days=YEAR_DAYS)
    for row in rows:
        if abs((row.round.cut_off - row.round.first).days - length) > SAME_LENGTH_DAYS:
            continue
        if last_year and abs((row.round.cut_off - a_year_ago).days) > SAME_LENGTH_DAYS:
            continue
        return earlier_of(from_data(row.data))
    return None
