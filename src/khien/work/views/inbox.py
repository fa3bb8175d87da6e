"""The inbox of a person, and how all units stand for those who see them. Nothing is changed here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond
from khien.work.access.items import acting_units, acts_for
from khien.work.access.scope import items_for, sees_everything
from khien.work.jobs import opening_now
from khien.work.rules import ItemRole
from khien.work.selectors import inbox as reads
from khien.work.selectors.inbox import Inbox, ItemBrief, Kind, When
from khien.work.sources import InboxEntry
from khien.work.tables.standing import standing_table
from khien.work.wording import core as words

OPEN_PARTS = (When.OVERDUE, When.WEEK, When.MONTH)  # the others are folded when there is much


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a task that is folded into the card of its newest."""

    label: str
    url: str
    detail: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits, as the page draws it: one main button. `periods`: overdue periods of the same task that
    stand in one card; then the card is about all of them."""

    title: str
    url: str
    action: object
    action_url: str
    icon: str
    detail: str
    unit: str
    due_on: dt.date | None
    state: object
    tone: str
    sign: str
    role: object
    share: int | None
    main: bool
    periods: tuple[PeriodLine, ...] = ()

    @property
    def stands_for(self) -> int:
        return len(self.periods) or 1


@require_safe
@staff()
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for her units, by due day."""
    on = today()
    units = acting_units(request.actor)
    found = reads.inbox_of(request.actor, units, on=on)
    chosen = _chosen(request.GET.get("xem", ""))
    cards = _parts(found, chosen, on, several=len(units) > 1)
    names = orgs.units(units)
    context = {
        "unit_names": ", ".join(card.name for card in names.values()),
        "inbox": found,
        "parts": cards,
        "tabs": _tabs(found, chosen),
        "chosen": chosen,
        "overview": _sees_more(request),
        "figures": _figures(request, found, on),
        "record": words.record_url("", "", "").split("?")[0] if _may_record(request, on) else "",
        "back": reverse("work:inbox"),
        "empty": not found.items and not found.entries,
        "still_opening": words.STILL_OPENING if opening_now() else "",
    }
    return render(request, "work/inbox.html", context)


@require_safe
@staff()
def landing(request: StaffRequest) -> HttpResponse:
    """Where signing in leads: who works for a unit begins with its inbox, others on the first page."""
    own = bool(request.actor.units_as([Role.FOCAL_OFFICER])) and not sees_everything(request.actor)
    return redirect("work:inbox" if own else "workspace:start")


def _figures(request: StaffRequest, found: Inbox, on: dt.date) -> dict[str, object]:
    """Overdue, due this week, to approve: of her own units, or of all that she sees when she works for none."""
    table = reverse("work:table")
    if acting_units(request.actor) or not sees_everything(request.actor):
        return {"overdue": found.overdue, "overdue_url": "#overdue", "week": found.week, "week_url": "#week"}
    overdue, week = reads.pressing(items_for(request.actor, on=on), on=on)
    return {
        "overdue": overdue,
        "overdue_url": f"{table}?vai-tro=chu-tri&trang-thai=qua-han",
        "week": week,
        "week_url": f"{table}?vai-tro=chu-tri&han=tuan-nay",
    }


def _may_record(request: StaffRequest, on: dt.date) -> bool:
    return any(acts_for(request.actor, unit_id, on=on) for unit_id in sorted(request.actor.unit_ids)[:1])


def _sees_more(request: StaffRequest) -> bool:
    return sees_everything(request.actor) or request.actor.has(Role.LEADER)


def _chosen(code: str) -> Kind | None:
    return next((kind for kind, known in words.KIND_CODES.items() if known == code), None)


def _tabs(found: Inbox, chosen: Kind | None) -> list[dict[str, object]]:
    here = reverse("work:inbox")
    counts = found.kinds()
    all_of_it = {
        "label": _("Everything"),
        "url": here,
        "current": chosen is None,
        "count": sum(counts.values()),
    }
    return [all_of_it] + [
        {
            "label": words.KIND_WORDS[kind],
            "url": f"{here}?xem={words.KIND_CODES[kind]}",
            "current": kind is chosen,
            "count": count,
        }
        for kind, count in counts.items()
        if count or kind is chosen
    ]


def _parts(found: Inbox, chosen: Kind | None, on: dt.date, *, several: bool) -> list[dict[str, Any]]:
    parts: dict[When, list[Card]] = {when: [] for when in When}
    for entry, kind in found.entries:
        if chosen in (None, kind):
            parts[reads.when_of(entry.due_on, None, on)].append(_entry_card(entry, several))
    for when, items in _folded(found, chosen, on):
        parts[when].append(_item_card(items[0], several) if len(items) == 1 else _folded_card(items, several))
    shown = [(when, cards) for when, cards in parts.items() if cards]
    return [
        {
            "code": when.value,
            "label": words.WHEN_WORDS[when],
            "count": sum(card.stands_for for card in cards),
            "cards": sorted(cards, key=lambda card: (not card.main, card.due_on is None, card.due_on or on)),
            "open": when in OPEN_PARTS or n == 0 or sum(len(c) for _w, c in shown) <= 12,
        }
        for n, (when, cards) in enumerate(shown)
    ]


