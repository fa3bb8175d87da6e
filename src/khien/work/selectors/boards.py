"""Items of work as table, board, timeline and calendar show them: narrowed, counted and cut by the database.

Takes only what `access.scope.items_for` gave. Refuses to load rows nobody looks at: a page gets its ids, then its
lines, in a fixed number of queries however many items there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.programme.api import ProgrammeCard, TaskHead
from khien.web.tables import ByRank, Paged
from khien.work.models import ExtensionRequest, Statement, WorkItem, WorkItemQuerySet
from khien.work.rules import ItemRole, RequestState, State, differs
from khien.work.rules.board_filter import RANK, ROLE_CODES, Wanted, due_between, group_code
from khien.work.selectors.board_words import with_words
from vanban import collation_key

MOST_PROGRAMMES = 60  # in a list of choices
GROUPS_OF = 5  # programmes whose groups are offered together; with more, one is chosen first
FEW_UNITS = 60  # that fit into a list of choices; beyond, names are typed


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as lists show it. `statement`: what the officer says, when it differs from the derived state.
    `title`: the sub-task's own, else the task's text. `extension`: the day asked for, while undecided."""

    id: int
    uuid: str
    task_id: int
    task_uuid: str
    programme_id: int
    path: str
    group: str
    title: str
    part: bool
    unit_id: int
    unit: str
    unit_name: str
    role: ItemRole
    period: str
    starts_on: dt.date | None
    due_on: dt.date | None
    first_due_on: dt.date | None
    state: State
    done: int
    asked: int
    activities: int
    person_id: int | None
    person: str
    statement: State | None
    statement_note: str
    stated_by: str
    stop_reason: str
    extension: dt.date | None
    amount_vnd: int | None
    revision: int

    @property
    def put_off(self) -> bool:
        return self.first_due_on is not None and self.due_on != self.first_due_on

    @property
    def closed(self) -> bool:
        return self.state in (State.DONE, State.LATE, State.STOPPED, State.PASSED_ON)

    @property
    def share(self) -> int:
        """Done of asked, in per cent, at most 100."""
        return min(100, round(100 * self.done / self.asked)) if self.asked else 0


def item_lines(ids: Sequence[int]) -> list[ItemLine]:
    """Lines in the order of `ids`: three queries."""
    rows = (
        WorkItem.objects.filter(pk__in=ids)
        .select_related("task", "unit", "person")
        .defer("task__search_text", "task__note", "task__products", "unit__search_text", "quota")
    )
    said: dict[int, Statement] = {}
    for statement in Statement.objects.filter(item_id__in=ids).order_by("id"):
        said[statement.item_id] = statement
    asked = ExtensionRequest.objects.filter(item_id__in=ids, state=RequestState.ASKED.value)
    until = dict(asked.order_by().values_list("item_id", "until"))
    found = {row.pk: _line(row, said.get(row.pk), until.get(row.pk)) for row in rows}
    return [found[pk] for pk in ids if pk in found]


def _line(row: WorkItem, said: Statement | None, until: dt.date | None) -> ItemLine:
    state = State(row.state)
    stated = State(said.state) if said is not None and differs(said.state, state) else None
    return ItemLine(
        id=row.pk,
        uuid=str(row.uuid),
        task_id=row.task_id,
        task_uuid=str(row.task.uuid),
        programme_id=row.task.programme_id,
        path=row.task.path,
        group=row.task.group,
        title=row.title or row.task.text,
        part=row.parent_id is not None,
        unit_id=row.unit_id,
        unit=row.unit.short_name or row.unit.name,
        unit_name=row.unit.name,
        role=ItemRole(row.role),
        period=row.period,
        starts_on=row.starts_on,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        state=state,
        done=row.done,
        asked=row.asked,
        activities=row.activities,
        person_id=row.person_id,
        person=row.person.name if row.person else "",
        statement=stated,
        statement_note=said.note if said is not None and stated else "",
        stated_by=said.said_by if said is not None and stated else "",
        stop_reason=row.stop_reason,
        extension=until,
        amount_vnd=row.task.amount_vnd if row.parent_id is None else None,
        revision=row.revision,
    )


# ---- order ------------------------------------------------------------------------------------------------------
def units_by_name(unit_ids: Sequence[int]) -> list[int]:
    """By name in the Vietnamese alphabet."""
    names = orgs.unit_names(unit_ids)
    return sorted(unit_ids, key=lambda pk: _sort_key(names.get(pk, "")))


@lru_cache(maxsize=20_000)  # names change rarely, and their keys cost more than the sorting
def _sort_key(name: str) -> Any:
    return collation_key(name)


def tasks_by_plan(task_ids: Sequence[int]) -> list[int]:
    """In the order of the plans, the newest first."""
    return [head.id for head in programme.task_heads(task_ids=task_ids)]


def tasks_by_money(task_ids: Sequence[int]) -> list[int]:
    heads = programme.task_heads(task_ids=task_ids)
    return [head.id for head in sorted(heads, key=lambda head: head.amount_vnd or 0)]


def states_by_need(states: Sequence[str]) -> list[str]:
    return sorted(states, key=lambda state: RANK.index(State(state)))


