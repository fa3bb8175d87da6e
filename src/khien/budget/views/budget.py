"""The budget of a programme, of its units, what was spent, and where sums differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.money import parse_vnd
from khien.base.typed import number_of
from khien.budget import access
from khien.budget.api import BudgetTable, Check, CheckCode, Level, budget_table
from khien.budget.models import VarianceNote
from khien.budget.rules.chart import groups
from khien.budget.rules.levels import LEVELS, key_of
from khien.budget.selectors import lines as read
from khien.budget.selectors.sources import source_lines
from khien.budget.selectors.table import unit_sums_and_years, with_predecessors
from khien.budget.services import notes
from khien.budget.tables import estimate_table, spending_table, unit_table
from khien.budget.wording import LEVEL_NAMES, WHERE_TO_LOOK, check_words, source_name, year_name
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond
from vanban import money_in_words

ALL_YEARS = "tat-ca"
MOST_ENTRIES = 5000  # of the ledger on one page; a year narrows them
NEWEST = 10
SHOWN_CHECKS = 5  # of one kind; the table of units shows the others
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "khien.budget.services.sheet.workbook"  # by name: a spreadsheet library costs half a second (ADR 7)


@require_GET
@staff()
def budgets(request: StaffRequest) -> HttpResponse:
    """The programmes whose money she may open; the newest in force comes first."""
    on = today()
    cards = programmes.programmes_for(request.actor, on=on)
    running = [card for card in cards if card.ended_on is None or card.ended_on > on]
    lines = [(card, access.decides(request.actor, card.unit_id)) for card in running]
    waiting = [line for line in lines if line[1]]
    context = {"lines": lines, "ended": [card for card in cards if card not in running], "decides": waiting}
    return render(request, "budget/list.html", context)


@require_GET
@staff()
def programme(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Years as tabs; the table with its sums; the same as bars; what does not add up and why."""
    on = today()
    purse = access.purse_for(request.actor, uuid, on=on)
    table = budget_table(purse.programme.id, unit_ids=purse.units, on=on)
    year, whole = _year(request, table)
    rows = table.rows if whole else table.of_year(year)
    shown = BudgetTable(table.programme_id, table.unit_ids, rows)
    context = _frame(purse, "overview") | {
        "year": None if whole else year,
        "whole": whole,
        "tabs": _year_tabs(purse, table, year, whole),
        "levels": _levels(shown),
        "total": shown.total,
        "chart": _chart(shown, whole),
        "checks": _checks(purse, table, None if whole else year),
        "waiting": read.waiting_sums(access.estimates_in(purse)),
        "words": money_in_words(max(shown.total.allocated, 0)),
    }
    return render(request, "budget/programme.html", context)


def _frame(purse: access.Purse, tab: str) -> dict[str, Any]:
    """What every page of one programme's money shows around its content."""
    return {"purse": purse, "programme": purse.programme, "tab": tab}


def _year(request: HttpRequest, table: BudgetTable) -> tuple[int | None, bool]:
    """(the year asked for, else this one or the nearest before; whether all years together)."""
    asked = request.GET.get("nam", "")
    if asked == ALL_YEARS or not table.years:
        return None, True
    known = [year for year in table.years if year is not None]
    if number_of(asked) in known:
        return number_of(asked), False
    past = [year for year in known if year <= today().year]
    return (max(past), False) if past else (None, True)


def _year_tabs(
    purse: access.Purse, table: BudgetTable, year: int | None, whole: bool
) -> list[dict[str, object]]:
    address = reverse("budget:programme", args=[purse.programme.uuid])
    tabs: list[dict[str, object]] = [
        {"label": str(each), "url": f"{address}?nam={each}", "current": not whole and each == year}
        for each in table.years
        if each is not None
    ]
    tabs.append({"label": _("All years"), "url": f"{address}?nam={ALL_YEARS}", "current": whole})
    return tabs


def _levels(table: BudgetTable) -> list[dict[str, object]]:
    """Levels with their sums, and under each its rows; the year stands at the row when all years are shown."""
    return [
        {
            "name": LEVEL_NAMES[level],
            "sums": sums,
            "rows": [
                {"source": source_name(row.source), "year": year_name(row.year), "sums": row.sums}
                for row in table.rows
                if row.level is level
            ],
        }
        for level, sums in table.by_level.items()
    ]


