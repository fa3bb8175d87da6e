"""What menu and first page say of a person's work, and what work itself puts into inboxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.clock import today
from khien.plans import api as plans
from khien.work.access.items import acting_units
from khien.work.selectors import inbox as reads
from khien.work.selectors import waiting
from khien.work.sources import InboxEntry
from khien.work.wording.boards import STATE_SIGNS, STATE_TONES, STATE_WORDS

FEW = 3  # of the most urgent, on the first page
LOOKED_AT = 60  # items, of which several may be periods of one task


def waiting_count(actor: Actor) -> int:
    """What is overdue or due this week, and what waits for an answer. Two queries at most."""
    units = acting_units(actor)
    items = reads.attention(units, on=today()) if units else 0
    return items + waiting.waiting_count(actor, units)


def work_card(actor: Actor) -> Mapping[str, object] | None:
    """The three most urgent items and how many there are. Who works for no unit finds what waits for her answer."""
    units = acting_units(actor)
    on = today()
    if not units:
        return _to_answer(actor, on)
    found = reads.waiting_items(units, on=on)
    items = _one_of_each(reads.item_briefs(found, most=LOOKED_AT))[:FEW]
    if not items:
        return None
    count = found.count()
    return {
        "items": [
            {
                "url": reverse("work:item", args=[item.uuid]),
                "title": item.title,
                "due_on": item.due_on,
                "state": STATE_WORDS[item.state],
                "tone": STATE_TONES[item.state],
                "sign": STATE_SIGNS.get(item.state, ""),
            }
            for item in items
        ],
        "more": max(0, count - len(items)),
        "all": count,
    }


def _one_of_each(items: Sequence[reads.ItemBrief]) -> list[reads.ItemBrief]:
    """The most pressing period of each task."""
    found: dict[tuple[str, int, str], reads.ItemBrief] = {}
    for item in items:
        found.setdefault((item.task_uuid, item.unit_id, item.title), item)
    return list(found.values())


def _to_answer(actor: Actor, on: dt.date) -> Mapping[str, object] | None:
    found = [entry for entry, _kind in reads.entries_of(actor, None, on=on)]
    if not found:
        return None
    return {"items": found[:FEW], "more": max(0, len(found) - FEW), "all": len(found), "answers": True}


def offers(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Tasks that other units offer to hers."""
    return [
        InboxEntry(
            kind="offer",
            title=_("%(unit)s offers: %(task)s") % {"unit": line.unit, "task": line.title},
            url=reverse("work:item", args=[line.item_uuid]) + "#chuyen-giao",
            action=_("Take or refuse"),
            unit_id=line.unit_id,
            due_on=line.due_on,
            detail=line.words,
            state=_("Offered to you"),
            tone="need",
        )
        for line in waiting.offers_to(unit_ids if unit_ids is not None else acting_units(actor))
    ]


def requests_for_time(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Requests for more time that she may decide."""
    return [
        InboxEntry(
            kind="extension",
            title=line.title,
            url=reverse("work:item", args=[line.item_uuid]) + "#gia-han",
            action=_("Decide"),
            unit_id=line.unit_id,
            unit=line.unit,
            due_on=line.due_on,
            detail=_("asks for time until %(day)s: %(why)s")
            % {"day": f"{line.until:%d/%m/%Y}" if line.until else "", "why": line.words},
            state=_("Asks for more time"),
            tone="need",
        )
        for line in waiting.requests_of(actor)
    ]


def mentions(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Remarks that name her unit and that nobody there has seen."""
    return [
        InboxEntry(
            kind="mention",
            title=line.words,
            url=reverse("work:item", args=[line.item_uuid]) + "#trao-doi",
            action=_("Read"),
            unit_id=line.unit_id,
            detail=line.title,
            state=_("%(who)s names your unit") % {"who": line.unit},
            tone="info",
        )
        for line in waiting.mentions_of(unit_ids if unit_ids is not None else acting_units(actor))
    ]


def plans_to_review(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Uploaded plans that wait for a person."""
    return [
        InboxEntry(
            kind="plan",
            title=_("%(plan)s: %(title)s") % {"plan": line.label, "title": line.title}
            if line.title
            else line.label,
            url=reverse("plans:plan", kwargs={"plan_uuid": line.uuid}),
            action=_("Look at the file") if line.unreadable else _("Review the plan"),
            unit_id=line.unit_id,
            state=_("Could not be read") if line.unreadable else _("Waits for review"),
            tone="danger" if line.unreadable else "need",
        )
        for line in plans.waiting_plans(actor)
    ]


def work_of_programme(actor: Actor, uuid: str) -> str:
    return f"{reverse('work:table')}?{urlencode({'chuong-trinh': uuid})}"


def work_of_task(actor: Actor, uuid: str) -> str:
    return f"{reverse('work:table')}?{urlencode({'nhiem-vu': uuid})}"
