"""What alerts put into the menu and into inboxes: what waits for one person's approval, what came back to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.alerts import access
from khien.alerts.selectors.desk import AlertLine, alert_lines, returned_ids, undecided
from khien.base import clock
from khien.base.access import Actor
from khien.work.api import InboxEntry

MOST = 50


def waiting_count(actor: Actor) -> int:
    """For the menu: no query for who approves nothing."""
    return len(undecided(access.waiting_for(actor, on=clock.today()), actor)) if _approves(actor) else 0


def to_approve(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    if not _approves(actor):
        return []
    found = undecided(access.waiting_for(actor, on=on), actor)
    return [_entry(line, "alert_approve", _("Read and approve")) for line in alert_lines(found[:MOST])]


def returned(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    if not actor.has(*access.WRITERS):
        return []
    rows = access.drafts_of_hers(actor)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return [
        _entry(line, "alert_returned", _("Mend the warning"))
        for line in alert_lines(returned_ids(rows)[:MOST])
    ]


def _approves(actor: Actor) -> bool:
    return actor.has(*access.APPROVERS)


def _entry(line: AlertLine, kind: str, action: str) -> InboxEntry:
    return InboxEntry(
        kind=kind,
        title=line.title,
        url=reverse("alerts_staff:alert", args=[line.uuid]),
        action=action,
        unit_id=None,
        unit=line.unit,
        due_on=None,
        detail=line.short,
        state=_("Waits for you") if kind == "alert_approve" else _("Sent back to mend"),
        tone="need",
    )
