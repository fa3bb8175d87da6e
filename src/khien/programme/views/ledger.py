"""The ledger to read: a unit's activities, one activity with its history. Everything comes through `access.ledger`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from khien.base.clock import today
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.programme import access
from khien.programme.access import ledger as ledger_access
from khien.programme.access.ledger import RECORDERS
from khien.programme.selectors import chronicle, programme_choices
from khien.programme.selectors import entry as entry_reads
from khien.programme.selectors import ledger as ledger_reads
from khien.programme.tables.ledger import activity_table
from khien.web.doors import StaffRequest, staff
from khien.web.tables import Paged, respond

MOST_UNITS = 200


@require_GET
@staff()
def activities(request: StaffRequest) -> HttpResponse:
    """What was done, the newest first: of her units, or of all for those who read everywhere; `?don-vi=` one unit."""
    on = today()
    actor = request.actor
    asked = request.GET.get("don-vi", "")
    unit = ledger_access.unit_to_read(actor, asked, on=on) if asked else None
    readable = ledger_access.readable_units(actor, on=on)
    entries = ledger_access.activities_in(readable)
    if unit is not None:
        entries = entries.filter(unit_id=unit.id)
    units = orgs.units(readable) if readable is not None and len(readable) <= MOST_UNITS else {}
    own = [unit.id] if unit else list(actor.unit_ids)
    wanted = request.GET.get("nhiem-vu", "")
    also = [access.task_for(actor, uuid_of(wanted), on=on).pk] if wanted else []
    programmes = access.programmes_for(actor, on=on)
    found = entry_reads.offer(programmes, unit_ids=own, also=also, on=on)
    tasks = [task for task in found.tasks if task.mine or task.uuid == wanted]
    may_record = actor.has(*RECORDERS)
    table = activity_table(
        tasks=tasks if found.mine else found.tasks,
        units=[] if unit else sorted(units.values(), key=lambda card: card.name),
        on=on,
        may_record=may_record,
        many_units=unit is None and (readable is None or len(readable) > 1),
        programmes=programme_choices(programmes, on=on),
    )
    context = {
        "unit": unit,
        "may_record": may_record,
        "drafts": ledger_access.drafts_for(actor) if may_record else [],
        "looks_for_twins": actor.has(*ledger_access.OFFICE),
    }
    rows = Paged(ledger_reads.newest(entries), ledger_reads.table_lines)
    return respond(request, "ledger/list.html", table, rows, context)


@require_GET
@staff()
def activity(request: StaffRequest, chain: UUID) -> HttpResponse:
    """One activity: what stands now, its evidence, and every entry of its history."""
    on = today()
    found = ledger_access.activity_for(request.actor, chain, on=on)
    may_record = ledger_access.may_record(request.actor, found.unit_id, on=on)
    told = chronicle.chapters(found.chain)
    pieces = chronicle.evidence_lines([found.chain], hidden=may_record).get(str(found.chain), [])
    context: dict[str, Any] = {
        "chapter": told[0],
        "history": _history(told),
        "photos": [piece for piece in pieces if piece.is_photo],
        "others": [piece for piece in pieces if not piece.is_photo],
        "may_change": ledger_access.may_change(request.actor, found, on=on),
        "may_record": may_record,
        "locked": ledger_reads.lock_on(found.unit_id, found.ends_on),
    }
    return render(request, "ledger/activity.html", context)


def _history(told: list[chronicle.Chapter]) -> list[dict[str, object]]:
    """The newest first; each with the names of what it changed."""
    older = [*told[1:], None]
    return [
        {"chapter": each, "changed": chronicle.changed_fields(before, each) if before else ()}
        for each, before in zip(told, older, strict=True)
    ]
