"""What money puts into inboxes: estimates that wait for an answer, and those that came back to a unit."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.base.access import Actor
from khien.base.money import vnd
from khien.budget import access
from khien.budget.models import Estimate
from khien.budget.rules.states import EstimateState
from khien.budget.wording import source_name
from khien.work.api import InboxEntry

MOST = 300  # more is a table's work, not an inbox's


def to_answer(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> list[InboxEntry]:
    """For whoever answers: the oldest first."""
    found = Estimate.objects.waiting().select_related("unit", "programme").order_by("requested_at")
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    return [
        _entry(row, "budget_answer", _("Answer the estimate"), _("Waits for an answer"))
        for row in found[:MOST]
        if access.decides(actor, row.programme.unit_id)
    ]


def returned(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> list[InboxEntry]:
    """For the unit: estimates to be mended and submitted again."""
    mine = access.writes_for(actor)
    found = Estimate.objects.filter(state=EstimateState.RETURNED).select_related("unit", "programme")
    for narrowing in (unit_ids, mine):
        if narrowing is not None:
            found = found.filter(unit_id__in=narrowing)
    if mine is None and unit_ids is None:
        return []  # the standing office answers estimates; those it returned wait for the units
    return [
        _entry(row, "budget_returned", _("Mend the estimate"), _("Returned to be mended"), row.remark)
        for row in found[:MOST]
    ]


def _entry(row: Estimate, kind: str, action: object, state: object, detail: str = "") -> InboxEntry:
    title = gettext("Estimate %(year)s: %(sum)s") % {"year": row.year, "sum": vnd(row.amount_vnd)}
    return InboxEntry(
        kind=kind,
        title=title,
        url=reverse("budget:estimate", args=[row.uuid]),
        action=action,
        unit_id=row.unit_id,
        unit=row.unit.short_name or row.unit.name,
        detail=detail or source_name(row.source),
        state=state,
        tone="need",
    )


def money_of_programme(actor: Actor, uuid: str) -> str:
    return reverse("budget:programme", args=[uuid])
