"""A filled table comes back: looked at first, then its activities go into the ledger and the report is handed in.

The dry run does the very thing and takes it back, so that what it says is what will happen: locked days, wrong
figures, rows that are in the ledger already with other words. Refuses to write some rows and leave others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit, files
from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError
from khien.base.sheets import MOST_BYTES
from khien.programme import api as programmes
from khien.programme.api import ActivityKind, Audience, Basis, NewActivity, Product, Reach
from khien.reports.errors import NotAllowedNow
from khien.reports.models import ExpectedUnit, ReportRound, Submission, TakenTable
from khien.reports.rules.paper_rows import PaperRow
from khien.reports.services.paper_book import ReadBook, read_book, write_book
from khien.reports.services.rounds import subject_of
from khien.reports.services.submissions import WRITABLE, Narrative, begin, narrative_of, submit

SOURCE = "report-table"


@dataclass(frozen=True, slots=True)
class RowFate:
    """What would become of a row. `wrong`: column heading → sentence."""

    row: PaperRow
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TablePlan:
    """`refused`: a sentence when the whole table cannot be taken in."""

    narrative: Mapping[str, str]
    rows: tuple[RowFate, ...]
    refused: str = ""

    @property
    def clean(self) -> bool:
        return not self.refused and not any(fate.wrong for fate in self.rows)


class _BackOut(Exception):
    """Ends a dry run: everything is rolled back."""


def blank_table(expected: ExpectedUnit, *, on: dt.date) -> bytes:
    """The workbook to send to the unit: its tasks (all, where the plan names it nowhere) by their number."""
    every = programmes.tasks(expected.round.programme_id, on=on)
    own = [task for task in every if expected.unit_id in task.unit_ids]
    tasks = [(task.position, f"{task.path} {task.text}".strip()) for task in own or every]
    return write_book(
        title=expected.round.title,
        round_code=expected.round.code,
        unit_uuid=str(expected.unit.uuid),
        unit=expected.unit.name,
        tasks=tasks,
    )


def take_table(
    actor: Actor, expected: ExpectedUnit, stream: BinaryIO, *, name: str, at: dt.datetime
) -> TakenTable:
    """Keep the file and look whether it is this unit's table. Raises KhienError, TooMuch, Unavailable."""
    stored = files.keep(stream, name=name, limit_bytes=MOST_BYTES, at=at, actor=actor)
    with files.open_kept(stored.sha256) as content:
        book = read_book(content.read())
    if (book.round_code, book.unit_uuid) != (expected.round.code, str(expected.unit.uuid)):
        raise KhienError(
            _("This table belongs to another unit or round. Upload it there, or download the right one."),
            code="other-table",
        )
    return TakenTable.objects.create(
        round=expected.round,
        unit=expected.unit,
        stored=stored,
        name=name[-255:],
        uploaded_by=actor.label,
        uploaded_at=at,
    )


def look(actor: Actor, table: TakenTable, *, on: dt.date, at: dt.datetime) -> TablePlan:
    """What would happen, row by row. Writes nothing."""
    book = _book_of(table)
    fates: list[RowFate] = []
    refused = ""
    try:
        with transaction.atomic():
            fates, refused = _do(actor, table, book, on=on, at=at)
            raise _BackOut
    except _BackOut:
        pass
    return TablePlan(book.narrative, tuple(fates), refused)


@transaction.atomic
def confirm(actor: Actor, table: TakenTable, *, on: dt.date, at: dt.datetime) -> Submission:
    """Write all of it, or nothing. Twice is once. Raises Conflict when it is not what the dry run said."""
    table = TakenTable.objects.select_for_update().get(pk=table.pk)
    if table.taken_in_at is None:
        fates, refused = _do(actor, table, _book_of(table), on=on, at=at)
        if refused or any(fate.wrong for fate in fates):
            raise Conflict(refused or _("Some rows cannot be taken in. Look at them again."))
        table.taken_in_at = at
        table.save(update_fields=["taken_in_at"])
        new = {"unit": table.unit_id, "rows": len(fates)}
        audit.record(
            actor=actor, action="reports.table_taken_in", subject=subject_of(table.round), new=new, at=at
        )
    return Submission.objects.get(round_id=table.round_id, unit_id=table.unit_id)