def _folded(found: Inbox, chosen: Kind | None, on: dt.date) -> list[tuple[When, list[ItemBrief]]]:
    """Items by the part of the page; overdue periods of one task of one unit together, the oldest first."""
    folds: dict[tuple[object, ...], tuple[When, list[ItemBrief]]] = {}
    for item in sorted(found.items, key=lambda item: item.role is not ItemRole.LEAD):
        if chosen not in (None, item.kind):
            continue
        when = reads.when_of(item.due_on, item.starts_on, on)
        folds_in = when is When.OVERDUE and item.period and not item.part
        same = (item.task_uuid, item.unit_id, item.role) if folds_in else (item.uuid,)
        folds.setdefault(same, (when, []))[1].append(item)
    return list(folds.values())


def _folded_card(items: list[ItemBrief], several: bool) -> Card:
    """The newest period has the button; the day is the oldest one's."""
    oldest, newest = items[0], items[-1]
    asked, done = sum(item.asked for item in items), sum(item.done for item in items)
    span = {
        "n": len(items),
        "first": _small(words.period_words(oldest.period)),
        "last": _small(words.period_words(newest.period)),
    }
    told = [
        _now("%(n)s periods not complete, from %(first)s to %(last)s") % span,
        _now("done %(n)s of %(of)s") % {"n": done, "of": asked} if asked > len(items) else "",
    ]
    return replace(
        _item_card(newest, several),
        detail=" · ".join(part for part in told if part),
        due_on=oldest.due_on,
        share=round(100 * done / asked) if asked > len(items) else None,
        periods=tuple(
            PeriodLine(
                words.period_words(item.period),
                reverse("work:item", args=[item.uuid]),
                _now("done %(n)s of %(of)s") % {"n": item.done, "of": item.asked} if item.asked > 1 else "",
                item.due_on,
            )
            for item in reversed(items)
        ),
    )


def _small(words_of_a_period: str) -> str:
    """ "Quý III/2026" → "quý III/2026", within a sentence."""
    return words_of_a_period[:1].lower() + words_of_a_period[1:]


def _item_card(item: ItemBrief, several: bool) -> Card:
    address = reverse("work:item", args=[item.uuid])
    record = words.record_url(item.task_uuid, item.unit_uuid, reverse("work:inbox"))
    ahead = item.state == "not_due"
    return Card(
        title=item.title,
        url=address,
        action=_("Open") if ahead or not record else _("Record an activity"),
        action_url=address if ahead or not record else record,
        icon="eye" if ahead or not record else "plus",
        detail=_detail(item),
        unit=item.unit if several else "",
        due_on=item.due_on,
        state=words.STATE_WORDS[item.state],
        tone=words.STATE_TONES[item.state],
        sign=words.STATE_SIGNS.get(item.state, ""),
        role=_("We help") if item.role is ItemRole.COORDINATING else "",
        share=round(100 * item.done / item.asked) if item.asked > 1 else None,
        main=item.role is ItemRole.LEAD,
    )


def _detail(item: ItemBrief) -> str:
    parts: Iterable[str] = (
        words.period_words(item.period),
        _now("asked: %(what)s") % {"what": words.quota_words(item.quota)} if item.quota else "",
        _now("done %(n)s of %(of)s") % {"n": item.done, "of": item.asked} if item.asked > 1 else "",
        _now("given to %(name)s") % {"name": item.person} if item.person else "",
    )
    return " · ".join(part for part in parts if part)


def _entry_card(entry: InboxEntry, several: bool) -> Card:
    return Card(
        title=entry.title,
        url=entry.url,
        action=entry.action,
        action_url=entry.url,
        icon="chevron-right",
        detail=entry.detail,
        unit=entry.unit,
        due_on=entry.due_on,
        state=entry.state,
        tone=entry.tone,
        sign="",
        role="",
        share=None,
        main=True,
    )


@require_safe
@staff()
def overview(request: StaffRequest) -> HttpResponse:
    """How all the work she sees stands: figures, by unit, by group of tasks; each leads to its list."""
    on = today()
    items = items_for(request.actor, on=on).begun_on(on).filter(parent__isnull=True, role=ItemRole.LEAD)
    by = "group" if request.GET.get("theo") == "nhom" else "unit"
    lines = reads.by_group(items) if by == "group" else reads.by_unit(items)
    here = reverse("work:overview")
    context = {
        "totals": reads.totals(items),
        "lists": {code: list_of_all(code) for code in ("qua-han", "dang-lam", "chua-bat-dau")},
        "tabs": [
            {"label": _("By unit"), "url": here, "current": by == "unit", "icon": "building-bank"},
            {
                "label": _("By group of tasks"),
                "url": f"{here}?theo=nhom",
                "current": by == "group",
                "icon": "list-tree",
            },
        ],
    }
    return respond(request, "work/overview.html", standing_table(by), lines, context)


def list_of_all(state: str) -> str:
    return f"{reverse('work:table')}?vai-tro=chu-tri&trang-thai={state}"
