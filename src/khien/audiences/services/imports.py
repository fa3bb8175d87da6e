"""An officer's list, from the file to the contacts: brought, looked at, taken in.

Taken in by five hundred rows; how far it is stands in the same transaction as the contacts, so a worker that was killed
goes on where it stood and nobody is taken in twice. Refuses to bring in who left, whatever proof the list names.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.audiences.errors import ImportMoved, NoProof
from khien.audiences.models import Address, Contact, ContactImport
from khien.audiences.rules.columns import folded, guessed
from khien.audiences.rules.standing import YOUNG, ConsentStep, Standing
from khien.audiences.selectors.import_rows import CHUNK, Cell, CellFate, Plan, RowFate, row_fates
from khien.audiences.selectors.places import MOST_UNITS, PlaceBook
from khien.audiences.services import import_file, trail
from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.sealing import seal
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS

AT_ONCE_BYTES = 100_000  # larger files are looked at by the job
MOST_LISTED = 200
Ask = Callable[[int], object]


def bring(
    actor: Actor, data: bytes, *, filename: str, unit_id: int, root_id: int | None, at: dt.datetime
) -> ContactImport:
    """Keep the file, guess its columns. `unit_id`: whose people they are when a row names no place; `root_id`: rows
    may name places below it only, None = any. Raises KhienError, TooMuch, Infected."""
    lines = import_file.lines_of(data)
    rows = import_file.rows_of(lines)
    if not rows:
        raise KhienError(_("There is no row in this file below its heading."), code="empty-file")
    titles, samples = import_file.head_of(lines)
    stored = import_file.keep_sealed(data, name=filename, actor=actor, at=at)
    return ContactImport.objects.create(
        unit_id=unit_id, file=stored, filename=filename.replace("\x00", "")[-200:], state="brought",
        columns={"map": guessed(titles, samples), "root": root_id, "bytes": len(data)},
        total=len(rows), by_id=actor.id, by_label=actor.label[:200], created_at=at,
    )  # fmt: skip


def choose_columns(
    brought: ContactImport, *, columns: dict[str, int], audience: str, ask: Ask, at: dt.datetime
) -> ContactImport:
    """What stands where; then it is looked at, at once when it is small. Raises ImportMoved."""
    with transaction.atomic():
        row = _locked(brought.pk, "brought", "looked", "looking", "failed")
        row.columns = row.columns | {"map": columns, "audience": audience}
        row.state, row.found = "looking", {}
        row.save(update_fields=["columns", "state", "found"])
        if int(row.columns.get("bytes", 0)) > AT_ONCE_BYTES:
            ask(row.pk)
            return row
    look(row.pk, at=at)
    return ContactImport.objects.get(pk=row.pk)


def look(import_id: int, *, at: dt.datetime) -> None:
    """The dry run. Looked at by another worker meanwhile is no error."""
    row = ContactImport.objects.select_related("file").filter(pk=import_id, state="looking").first()
    if row is None:
        return
    counts: Counter[str] = Counter()
    listed: list[list[object]] = []
    for fate in row_fates(
        import_file.rows_of(import_file.sealed_lines(row)), plan_of(row, guardian=True, at=at)
    ):
        counts.update(_counted(fate))
        if len(listed) < MOST_LISTED:
            listed += [list(line) for line in problems(fate)]
    with transaction.atomic():
        now = ContactImport.objects.select_for_update().get(pk=import_id)
        if (
            now.state == "looking" and now.columns == row.columns
        ):  # else the columns were chosen anew meanwhile
            now.state, now.found = "looked", {"counts": dict(counts), "rows": listed[:MOST_LISTED]}
            now.save(update_fields=["state", "found"])


def problems(fate: RowFate) -> list[tuple[int, str, str]]:
    """(line, code, what stands there) of what will be left out and why."""
    if fate.fault is not None:
        return [(fate.line, fate.fault.value, fate.said)]
    found = []
    for cell in fate.cells:
        if cell.fault is not None:
            found.append((fate.line, cell.fault.value, cell.shown))
        elif cell.fate in (CellFate.TWICE, CellFate.GONE):
            found.append((fate.line, cell.fate.value, cell.shown))
    return found


def _counted(fate: RowFate) -> list[str]:
    if fate.fault is not None:
        return ["rows", fate.fault.value]
    found = ["rows", *(cell.fate.value for cell in fate.cells)]
    found += [f"new_{cell.channel}" for cell in fate.wanted]
    found += ["mended" for cell in fate.cells if cell.written is not None and cell.written.mended]
    if fate.wanted:
        found += ["people"] + (["young"] if fate.audience in YOUNG else [])
    return found


def plan_of(row: ContactImport, *, guardian: bool, at: dt.datetime) -> Plan:
    on = timezone.localdate(at)
    root = row.columns.get("root")
    if root is None:
        units = frozenset(card.id for card in orgs.find_units("", on=on, limit=MOST_UNITS))
    else:
        units = orgs.units_under(int(root), on=on) | {int(root)}
    words = {folded(str(word)): str(code) for code, word in AUDIENCE_WORDS.items()}
    return Plan(
        columns={part: int(number) for part, number in row.columns.get("map", {}).items()},
        unit_id=row.unit_id,
        audience=str(row.columns.get("audience", "public")),
        by_law=bool(row.basis),
        guardian=guardian,
        book=PlaceBook(units, on=on),
        audiences=words | {str(code): str(code) for code in AUDIENCE_WORDS},
    )


def begin_taking(
    actor: Actor,
    brought: ContactImport,
    *,
    basis: str,
    proof: str,
    guardian: bool,
    ask: Ask,
    at: dt.datetime,
) -> ContactImport:
    """From now on the list is being taken in; pressed twice begins once. Raises NoProof, ImportMoved."""
    if not proof.strip():
        raise NoProof
    with transaction.atomic():
        row = _locked(brought.pk, "looked")
        row.state, row.basis, row.proof, row.done = "taking", basis.strip()[:200], proof.strip()[:300], 0
        row.columns = row.columns | {"guardian": guardian}
        row.save(update_fields=["state", "basis", "proof", "done", "columns"])
        new = {"rows": row.total, "basis": row.basis, "proof": row.proof}
        audit.record(actor=actor, action="audiences.import_begun", subject=_subject(row), new=new, at=at)
        ask(row.pk)
    return row


def take(import_id: int, *, at: dt.datetime) -> None:
    """Go on where it stands until the end. Taken in by another worker meanwhile is no error."""
    row = ContactImport.objects.select_related("file").filter(pk=import_id, state="taking").first()
    if row is None:
        return
    rows = import_file.rows_of(import_file.sealed_lines(row))
    plan = plan_of(row, guardian=bool(row.columns.get("guardian")), at=at)
    while _take_some(import_id, rows, plan, at=at):
        pass


def _take_some(import_id: int, rows: list[import_file.Row], plan: Plan, *, at: dt.datetime) -> bool:
    """One batch, and how far it is, in one transaction. False at the end."""
    with transaction.atomic():
        row = ContactImport.objects.select_for_update().get(pk=import_id)
        if row.state != "taking":
            return False
        batch = rows[row.done : row.done + CHUNK]
        taken = _taken_in(row, list(row_fates(batch, plan)), at) if batch else Counter()
        kept: dict[str, int] = row.found.get("taken", {})
        row.found = row.found | {"taken": dict(Counter(kept) + taken)}
        row.done += len(batch)
        if row.done >= len(rows):
            _ended(row, at)
        row.save(update_fields=["found", "done", "state", "ended_at"])
        return row.state == "taking"


def _taken_in(row: ContactImport, fates: list[RowFate], at: dt.datetime) -> Counter[str]:
    wanted = [(fate, [c for c in fate.wanted if c.fate == CellFate.NEW]) for fate in fates]
    wanted = [(fate, cells) for fate, cells in wanted if cells]
    contacts = Contact.objects.bulk_create(
        Contact(
            name=fate.name, unit_id=fate.unit_id, audience=fate.audience, origin=f"import:{row.uuid.hex[:28]}",
            created_at=at, changed_at=at,
        )
        for fate, _cells in wanted
    )  # fmt: skip
    Address.objects.bulk_create(
        [
            _address(row, contact, fate, cell, at=at)
            for contact, (fate, cells) in zip(contacts, wanted, strict=True)
            for cell in cells
        ],
        ignore_conflicts=True,
    )
    made = list(Address.objects.filter(contact__in=contacts).values_list("channel", "key"))
    if len(made) < sum(len(cells) for _fate, cells in wanted):  # somebody else took one in this very moment
        Contact.objects.filter(pk__in=[c.pk for c in contacts], addresses__isnull=True).delete()
    step = ConsentStep.BY_LAW if row.basis else ConsentStep.RECORDED
    trail.note_many(made, step, at=at, proof=row.proof, by=row.by_label)
    risen = _risen(row, [c for fate in fates for c in fate.wanted if c.fate == CellFate.UPGRADED], at)
    people = len({fate.line for fate, _cells in wanted})
    return Counter({"people": people, "addresses": len(made), "upgraded": risen})


def _address(row: ContactImport, contact: Contact, fate: RowFate, cell: Cell, *, at: dt.datetime) -> Address:
    assert cell.written is not None
    standing = Standing.BY_LAW if row.basis else Standing.AGREED
    return Address(
        contact=contact, channel=cell.channel, key=cell.key, sealed=seal(cell.written.address),
        unit_id=fate.unit_id, audience=fate.audience, standing=standing, basis=row.basis, proof=row.proof,
        agreed_at=at, created_at=at,
    )  # fmt: skip


def _risen(row: ContactImport, cells: list[Cell], at: dt.datetime) -> int:
    """Reached by law until now; the list says they agreed."""
    by_law = Address.objects.filter(key__in=[cell.key for cell in cells], standing=Standing.BY_LAW)
    keys = list(by_law.values_list("channel", "key"))
    by_law.update(standing=Standing.AGREED, basis="", proof=row.proof, agreed_at=at)
    trail.note_many(keys, ConsentStep.RECORDED, at=at, proof=row.proof, by=row.by_label)
    return len(keys)


def _ended(row: ContactImport, at: dt.datetime) -> None:
    row.state, row.ended_at = "taken", at
    actor = Actor(id=row.by_id, label=row.by_label)
    new: dict[str, Any] = row.found.get("taken", {})
    audit.record(actor=actor, action="audiences.imported", subject=_subject(row), new=new, at=at)


def drop(actor: Actor, brought: ContactImport, *, at: dt.datetime) -> None:
    """Before it is taken in; the file goes. Raises ImportMoved."""
    with transaction.atomic():
        row = _locked(brought.pk, "brought", "looking", "looked", "failed")
        row.state, row.ended_at, row.file = "dropped", at, None
        row.found = {"counts": row.found.get("counts", {})}
        row.save(update_fields=["state", "ended_at", "file", "found"])
        audit.record(actor=actor, action="audiences.import_dropped", subject=_subject(row), at=at)


def _locked(pk: int, *states: str) -> ContactImport:
    row = ContactImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)
    if row.state not in states:
        raise ImportMoved
    return row


def _subject(row: ContactImport) -> audit.Subject:
    return audit.Subject("contact_list", str(row.uuid), row.filename)