BY_UNIT = ByRank("unit_id", units_by_name)
BY_TASK = ByRank("task_id", tasks_by_plan)
BY_MONEY = ByRank("task_id", tasks_by_money)
BY_STATE = ByRank("state", states_by_need)


def paged(items: WorkItemQuerySet) -> Paged[ItemLine]:
    """For a table: nothing is loaded but the page."""
    return Paged(items, item_lines, then=("due_on",))


# ---- narrowing --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Desk:
    """What the filter bar offers to one person on one day. Asks only for what is looked at."""

    actor: Actor
    on: dt.date
    wanted: Wanted
    units_seen: frozenset[int] | None  # None = all
    _kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def programmes(self) -> list[ProgrammeCard]:
        """The province's first, then those of units; the newest first."""
        cards = programme.programmes_for(self.actor, on=self.on)
        return sorted(cards, key=lambda card: card.unit_id is not None)

    @cached_property
    def programme(self) -> ProgrammeCard | None:
        return next((card for card in self.programmes if card.uuid == self.wanted.programme), None)

    @cached_property
    def heads(self) -> list[TaskHead]:
        """Tasks of the chosen programme, or of all when they are few."""
        if self.programme is not None:
            return programme.task_heads(programme_ids=[self.programme.id])
        few = self.programmes[:GROUPS_OF]
        return programme.task_heads(programme_ids=[card.id for card in few])

    @cached_property
    def groups(self) -> dict[str, str]:
        """Code → title, in the order of the plan."""
        return {group_code(head.group): head.group for head in self.heads if head.group}

    @cached_property
    def task(self) -> TaskHead | None:
        """The one task asked for, if it is of a programme she may read."""
        if not self.wanted.task:
            return None
        seen = {card.id for card in self.programmes}
        found = programme.task_heads(task_uuids=[self.wanted.task])
        return next((head for head in found if head.programme_id in seen), None)

    @cached_property
    def unit(self) -> orgs.UnitCard | None:
        """The unit chosen by its address, if it is one of those she sees."""
        if not self.wanted.unit_uuid:
            return None
        try:
            unit_id = orgs.unit_id_of(self.wanted.unit_uuid)
        except Missing:
            return None
        seen = self.units_seen is None or unit_id in self.units_seen
        return orgs.unit(unit_id) if seen else None

    @cached_property
    def unit_ids(self) -> frozenset[int] | None:
        """The units the filter leaves; None = all."""
        if self.unit is not None:
            return orgs.units_under(self.unit.id, on=self.on) | {self.unit.id}
        if not self.wanted.unit_words:
            return self.units_seen
        named = orgs.unit_ids_named(self.wanted.unit_words)
        return named if self.units_seen is None else named & self.units_seen

    @cached_property
    def unit_choices(self) -> list[orgs.UnitCard]:
        """The units to choose among when they are few; empty = names are typed."""
        if self.units_seen is None or len(self.units_seen) > FEW_UNITS:
            return []
        cards = orgs.units(self.units_seen).values()
        return sorted(cards, key=lambda card: collation_key(card.name))


def narrowed(items: WorkItemQuerySet, desk: Desk) -> WorkItemQuerySet:
    """`items` as the filter wants them."""
    wanted = desk.wanted
    if wanted.task:
        items = items.filter(task__uuid=wanted.task)
    if wanted.state:
        items = items.filter(state__in=[state.value for state in wanted.states()])
    if wanted.role:
        items = items.filter(role=ROLE_CODES[wanted.role].value)
    if wanted.period:
        items = items.filter(period__startswith=wanted.period)
    if wanted.person:
        items = _of_person(items, wanted.person == "toi", desk.actor.person_id)
    items = _of_tasks(items, desk)
    items = _of_units(items, desk)
    items = _due(items, wanted, desk.on)
    return items.filter(with_words(wanted.text)) if wanted.text else items


def _of_person(items: WorkItemQuerySet, mine: bool, person_id: int | None) -> WorkItemQuerySet:
    if not mine:
        return items.filter(person__isnull=True)
    return items.none() if person_id is None else items.filter(person_id=person_id)


def _of_tasks(items: WorkItemQuerySet, desk: Desk) -> WorkItemQuerySet:
    wanted = desk.wanted
    if not wanted.programme and not wanted.group:
        return items
    heads: Iterable[TaskHead] = desk.heads
    if wanted.programme and desk.programme is None:
        return items.none()
    if wanted.group:
        heads = [head for head in heads if group_code(head.group) == wanted.group]
    return items.filter(task_id__in=[head.id for head in heads])


def _of_units(items: WorkItemQuerySet, desk: Desk) -> WorkItemQuerySet:
    if not desk.wanted.unit:
        return items
    if desk.wanted.unit_uuid and desk.unit is None:
        return items.none()
    return items.filter(unit_id__in=sorted(desk.unit_ids or ()))


def _due(items: WorkItemQuerySet, wanted: Wanted, on: dt.date) -> WorkItemQuerySet:
    if wanted.window == "khong-han":
        return items.filter(due_on__isnull=True)
    first, last = due_between(wanted, on)
    if first is not None:
        items = items.filter(due_on__gte=first)
    return items.filter(due_on__lte=last) if last is not None else items
