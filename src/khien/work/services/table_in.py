"""A table of items taken in: what each row would change, then the clean rows in one transaction, each by its own rules.

Refuses rows it does not know, and rows that somebody changed since the file was made. The same file again changes
nothing: what stands there already is no difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError, TooMuch
from khien.orgs import api as orgs
from khien.orgs.api import PersonCard
from khien.work.access.bulk import Reach, reach_of
from khien.work.access.scope import items_for
from khien.work.errors import ChangedMeanwhile
from khien.work.models import Batch, Statement, WorkItem
from khien.work.rules import CLOSED
from khien.work.rules.batches import MOST_ITEMS, Act, BatchState
from khien.work.rules.item_table import COLUMNS, WORD_OF_SAID, ItemRow, row_of
from khien.work.services.acts import give_to_person, resume_item, state_item, stop_item
from khien.work.services.bulk import sentence_of
from khien.work.services.putting_off import put_off
from khien.work.services.table_file import read_items
from vanban import fold

CHUNK = 1000  # ids of one question


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell: `column` as the file names it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row's fate: "same", "change", "conflict", "fault". `todo`: what is to be done, by column."""

    line: int
    uuid: str
    title: str
    unit: str
    fate: str
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    item_id: int = 0
    revision: int = 0
    todo: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Now:
    """An item as it is."""

    item: WorkItem
    said: str
    note: str
    people: Sequence[PersonCard]


def receive(actor: Actor, data: bytes, *, file_name: str, at: dt.datetime) -> Batch:
    """Read the file and keep its rows until they are taken in. Raises KhienError, TooMuch."""
    rows = [[row.line, _named(row)] for row in read_items(data)]
    return Batch.objects.create(
        act=Act.TABLE.value,
        rows=rows,
        asked={"sure": True},
        file_name=file_name[:255],
        actor_id=actor.id,
        actor_label=actor.label,
        made_at=at,
    )


def _named(row: ItemRow) -> dict[str, str]:
    return {
        "id": row.id,
        "revision": str(row.revision) if not row.faults.get("revision") else "",
        **row.cells,
    }


def plan(actor: Actor, batch: Batch, *, on: dt.date) -> list[RowPlan]:
    """Every row against what is there now; a fixed number of questions per thousand rows."""
    rows = [row_of(int(line), named) for line, named in batch.rows]
    reach, known, seen = reach_of(actor, on=on), _known(actor, rows, on), set()
    plans = []
    for row in rows:
        now = known.get(row.id)
        if now is None:
            plans.append(_unknown(row))
        elif row.id in seen:
            plans.append(_refused(row, now, "fault", (_("this row stands in the file twice"),)))
        else:
            plans.append(_compared(row, now, reach, on))
        seen.add(row.id)
    return plans


def take_in(actor: Actor, batch: Batch, *, on: dt.date, at: dt.datetime) -> Batch:
    """Write the rows that change something and have no fault. Done already is no error. Raises TooMuch."""
    with transaction.atomic():
        mine = Batch.objects.select_for_update().get(pk=batch.pk)
        if mine.state != BatchState.WAITING:
            return mine
        rows = plan(actor, mine, on=on)
        if sum(row.fate == "change" for row in rows) > MOST_ITEMS:
            raise TooMuch(_("At most 1,000 tasks are changed at once. Split the table and upload the parts."))
        for row in sorted(rows, key=lambda row: row.item_id):
            if row.fate == "change":
                _write(actor, mine, row, at)
            elif row.fate != "same":
                mine.refused.append([row.line, "; ".join(row.reasons)])
        mine.state, mine.finished_at, mine.rows = BatchState.DONE.value, at, []
        mine.save()
        audit.record(
            actor=actor,
            action="work.table_taken_in",
            subject=audit.Subject("batch", str(mine.uuid), mine.file_name),
            new={"items": len(mine.changes), "refused": len(mine.refused)},
            at=at,
        )
    return mine


def _write(actor: Actor, batch: Batch, row: RowPlan, at: dt.datetime) -> None:
    item = WorkItem.objects.select_for_update(of=("self",)).select_related("task").get(pk=row.item_id)
    try:
        with transaction.atomic():
            if item.revision != row.revision:
                raise ChangedMeanwhile
            for column, value in row.todo:
                _do(actor, item, column, value, at)
    except KhienError as error:
        batch.refused.append([row.line, sentence_of(error)])
    else:
        batch.changes.append([row.item_id, [column for column, _value in row.todo], 0])


def _do(actor: Actor, item: WorkItem, column: str, value: Any, at: dt.datetime) -> None:
    if column == "person":
        give_to_person(actor, item, person_id=value, seen=None, at=at)
    elif column == "due":
        put_off(actor, item, until=value, reason=_("From the table of tasks"), seen=None, at=at)
    elif column == "said":
        state_item(actor, item, state=value[0], note=value[1], at=at)
    elif column == "stop" and value:
        stop_item(actor, item, reason=value, seen=None, at=at)
    elif column == "stop":
        resume_item(actor, item, seen=None, at=at)


