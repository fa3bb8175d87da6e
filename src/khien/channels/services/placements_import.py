"""Places out of a workbook: tên, loại, đơn vị, địa chỉ, khổ, đồng ý. Looked at first; kept only when every row is right.

A place that is there already is left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khien.base import sheets
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.text import fold
from khien.channels.access.reach import acts_for
from khien.channels.models import Placement
from khien.channels.rules.placements import PlaceKind, PrintSize
from khien.channels.services.placements import PlaceWords, name_key, open_placement
from khien.channels.wording_places import PLACE_NAMES, SIZE_NAMES
from khien.orgs import api as orgs

MOST_ROWS = 2000
COLUMNS = {  # heading without marks → our name
    "ten": "name", "ten diem dat": "name", "diem dat": "name", "loai": "kind", "loai diem": "kind",
    "don vi": "unit", "don vi phu trach": "unit", "xa phuong": "unit", "dia chi": "place", "noi": "place",
    "kho": "size", "kho giay": "size", "dong y": "consent", "van ban dong y": "consent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of the sheet: its number there, what it means, what is wrong. `known`: this place is there already."""

    number: int
    unit_id: int
    unit: str
    words: PlaceWords | None
    problem: str = ""
    known: bool = False


def read_places(actor: Actor, data: bytes, *, on: dt.date) -> list[PlaceRow]:
    """Raises KhienError (no workbook, no heading)."""
    lines = sheets.first_sheet(data, most_rows=MOST_ROWS)
    heads, begin = _heads(lines)
    own = sorted(actor.units_as(["focal_officer", "editor"]))
    units: dict[str, tuple[int, str] | None] = {}
    rows = [
        _row(actor, number, cells, _unit(cells.get("unit", ""), units, own, on))
        for number, line in enumerate(lines[begin:], begin + 1)
        if any(line)
        for cells in [dict(zip(heads, line, strict=False))]
    ]
    return _marked(rows)


def _heads(lines: list[list[str]]) -> tuple[list[str], int]:
    for number, line in enumerate(lines[:10], 1):
        found = [COLUMNS.get(" ".join(fold(cell).split()), "") for cell in line]
        if "name" in found:
            return found, number
    raise KhienError(
        _("No row of headings was found. Name the columns: Tên, Loại, Đơn vị, Địa chỉ, Khổ, Đồng ý."),
        code="no-heading",
    )


def _row(actor: Actor, number: int, cells: dict[str, str], unit: tuple[int, str] | None) -> PlaceRow:
    name = cells.get("name", "").strip()
    kind = _code(cells.get("kind", ""), PLACE_NAMES, PlaceKind.OTHER)
    size = _code(cells.get("size", ""), SIZE_NAMES, PrintSize.A4)
    problem = ""
    if not name or len(name) > 160:
        problem = _("The name is missing or longer than 160 letters.")
    elif unit is None:
        problem = _("The unit is not known. Write its code.")
    elif not acts_for(actor, unit[0]):
        problem = _("You do not act for this unit.")
    elif kind is None:
        problem = _("This kind of place is not known: %(kind)s") % {"kind": cells.get("kind", "")[:60]}
    elif size is None:
        problem = _("This size is not known: %(size)s") % {"size": cells.get("size", "")[:60]}
    if problem or unit is None or kind is None or size is None:
        return PlaceRow(number, unit[0] if unit else 0, unit[1] if unit else "", None, problem)
    words = PlaceWords(
        name=name,
        kind=PlaceKind(kind),
        size=PrintSize(size),
        place=cells.get("place", "")[:200],
        consent=cells.get("consent", "")[:300],
    )
    return PlaceRow(number, unit[0], unit[1], words)


def _unit(
    text: str, known: dict[str, tuple[int, str] | None], own: list[int], on: dt.date
) -> tuple[int, str] | None:
    if not text and len(own) == 1:
        return own[0], orgs.unit(own[0]).name
    if text not in known:
        found, _near = orgs.unit_named(text, on=on) if text else (None, [])
        known[text] = (found.id, found.name) if found else None
    return known[text]


def _code(text: str, names: dict[PlaceKind, object] | dict[PrintSize, object], usual: str) -> str | None:
    wanted = fold(text).strip()
    if not wanted:
        return usual
    return next((str(c) for c, name in names.items() if wanted in (str(c), fold(str(name)))), None)


def _marked(rows: list[PlaceRow]) -> list[PlaceRow]:
    """Those that are there already, and the second of two alike. One query."""
    ids = {row.unit_id for row in rows}
    there = set(Placement.objects.filter(unit_id__in=ids).values_list("unit_id", "name_key"))
    found = []
    for row in rows:
        known = False
        if row.words is not None:
            key = (row.unit_id, name_key(row.words.name))
            known = key in there
            there.add(key)
        found.append(PlaceRow(row.number, row.unit_id, row.unit, row.words, row.problem, known))
    return found


def keep_places(actor: Actor, rows: Iterable[PlaceRow], *, at: dt.datetime) -> int:
    """How many are new. All or none: raises KhienError("problems") when a row is wrong."""
    listed = list(rows)
    if any(row.problem for row in listed):
        raise KhienError(_("Mend the rows that are marked first."), code="problems")
    made = 0
    for row in listed:
        if row.words is not None and not row.known:
            open_placement(actor, row.unit_id, row.words, at=at)
            made += 1
    return made
