"""Writes down who did what to a material. Called inside the change it tells of; never on its own."""

from __future__ import annotations

import datetime as dt

from khien.base import audit
from khien.base.access import Actor
from khien.library.models import Material, MaterialAct
from khien.library.rules.kinds import Act
from khien.orgs import api as orgs

SUBJECT = "material"


def write_down(
    actor: Actor,
    material: Material,
    act: Act,
    *,
    at: dt.datetime,
    basis: str = "",
    note: str = "",
    revision_id: int | None = None,
) -> MaterialAct:
    """The act with her name and post as they are today, and the audit entry."""
    made = MaterialAct.objects.create(
        material_id=material.pk,
        act=act,
        at=at,
        actor_id=actor.id,
        actor_label=actor.label,
        actor_role=role_text(actor),
        basis=basis[:300],
        note=note[:2000],
        revision_id=revision_id,
    )
    audit.record(
        actor=actor,
        action=f"material.{act.value}",
        subject=audit.Subject(SUBJECT, str(material.uuid), material.title),
        new={"basis": basis, "note": note, "version": material.version},
        at=at,
    )
    return made


def role_text(actor: Actor) -> str:
    """Her post as the register of people says it ("Đội trưởng, Công an tỉnh"); "" for the system."""
    if actor.person_id is None:
        return ""
    held = [role for role in orgs.person(actor.person_id).roles if role.until is None]
    return ", ".join(part for part in (held[0].position, held[0].unit_name) if part)[:200] if held else ""
