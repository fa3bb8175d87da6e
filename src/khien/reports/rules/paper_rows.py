"""A row of the table that a unit without an account fills in: cells to an activity, and what is wrong with each cell.

Pure: no database, no workbook, no clock. Refuses to guess: an unknown kind or day is said at its cell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khien.base.money import parse_vnd
from khien.base.numbers import parse_count
from khien.reports.rules.official_words import AUDIENCES, BASES, KINDS_OF_ACTIVITY
from vanban import fold

MOST_ROWS = 500
COLUMNS: dict[str, str] = {
    "row": "Mã dòng",
    "starts_on": "Ngày bắt đầu",
    "ends_on": "Ngày kết thúc",
    "kind": "Loại hoạt động",
    "title": "Tên hoạt động",
    "place": "Nơi tổ chức",
    "tasks": "Nhiệm vụ số",
    "audience": "Nhóm đối tượng",
    "people": "Số người",
    "basis": "Cách tính",
    "product": "Sản phẩm",
    "quantity": "Số lượng",
    "spent": "Kinh phí (đồng)",
    "source": "Nguồn kinh phí",
    "note": "Ghi chú",
}
PARTS: dict[str, str] = {
    "direction": "Công tác chỉ đạo, tổ chức triển khai",
    "results": "Kết quả nổi bật",
    "difficulties": "Tồn tại, hạn chế, khó khăn",
    "causes": "Nguyên nhân",
    "next_steps": "Phương hướng kỳ tới",
    "proposals": "Kiến nghị, đề xuất",
}
_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


class Flaw(StrEnum):
    """What is wrong with a cell."""

    EMPTY = "empty"
    NO_DAY = "no_day"
    NO_CHOICE = "no_choice"
    NO_NUMBER = "no_number"
    NO_TASK = "no_task"
    TWICE = "twice"
    NO_ROW = "no_row"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`number`: as the spreadsheet counts. `row`: its stable id. `flaws`: field → what is wrong."""

    number: int
    row: str
    title: str = ""
    kind: str = "other"
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    place: str = ""
    tasks: tuple[int, ...] = ()
    audience: str = ""
    people: int | None = None
    basis: str = "typed"
    product: str = ""
    quantity: int = 1
    spent_vnd: int | None = None
    money_source: str = ""
    note: str = ""
    flaws: Mapping[str, Flaw] = field(default_factory=dict)


def heading_fields(cells: Sequence[str]) -> dict[int, str]:
    """Column number → field, by the headings; {} when this is no row of headings."""
    names = {fold(text): code for code, text in COLUMNS.items()}
    found = {n: names[fold(cell)] for n, cell in enumerate(cells) if fold(cell) in names}
    return found if {"row", "title", "starts_on"} <= set(found.values()) else {}


def part_named(text: str) -> str:
    """The narrative part a label names, "" for none."""
    return next((code for code, label in PARTS.items() if fold(label) == fold(text)), "")


def read_rows(cells: Sequence[tuple[int, Mapping[str, str]]]) -> list[PaperRow]:
    """(row number, field → text) for every row in which something but the id stands. Ids given twice are flawed."""
    rows = [_row(number, named) for number, named in cells]
    seen: set[str] = set()
    found = []
    for row in rows:
        flaws = dict(row.flaws)
        if not row.row:
            flaws["row"] = Flaw.NO_ROW
        elif row.row in seen:
            flaws["row"] = Flaw.TWICE
        seen.add(row.row)
        found.append(_with(row, flaws))
    return found


def _with(row: PaperRow, flaws: Mapping[str, Flaw]) -> PaperRow:
    values = {name: getattr(row, name) for name in PaperRow.__slots__}
    return PaperRow(**{**values, "flaws": dict(flaws)})


def _row(number: int, named: Mapping[str, str]) -> PaperRow:
    flaws: dict[str, Flaw] = {}
    title = named.get("title", "").strip()
    if not title:
        flaws["title"] = Flaw.EMPTY
    starts_on = _day(named.get("starts_on", ""), "starts_on", flaws)
    if starts_on is None and "starts_on" not in flaws:
        flaws["starts_on"] = Flaw.EMPTY
    tasks = _tasks(named.get("tasks", ""), flaws)
    return PaperRow(
        number=number,
        row=named.get("row", "").strip().upper()[:20],
        title=title[:300],
        kind=_choice(named.get("kind", ""), KINDS_OF_ACTIVITY, "kind", flaws, default="other"),
        starts_on=starts_on,
        ends_on=_day(named.get("ends_on", ""), "ends_on", flaws),
        place=named.get("place", "").strip()[:300],
        tasks=tasks,
        audience=_choice(named.get("audience", ""), AUDIENCES, "audience", flaws, default="public"),
        people=_number(named.get("people", ""), "people", flaws),
        basis=_choice(named.get("basis", ""), BASES, "basis", flaws, default="typed"),
        product=named.get("product", "").strip()[:200],
        quantity=_number(named.get("quantity", ""), "quantity", flaws) or 1,
        spent_vnd=_money(named.get("spent", ""), flaws),
        money_source=named.get("source", "").strip()[:300],
        note=named.get("note", "").strip()[:5000],
        flaws=flaws,
    )


def _day(text: str, name: str, flaws: dict[str, Flaw]) -> dt.date | None:
    text = text.strip()
    if not text:
        return None
    day, iso = _DAY.match(text), _ISO.match(text)
    try:
        if day:
            return dt.date(int(day[3]), int(day[2]), int(day[1]))
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    flaws[name] = Flaw.NO_DAY
    return None


def _choice(text: str, words: Mapping[str, str], name: str, flaws: dict[str, Flaw], *, default: str) -> str:
    text = fold(text.strip())
    if not text:
        return default
    code = next((code for code, word in words.items() if fold(word) == text), "")
    if not code:
        flaws[name] = Flaw.NO_CHOICE
    return code or default


def _number(text: str, name: str, flaws: dict[str, Flaw]) -> int | None:
    try:
        return parse_count(text)
    except ValueError:
        flaws[name] = Flaw.NO_NUMBER
        return None


def _money(text: str, flaws: dict[str, Flaw]) -> int | None:
    if not text.strip():
        return None
    try:
        return parse_vnd(text)
    except ValueError:
        flaws["spent"] = Flaw.NO_NUMBER
        return None


def _tasks(text: str, flaws: dict[str, Flaw]) -> tuple[int, ...]:
    """ "3; 5" → (3, 5): numbers of the list of tasks in the same file."""
    parts = [part for part in re.split(r"[;,\s]+", text.strip()) if part]
    if not parts:
        flaws["tasks"] = Flaw.EMPTY
        return ()
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        flaws["tasks"] = Flaw.NO_TASK
        return ()
    return tuple(dict.fromkeys(int(part) for part in parts))
