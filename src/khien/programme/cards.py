"""What the first page of the workspace says about running programmes."""

from __future__ import annotations

from collections.abc import Mapping

from khien.base.access import Actor
from khien.base.clock import today
from khien.programme import access, selectors


def running_programmes(actor: Actor) -> Mapping[str, object] | None:
    """The programmes in force for this person; None when there is none."""
    on = today()
    found = selectors.standings(access.programmes_for(actor, on=on), own=actor.unit_ids, on=on)
    return {"standings": found} if found else None
