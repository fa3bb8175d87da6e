"""Takes in a province's table of units and people: dry run, then all or nothing. Deletes and ends nothing.

A changed name or parent is a dated event of the day of the import, a changed code word a correction. What changed
between dry run and confirmation is found by the fingerprint; then nothing is written and the dry run is made anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict
from khien.orgs.errors import Changed
from khien.orgs.models import ImportBatch, Membership, Person, Unit, UnitEvent, UnitPeriod
from khien.orgs.rules.table_rows import Fault, TableRow
from khien.orgs.rules.text import fold
from khien.orgs.selectors.import_plan import CHANGED, NEW, Fate, ImportPlan, plan_import
from khien.orgs.services import _periods as periods
from khien.orgs.services.table_file import read_table

KEPT = dt.timedelta(days=7)
BATCH = 500


def dry_run(
    data: bytes, *, file_name: str, on: dt.date, actor: Actor, at: dt.datetime
) -> tuple[ImportBatch, ImportPlan]:
    """Read a table and say every row's fate; keep it until confirmed or dropped. Raises BadTable, TooMuch."""
    rows = read_table(data)
    plan = plan_import(rows, on=on)
    batch = ImportBatch.objects.create(
        file_name=file_name[:255],
        rows=[asdict(row) for row in rows],
        fingerprint=plan.fingerprint,
        counts=plan.counts,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        uploaded_at=at,
    )
    return batch, plan


def plan_of(batch: ImportBatch, *, on: dt.date) -> ImportPlan:
    """The fates as they are now; the caller compares fingerprints to say whether something changed."""
    return plan_import(rows_of(batch), on=on)


def rows_of(batch: ImportBatch) -> list[TableRow]:
    return [TableRow(**{**row, "faults": tuple(Fault(**f) for f in row["faults"])}) for row in batch.rows]


