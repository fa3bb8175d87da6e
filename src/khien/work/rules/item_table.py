"""The table of items as a file: its columns, which of them may be changed, and what a changed cell means. Pure.

Refuses to guess: a cell that does not say something clear is a fault told with its line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from khien.work.rules.states import State
from vanban import fold

ID, REVISION = "id", "revision"
FIXED = ("path", "title", "unit", "role", "period", "state", "progress")
OPEN = ("person", "due", "said", "note", "stop")
COLUMNS: dict[str, str] = {  # as the file names them, in its order
    ID: "Mã dòng (giữ nguyên)",
    REVISION: "Lần sửa (giữ nguyên)",
    "path": "Mục",
    "title": "Nhiệm vụ",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "period": "Kỳ",
    "state": "Trạng thái",
    "progress": "Tiến độ",
    "person": "Người làm (điện thoại hoặc tên)",
    "due": "Hạn",
    "said": "Cán bộ nói",
    "note": "Ghi chú của cán bộ",
    "stop": "Lý do dừng",
}
WIDTHS = (38, 9, 10, 60, 34, 12, 14, 16, 10, 30, 13, 16, 40, 36)
SAID_WORDS = {"": "", "chua bat dau": State.NOT_STARTED, "dang lam": State.UNDER_WAY, "da xong": State.DONE}
SAID_CHOICES = ("Chưa bắt đầu", "Đang làm", "Đã xong")
WORD_OF_SAID = dict(zip((State.NOT_STARTED, State.UNDER_WAY, State.DONE), SAID_CHOICES, strict=True))
LONGEST = 2000
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a file. `cells`: the open columns as text; `faults`: column → what is wrong."""

    line: int
    id: str
    revision: int
    cells: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def due(self) -> dt.date | None:
        return day_of(self.cells.get("due", ""))

    @property
    def said(self) -> str:
        return SAID_WORDS.get(fold(self.cells.get("said", "")), "")


def headings(cells: list[str]) -> dict[int, str]:
    """Place → column, by the words of the heading."""
    known = {fold(words): code for code, words in COLUMNS.items()}
    return {place: known[fold(cell)] for place, cell in enumerate(cells) if fold(cell) in known}


def row_of(line: int, named: Mapping[str, str]) -> ItemRow:
    faults: dict[str, str] = {}
    uuid, revision = named.get(ID, "").strip().lower(), named.get(REVISION, "").strip()
    if not _UUID.fullmatch(uuid):
        faults[ID] = "id"
    if not (revision.isascii() and revision.isdigit() and len(revision) <= 9):
        faults[REVISION] = "revision"
    cells = {code: " ".join(named.get(code, "").split()) for code in OPEN}
    if cells["due"] and day_of(cells["due"]) is None:
        faults["due"] = "day"
    if fold(cells["said"]) not in SAID_WORDS:
        faults["said"] = "said"
    for code in ("note", "stop"):
        if len(cells[code]) > (LONGEST if code == "note" else 500):
            faults[code] = "long"
    if cells["note"] and not cells["said"]:
        faults["said"] = "note-alone"
    return ItemRow(line, uuid, int(revision) if REVISION not in faults else 0, cells, faults)


def day_of(text: str) -> dt.date | None:
    """24/11/2026 or 2026-11-24."""
    found = _DAY.fullmatch(text)
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d", text[:10]) else None
    except ValueError:
        return None