def _chart(table: BudgetTable, whole: bool) -> object:
    if whole:
        return groups((year_name(year), sums) for year, sums in table.by_year.items())
    return groups((source_name(source), sums) for source, sums in table.by_source.items())


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as the page shows it."""

    check: Check
    words: str
    url: str
    where: object
    note: VarianceNote | None


def _checks(purse: access.Purse, table: BudgetTable, year: int | None) -> dict[str, object]:
    """Differences of the year (or of all) with their explanations, and what adds up."""
    mine = [check for check in table.checks if year is None or check.year in (None, year)]
    failing = [check for check in mine if not check.holds]
    per_unit = [check for check in failing if check.code is CheckCode.SPENT_UNALLOCATED]
    kept = [check for check in failing if check.code is not CheckCode.SPENT_UNALLOCATED]
    kept += per_unit[:SHOWN_CHECKS]
    names = orgs.units(check.unit_id for check in kept if check.unit_id is not None)
    found = read.notes_of(purse.programme.id)
    lines = [
        CheckLine(
            check,
            check_words(check, unit=names[check.unit_id].name if check.unit_id in names else ""),
            _where(purse, check, names),
            WHERE_TO_LOOK[check.code],
            found.get(check.subject),
        )
        for check in kept
    ]
    return {
        "failing": lines,
        "more": len(per_unit) - SHOWN_CHECKS if len(per_unit) > SHOWN_CHECKS else 0,
        "holding": [check_words(check) for check in mine if check.holds],
    }


def _where(purse: access.Purse, check: Check, units: dict[int, orgs.UnitCard]) -> str:
    """The page on which to look for the reason."""
    uuid, year = purse.programme.uuid, f"?nam={check.year}" if check.year else ""
    if check.code is CheckCode.LINES_STATED:
        return reverse("programme:programme", args=[uuid]) + "#kinh-phi"
    if check.code is CheckCode.TASKS_LINES:
        return reverse("programme:tasks", args=[uuid]) + "?sap-xep=-kinh-phi"
    if check.code is CheckCode.ALLOCATED_PLANNED:
        return reverse("budget:decisions", args=[uuid])
    if check.code is CheckCode.SOURCE_UNKNOWN:
        return reverse("budget:sources", args=[uuid])
    if check.unit_id is not None and check.unit_id in units:
        return reverse("budget:unit", args=[uuid, units[check.unit_id].uuid]) + year
    return reverse("budget:spending", args=[uuid]) + year


@require_GET
@staff()
def units(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every unit's money of a year, or of all."""
    on = today()
    purse = access.purse_for(request.actor, uuid, on=on)
    year = number_of(request.GET.get("nam", "")) or None
    rows, years = unit_sums_and_years(purse.programme.id, year=year, unit_ids=purse.units, on=on)
    suffix = f"?nam={year}" if year else ""
    table = unit_table(rows, lambda row: reverse("budget:unit", args=[uuid, row.unit_uuid]) + suffix)
    context = _frame(purse, "units") | {
        "year": year,
        "years": years,
    }
    return respond(request, "budget/units.html", table, rows, context)


@require_GET
@staff()
def unit(request: StaffRequest, uuid: UUID, unit_uuid: UUID) -> HttpResponse:
    """One unit: its sums by source, its estimates, what it was given, what it spent, what remains."""
    on = today()
    purse = access.purse_for(request.actor, uuid, on=on)
    card = access.unit_in(request.actor, purse, unit_uuid)
    mine = with_predecessors(card.id, on=on)
    table = budget_table(purse.programme.id, unit_ids=mine, on=on)
    year = number_of(request.GET.get("nam", ""))
    whole = year not in table.years
    shown = table if whole else BudgetTable(table.programme_id, mine, table.of_year(year))
    estimates = access.estimates_in(purse).filter(unit_id__in=mine)
    given = access.allocations_in(purse).filter(unit_id__in=mine)
    if not whole:
        estimates, given = estimates.filter(year=year), given.filter(year=year)
    context = _frame(purse, "units") | {
        "unit": card,
        "years": [each for each in table.years if each],
        "year": None if whole else year,
        "levels": _levels(shown),
        "total": shown.total,
        "estimates": estimate_lines_of(estimates),
        "allocations": read.allocation_lines(given),
        "spending": read.spending_lines(
            purse.programme.id, unit_ids=mine, year=None if whole else year, limit=NEWEST
        ),
        "merged": len(mine) > 1,
        "may_ask": purse.writes_at(card.id),
    }
    return render(request, "budget/unit.html", context)


