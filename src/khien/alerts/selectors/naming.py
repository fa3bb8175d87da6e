"""Units as a choice: in whose name somebody writes."""

from __future__ import annotations

import datetime as dt

from khien.orgs import api as orgs

MOST_UNITS = 300


def writing_choices(unit_ids: frozenset[int] | None, *, on: dt.date) -> list[tuple[int, str]]:
    """Ids and names by name; None = every unit, the first 300."""
    if unit_ids is not None:
        pairs = [(card.id, card.name) for card in orgs.units(unit_ids).values()]
        return sorted(pairs, key=lambda pair: pair[1])
    return [(card.id, card.name) for card in orgs.find_units("", on=on, limit=MOST_UNITS)]
