"""The page of one item: what, who, how far and why, with a form for each act. What is sent comes to `item_acts`."""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.work.access import items as access
from khien.work.forms import item as forms
from khien.work.forms.item import ActForm
from khien.work.models import WorkItem
from khien.work.rules import CLOSED, RequestState, State
from khien.work.selectors.item_page import ItemPage, item_page, takes_part
from khien.work.services.parts import who_may_take_part
from khien.work.services.talking import mark_seen
from khien.work.wording import core as words
from vanban import fold

FEW_UNITS = 60  # to tick; beyond, the nearest below come first


@dataclass(frozen=True, slots=True)
class Right:
    """What the reader may do with this item."""

    act: bool
    decide: bool
    speak: bool


@require_safe
@staff()
def item(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One item. Opening it means that her unit has seen the remarks that name it."""
    return item_response(request, access.item_for(request.actor, uuid, on=today()))


@require_safe
@staff()
def attachment(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """A working file beside an item: shown when it cannot run, else downloaded."""
    found = access.attachment_for(request.actor, uuid, on=today())
    return files.response(found.stored, filename=found.name, inline=True)


@require_safe
@staff()
def unit_names(request: StaffRequest) -> HttpResponse:
    """Options of the list of units for what was typed so far."""
    typed = request.GET.get("unit", "").strip()[:120]
    cards = orgs.find_units(typed, on=today(), limit=12) if typed else []
    options = format_html_join("", '<option value="{} · {}"></option>', ((c.code, c.name) for c in cards))
    return HttpResponse(options)


def item_response(
    request: StaffRequest,
    found: WorkItem,
    *,
    sent: ActForm | None = None,
    asked: ActForm | None = None,
) -> HttpResponse:
    """The page; `sent`: a form that came back with errors, kept as it was typed; `asked`: a form to show unfolded."""
    on = today()
    act = access.may_act(request.actor, found, on=on)
    decide = access.may_decide(request.actor, found, on=on)
    right = Right(act, decide, act or access.may_speak(request.actor, found, on=on))
    shown = access.units_shown(request.actor, found, on=on)
    neighbours = access.beside(request.actor, found, shown=shown, on=on)
    page = item_page(found, neighbours, shown=shown, on=on)
    unfolded = sent or asked
    context = _shown(page) | {
        "right": right,
        "forms": _forms(page, right) | ({str(unfolded.prefix): unfolded} if unfolded else {}),
        "opened": str(unfolded.prefix) if unfolded else "",
        "more_acts": right.act and found.stopped_at is None and found.merged_into_id is None,
        "offers": [
            (o, words.OFFER_WORDS[o.state], _may(access.may_answer, request, o, on)) for o in page.offers
        ],
        "whole": shown is None,
        "inbox": reverse("work:inbox"),
    }
    response = render(request, "work/item.html", context, status=422 if sent else 200)
    _note_seen(request, page)
    return response


def _shown(page: ItemPage) -> dict[str, Any]:
    """The page in words."""
    found = page.item
    here = reverse("work:item", args=[found.uuid])
    return {
        "page": page,
        "item": found,
        "state": _state(page),
        "beside": [_neighbour(n) for n in page.beside],
        "beside_counts": [
            (words.STATE_WORDS[s], words.STATE_TONES[s], words.STATE_SIGNS.get(s, ""), n)
            for s, n in page.beside_counts
        ],
        "parts": [_neighbour(n) for n in page.parts],
        "requests": [(r, words.REQUEST_WORDS[r.state]) for r in page.requests],
        "asked": RequestState.ASKED.value,
        "period": words.period_words(found.period),
        "quota": words.quota_words((str(n), int(c)) for n, c in found.quota),
        "lines": words.lines_words(page.progress.lines),
        "record": words.record_url(str(found.task.uuid), str(found.unit.uuid), here),
    }


def _note_seen(request: StaffRequest, page: ItemPage) -> None:
    """Her unit has now seen the remarks that name it."""
    mine = request.actor.unit_ids
    named = [m for comment in page.comments for m in comment.mentions.all() if m.unit_id in mine]
    if any(mention.seen_at is None for mention in named):
        mark_seen(request.actor, page.item, unit_ids=mine, at=now())


def _may(rule: Callable[..., bool], request: StaffRequest, thing: Any, on: dt.date) -> bool:
    return thing.state == RequestState.ASKED and rule(request.actor, thing, on=on)


def _state(page: ItemPage) -> dict[str, object]:
    state = State(page.item.state)
    return {
        "word": words.STATE_WORDS[state],
        "tone": words.STATE_TONES[state],
        "sign": words.STATE_SIGNS.get(state, ""),
        "rule": words.rule_in_words(state, page.item.role),
        "said": words.STATE_WORDS[page.said.state] if page.said else "",
        "closed": state in CLOSED,
    }


def _neighbour(line: Any) -> dict[str, object]:
    return {
        "line": line,
        "word": words.STATE_WORDS[line.state],
        "tone": words.STATE_TONES[line.state],
        "sign": words.STATE_SIGNS.get(line.state, ""),
        "role": words.ROLE_WORDS[line.role],
        "period": words.period_words(line.period),
    }


def _forms(page: ItemPage, right: Right) -> dict[str, ActForm]:
    """The forms that stand folded on the page. Those that need a list of people or units are asked for first."""
    made: dict[str, ActForm] = {}
    found = page.item
    if found.merged_into_id is not None:
        return made
    open_now = found.stopped_at is None
    if right.act and open_now:
        made["state"] = forms.StatementForm(prefix="state", initial={"state": found.state})
        if found.state not in CLOSED and not any(o.state == RequestState.ASKED for o in page.offers):
            made["offer"] = offer_form(today())
        if found.state not in CLOSED and not any(r.state == RequestState.ASKED for r in page.requests):
            made["time"] = forms.TimeForm(prefix="time")
    if right.decide and open_now:
        made["stop"] = forms.StopForm(prefix="stop")
    if right.speak:
        made["remark"] = remark_form(found)
    if right.act:
        made["file"] = forms.FileForm(prefix="file")
    for form in made.values():
        form.initial = {**form.initial, "seen": found.revision}
    return made


def person_form(found: WorkItem, on: dt.date, data: Any = None) -> forms.PersonForm:
    people = [(card.id, card.name) for card in orgs.people_in(found.unit_id, on=on)]
    initial = {"person": found.person_id, "seen": found.revision}
    return forms.PersonForm(data, prefix="person", people=people, initial=initial)


def offer_form(on: dt.date, data: Any = None) -> forms.OfferForm:
    return forms.OfferForm(data, prefix="offer", on=on, suggestions=reverse("work:unit_names"))


def part_form(found: WorkItem, on: dt.date, data: Any = None) -> forms.PartForm:
    ids = who_may_take_part(found, on=on)
    cards = sorted(orgs.units(ids).values(), key=lambda card: card.name)
    initial = {"seen": found.revision}
    return forms.PartForm(data, prefix="part", units=forms.choices_of(cards), initial=initial)


def remark_form(found: WorkItem, data: Any = None) -> forms.RemarkForm:
    choices = [(pk, name) for pk, _code, name in takes_part(found)]
    return forms.RemarkForm(
        data,
        prefix="remark",
        units=choices if data is not None else choices[:FEW_UNITS],
        initial={"key": uuids.uuid4().hex},
    )


@require_safe
@staff()
def mention_choices(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The units that may be named in a remark and fit what was typed; those ticked stay ticked."""
    found = access.item_for(request.actor, uuid, on=today(), to="speak")
    typed = fold(request.GET.get("tim-don-vi", "")[:120]).split()
    ticked = set(request.GET.getlist("remark-units")[:FEW_UNITS])
    rows = [
        (pk, name)
        for pk, code, name in takes_part(found)
        if str(pk) in ticked or all(word in fold(f"{code} {name}") for word in typed)
    ]
    rows.sort(key=lambda row: str(row[0]) not in ticked)
    form = forms.RemarkForm(
        prefix="remark",
        units=rows[:FEW_UNITS],
        initial={"units": [pk for pk, _ in rows if str(pk) in ticked]},
    )
    return render(request, "work/_mentions.html", {"form": form})
