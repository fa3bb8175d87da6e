"""Reads that feed the programme's pages: frozen values, a fixed number of queries however many rows there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, Sum

from khien.orgs import api as orgs
from khien.programme.models import (
    AssignedUnit,
    BudgetLine,
    DutyAgency,
    DutyToReport,
    Programme,
    ProgrammeQuerySet,
    Target,
    Task,
)
from khien.programme.rules import DutyRole, Role, Timing, next_due, timing


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency as the plan names it; `units` are the names of the units it means, `today` who answers now."""

    phrase: str
    set_label: str
    units: tuple[str, ...]
    unit_ids: tuple[int, ...]

    @property
    def known(self) -> bool:
        return bool(self.unit_ids)

    @property
    def meaning(self) -> str:
        """What stands beside the phrase: the unit's own name, or how many units the set holds."""
        if len(self.units) == 1 and not self.set_label:
            return self.units[0]
        return self.set_label


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as tables show it."""

    id: int
    uuid: str
    position: int
    path: str
    group: str
    text: str
    leads: tuple[AgencyLine, ...]
    coordinating: tuple[AgencyLine, ...]
    products: tuple[str, ...]
    schedule_text: str
    recurrence: str
    start_on: dt.date | None
    end_on: dt.date | None
    timing: Timing
    amount_vnd: int | None
    money_source: str
    note: str
    search_text: str
    row_uuid: str

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(i for line in (*self.leads, *self.coordinating) for i in line.unit_ids)

    @property
    def lead_unit_ids(self) -> frozenset[int]:
        return frozenset(i for line in self.leads for i in line.unit_ids)


@dataclass(frozen=True, slots=True)
class TargetLine:
    id: int
    uuid: str
    position: int
    path: str
    text: str
    comparator: str
    value: Decimal
    unit_of_measure: str
    population: str
    deadline: str
    deadline_on: dt.date | None
    row_uuid: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    id: int
    path: str
    text: str
    frequency: str
    due: str
    next_due: dt.date | None
    senders: tuple[AgencyLine, ...]
    recipients: tuple[AgencyLine, ...]


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Money by year (rows) and source (columns), with the sums of both; `lines` in the plan's order beside it."""

    sources: tuple[str, ...]
    rows: tuple[tuple[int | None, tuple[int | None, ...], int], ...]
    totals: tuple[int, ...]
    total: int
    stated_total: int | None

    @property
    def by_year(self) -> list[tuple[int | None, list[tuple[str, int | None]], int]]:
        """The rows with each amount beside its source, as a card on a telephone names them."""
        return [
            (year, list(zip(self.sources, amounts, strict=True)), total) for year, amounts, total in self.rows
        ]

    @property
    def by_source(self) -> list[tuple[str, int]]:
        return list(zip(self.sources, self.totals, strict=True))

    @property
    def differs(self) -> bool:
        return self.stated_total is not None and self.stated_total != self.total


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme as the list shows it."""

    uuid: str
    title: str
    number: str
    unit_label: str
    period_from: int | None
    period_to: int | None
    begun_on: dt.date
    ended_on: dt.date | None
    tasks: int
    targets: int
    over: bool  # its period has passed; it stays open for what is still to be reported


def programme_lines(programmes: ProgrammeQuerySet, *, on: dt.date) -> list[ProgrammeLine]:
    rows: Iterable[Any] = programmes.select_related("unit").annotate(
        task_count=Count("tasks", distinct=True), target_count=Count("targets", distinct=True)
    )
    return [
        ProgrammeLine(
            uuid=str(row.uuid),
            title=row.title,
            number=row.number,
            unit_label=str(row.unit) if row.unit else "",
            period_from=row.period_from,
            period_to=row.period_to,
            begun_on=row.begun_on,
            ended_on=row.ended_on,
            tasks=row.task_count,
            targets=row.target_count,
            over=row.period_to is not None and row.period_to < on.year,
        )
        for row in sorted(rows, key=lambda row: row.unit_id is not None)  # the province's first
    ]


def programme_choices(programmes: ProgrammeQuerySet, *, on: dt.date) -> list[tuple[str, str]]:
    """The programmes in force as choices of a filter, the province's first. One query."""
    running = programmes.select_related("unit").running(on)
    return [(str(row.uuid), row.shown) for row in sorted(running, key=lambda row: row.unit_id is not None)]


@dataclass(frozen=True, slots=True)
class Standing:
    """A running programme as the first page tells it to one person. `leads`, `helps`: tasks of her units."""

    uuid: str
    label: str
    tasks: int
    targets: int
    leads: int
    helps: int
    next_due: dt.date | None


def standings(programmes: ProgrammeQuerySet, *, own: frozenset[int], on: dt.date) -> list[Standing]:
    """The programmes in force; a handful of queries each, and a person sees few."""
    made = []
    running = programmes.select_related("unit").running(on)
    for programme in sorted(running, key=lambda row: row.unit_id is not None):  # the province's first
        tasks = Task.objects.filter(programme=programme)
        mine = tasks.filter(assignments__units__unit_id__in=own)
        leads = (
            mine.filter(assignments__role=Role.LEAD, assignments__units__unit_id__in=own).distinct().count()
        )
        due = [line.next_due for line in duty_lines(programme, on=on) if line.next_due]
        made.append(
            Standing(
                uuid=str(programme.uuid),
                label=programme.shown,
                tasks=tasks.count(),
                targets=programme.targets.count(),
                leads=leads,
                helps=mine.distinct().count() - leads,
                next_due=min(due, default=None),
            )
        )
    return made


