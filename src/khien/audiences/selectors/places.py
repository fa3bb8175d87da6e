"""The places a person may choose and an officer may write in a table: communes of today, found by what people call them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from khien.base.text import fold
from khien.orgs import api as orgs

MOST_CHOICES = 400  # more are typed, not chosen
MOST_UNITS = 6000
_OFFICE = re.compile(r"^(?:uy ban nhan dan|ubnd)\s+")
_KIND = re.compile(r"^(?:xa|phuong|dac khu|thi tran)\s+")


def communes(*, on: dt.date) -> list[orgs.UnitCard]:
    """By name; where no commune is known (an office that has just begun), every People's Committee."""
    cards = orgs.find_units("", on=on, limit=MOST_UNITS)
    committees = [card for card in cards if card.kind == orgs.Kind.PEOPLES_COMMITTEE]
    found = [card for card in committees if card.level == orgs.Level.COMMUNE] or committees or cards
    return sorted(found, key=lambda card: fold(plain_name(card.name)))


def plain_name(name: str) -> str:
    """ "Ủy ban nhân dân xã An Hòa" → "Xã An Hòa": what people call where they live."""
    for office in ("Ủy ban nhân dân ", "Uỷ ban nhân dân ", "UBND "):
        if name.startswith(office):
            rest = name.removeprefix(office)
            return rest[:1].upper() + rest[1:]
    return name


class PlaceBook:
    """Names → ids among some units. A name that means two places means none."""

    def __init__(self, unit_ids: Iterable[int], *, on: dt.date) -> None:
        self._on = on
        self._ids = frozenset(unit_ids)
        self._asked: dict[str, int | None] = {}
        self._named: dict[str, set[int]] = {}
        for card in orgs.units(self._ids).values():
            for name in (card.name, card.short_name, card.code):
                for form in _forms(name):
                    self._named.setdefault(form, set()).add(card.id)

    def find(self, text: str) -> int | None:
        folded = fold(text)
        if folded not in self._asked:
            self._asked[folded] = self._found(text, folded)
        return self._asked[folded]

    def _found(self, text: str, folded: str) -> int | None:
        for form in _forms(folded):
            ids = self._named.get(form, set())
            if len(ids) == 1:
                return next(iter(ids))
            if ids:
                return None
        card, _near = orgs.unit_named(text, on=self._on)  # former names, and who took them over
        if card is None:
            return None
        heirs = orgs.successors_today(card.id, on=self._on)
        return next((unit_id for unit_id in heirs if unit_id in self._ids), None)


def _forms(name: str) -> list[str]:
    """From the whole to the bare name."""
    whole = fold(name)
    place = _OFFICE.sub("", whole)
    return list(dict.fromkeys(form for form in (whole, place, _KIND.sub("", place)) if form))
