"""Takes in a table of activities: kept with every row's fate, then recorded row by row, once each.

Refuses to record what is wrong or there already. A worker killed in the middle goes on where it stood: each row has the
key of its file and line. What was typed is thrown away when done, dropped, or seven days old.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError
from khien.programme.models import ActivityImport
from khien.programme.rules.activity_rows import frozen, thawed
from khien.programme.selectors.import_fates import SOURCE, RowFate, key_of
from khien.programme.services.activity_table import read_table
from khien.programme.services.evidence import add_evidence
from khien.programme.services.ledger import record_activity

KEPT = dt.timedelta(days=7)
AT_ONCE_ROWS = 30  # more are recorded by the job
STEP = 20  # rows between two signs of life
MOST_TOLD = 200


def upload_table(
    actor: Actor, data: bytes, *, file_name: str, unit_id: int | None, at: dt.datetime
) -> ActivityImport:
    """Keep the rows for the dry run. Raises KhienError, TooMuch."""
    rows = read_table(data)
    return ActivityImport.objects.create(
        file_name=file_name.replace("\x00", "")[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        unit_id=unit_id,
        rows=rows,
        total=len(rows),
        actor_id=actor.id,
        actor_label=actor.label[:200],
        uploaded_at=at,
    )


def begin_recording(table: ActivityImport, fates: Sequence[RowFate]) -> ActivityImport:
    """From now on the table is being recorded; pressed twice begins once. What is recorded is fixed here, by her who
    may: the job only writes. Raises Conflict."""
    rows = [
        {"line": fate.line, "new": frozen(fate.new), "links": list(fate.links)}
        for fate in fates
        if fate.new is not None
    ]
    if not rows:
        raise Conflict(_("There is nothing to record in this table."))
    with transaction.atomic():
        locked = ActivityImport.objects.select_for_update().get(pk=table.pk)
        if locked.state != ActivityImport.State.WAITING:
            raise Conflict(_("This table is being recorded already, or was dropped."))
        locked.state = ActivityImport.State.RUNNING
        locked.rows, locked.total, locked.done = rows, len(rows), 0
        locked.save(update_fields=["state", "rows", "total", "done"])
    return locked


def record_rows(table_id: int, *, at: dt.datetime) -> None:
    """Record a table that was begun; recorded by another worker meanwhile is no error."""
    table = ActivityImport.objects.filter(pk=table_id, state=ActivityImport.State.RUNNING).first()
    if table is None:
        return
    actor = Actor(id=table.actor_id, label=table.actor_label)
    mine = ActivityImport.objects.filter(pk=table_id, state=ActivityImport.State.RUNNING)
    refused: list[list[object]] = []
    for number, row in enumerate(table.rows, 1):
        problem = _record(actor, table, row, at)
        if problem:
            refused.append([row["line"], problem])
        if number % STEP == 0:
            mine.update(done=number, recorded=number - len(refused))
    total = len(table.rows)
    with transaction.atomic():
        done = mine.update(
            state=ActivityImport.State.DONE, done=total, recorded=total - len(refused), rows=[], finished_at=at,
            refused=refused[:MOST_TOLD],
        )  # fmt: skip
        if done:
            subject = audit.Subject("table", str(table.uuid), table.file_name)
            new = {"recorded": total - len(refused), "refused": len(refused)}
            audit.record(actor=actor, action="ledger.imported", subject=subject, new=new, at=at)


def _record(actor: Actor, table: ActivityImport, row: Mapping[str, Any], at: dt.datetime) -> str:
    """The sentence why not, or ""."""
    try:
        with transaction.atomic():
            new = thawed(row["new"])
            key = key_of(table, row["line"], new.unit_id)
            made = record_activity(actor, new, source=SOURCE, key=key, at=at)
            if row["links"]:
                add_evidence(actor, made, links=row["links"], at=at)
    except KhienError as error:
        return str(error.message)
    return ""


def drop_table(table: ActivityImport, *, at: dt.datetime) -> None:
    ActivityImport.objects.filter(pk=table.pk, state=ActivityImport.State.WAITING).update(
        state=ActivityImport.State.DROPPED, rows=[], finished_at=at
    )


def forget_old_tables(*, at: dt.datetime) -> int:
    old = ActivityImport.objects.filter(state=ActivityImport.State.WAITING, uploaded_at__lt=at - KEPT)
    return old.update(state=ActivityImport.State.DROPPED, rows=[], finished_at=at)
