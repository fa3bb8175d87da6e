"""What would become of each row of an officer's list. Looks, changes nothing; asked again when the list is taken in.

One row is one person with a number, a mail address or both. Refuses to guess an address or a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from khien.audiences.models import Address, NeverContact
from khien.audiences.rules.columns import folded
from khien.audiences.rules.numbers import BadAddress, Fault, Written, mail, masked, mobile
from khien.audiences.rules.standing import GONE, YOUNG, Standing
from khien.audiences.selectors.places import PlaceBook
from khien.base.sealing import key_of

CHUNK = 500


class CellFate(StrEnum):
    NEW = "new"
    UPGRADED = "upgraded"  # by law until now; she agreed
    THERE = "there"
    TWICE = "twice"
    GONE = "gone"  # left, dead, or never to be contacted
    WRONG = "wrong"


class RowFault(StrEnum):
    """Why a whole row is left out."""

    NO_ADDRESS = "no_address"
    NO_PLACE = "no_place"
    NO_GROUP = "no_group"
    NO_GUARDIAN = "no_guardian"


@dataclass(frozen=True, slots=True)
class Cell:
    channel: str
    fate: CellFate
    written: Written | None
    key: str
    fault: Fault | None
    shown: str  # masked


@dataclass(frozen=True, slots=True)
class RowFate:
    line: int
    cells: tuple[Cell, ...]
    fault: RowFault | None = None
    name: str = ""
    unit_id: int = 0
    audience: str = ""
    said: str = ""  # the cell that could not be understood

    @property
    def wanted(self) -> tuple[Cell, ...]:
        """What would be taken in."""
        if self.fault is not None:
            return ()
        return tuple(cell for cell in self.cells if cell.fate in (CellFate.NEW, CellFate.UPGRADED))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a list is to be read. `columns`: part → column number. `audiences`: folded word → code."""

    columns: dict[str, int]
    unit_id: int
    audience: str
    by_law: bool
    guardian: bool
    book: PlaceBook = field(repr=False)
    audiences: dict[str, str] = field(repr=False)


def row_fates(rows: Iterable[tuple[int, Sequence[str]]], plan: Plan) -> Iterator[RowFate]:
    """`rows`: (number of the line in the file, its cells). Two queries for five hundred rows."""
    seen: set[tuple[str, str]] = set()
    rest = iter(rows)
    while some := list(islice(rest, CHUNK)):
        read = [_read(line, cells, plan) for line, cells in some]
        standings, never = _known(read)
        for row in read:
            yield _judged(row, standings, never, seen, plan)


def _read(line: int, cells: Sequence[str], plan: Plan) -> RowFate:
    def cell(part: str) -> str:
        number = plan.columns.get(part, -1)
        return cells[number].strip() if 0 <= number < len(cells) else ""

    found = tuple(
        _cell(channel, cell(part)) for part, channel in (("phone", "sms"), ("mail", "email")) if cell(part)
    )
    unit_id, fault, said = plan.unit_id, None, ""
    if place := cell("place"):
        unit_id = plan.book.find(place) or 0
        fault, said = (RowFault.NO_PLACE, place[:80]) if not unit_id else (None, "")
    audience = plan.audience
    if group := cell("audience"):
        audience = plan.audiences.get(folded(group), "")
        fault, said = (RowFault.NO_GROUP, group[:80]) if not audience and fault is None else (fault, said)
    if not found:
        fault, said = RowFault.NO_ADDRESS, ""
    if fault is None and audience in YOUNG and not plan.guardian:
        fault = RowFault.NO_GUARDIAN
    return RowFate(line, found, fault, cell("name")[:120], unit_id, audience, said)


def _cell(channel: str, text: str) -> Cell:
    try:
        written = mobile(text) if channel == "sms" else mail(text)
    except BadAddress as error:
        return Cell(channel, CellFate.WRONG, None, "", error.fault, _half_hidden(text))
    key = key_of(channel, written.same)
    return Cell(channel, CellFate.NEW, written, key, None, masked(channel, written.address))


def _half_hidden(text: str) -> str:
    """Enough of a wrong cell to find it again in the file."""
    text = " ".join(text.split())[:40]
    return text[: max(3, len(text) // 2)] + "…" if len(text) > 4 else text


def _known(rows: Sequence[RowFate]) -> tuple[dict[tuple[str, str], int], set[tuple[str, str]]]:
    keys = [cell.key for row in rows for cell in row.cells if cell.key]
    standings = {
        (channel, key): standing
        for channel, key, standing in Address.objects.filter(channel__in=["sms", "email"], key__in=keys)
        .order_by()
        .values_list("channel", "key", "standing")
    }
    never = set(
        NeverContact.objects.filter(channel__in=["sms", "email"], key__in=keys).values_list("channel", "key")
    )
    return standings, never


def _judged(
    row: RowFate,
    standings: dict[tuple[str, str], int],
    never: set[tuple[str, str]],
    seen: set[tuple[str, str]],
    plan: Plan,
) -> RowFate:
    cells = []
    for cell in row.cells:
        if cell.written is None:
            cells.append(cell)
            continue
        mark = (cell.channel, cell.key)
        fate = _fate(mark, standings.get(mark), never, seen, plan)
        if row.fault is None:
            seen.add(mark)
        cells.append(Cell(cell.channel, fate, cell.written, cell.key, None, cell.shown))
    return RowFate(row.line, tuple(cells), row.fault, row.name, row.unit_id, row.audience, row.said)


def _fate(
    mark: tuple[str, str],
    standing: int | None,
    never: set[tuple[str, str]],
    seen: set[tuple[str, str]],
    plan: Plan,
) -> CellFate:
    if mark in never or standing in GONE:
        return CellFate.GONE
    if mark in seen:
        return CellFate.TWICE
    if standing is None:
        return CellFate.NEW
    if standing == Standing.BY_LAW and not plan.by_law:
        return CellFate.UPGRADED
    return CellFate.THERE
