"""A parent plan, the units it gives tasks to, and what their own plans say of them. Reads only; a fixed number of
queries however many units there are.

Of several plans of one unit the one adopted last counts. A plan made under an older version of the parent goes on
counting: it is compared with the version in force.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from khien.orgs import api as orgs
from khien.plans.models import CascadeVerdict, PlanDocument, PlanQuerySet
from khien.plans.rules.cascade import Alignment, Asked, Clause, Part, Reason, Verdict, align
from khien.plans.rules.content import PlanRows, TaskRow
from khien.plans.rules.kinds import PlanStatus
from khien.plans.selectors.content import rows_of

OLDEST = 20  # versions back; no plan was replaced as often
_ON_THE_WAY = (PlanStatus.QUEUED, PlanStatus.READING, PlanStatus.UNREADABLE, PlanStatus.REVIEW)


def version_in_force(plan: PlanDocument) -> PlanDocument:
    """The newest adopted version that replaces this one, or itself."""
    for _ in range(OLDEST):
        newer = (
            PlanDocument.objects.select_related("unit")
            .filter(replaces=plan, status__in=[PlanStatus.ADOPTED, PlanStatus.SUPERSEDED])
            .first()
        )
        if newer is None:
            break
        plan = newer
    return plan


def family_of(plan: PlanDocument) -> list[int]:
    """The plan and the versions it replaces, by id."""
    found = [plan.pk]
    older = plan.replaces_id
    while older is not None and len(found) < OLDEST:
        found.append(older)
        older = PlanDocument.objects.filter(pk=older).values_list("replaces_id", flat=True).first()
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """What the parent plan gives to whom: unit id → row id of the task → the part the unit plays."""

    rows: PlanRows
    parts: Mapping[int, Mapping[int, Part]]
    units: Mapping[int, orgs.UnitCard]


def given_by(parent: PlanDocument, *, on: dt.date) -> Given:
    """Units that answer on the day: successors stand in for units that are gone. The plan's own issuer asks
    nothing of itself."""
    rows = rows_of(parent)
    named = _named(rows.tasks)
    cards = orgs.units(named)
    today = {unit_id: _answers(unit_id, cards, on) for unit_id in named}
    heirs = {heir for ids in today.values() for heir in ids} - cards.keys()
    cards = {**cards, **orgs.units(heirs)} if heirs else cards
    parts: dict[int, dict[int, Part]] = defaultdict(dict)
    for task in rows.tasks:
        for part, agencies in (
            (Part.HELPS, task.coordinating),
            (Part.LEADS, task.leads),
        ):  # leading outweighs
            for unit_id in {
                heir for agency in agencies for i in agency.unit_ids for heir in today.get(i, ())
            }:
                parts[unit_id][task.row_id] = part
    issuer = _issuer_of(parent, cards)
    kept = {unit_id: mine for unit_id, mine in parts.items() if unit_id in cards and unit_id != issuer}
    return Given(rows, kept, {unit_id: cards[unit_id] for unit_id in kept})


def _named(tasks: Iterable[TaskRow]) -> set[int]:
    return {
        unit_id
        for task in tasks
        for agency in (*task.leads, *task.coordinating)
        for unit_id in agency.unit_ids
    }


def _answers(unit_id: int, cards: Mapping[int, orgs.UnitCard], on: dt.date) -> tuple[int, ...]:
    card = cards.get(unit_id)
    if card is None:
        return ()
    return (unit_id,) if card.holds_on(on) else orgs.successors_today(unit_id, on=on)


def _issuer_of(parent: PlanDocument, cards: Mapping[int, orgs.UnitCard]) -> int | None:
    """The province's People's Committee, where the plan is the province's own; else the unit itself."""
    if parent.unit_id is not None:
        return parent.unit_id
    return next(
        (
            card.id
            for card in cards.values()
            if card.kind is orgs.Kind.PEOPLES_COMMITTEE and card.level is orgs.Level.PROVINCE
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A unit's own plan under the parent. `in_force` False: still on its way to being adopted."""

    plan_id: int
    uuid: str
    unit_id: int
    label: str
    in_force: bool
    adopted_on: dt.datetime | None
    old_version: bool  # made under a version of the parent that was replaced since


# What a line of the matrix needs; the rest of thousands of plans stays in the database.
_OWN_FIELDS = ("uuid", "unit", "parent", "kind", "number", "title", "file_name", "adopted_at", "status")


def plans_in_force(parent: PlanDocument, *, on: dt.date) -> dict[int, OwnPlan]:
    """Unit id → its own plan in force on the day. Two queries and one for each older version."""
    family = family_of(parent)
    found = (
        PlanDocument.objects.only(*_OWN_FIELDS)
        .filter(
            parent_id__in=family,
            unit__isnull=False,
            adopted_at__date__lte=on,
            status__in=[PlanStatus.ADOPTED, PlanStatus.SUPERSEDED],
        )
        .exclude(replaced_by__adopted_at__date__lte=on)
    )
    return {plan.unit_id: _own(plan, parent) for plan in found.order_by("adopted_at", "pk") if plan.unit_id}


def plans_on_the_way(parent: PlanDocument, visible: PlanQuerySet) -> dict[int, OwnPlan]:
    """Unit id → its plan that waits to be read or reviewed, of those the reader may open."""
    found = visible.only(*_OWN_FIELDS).filter(
        parent_id__in=family_of(parent), unit__isnull=False, status__in=_ON_THE_WAY
    )
    return {plan.unit_id: _own(plan, parent) for plan in found.order_by("uploaded_at") if plan.unit_id}


def _own(plan: PlanDocument, parent: PlanDocument) -> OwnPlan:
    assert plan.unit_id is not None
    return OwnPlan(
        plan_id=plan.pk,
        uuid=str(plan.uuid),
        unit_id=plan.unit_id,
        label=plan.label,
        in_force=plan.adopted_at is not None,
        adopted_on=plan.adopted_at,
        old_version=plan.parent_id != parent.pk,
    )


def counts_of(task_ids: Collection[int]) -> dict[int, dict[Verdict, int]]:
    """Plan id → how many of the tasks stand how. One query."""
    held: dict[int, dict[Verdict, int]] = defaultdict(dict)
    rows = CascadeVerdict.objects.filter(parent_row_id__in=task_ids).order_by()
    for plan_id, verdict, count in rows.values_list("plan_id", "verdict").annotate(n=Count("id")):
        held[plan_id][_VERDICTS[verdict]] = count
    return held


_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def verdicts_of(plan_ids: Collection[int], task_ids: Collection[int]) -> dict[tuple[int, int], Verdict]:
    """(plan id, row id of the task) → how it stands. One query."""
    rows = CascadeVerdict.objects.filter(plan_id__in=plan_ids, parent_row_id__in=task_ids)
    found = rows.order_by().values_list("plan_id", "parent_row_id", "verdict")
    return {(plan_id, row_id): Verdict(verdict) for plan_id, row_id, verdict in found}


@dataclass(frozen=True, slots=True)
class Computed:
    """One task of the parent beside the unit's plan, as the rules see it."""

    task: TaskRow
    part: Part
    alignment: Alignment


def computed(rows: PlanRows, unit_id: int | None, given: Given) -> list[Computed]:
    """Align a unit's plan with the parent's tasks that are the unit's. No query."""
    parts = given.parts.get(unit_id or 0, {})
    tasks = given.rows.tasks
    aligned = align([_asked(task) for task in tasks], clauses_of(rows))  # all of them: they weigh the words
    return [
        Computed(task, parts[task.row_id], aligned[task.row_uuid]) for task in tasks if task.row_id in parts
    ]


def _asked(task: TaskRow) -> Asked:
    return Asked(task.row_uuid, task.path, task.text, task.products, task.end)


def clauses_of(rows: PlanRows) -> list[Clause]:
    """What a plan says will be done: its tasks, and the duties it gives out, one clause each."""
    tasks = [Clause(t.row_uuid, t.path, t.text, t.products, t.end, t.note) for t in rows.tasks]
    duties = [
        Clause(f"{row.row_uuid}:{n}", row.path, duty)
        for row in rows.assignments
        for n, duty in enumerate(row.duties)
    ]
    return [*tasks, *duties]


@dataclass(frozen=True, slots=True)
class ClauseShown:
    row_uuid: str
    path: str
    text: str
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """A task of the parent, the unit's clauses for it, the verdict and why. `computed` is what the rules say."""

    row_uuid: str
    path: str
    text: str
    group: str
    products: tuple[str, ...]
    end: str
    part: Part
    verdict: Verdict
    computed: Verdict
    by_hand: bool
    share: float
    clauses: tuple[ClauseShown, ...]
    reasons: tuple[Reason, ...]
    remark: str
    said_by: str
    said_at: dt.datetime | None
    revision: int


def aligned_lines(plan: PlanDocument, parent: PlanDocument, *, on: dt.date) -> list[AlignedLine]:
    """The unit's plan beside its tasks, in the parent's order. What a person said stands; the rest is computed from
    the rows as they are now, so that an officer sees at once what an edit changes."""
    held = {v.parent_row_id: v for v in CascadeVerdict.objects.filter(plan=plan, parent_row__plan=parent)}
    rows = rows_of(plan)
    shown = {
        clause.key: ClauseShown(clause.key.partition(":")[0], clause.path, clause.text, clause.products)
        for clause in clauses_of(rows)
    }
    given = given_by(parent, on=on)
    return [_line(row, held.get(row.task.row_id), shown) for row in computed(rows, plan.unit_id, given)]


def _line(row: Computed, held: CascadeVerdict | None, shown: Mapping[str, ClauseShown]) -> AlignedLine:
    hand = Verdict(held.hand) if held and held.hand else None
    return AlignedLine(
        row_uuid=row.task.row_uuid,
        path=row.task.path,
        text=row.task.text,
        group=row.task.group,
        products=row.task.products,
        end=row.task.end,
        part=row.part,
        verdict=hand or row.alignment.verdict,
        computed=row.alignment.verdict,
        by_hand=hand is not None,
        share=row.alignment.share,
        clauses=tuple(shown[key] for key in row.alignment.clauses),
        reasons=row.alignment.reasons,
        remark=held.remark if held else "",
        said_by=held.said_by_label if held else "",
        said_at=held.said_at if held else None,
        revision=held.revision if held else 0,
    )
