"""Pages of targets, all of them read: the list, one target, the units and the entries behind its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from khien.base import files
from khien.base.clock import today
from khien.base.errors import Missing
from khien.orgs import api as orgs
from khien.programme.access import ledger as ledger_access
from khien.programme.access import targets as access
from khien.programme.jobs.targets import ask_once_to_count
from khien.programme.models import Target, TargetDefinition
from khien.programme.rules.targets import MEASURED, Method, Remark, UnitCondition
from khien.programme.selectors import target_contributions as contributions
from khien.programme.selectors import target_page as reads
from khien.programme.selectors.target_contributions import UnitShare
from khien.programme.selectors.targets import Measured, measured, targets_with_definitions
from khien.programme.services.target_defining import ensure_definitions, ensure_running
from khien.programme.services.target_values import TargetValue, value_of
from khien.programme.tables.targets import ENTRY_TABLE, TargetRow, target_table, unit_table
from khien.programme.target_charts import bullet, trend
from khien.programme.wording import target_counting
from khien.programme.wording import targets as words
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

TOP_UNITS = 8
AMOUNTS: dict[str, object] = {
    Method.PEOPLE: _("people"),
    Method.COUNT: _("Counted"),
    Method.UNITS: _("Products"),
}


@require_GET
@staff()
def index(request: StaffRequest) -> HttpResponse:
    """Targets of every programme in force that this person reads, with their values."""
    on = today()
    programmes = access.running_programmes_for(request.actor, on=on)
    ensure_running(programmes, on=on)
    found = measured(targets_with_definitions(access.targets_of(programmes)), on=on, brief=True)
    waiting = _ask_for_uncounted(found)
    rows = [_row(item) for item in found]
    counted = [item.computed_at for item in found if item.computed_at is not None]
    context: dict[str, Any] = {
        "lights": [(light, sum(row.value.light == light for row in rows)) for light in words.LIGHT_WORDS],
        "guesses": sum(row.value.guessed for row in rows),
        "computed": words.computed_text(min(counted, default=None)),
        "rule": words.light_rule(),
        "waiting": words.NOT_COUNTED if waiting else "",
    }
    return respond(request, "targets/list.html", target_table(rows), rows, context)


def _ask_for_uncounted(found: Sequence[Measured]) -> bool:
    """Whether something is not counted yet; then it is asked for."""
    left = {item.target.programme_id for item in found if item.figure.remark == Remark.NOT_COUNTED}
    if left:
        ask_once_to_count(left)
    return bool(left)


def _row(item: Measured) -> TargetRow:
    programme = item.target.programme
    return TargetRow(value_of(item), programme.shown, str(programme.uuid))


@require_GET
@staff()
def target(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One target: value, how it is counted, trend, who contributes, entered figures, history."""
    on = today()
    found = access.target_for(request.actor, uuid, on=on)
    definition = _definition(found)
    item = measured([definition], on=on, brief=True)[0]
    _ask_for_uncounted([item])
    value = value_of(item)
    shares = contributions.shares_of(definition, on=on) or []
    points = item.trend
    foremost = contributions.foremost(shares, TOP_UNITS)
    opens = _opener(request, definition, on)
    context = _frame(request, found, value) | {
        "value": value,
        "computed": words.computed_text(item.computed_at),
        "uncounted": words.NOT_COUNTED if item.figure.remark == Remark.NOT_COUNTED else "",
        "interval": words.interval_text(item.figure, found.unit_of_measure),
        "bullet": bullet(value),
        "chart": trend(value, points),
        "points": [(day, words.amount(figure, found.unit_of_measure)) for day, figure in reversed(points)],
        "rule": words.light_rule(),
        "people_rule": target_counting.PEOPLE_RULE if _tells_people(definition) else (),
        "capped": item.figure.remark == "capped",
        "method_words": words.METHOD_WORDS[definition.method],
        "definition": definition,
        "changes": reads.changes_of(found),
        "readings": [
            (reading, words.amount(reading.row.value, found.unit_of_measure))
            for reading in (reads.readings_of(found) if definition.method in MEASURED else [])
        ],
        "is_measured": definition.method in MEASURED,
        "shares": [(share, opens(share)) for share in contributions.named(foremost)],
        "share_count": len(shares),
        "asks": definition.method == Method.UNITS,
        "amount_label": AMOUNTS.get(definition.method, ""),
        "plans_of_units": definition.condition == UnitCondition.PLAN
        and access.may_open_units_plans(request.actor, found.programme),
        "entries_count": sum(share.activities for share in shares),
    }
    return render(request, "targets/target.html", context)


