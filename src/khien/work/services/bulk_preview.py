"""What a bulk edit would do, before it is done: each item with its old and new value, or why it stays. Fixed queries.

Refuses to promise: doing it looks again at every item, and leaves out what changed meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.access.bulk import Reach, items_of, reach_of
from khien.work.models import Batch, ExtensionRequest, HandOver, WorkItem
from khien.work.rules import CLOSED, RequestState
from khien.work.rules.batches import DECIDING, Act


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """`refused` empty = it will change from `old` to `new`."""

    uuid: str
    title: str
    unit: str
    old: str
    new: str
    refused: str


@dataclass(frozen=True, slots=True)
class Preview:
    lines: tuple[PreviewLine, ...]
    reasons: tuple[tuple[str, int], ...]  # the most frequent first

    @property
    def fitting(self) -> int:
        return sum(not line.refused for line in self.lines)

    @property
    def refused(self) -> int:
        return len(self.lines) - self.fitting


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rules look at, read once for all items."""

    asked: Mapping[str, Any]
    on: dt.date
    person: str
    person_units: frozenset[int]
    unit: str
    waiting: Mapping[int, dt.date]
    offered: Mapping[int, int]


Told = tuple[str, str, str]  # old, new, why not


def preview(actor: Actor, batch: Batch, *, on: dt.date) -> Preview:
    """Of a batch whose words are typed."""
    act, reach, items = Act(batch.act), reach_of(actor, on=on), items_of(batch)
    seen = {int(pk): int(revision) for pk, revision in batch.rows}
    known = _known(batch.asked, items, on)
    lines = tuple(_line(item, act, reach, seen[item.pk], known) for item in items)
    reasons = Counter(line.refused for line in lines if line.refused)
    return Preview(lines, tuple(reasons.most_common()))


def _known(asked: Mapping[str, Any], items: Sequence[WorkItem], on: dt.date) -> _Known:
    ids = [item.pk for item in items]
    waiting = ExtensionRequest.objects.filter(item_id__in=ids, state=RequestState.ASKED)
    offered = HandOver.objects.filter(item_id__in=ids, state=RequestState.ASKED)
    person = orgs.person(asked["person"]) if asked.get("person") else None
    held = [role for role in person.roles if _holds(role.since, role.until, on)] if person else []
    return _Known(
        asked=asked,
        on=on,
        person=person.name if person else "",
        person_units=frozenset(role.unit_id for role in held if role.unit_id is not None),
        unit=orgs.unit(asked["unit"]).name if asked.get("unit") else "",
        waiting=dict(waiting.order_by().values_list("item_id", "until")),
        offered=dict(offered.order_by().values_list("item_id", "to_unit_id")),
    )


def _holds(since: dt.date, until: dt.date | None, on: dt.date) -> bool:
    return since <= on and (until is None or on < until)


def _line(item: WorkItem, act: Act, reach: Reach, seen: int, known: _Known) -> PreviewLine:
    old, new, refused = _RULES[act](item, known)
    if item.revision != seen:
        refused = _("changed meanwhile")
    if item.stopped_at is not None and act not in (Act.STOP, Act.RESUME):
        refused = _("it is stopped")
    if not (reach.may_decide(item) if act in DECIDING else reach.may_act(item)):
        refused = _("not yours to change") if item.merged_into_id is None else _("passed on to another unit")
    return PreviewLine(
        str(item.uuid),
        item.title or item.task.text,
        item.unit.short_name or item.unit.name,
        old,
        new,
        refused,
    )


def _person(item: WorkItem, known: _Known) -> Told:
    nobody = _("nobody")
    old, new = item.person.name if item.person else nobody, known.person or nobody
    if item.person_id == known.asked["person"]:
        return old, new, _("it is so already")
    if known.person and item.unit_id not in known.person_units:
        return old, new, _("she holds no role in this unit")
    return old, new, ""


def _put_off(item: WorkItem, known: _Known) -> Told:
    until = dt.date.fromisoformat(known.asked["until"])
    old = date_format(item.due_on, "SHORT_DATE_FORMAT") if item.due_on else ""
    new = date_format(until, "SHORT_DATE_FORMAT")
    if item.due_on is None:
        return old, new, _("it has no due day")
    if item.state in CLOSED:
        return old, new, _("it is finished")
    if until <= item.due_on:
        return old, new, _("the new day is not later than the old one")
    if item.parent is not None and item.parent.due_on and until > item.parent.due_on:
        return old, new, _("the whole is due before")
    return old, new, _("the new day has passed") if until < known.on else ""


def _stop(item: WorkItem, known: _Known) -> Told:
    return _("goes on"), _("stopped"), _("it is stopped already") if item.stopped_at is not None else ""


def _resume(item: WorkItem, known: _Known) -> Told:
    return _("stopped"), _("goes on"), "" if item.stopped_at is not None else _("it is not stopped")


def _grant(item: WorkItem, known: _Known) -> Told:
    until = known.waiting.get(item.pk)
    old = date_format(item.due_on, "SHORT_DATE_FORMAT") if item.due_on else ""
    if until is None:
        return old, "", _("no request waits")
    return old, date_format(until, "SHORT_DATE_FORMAT"), ""


def _refuse(item: WorkItem, known: _Known) -> Told:
    old, _until, refused = _grant(item, known)
    return old, old, refused


def _hand_over(item: WorkItem, known: _Known) -> Told:
    old, new = item.unit.name, known.unit
    if item.unit_id == known.asked["unit"]:
        return old, new, _("this unit has it already")
    if item.state in CLOSED:
        return old, new, _("it is finished")
    other = known.offered.get(item.pk)
    return (
        old,
        new,
        _("it is offered to another unit already") if other not in (None, known.asked["unit"]) else "",
    )


_RULES: dict[Act, Callable[[WorkItem, _Known], Told]] = {
    Act.PERSON: _person,
    Act.PUT_OFF: _put_off,
    Act.STOP: _stop,
    Act.RESUME: _resume,
    Act.GRANT: _grant,
    Act.REFUSE: _refuse,
    Act.HAND_OVER: _hand_over,
}
