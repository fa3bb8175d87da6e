"""What orgs tells the shell: the name of the unit a person works for. Refuses to decide anything."""

from __future__ import annotations

from khien.base.access import Actor
from khien.base.clock import today
from khien.orgs.selectors.tree import unit_names_on
from khien.web.identity import register_unit_label


def unit_label(actor: Actor) -> str:
    """Her unit's name today; several are joined, so that nobody wonders why she sees the work of both."""
    names = unit_names_on(actor.unit_ids, today()) if actor.unit_ids else {}
    return " · ".join(sorted(names.values()))


register_unit_label(unit_label)