@transaction.atomic
def confirm(batch_id: int, *, on: dt.date, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """Write everything or nothing. Raises Conflict (errors left, or done already), Changed (look again)."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != ImportBatch.State.WAITING or not batch.rows:
        raise Conflict(_("This table was already taken in or dropped. Upload it again."))
    plan = plan_import(rows_of(batch), on=on)
    if plan.fingerprint != batch.fingerprint:
        raise Changed
    if not plan.clean:
        raise Conflict(_("The table still has errors. Mend them in the file and upload it again."))
    written = _write(plan, on=on, actor=actor, at=at)
    batch.state, batch.finished_at, batch.rows = ImportBatch.State.DONE, at, []
    batch.save()
    audit.record(
        actor=actor,
        action="orgs.table.imported",
        subject=audit.Subject("table", str(batch.uuid), batch.file_name),
        new=written,
        at=at,
    )
    return written


def look_again(batch: ImportBatch, *, on: dt.date) -> ImportPlan:
    """Make the dry run anew after somebody changed something; its fingerprint is now the one to confirm."""
    plan = plan_import(rows_of(batch), on=on)
    ImportBatch.objects.filter(pk=batch.pk).update(fingerprint=plan.fingerprint, counts=plan.counts)
    return plan


def drop(batch: ImportBatch, *, at: dt.datetime) -> None:
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING).update(
        state=ImportBatch.State.DROPPED, finished_at=at, rows=[]
    )


def forget_old_tables(*, at: dt.datetime) -> int:
    """Empty tables that nobody confirmed within seven days: they hold people's contacts."""
    old = ImportBatch.objects.filter(state=ImportBatch.State.WAITING, uploaded_at__lt=at - KEPT)
    return old.update(state=ImportBatch.State.DROPPED, finished_at=at, rows=[])


def _write(plan: ImportPlan, *, on: dt.date, actor: Actor, at: dt.datetime) -> dict[str, int]:
    ids = _open_units(plan.fates, on=on, actor=actor, at=at)
    changed = _change_units(plan.fates, ids, on=on, actor=actor, at=at)
    added, altered = _people(plan.fates, ids, on=on)
    return {"opened": len(ids), "changed": changed, "people": added, "people_changed": altered}


def _open_units(fates: Sequence[Fate], *, on: dt.date, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """Key → id of the units the table opens; parents before children, level by level, in bulk."""
    waiting: dict[str, Fate] = {}
    for fate in fates:
        if fate.unit == NEW:
            waiting.setdefault(fate.key, fate)
    taken = set(Unit.objects.values_list("code", flat=True)) | {f.row.code for f in fates}
    ids: dict[str, int] = {}
    while waiting:
        ready = {k: f for k, f in waiting.items() if not f.parent_key or f.parent_key in ids}
        if not ready:
            raise Changed
        units = [_new_unit(f, ids, taken, on) for f in ready.values()]
        Unit.objects.bulk_create(units, batch_size=BATCH)
        UnitPeriod.objects.bulk_create(
            [
                UnitPeriod(
                    unit=u,
                    name=u.name,
                    short_name=u.short_name,
                    parent_id=u.parent_id,
                    valid_from=u.valid_from,
                )
                for u in units
            ],
            batch_size=BATCH,
        )
        UnitEvent.objects.bulk_create(
            [_event("open", u, u.valid_from, actor, at) for u in units], batch_size=BATCH
        )
        ids |= dict(zip(ready, (u.pk for u in units), strict=True))
        waiting = {k: f for k, f in waiting.items() if k not in ready}
    return ids


def _new_unit(fate: Fate, ids: dict[str, int], taken: set[str], on: dt.date) -> Unit:
    row = fate.row
    unit = Unit(
        code=row.code or _free_code(row.name, taken),
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        level=row.level,
        parent_id=ids[fate.parent_key] if fate.parent_key else fate.parent_id,
        territory_code=row.territory_code,
        valid_from=dt.date.fromisoformat(row.since) if row.since else on,
    )
    unit.search_text = periods.search_text(unit)
    return unit


def _free_code(name: str, taken: set[str]) -> str:
    base = "".join(word[0] for word in fold(name).split()).upper()[:12] or "DV"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    taken.add(code)
    return code


def _event(what: str, unit: Unit, on: dt.date, actor: Actor, at: dt.datetime) -> UnitEvent:
    label = actor.label[:200]
    return UnitEvent(what=what, unit=unit, on=on, actor_id=actor.id, actor_label=label, recorded_at=at)


def _change_units(
    fates: Sequence[Fate], ids: dict[str, int], *, on: dt.date, actor: Actor, at: dt.datetime
) -> int:
    changed: set[int] = set()
    for fate in fates:
        if fate.unit != CHANGED or fate.unit_id is None or fate.unit_id in changed:
            continue
        changed.add(fate.unit_id)
        unit = periods.locked(fate.unit_id)
        columns = {c.column for c in fate.changes}
        for name in {"short_name", "kind", "level", "territory_code"} & columns:
            setattr(unit, name, getattr(fate.row, name))
        dated: dict[str, Any] = {}
        if "name" in columns:
            dated["name"] = fate.row.name
            _event("rename", unit, on, actor, at).save()
        if "parent" in columns:
            dated["parent_id"] = ids[fate.parent_key] if fate.parent_key else fate.parent_id
            _event("move", unit, on, actor, at).save()
        if dated:
            periods.change(unit, on, **dated, short_name=unit.short_name)
        else:
            unit.search_text = f"{unit.search_text} | {periods.search_text(unit)}"
            unit.version += 1
            unit.save()
            unit.periods.filter(valid_to__isnull=True).update(short_name=unit.short_name)
    return len(changed)


def _people(fates: Sequence[Fate], ids: dict[str, int], *, on: dt.date) -> tuple[int, int]:
    """New people in bulk; changed ones one by one. One person in several new rows is one person."""
    fresh: dict[str, Person] = {}
    roles: list[Membership] = []
    altered = 0
    for fate in fates:
        unit_id = fate.unit_id if fate.unit_id is not None else ids.get(fate.key)
        if fate.person == NEW:
            mark = fate.row.email or f"{fold(fate.row.person)}|{fate.row.telephone or fate.key}"
            person = fresh.setdefault(mark, _new_person(fate.row))
            roles.append(_role(fate.row, person, unit_id, on))
        elif fate.person == CHANGED and fate.person_id is not None and unit_id is not None:
            altered += 1
            _alter(fate, fate.person_id, unit_id, on)
    Person.objects.bulk_create(fresh.values(), batch_size=BATCH)
    Membership.objects.bulk_create(roles, batch_size=BATCH)
    return len(fresh), altered


def _new_person(row: TableRow) -> Person:
    search = f"{fold(row.person)} {row.telephone} {row.email}"[:400]
    return Person(name=row.person, telephone=row.telephone, email=row.email, search_text=search)


def _role(row: TableRow, person: Person, unit_id: int | None, on: dt.date) -> Membership:
    return Membership(person=person, unit_id=unit_id, role=row.role, position=row.position, valid_from=on)


def _alter(fate: Fate, person_id: int, unit_id: int, on: dt.date) -> None:
    row = fate.row
    person = Person.objects.select_for_update().get(pk=person_id)
    person.name = row.person or person.name
    person.telephone = row.telephone or person.telephone
    person.email = row.email or person.email
    person.search_text = f"{fold(person.name)} {person.telephone} {person.email}"[:400]
    person.version += 1
    person.save()
    columns = {c.column for c in fate.changes}
    if "role" in columns:
        _role(row, person, unit_id, on).save()
    elif "position" in columns:
        held = Membership.objects.filter(person=person, unit_id=unit_id, role=row.role, valid_to__isnull=True)
        held.update(position=row.position)