def _book_of(table: TakenTable) -> ReadBook:
    with files.open_kept(table.stored.sha256) as content:
        return read_book(content.read())


def _do(
    actor: Actor, table: TakenTable, book: ReadBook, *, on: dt.date, at: dt.datetime
) -> tuple[list[RowFate], str]:
    """Record the rows and hand the report in, in the caller's transaction."""
    numbers = {task.position: task.id for task in programmes.tasks(table.round.programme_id, on=on)}
    fates = [_record(actor, table, row, numbers, at=at) for row in book.rows]
    if any(fate.wrong for fate in fates):
        return fates, ""
    try:
        with transaction.atomic():
            _hand_in(actor, table, book.narrative, on=on, at=at)
    except KhienError as error:
        return fates, str(error.message)
    return fates, ""


def _hand_in(
    actor: Actor, table: TakenTable, narrative: Mapping[str, str], *, on: dt.date, at: dt.datetime
) -> None:
    expected = ExpectedUnit.objects.select_related("round", "unit").get(
        round_id=table.round_id, unit_id=table.unit_id
    )
    found = begin(actor, expected, at=at)
    if found.state not in WRITABLE:
        raise NotAllowedNow(_("The unit has handed in its report already. Return it first."))
    words = Narrative(**{**_told(found), **{k: v for k, v in narrative.items() if v}})
    submit(actor, found.pk, words, revision=found.revision, key=f"t{table.pk}", on=on, at=at, way="table")


def _told(found: Submission) -> dict[str, str]:
    told = narrative_of(found)
    return {name: getattr(told, name) for name in Narrative.__slots__}


def _record(
    actor: Actor, table: TakenTable, row: PaperRow, numbers: Mapping[int, int], *, at: dt.datetime
) -> RowFate:
    wrong: dict[str, str] = {name: str(flaw) for name, flaw in row.flaws.items()}
    if any(number not in numbers for number in row.tasks):
        wrong["tasks"] = "no_task"
    last = row.ends_on or row.starts_on
    if last is not None and not _counts(table.round, last):
        wrong["ends_on" if row.ends_on else "starts_on"] = "outside"
    if wrong or row.starts_on is None:
        return RowFate(row, wrong)
    new = _activity(table.unit_id, row, numbers)
    try:
        with transaction.atomic():
            made = programmes.record_activity(
                actor, new, source=SOURCE, key=f"{table.round.code}/{table.unit_id}/{row.row}", at=at
            )
    except programmes.WrongActivity as error:
        return RowFate(row, {_COLUMN_OF.get(name, name): str(fault) for name, fault in error.fields.items()})
    except KhienError as error:
        return RowFate(row, {"row": str(error.message)})
    return _same_as_before(row, made.id, new)


_COLUMN_OF = {"spent_vnd": "spent", "reach": "people", "products": "product"}


def _counts(found: ReportRound, last: dt.date) -> bool:
    return found.first <= last <= found.cut_off


def _same_as_before(row: PaperRow, activity_id: int, new: NewActivity) -> RowFate:
    """A row that was taken in before must say the same: the ledger is corrected in the ledger."""
    [line] = programmes.activities(ids=[activity_id])
    mine = (new.title, new.starts_on, new.last_day, sum(r.people for r in new.reach), new.spent_vnd)
    there = (line.title, line.starts_on, line.ends_on, line.people, line.spent_vnd)
    return RowFate(row, {} if mine == there else {"row": "differs"})


def _activity(unit_id: int, row: PaperRow, numbers: Mapping[int, int]) -> NewActivity:
    assert row.starts_on is not None
    reach = (Reach(Audience(row.audience), row.people, Basis(row.basis)),) if row.people else ()
    return NewActivity(
        unit_id=unit_id,
        kind=ActivityKind(row.kind),
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        task_ids=tuple(numbers[number] for number in row.tasks),
        products=(Product(row.product, row.quantity),) if row.product else (),
        reach=reach,
        spent_vnd=row.spent_vnd,
        money_source=row.money_source,
        note=row.note,
    )