def estimate_lines_of(estimates: Any) -> list[dict[str, object]]:
    """Estimates with the words of their states, for pages that list a few."""
    table = estimate_table([])
    state = next(column for column in table.columns if column.code == "trang-thai")
    return [
        {"line": line, "source": source_name(line.source), "state": state.html(line) if state.html else ""}
        for line in read.estimate_lines(estimates)
    ]


@require_GET
@staff()
def spending(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Entries of the ledger that cost money: what the spent column is made of."""
    purse = access.purse_for(request.actor, uuid, on=today())
    year = number_of(request.GET.get("nam", "")) or None
    rows = read.spending_lines(purse.programme.id, unit_ids=purse.units, year=year, limit=MOST_ENTRIES)
    count, total = read.spent_total(purse.programme.id, unit_ids=purse.units, year=year)
    context = _frame(purse, "spending") | {"year": year, "sum": total, "left_out": count - len(rows)}
    return respond(request, "budget/spending.html", spending_table(rows), rows, context)


@require_POST
@staff(*access.WRITERS)
def explain(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Keep why two sums differ, beside the check."""
    on = today()
    purse = access.purse_for(request.actor, uuid, on=on, to="decide")
    table = budget_table(purse.programme.id, on=on)
    subject = request.POST.get("subject", "")
    check = next((each for each in table.checks if each.subject == subject), None)
    if check is None:
        raise Missing
    revision = number_of(request.POST.get("revision", ""))
    text = request.POST.get("text", "")
    try:
        notes.explain(request.actor, purse.programme.id, check, text=text, revision=revision, at=now())
    except KhienError as error:
        context = _frame(purse, "overview") | {
            "error": error.message,
            "text": text,
            "check": check,
            "words": check_words(check),
            "note": read.notes_of(purse.programme.id).get(subject),
        }
        return render(request, "budget/explain.html", context, status=error.status)
    messages.success(request, _("The explanation stands beside the difference."))
    year = f"?nam={check.year}" if check.year else ""
    return redirect(reverse("budget:programme", args=[uuid]) + year + "#doi-chieu")


@staff()
def sources(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every source anybody named, whose money it is, and which are other names of one."""
    purse = access.purse_for(request.actor, uuid, on=today())
    lines = source_lines(purse.programme.id) if purse.units is None else []
    error: object = ""
    if request.method == "POST":
        purse = access.purse_for(request.actor, uuid, on=today(), to="decide")
        error = _place(request, purse, {line.key for line in lines})
        if not error:
            messages.success(request, _("Kept. The table of money uses it from now on."))
            return redirect("budget:sources", uuid=uuid)
    context = _frame(purse, "sources") | {
        "lines": lines,
        "levels": [(level.value, LEVEL_NAMES[level]) for level in LEVELS],
        "error": error,
        "plan_sources": [line.source for line in lines if line.in_plan],
    }
    return render(request, "budget/sources.html", context, status=422 if error else 200)


def _place(request: StaffRequest, purse: access.Purse, known: set[str]) -> object:
    """What stands in the way, or nothing when it was kept."""
    source, level = request.POST.get("source", ""), request.POST.get("level", "")
    if level not in list(Level) or key_of(source) not in known:
        return _("Choose whose money it is.")
    try:
        notes.place_source(
            request.actor,
            purse.programme.id,
            source=source,
            level=Level(level),
            counts_as=request.POST.get("counts_as", ""),
            revision=number_of(request.POST.get("revision", "")),
            at=now(),
        )
    except KhienError as error:
        return error.message
    return ""


@require_GET
@staff()
def words(request: StaffRequest) -> HttpResponse:
    """A sum in words, while it is typed."""
    typed = next((request.GET[name] for name in ("amount", "granted") if request.GET.get(name)), "")
    try:
        said = money_in_words(parse_vnd(typed[:60]))
    except (ValueError, OverflowError):
        said = ""
    return render(request, "budget/_words.html", {"said": said})


@require_GET
@staff()
def sheet(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The sheet finance offices keep (.xlsx): of the programme or of one unit, of a year or of all."""
    on = today()
    purse = access.purse_for(request.actor, uuid, on=on)
    wanted = request.GET.get("don-vi", "")
    card = access.unit_in(request.actor, purse, wanted) if wanted else None
    data = import_string(SHEET)(
        purse.programme,
        units=with_predecessors(card.id, on=on) if card else purse.units,
        unit=card,
        year=number_of(request.GET.get("nam", "")) or None,
        in_millions=request.GET.get("dvt") == "trieu",
        on=on,
    )
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="kinh-phi-{on:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
