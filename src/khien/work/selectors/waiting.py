"""What about items waits for somebody's answer or eye: offers, requests for more time, remarks that name a unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from khien.base.access import Actor
from khien.orgs.api import Role
from khien.work.models import ExtensionRequest, HandOver, Mention
from khien.work.rules import RequestState

MOST = 100  # of each kind on one page
ASKED = RequestState.ASKED.value


@dataclass(frozen=True, slots=True)
class Waiting:
    """`unit`: who asks, offers or says; `words`: why, or what was said."""

    item_uuid: str
    title: str
    unit_id: int
    unit: str
    words: str
    due_on: dt.date | None = None
    until: dt.date | None = None


def waiting_count(actor: Actor, units: frozenset[int]) -> int:
    """Offers, unseen remarks and requests that wait for the actor. One query, none where none can be."""
    parts: list[QuerySet[Any, Any]] = []
    if units:
        ids = sorted(units)
        parts.append(HandOver.objects.filter(to_unit_id__in=ids, state=ASKED))
        parts.append(Mention.objects.filter(unit_id__in=ids, seen_at__isnull=True))
    decides = _decidable(actor)
    if decides:
        parts.append(ExtensionRequest.objects.filter(decides, state=ASKED))
    if not parts:
        return 0
    first, *others = (rows.order_by().values_list("pk") for rows in parts)
    return first.union(*others, all=True).count() if others else first.count()


def offers_to(units: Iterable[int]) -> list[Waiting]:
    """Offers that wait for these units. One query."""
    rows = HandOver.objects.filter(to_unit_id__in=sorted(units), state=ASKED)
    rows = rows.select_related("item__task", "from_unit").order_by("offered_at", "id")
    return [
        Waiting(
            str(row.item.uuid),
            row.item.title or row.item.task.text,
            row.to_unit_id,
            str(row.from_unit),
            row.reason,
            row.item.due_on,
        )
        for row in rows[:MOST]
    ]


def requests_of(actor: Actor) -> list[Waiting]:
    """Requests for more time that the actor may decide. One query."""
    decides = _decidable(actor)
    if not decides:
        return []
    rows = ExtensionRequest.objects.filter(decides, state=ASKED)
    rows = rows.select_related("item__task", "item__unit").order_by("asked_at", "id")
    return [
        Waiting(
            str(row.item.uuid),
            row.item.title or row.item.task.text,
            row.item.unit_id,
            str(row.item.unit),
            row.reason,
            row.item.due_on,
            row.until,
        )
        for row in rows[:MOST]
    ]


def mentions_of(units: Iterable[int]) -> list[Waiting]:
    """Remarks that name these units and that nobody there has seen. One query."""
    rows = Mention.objects.filter(
        unit_id__in=sorted(units), seen_at__isnull=True, comment__taken_back_at__isnull=True
    )
    rows = rows.select_related("comment__item__task").order_by("comment__said_at", "id")
    return [
        Waiting(
            str(row.comment.item.uuid),
            row.comment.item.title or row.comment.item.task.text,
            row.unit_id,
            row.comment.said_by,
            row.comment.text,
        )
        for row in rows[:MOST]
    ]


def _decidable(actor: Actor) -> Q:
    """Of all requests, those she decides: the standing office all; who leads the unit right above, or gave the part.
    Empty for nobody's."""
    if actor.has(Role.STANDING_OFFICE):
        return Q(pk__isnull=False)
    acting = sorted(actor.units_as((Role.LEADER, Role.FOCAL_OFFICER)))
    if not acting:
        return Q()
    given = Q(item__parent__unit_id__in=acting) & ~Q(item__unit_id__in=acting)
    return Q(item__unit__parent_id__in=acting, item__parent__isnull=True) | given
