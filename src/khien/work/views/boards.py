"""Table, board, timeline and calendar: four views of the same items under one filter bar.

Refuses to show what `access.scope` did not give, and to change anything: cards lead to the item's own acts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.base.typed import number_of
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond, streamed
from khien.work.access.bulk import may_change_many, may_decide_many
from khien.work.access.feeds import FEED_MAKERS
from khien.work.access.saved import filters_for, units_to_share_with
from khien.work.access.scope import items_in, units_seen
from khien.work.models import WorkItemQuerySet
from khien.work.rules.batches import MOST_ITEMS
from khien.work.rules.board_filter import NAMES, Wanted, wanted_of
from khien.work.rules.month import after, before, month_of
from khien.work.rules.timeline import day_of, days_in
from khien.work.selectors.board_columns import board_columns
from khien.work.selectors.boards import MOST_PROGRAMMES, Desk, narrowed, paged
from khien.work.selectors.month import month as selected_month
from khien.work.selectors.timeline import timeline as selected_timeline
from khien.work.tables.boards import item_table
from khien.work.wording.boards import (
    PERSON_CHOICES,
    ROLE_CHOICES,
    STATE_CHOICES,
    WEEKDAYS,
    WINDOW_CHOICES,
    period_choices,
)
from khien.work.wording.bulk import act_choices


@dataclass(frozen=True, slots=True)
class Tab:
    route: str
    label: object
    icon: str


TABS = (
    Tab("work:table", _("Table"), icon="table"),
    Tab("work:board", _("Board"), icon="layout-kanban"),
    Tab("work:timeline", _("Timeline"), icon="timeline"),
    Tab("work:calendar", _("Calendar"), icon="calendar"),
)
GROUP_LETTERS = 70
_NOT_KEPT = ("trang", "xuat")  # a new filter begins on the first page
YEARS = (2000, 2100)
MOST_PAGES = 12  # numbered one by one; more are walked through


@dataclass(frozen=True)
class Frame:
    """What all four views start from."""

    desk: Desk
    items: WorkItemQuerySet
    context: dict[str, Any]

    @property
    def wanted(self) -> Wanted:
        return self.desk.wanted


def frame_of(request: StaffRequest, route: str) -> Frame:
    on = today()
    wanted = wanted_of(request.GET.dict())
    seen = units_seen(request.actor, on=on)
    desk = Desk(request.actor, on, wanted, seen)
    items = narrowed(items_in(seen), desk)
    context = {
        "desk": desk,
        "wanted": wanted,
        "tabs": _tabs(wanted, route),
        "bar": _bar(desk, request, route),
        "cleared": reverse(route),
        "may_change": may_change_many(request.actor),
        "may_feed": request.actor.has(*FEED_MAKERS),
        "saved": filters_for(request.actor),
        "share_with": orgs.units(units_to_share_with(request.actor)).values() if wanted.narrows else (),
    }
    return Frame(desk, items, context)


def _tabs(wanted: Wanted, route: str) -> list[dict[str, object]]:
    query = f"?{wanted.query()}" if wanted.narrows else ""
    return [
        {
            "label": tab.label,
            "icon": tab.icon,
            "url": reverse(tab.route) + query,
            "current": tab.route == route,
        }
        for tab in TABS
    ]


def _bar(desk: Desk, request: StaffRequest, route: str) -> dict[str, object]:
    """Selects of the filter bar; what else stands in the address (order, columns) is carried along."""
    own = {*NAMES.values(), *_NOT_KEPT}
    kept = [(name, value) for name, values in request.GET.lists() if name not in own for value in values]
    groups = [(code, _short(title)) for code, title in desk.groups.items()]
    programmes = [(card.uuid, _short(card.shown)) for card in desk.programmes[:MOST_PROGRAMMES]]
    units = [(card.uuid, card.name) for card in desk.unit_choices]
    first = [_select("trang-thai", _("State"), STATE_CHOICES, desk.wanted.state)]
    first += [_select("han", _("Due"), WINDOW_CHOICES, desk.wanted.window)]
    more = [
        _select("nhom", _("Group"), groups, desk.wanted.group),
        _select("vai-tro", _("Role"), ROLE_CHOICES, desk.wanted.role),
        _select("ky", _("Period of the item"), period_choices(desk.on), desk.wanted.period),
        _select("nguoi", _("Person"), PERSON_CHOICES, desk.wanted.person),
    ]
    if len(programmes) > 1:
        more.insert(0, _select("chuong-trinh", _("Programme"), programmes, desk.wanted.programme))
    return {
        "action": reverse(route),
        "kept": kept,
        "first": first,
        "more": more,
        "more_open": any(part["value"] for part in more) or bool(desk.wanted.first or desk.wanted.last),
        "units": _select("don-vi", _("Unit"), units, desk.wanted.unit) if len(units) > 1 else None,
        "names_units": desk.units_seen is None or len(desk.units_seen) > len(units) > 1 or not units,
    }


def _select(code: str, label: object, choices: Sequence[tuple[str, object]], value: str) -> dict[str, object]:
    return {"code": code, "label": label, "choices": choices, "value": value}


def _short(text: str) -> str:
    return text if len(text) <= GROUP_LETTERS else f"{text[: GROUP_LETTERS - 1]}…"


@require_safe
@staff()
def table(request: StaffRequest) -> HttpResponseBase:
    """Every item, filtered, in pages; exported as it is seen."""
    frame = frame_of(request, "work:table")
    rows = paged(frame.items)
    columns = item_table(
        narrowed=frame.wanted.narrows,
        cleared=frame.context["cleared"],
        choosing=frame.context["may_change"] and "xuat" not in request.GET,
    )
    changing = {
        "acts": act_choices(decides=may_decide_many(request.actor, frame.desk.units_seen)),
        "most": MOST_ITEMS,
    }
    return streamed(request, columns, rows) or respond(
        request, "work/boards/table.html", columns, rows, frame.context | changing
    )


@require_safe
@staff()
def board(request: StaffRequest) -> HttpResponse:
    """A column for each state."""
    frame = frame_of(request, "work:board")
    columns = board_columns(frame.items, states=frame.wanted.states())
    nothing = not any(column.count for column in columns)
    return render(
        request, "work/boards/board.html", {**frame.context, "columns": columns, "nothing": nothing}
    )


@require_safe
@staff()
def timeline(request: StaffRequest) -> HttpResponse:
    """A year of bars, by task or by unit."""
    frame = frame_of(request, "work:timeline")
    on, given = frame.desk.on, request.GET
    year = number_of(given.get("nam", ""), otherwise=on.year)
    year = year if YEARS[0] <= year <= YEARS[1] else on.year
    by_unit = given.get("theo") == "don-vi"
    page = number_of(given.get("trang", ""), otherwise=1)
    found = selected_timeline(frame.items, year=year, by_unit=by_unit, page=page, on=on)
    context = {
        "timeline": found,
        "by_unit": by_unit,
        "days": days_in(year),
        "today": day_of(on) if on.year == year else None,
        "months": [dt.date(year, n, 1) for n in range(1, 13)],
        "lines": [day_of(dt.date(year, n, 1)) for n in range(2, 13)],
        "ways": [
            {"label": _("By task"), "url": here(request, theo=""), "current": not by_unit},
            {"label": _("By unit"), "url": here(request, theo="don-vi"), "current": by_unit},
        ],
        "earlier": here(request, nam=str(year - 1)) if year > YEARS[0] else "",
        "later": here(request, nam=str(year + 1)) if year < YEARS[1] else "",
        "pages": [(n, here(request, trang=str(n)), n == found.page) for n in range(1, found.pages + 1)]
        if found.pages <= MOST_PAGES
        else [],
        "previous": here(request, trang=str(found.page - 1)) if found.page > 1 else "",
        "next": here(request, trang=str(found.page + 1)) if found.page < found.pages else "",
    }
    return render(request, "work/boards/timeline.html", frame.context | context)


@require_safe
@staff()
def calendar(request: StaffRequest) -> HttpResponse:
    """A month of due days, and of activities in the ledger."""
    frame = frame_of(request, "work:calendar")
    desk = frame.desk
    first = month_of(request.GET.get("thang", ""), desk.on)
    context = {
        "month": selected_month(frame.items, first=first, unit_ids=desk.unit_ids, on=desk.on),
        "earlier": here(request, thang=f"{before(first):%Y-%m}"),
        "later": here(request, thang=f"{after(first):%Y-%m}"),
        "this": here(request, thang=""),
        "days": WEEKDAYS,
    }
    return render(request, "work/boards/calendar.html", frame.context | context)


def here(request: StaffRequest, **changes: str) -> str:
    """This address with other parameters; paging starts anew unless it is what changes."""
    given = request.GET.copy()
    given.pop("trang", None)
    for name, value in changes.items():
        given[name] = value
        if not value:
            del given[name]
    return f"{request.path}?{given.urlencode()}" if given else request.path
