"""What reports put into inboxes and the menu: reports due, drafts returned, reports to decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.clock import today
from khien.orgs import api as orgs
from khien.reports.access import rounds as access
from khien.reports.rules import RoundState
from khien.reports.rules.rates import Standing
from khien.reports.selectors.deciding import waiting_reports
from khien.reports.selectors.mine import MyReport, expected_between, reports_of
from khien.reports.wording.rounds import STANDING
from khien.work.api import CalendarEntry, InboxEntry

MOST = 200


def own_entries(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Reports her units owe, and those that came back, with the remark. Who sees every unit is not asked to write."""
    own = access.own_units(actor, on=on)
    wanted = own if unit_ids is None else _asked_for(own, unit_ids, on)
    return [_entry(one) for one in reports_of(wanted, on=on, open_only=True) if one.to_do or _returned(one)]


def decision_entries(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """One entry a round with reports that wait for this person's decision."""
    del unit_ids
    return [
        InboxEntry(
            kind="reports-to-decide",
            title=line.title,
            url=f"{reverse('reports:round', args=[line.code])}?trang-thai=submitted",
            action=_("Look and decide"),
            unit_id=None,
            detail=_("%(n)d reports wait for a decision") % {"n": line.waiting},
            state=STANDING[Standing.SUBMITTED][0],
            tone="info",
            group=line.programme,
        )
        for line in waiting_reports(access.decides_on(actor))
    ]


def calendar_days(unit_id: int, first: dt.date, last: dt.date) -> Sequence[CalendarEntry]:
    """Due days of the unit's reports."""
    return [
        CalendarEntry(
            uid=f"report-{row.round.code}-{row.unit_id}",
            day=row.due_on or row.round.due_on,
            title=row.round.title,
            stamp=row.round.made_at,
            detail=str(row.round.programme),
            path=reverse("reports:write", args=[row.round.code, row.unit.uuid]),
            revision=row.round.revision,
            closed=row.round.state != RoundState.OPEN,
        )
        for row in expected_between(unit_id, first, last)
    ]


def count_for(actor: Actor) -> int:
    """For the menu: what this person has to do about reports today."""
    if access.waiting_everywhere(actor):
        return access.waiting_for_decision(actor)
    own = actor.units_as(access.OF_A_UNIT)
    if not own:
        return 0
    return access.waiting_for_decision(actor) + access.owed_by(own, on=today())


def _asked_for(own: frozenset[int], unit_ids: frozenset[int], on: dt.date) -> frozenset[int]:
    """Of her units those asked for, and those gone for which one asked for answers."""
    today_of = {gone: heirs[:1] for gone, heirs in orgs.answering(own - unit_ids, on=on).items()}
    return (own & unit_ids) | {gone for gone, heirs in today_of.items() if set(heirs) & unit_ids}


def _returned(one: MyReport) -> bool:
    return one.line.standing is Standing.RETURNED


def _entry(one: MyReport) -> InboxEntry:
    returned = _returned(one)
    text, tone = STANDING[one.line.standing]
    action = _("Mend the report") if returned else _("Write the report")
    if one.line.state and not returned:
        action = _("Go on writing")
    return InboxEntry(
        kind="reports-returned" if returned else "reports-due",
        title=one.round.title,
        url=reverse("reports:write", args=[one.round.code, one.line.unit_uuid]),
        action=action,
        unit_id=one.line.unit_id,
        unit=one.line.unit,
        due_on=one.line.due_on,
        detail=one.remark,
        state=text,
        tone=tone,
        group=one.programme,
    )


def rounds_page(actor: Actor, uuid: str) -> str:
    """The list of rounds, for who may open it."""
    return reverse("reports:rounds") if actor.has(*access.READERS) else ""