def task_lines(programme: Programme, *, on: dt.date) -> list[TaskLine]:
    """Every task in the plan's order: four queries."""
    return _task_lines(Task.objects.filter(programme=programme), on)


def task_line(task: Task, *, on: dt.date) -> TaskLine:
    return _task_lines(Task.objects.filter(pk=task.pk), on)[0]


def _task_lines(tasks: QuerySet[Task], on: dt.date) -> list[TaskLine]:
    """A set may mean thousands of units: their ids are read, no row for each."""
    rows = list(tasks.prefetch_related("assignments"))
    pairs = AssignedUnit.objects.filter(assignment__task__in=[row.pk for row in rows]).order_by("id")
    units = _by_first(pairs.values_list("assignment_id", "unit_id"))
    names = orgs.unit_names(unit_id for ids in units.values() for unit_id in ids)
    return [_task_line(row, units, names, on) for row in rows]


def _by_first(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found


def _task_line(task: Task, units: dict[int, list[int]], names: dict[int, str], on: dt.date) -> TaskLine:
    lines: dict[str, list[AgencyLine]] = defaultdict(list)
    for assignment in task.assignments.all():
        ids = units.get(assignment.pk, [])
        lines[assignment.role].append(_agency(assignment.phrase, assignment.set_label, ids, names))
    return TaskLine(
        id=task.pk,
        uuid=str(task.uuid),
        position=task.position,
        path=task.path,
        group=task.group,
        text=task.text,
        leads=tuple(lines[Role.LEAD]),
        coordinating=tuple(lines[Role.COORDINATING]),
        products=tuple(task.products),
        schedule_text=task.schedule_text,
        recurrence=task.recurrence,
        start_on=task.start_on,
        end_on=task.end_on,
        timing=timing(task.start_on, task.end_on, on),
        amount_vnd=task.amount_vnd,
        money_source=task.money_source,
        note=task.note,
        search_text=task.search_text,
        row_uuid=str(task.row_uuid),
    )


def _agency(phrase: str, set_label: str, ids: list[int], names: dict[int, str]) -> AgencyLine:
    known = [i for i in ids if i in names]
    return AgencyLine(phrase, set_label, tuple(names[i] for i in known), tuple(known))


def groups_of(tasks: Iterable[TaskLine]) -> tuple[TaskGroup, ...]:
    """Tasks under their group's title, both in the plan's order."""
    groups: dict[str, list[TaskLine]] = {}
    for task in tasks:
        groups.setdefault(task.group, []).append(task)
    return tuple(TaskGroup(title, tuple(rows)) for title, rows in groups.items())


def target_lines(programme: Programme) -> list[TargetLine]:
    return [
        TargetLine(
            id=row.pk,
            uuid=str(row.uuid),
            position=row.position,
            path=row.path,
            text=row.text,
            comparator=row.comparator,
            value=row.value,
            unit_of_measure=row.unit_of_measure,
            population=row.population,
            deadline=row.deadline,
            deadline_on=row.deadline_on,
            row_uuid=str(row.row_uuid),
        )
        for row in Target.objects.filter(programme=programme)
    ]


def duty_lines(programme: Programme, *, on: dt.date) -> list[DutyLine]:
    """Duties to report with the next due day, the nearest first; those without a date last."""
    # The last year's report may be due in the month after the period, never a year later.
    until = dt.date(programme.period_to + 1, 1, 31) if programme.period_to else None
    agencies = Prefetch("agencies", DutyAgency.objects.order_by("id"))
    rows = list(DutyToReport.objects.filter(programme=programme).prefetch_related(agencies))
    pairs = DutyAgency.units.through.objects.filter(dutyagency__duty__in=[row.pk for row in rows])
    units = _by_first(pairs.order_by("id").values_list("dutyagency_id", "unit_id"))
    names = orgs.unit_names(unit_id for ids in units.values() for unit_id in ids)
    lines = [_duty_line(row, units, names, on, until) for row in rows]
    return sorted(lines, key=lambda line: (line.next_due is None, line.next_due or on))


def _duty_line(
    row: DutyToReport,
    units: dict[int, list[int]],
    names: dict[int, str],
    on: dt.date,
    until: dt.date | None,
) -> DutyLine:
    lines: dict[str, list[AgencyLine]] = defaultdict(list)
    for agency in row.agencies.all():
        ids = units.get(agency.pk, [])
        lines[agency.role].append(_agency(agency.phrase, agency.set_label, ids, names))
    return DutyLine(
        id=row.pk,
        path=row.path,
        text=row.text,
        frequency=row.frequency,
        due=row.due,
        next_due=next_due(row.frequency, row.due, after=on, until=until),
        senders=tuple(lines[DutyRole.SENDER]),
        recipients=tuple(lines[DutyRole.RECIPIENT]),
    )


def money_table(programme: Programme) -> MoneyTable:
    """Budget lines summed by year and source."""
    sums = (
        BudgetLine.objects.filter(programme=programme)
        .order_by()
        .values("year", "source")
        .annotate(total=Sum("amount_vnd"))
    )
    cells = {(row["year"], row["source"]): int(row["total"]) for row in sums}
    first_seen = BudgetLine.objects.filter(programme=programme).values_list("source", flat=True)
    sources = tuple(dict.fromkeys(first_seen))
    years = sorted({year for year, _ in cells}, key=lambda year: (year is None, year or 0))
    rows = tuple(
        (
            year,
            tuple(cells.get((year, source)) for source in sources),
            sum(cells.get((year, source), 0) for source in sources),
        )
        for year in years
    )
    totals = tuple(sum(cells.get((year, source), 0) for year in years) for source in sources)
    return MoneyTable(sources, rows, totals, sum(totals), programme.stated_total_vnd)