@require_GET
@staff()
def units(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every unit with its part in the value; from here to its entries."""
    on = today()
    found = access.target_for(request.actor, uuid, on=on)
    definition = _definition(found)
    counted = contributions.unit_shares(definition, on=on)
    if counted is None:
        ask_once_to_count([found.programme_id])
    shares = counted or []
    table = unit_table(
        shares,
        asks=definition.method == Method.UNITS,
        amount_label=AMOUNTS.get(definition.method, ""),
        link=_opener(request, definition, on),
    )
    context = _frame(request, found) | {"waiting": words.NOT_COUNTED if counted is None else ""}
    return respond(request, "targets/units.html", table, shares, context)


@require_GET
@staff()
def entries(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The entries behind the value that this person may open; `don-vi`: those of one unit and whom it took over."""
    on = today()
    found = access.target_for(request.actor, uuid, on=on)
    definition = _definition(found)
    unit = _unit_named(request.GET.get("don-vi", ""))
    readable = ledger_access.readable_units(request.actor, on=on)
    wanted = None if unit is None else _with_before(unit.id, on)
    if readable is not None:
        wanted = readable if wanted is None else wanted & readable
    rows = contributions.entries_behind(definition, on=on, unit_ids=wanted)
    hidden = contributions.entries_beyond(definition, on=on, unit_ids=readable)
    context = _frame(request, found) | {"unit": unit, "only_some": hidden}
    return respond(request, "targets/entries.html", ENTRY_TABLE, rows, context)


@require_GET
@staff()
def reading_file(request: StaffRequest, uuid: UUID, reading: UUID) -> HttpResponseBase:
    found = access.reading_for(request.actor, uuid, reading, on=today())
    if found.stored is None:
        raise Missing
    return files.response(found.stored, filename=found.stored.name)


def _definition(found: Target) -> TargetDefinition:
    ensure_definitions(found.programme, on=today())
    return reads.definition_of(found)


def _frame(request: StaffRequest, found: Target, value: TargetValue | None = None) -> dict[str, Any]:
    return {
        "target": found,
        "programme": found.programme,
        "may_change": access.may_define(request.actor, found.programme, on=today()),
    }


def _tells_people(definition: TargetDefinition) -> bool:
    return definition.method == Method.PEOPLE and not definition.turns


def _opener(request: StaffRequest, definition: TargetDefinition, on: dt.date) -> Any:
    """Where a unit's name leads: to its entries, for whom the ledger opens them."""
    if not contributions.counts_entries(definition):
        return lambda share: None
    readable = ledger_access.readable_units(request.actor, on=on)
    address = reverse("targets:entries", args=[definition.target.uuid])

    def opened(share: UnitShare) -> str | None:
        closed = readable is not None and readable.isdisjoint(share.unit_ids)
        return None if closed or not share.activities else f"{address}?don-vi={share.uuid}"

    return opened


def _unit_named(text: str) -> orgs.UnitCard | None:
    """Raises Missing for an id that names no unit."""
    return orgs.unit(orgs.unit_id_of(text)) if text else None


def _with_before(unit_id: int, on: dt.date) -> frozenset[int]:
    taken = orgs.taken_over([unit_id], on=on)
    return frozenset({unit_id, *taken.get(unit_id, ())})