# ---- comparing --------------------------------------------------------------------------------------------------
def _known(actor: Actor, rows: Sequence[ItemRow], on: dt.date) -> dict[str, _Now]:
    found: dict[str, _Now] = {}
    for uuids in _chunks(sorted({row.id for row in rows if "id" not in row.faults})):
        items = list(
            items_for(actor, on=on).select_related("task", "unit", "person", "parent").filter(uuid__in=uuids)
        )
        said: dict[int, Statement] = {}
        for statement in Statement.objects.filter(item__in=[item.pk for item in items]).order_by("id"):
            said[statement.item_id] = statement
        people = orgs.people_by_units({item.unit_id for item in items}, on=on)
        for item in items:
            last = said.get(item.pk)
            words = (last.state, last.note) if last else ("", "")
            found[str(item.uuid)] = _Now(item, *words, people.get(item.unit_id, ()))
    return found


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), CHUNK):
        yield texts[start : start + CHUNK]


def _unknown(row: ItemRow) -> RowPlan:
    reason = _("this row is unknown: new tasks are not made here, and its id must stay as it was")
    return RowPlan(row.line, "", "", "", "fault", (), (reason,))


def _refused(
    row: ItemRow, now: _Now, fate: str, reasons: tuple[str, ...], differences: tuple[Difference, ...] = ()
) -> RowPlan:
    title, unit = now.item.title or now.item.task.text, str(now.item.unit)
    return RowPlan(row.line, row.id, title, unit, fate, differences, reasons)


def _compared(row: ItemRow, now: _Now, reach: Reach, on: dt.date) -> RowPlan:
    differences: list[Difference] = []
    todo: list[tuple[str, Any]] = []
    reasons = [_fault_words(column, code) for column, code in row.faults.items()]
    for column, compare in _COMPARE.items():
        if column in row.faults:
            continue
        old, new, value, wrong = compare(row, now, on)
        if old == new and not wrong:
            continue
        differences.append(Difference(COLUMNS[column], old, new))
        todo.append((column, value))
        may = reach.may_decide(now.item) if column in ("due", "stop") else reach.may_act(now.item)
        reasons += [wrong] if wrong else []
        reasons += [] if may else [_("%(column)s is not yours to change") % {"column": COLUMNS[column]}]
    told = tuple(differences)
    if reasons:
        return _refused(row, now, "fault", tuple(dict.fromkeys(reasons)), told)
    if todo and row.revision != now.item.revision:
        return _refused(
            row, now, "conflict", (_("somebody changed this task since the file was made"),), told
        )
    item = now.item
    title, unit, fate = item.title or item.task.text, str(item.unit), "change" if todo else "same"
    return RowPlan(row.line, row.id, title, unit, fate, told, (), item.pk, item.revision, tuple(todo))


Compared = tuple[str, str, Any, str]  # old, new, what to do, what is wrong


def _person(row: ItemRow, now: _Now, on: dt.date) -> Compared:
    old, text = now.item.person.name if now.item.person else "", row.cells["person"]
    if not text or fold(text) == fold(old):
        return old, old if text else "", None, ""
    digits = "".join(c for c in text if c.isdigit())
    fitting = [
        p for p in now.people if fold(p.name) == fold(text) or (len(digits) > 7 and p.telephone == digits)
    ]
    if len(fitting) != 1:
        wrong = (
            _("several people of the unit fit “%(text)s”")
            if fitting
            else _("nobody of the unit is “%(text)s”")
        )
        return old, text, None, wrong % {"text": text}
    return old, fitting[0].name, fitting[0].id, ""


def _due(row: ItemRow, now: _Now, on: dt.date) -> Compared:
    due, wanted = now.item.due_on, row.due
    old = date_format(due, "SHORT_DATE_FORMAT") if due else ""
    new = date_format(wanted, "SHORT_DATE_FORMAT") if wanted else ""
    if due == wanted:
        return old, old, None, ""
    if due is None or wanted is None or wanted < due:
        return old, new, wanted, _("a due day can only be put off")
    late = now.item.state in CLOSED or wanted < on
    return old, new, wanted, _("the task is finished, or the new day has passed") if late else ""


def _said(row: ItemRow, now: _Now, on: dt.date) -> Compared:
    old = _said_words(now.said, now.note)
    if not row.said or (row.said, row.cells["note"]) == (now.said, " ".join(now.note.split())):
        return old, old, None, ""
    return old, _said_words(row.said, row.cells["note"]), (row.said, row.cells["note"]), ""


def _said_words(said: str, note: str) -> str:
    return ". ".join(text for text in (WORD_OF_SAID.get(said, ""), note) if text)  # type: ignore[call-overload]


def _stop(row: ItemRow, now: _Now, on: dt.date) -> Compared:
    old, new = now.item.stop_reason if now.item.stopped_at else "", row.cells["stop"]
    wrong = (
        _("it is stopped; resume it first, then stop it for another reason")
        if old and new and old != new
        else ""
    )
    return old, new, new, wrong


_COMPARE = {"stop": _stop, "person": _person, "due": _due, "said": _said}


def _fault_words(column: str, code: str) -> str:
    words = {
        "id": _("the id of the row was changed"),
        "revision": _("the number of the last edit was changed"),
        "day": _("the day is not written like 24/11/2026"),
        "said": _("what the officer says is none of the words to choose from"),
        "long": _("the text is too long"),
        "note-alone": _("a note needs what the officer says beside it"),
    }
    return f"{COLUMNS[column]}: {words[code]}"
