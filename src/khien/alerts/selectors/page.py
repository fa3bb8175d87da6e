"""Everything the page of one warning shows. Refuses to decide: rights come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from khien.alerts.models import Alert, AlertAct, AlertPoster, SignedAlert
from khien.alerts.rules.issued import IssuedAlert
from khien.alerts.rules.life import PERSONS, Act, Deed, approvers
from khien.alerts.rules.vocabulary import Kind, State
from khien.alerts.selectors.desk import ChainLink, acts_of, chain_of, state_of
from khien.alerts.selectors.drafts import faults
from khien.alerts.selectors.issued import value_of
from khien.alerts.selectors.previews import OutletLine, Shown, outlet_previews, outlet_states, own_previews
from khien.alerts.wording import (
    ACT_NAMES,
    CERTAINTY_NAMES,
    EVENT_NAMES,
    FAULT_WORDS,
    KIND_NAMES,
    SEVERITY_NAMES,
    STATE_NAMES,
    STATE_TONES,
    URGENCY_NAMES,
)
from khien.base.access import Actor
from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS


@dataclass(frozen=True, slots=True)
class ActLine:
    name: object
    who: str
    role: str
    at: dt.datetime
    note: str
    emergency: bool


@dataclass(frozen=True, slots=True)
class AlertPage:
    """`own`: the reader wrote part of it; `approved`: she approved it already; `needed`: approvals still wanted."""

    value: IssuedAlert
    state: State
    state_name: object
    state_tone: str
    kind_name: object
    unit: str
    facts: tuple[tuple[object, object], ...]
    places: tuple[str, ...]
    audiences: tuple[object, ...]
    missing: tuple[object, ...]
    cards: tuple[Shown, ...]
    outlets: tuple[OutletLine, ...]
    acts: tuple[ActLine, ...]
    chain: tuple[ChainLink, ...]
    returned: ActLine | None
    emergency: ActLine | None
    sha256: str
    has_poster: bool
    can_write: bool
    can_approve: bool
    can_take_back: bool
    can_follow: bool
    own: bool
    approved: bool
    approvals: int
    needed: int
    cost_vnd: int | None
    recipients: int | None


def alert_page(actor: Actor, alert: Alert, *, rights: Mapping[str, bool], at: dt.datetime) -> AlertPage:
    """About fifteen queries, and what channels ask of their own."""
    value, state = value_of(alert), state_of(alert)
    acts = acts_of(alert)
    cards = (*own_previews(value), *(() if alert.frozen else outlet_previews(value)))
    counted = approvers([Deed(a.act, a.actor_id, a.revision, a.emergency) for a in acts], alert.revision)
    waiting = alert.state == State.WAITING
    own, approved = actor.id in alert.writer_ids, actor.id in counted
    signed = SignedAlert.objects.filter(alert=alert).values_list("sha256", flat=True).first()
    costs = [card.cost_vnd for card in cards if card.cost_vnd is not None]
    people = [card.recipients for card in cards if card.recipients is not None]
    units = orgs.unit_names({alert.unit_id, *value.unit_ids})
    return AlertPage(
        value=value,
        state=state,
        state_name=STATE_NAMES[state],
        state_tone=STATE_TONES[state],
        kind_name=KIND_NAMES[alert.kind],
        unit=units.get(alert.unit_id, ""),
        facts=_facts(alert),
        places=tuple(units[unit_id] for unit_id in value.unit_ids if unit_id in units),
        audiences=tuple(AUDIENCE_WORDS[code] for code in alert.audiences if code in AUDIENCE_WORDS),
        missing=() if alert.frozen else tuple(FAULT_WORDS[fault] for fault in faults(alert, at=at)),
        cards=cards,
        outlets=tuple(outlet_states(value)) if alert.frozen else (),
        acts=tuple(_line(act) for act in acts),
        chain=tuple(chain_of(alert)),
        returned=_returned(acts),
        emergency=next((_line(act) for act in acts if act.emergency), None),
        sha256=signed or "",
        has_poster=alert.frozen and AlertPoster.objects.filter(alert=alert).exists(),
        can_write=rights["write"] and alert.state == State.DRAFT,
        can_approve=rights["approve"] and waiting and not own and not approved,
        can_take_back=rights["write"] and waiting,
        can_follow=rights["write"] and state in (State.CURRENT, State.EXPIRED) and alert.kind != Kind.CANCEL,
        own=own,
        approved=approved,
        approvals=len(counted),
        needed=max(PERSONS - len(counted), 0),
        cost_vnd=sum(costs) if costs else None,
        recipients=sum(people) if people else None,
    )


def signed_of(alert: Alert) -> bytes:
    """The exact bytes. Raises Missing for a draft."""
    found = SignedAlert.objects.filter(alert=alert).values_list("xml", flat=True).first()
    if found is None:
        raise Missing
    return bytes(found)


def poster_of(alert: Alert) -> StoredFile:
    """Raises Missing while there is none."""
    found = AlertPoster.objects.filter(alert=alert).select_related("stored").first()
    if found is None:
        raise Missing
    return found.stored


def _facts(alert: Alert) -> tuple[tuple[object, object], ...]:
    return (
        ("event", EVENT_NAMES[alert.event]),
        ("severity", SEVERITY_NAMES[alert.severity]),
        ("certainty", CERTAINTY_NAMES[alert.certainty]),
        ("urgency", URGENCY_NAMES[alert.urgency]),
    )


def _line(act: AlertAct) -> ActLine:
    return ActLine(ACT_NAMES[act.act], act.actor_label, act.actor_role, act.at, act.note, act.emergency)


def _returned(acts: list[AlertAct]) -> ActLine | None:
    """The last word of who sent it back, until it is sent in again."""
    ends = [act for act in acts if act.act in (Act.SUBMITTED, Act.RETURNED, Act.TAKEN_BACK, Act.ISSUED)]
    return _line(ends[-1]) if ends and ends[-1].act == Act.RETURNED else None
