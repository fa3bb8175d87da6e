"""Which units an officer means when she writes "các sở, ban, ngành" or the name of a commune."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khien.orgs import api as orgs
from khien.programme import api as programmes

MOST_PHRASES = 200


@dataclass(frozen=True, slots=True)
class Meant:
    """`unit_ids` who answers today, each once; `unknown` the phrases that mean nobody."""

    unit_ids: tuple[int, ...]
    unknown: tuple[str, ...]


def units_meant(programme_id: int, phrases: Iterable[str], *, on: dt.date) -> Meant:
    """Looked up below the province of the programme's tasks. A code or a part of a name that fits one unit does."""
    within = _within(programme_id, on=on)
    wanted = list(dict.fromkeys(phrases))[:MOST_PHRASES]
    meanings = orgs.resolve_all(wanted, at=on, now=on, within=within)
    found: list[int] = []
    unknown: list[str] = []
    for phrase in wanted:
        ids = _ids(meanings[phrase]) or _by_name(phrase, within, on=on)
        found += ids
        if not ids:
            unknown.append(phrase)
    return Meant(tuple(dict.fromkeys(found)), tuple(unknown))


def _ids(meaning: orgs.Resolution) -> tuple[int, ...]:
    return meaning.today if meaning.kind in ("unit", "set") else ()


def _by_name(phrase: str, within: int | None, *, on: dt.date) -> tuple[int, ...]:
    by_code = orgs.unit_by_code(phrase, on=on)
    if by_code is not None:
        return (by_code.id,)
    near = orgs.find_units(phrase, on=on, within=within, limit=2)
    return (near[0].id,) if len(near) == 1 else ()


def _within(programme_id: int, *, on: dt.date) -> int | None:
    """The unit above the units that report in the programme: its province."""
    card = programmes.programme(programme_id)
    if card.unit_id is not None:
        return card.unit_id
    for duty in programmes.duties(programme_id, on=on):
        for line in duty.senders:
            units = orgs.units(line.unit_ids[:1])
            for unit in units.values():
                if unit.parent_id:
                    return unit.parent_id
    return None
