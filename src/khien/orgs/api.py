"""The door of orgs: ids and frozen values in and out."""

from __future__ import annotations

import datetime as dt

from khien.base.access import Grant
from khien.orgs.models import Membership
from khien.orgs.rules import EVERYWHERE, NEED_SECOND_FACTOR, Kind, Level, Role

__all__ = ["EVERYWHERE", "NEED_SECOND_FACTOR", "Kind", "Level", "Role", "grants_of"]


def grants_of(*, person_id: int, on: dt.date) -> tuple[Grant, ...]:
    """The roles a person holds on a day."""
    rows = Membership.objects.on(on).filter(person_id=person_id).values_list("role", "unit_id")
    return tuple(Grant(role=role, unit_id=unit_id) for role, unit_id in rows)
