"""The only way a view gets a programme or a part of it. Foreign and missing answer alike.

The province's programme is an issued, public document: everyone signed in reads it. A unit's own programme is
read by its people, by units above it, and by those who read everywhere. Adopting belongs to whoever may work on
the plan (plans decides).
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Q

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.orgs.api import EVERYWHERE, covers
from khien.plans import api as plans
from khien.programme.models import Programme, ProgrammeQuerySet, Task


def programmes_for(actor: Actor, *, on: dt.date) -> ProgrammeQuerySet:
    """Every programme the actor may read."""
    programmes = Programme.objects.all()
    if any(grant.unit_id is None and grant.role in EVERYWHERE for grant in actor.grants):
        return programmes
    own = Q(unit__isnull=True) | Q(unit_id__in=actor.unit_ids)
    below = [
        unit_id
        for unit_id in programmes.exclude(own).values_list("unit_id", flat=True).distinct()
        if covers(actor, unit_id, on=on)
    ]
    return programmes.filter(own | Q(unit_id__in=below))


def programme_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Programme:
    """Raises Missing."""
    found = (
        programmes_for(actor, on=on)
        .select_related("plan", "unit", "replaces", "parent")
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise Missing
    return found


def may_open_plan(actor: Actor, programme: Programme) -> bool:
    """Whether the plan's own page would open for her: plans decides, a page only asks before it shows the way."""
    try:
        plans.plan_head(actor, str(programme.plan.uuid))
    except Missing:
        return False
    return True


def programme_of_plan(actor: Actor, plan_uuid: UUID | str, *, on: dt.date) -> Programme:
    """The programme made of a plan. Raises Missing."""
    found = programmes_for(actor, on=on).filter(plan__uuid=plan_uuid).first()
    if found is None:
        raise Missing
    return found


def task_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Task:
    """Raises Missing."""
    found = (
        Task.objects.select_related("programme", "programme__unit", "programme__plan")
        .filter(uuid=uuid, programme__in=programmes_for(actor, on=on))
        .first()
    )
    if found is None:
        raise Missing
    return found
