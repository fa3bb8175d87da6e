"""What waits for one person's check or approval. Asks who she is only when something waits at all."""

from __future__ import annotations

import datetime as dt

from khien.base.access import Actor
from khien.library import access
from khien.library.selectors import desk
from khien.library.selectors.standing import in_progress


def waiting_for(actor: Actor, *, on: dt.date) -> list[int]:
    """Ids of what she may check or approve now, the oldest first."""
    if not actor.has(*access.DESK_ROLES):
        return []
    steps = in_progress()
    if not steps:
        return []
    return desk.waiting_ids(
        access.materials_of_hers(actor, on=on),
        steps,
        reader=actor.id,
        writes=access.writing_units(actor),
        approves=access.approving_units(actor, on=on),
    )
