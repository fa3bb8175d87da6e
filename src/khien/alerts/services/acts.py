"""Writes down who did what to an alert. Called inside the change it tells of; never on its own."""

from __future__ import annotations

import datetime as dt

from khien.alerts.models import Alert, AlertAct
from khien.alerts.rules.life import Act
from khien.alerts.selectors.issued import headline_of
from khien.base import audit
from khien.base.access import Actor
from khien.orgs import api as orgs

SUBJECT = "alert"


def write_down(
    actor: Actor,
    alert: Alert,
    act: Act,
    *,
    at: dt.datetime,
    note: str = "",
    emergency: bool = False,
    told: bool = True,
) -> AlertAct:
    """The act with her name and post as they are today, and the audit entry (`told` False: the caller adds it)."""
    made = AlertAct.objects.create(
        alert=alert,
        act=act,
        at=at,
        actor_id=actor.id,
        actor_label=actor.label,
        actor_role=role_text(actor),
        note=note[:1000],
        revision=alert.revision,
        emergency=emergency,
    )
    if told:
        tell_audit(actor, alert, act, at=at, new={"note": note, "emergency": emergency})
    return made


def tell_audit(actor: Actor, alert: Alert, act: Act, *, at: dt.datetime, new: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        action=f"alert.{act.value}",
        subject=audit.Subject(SUBJECT, str(alert.uuid), headline_of(alert)),
        new=new | {"revision": alert.revision, "drill": alert.drill},
        at=at,
    )


def role_text(actor: Actor) -> str:
    """Her post as the register of people says it; "" for the system."""
    if actor.person_id is None:
        return ""
    held = [role for role in orgs.person(actor.person_id).roles if role.until is None]
    return ", ".join(part for part in (held[0].position, held[0].unit_name) if part)[:200] if held else ""
