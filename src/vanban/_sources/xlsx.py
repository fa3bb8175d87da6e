"""Excel workbooks (.xlsx): every sheet with content, as its name and one table.

Reads the XML directly: values as Excel shows them in a plain cell (stored results of formulas, dates by
their format), merged cells as one. Hidden sheets are left out. Refuses macros, links and formulas: only
results that the file stores are read.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from lxml import etree

from vanban._blocks import Cell, Paragraph, Source
from vanban._errors import Damaged
from vanban._limits import MAX_CELLS, Watch
from vanban._sources.archive import Archive, relationships
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.text import clean

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_DATE_FORMAT = re.compile(r"[dy]|mmm", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's day zero has no zone


@dataclass(frozen=True, slots=True)
class _Look:
    date: bool = False
    percent: bool = False
    bold: bool = False


def read_xlsx(data: bytes, watch: Watch) -> Source:
    """Raises `Damaged`, `Empty`, `Encrypted`, `TooBig`."""
    archive = Archive(data)
    main = next(
        (name for name in relationships(archive, "").values() if name.endswith("workbook.xml")),
        "xl/workbook.xml",
    )
    book = archive.xml(main)
    if book is None:
        raise Damaged(
            "Tệp Excel bị hỏng, không tìm thấy sổ tính bên trong. Hãy mở bằng Excel, lưu lại rồi tải lên."
        )
    links = relationships(archive, main)
    folder = main.rpartition("/")[0]
    shared = _shared_texts(archive.xml(f"{folder}/sharedStrings.xml"))
    looks = _looks(archive.xml(f"{folder}/styles.xml"))
    blocks = Blocks(watch)
    sheets = [sheet for sheet in book.iter(f"{S}sheet") if sheet.get("state", "visible") == "visible"]
    for number, sheet in enumerate(sheets):
        watch.tell("Đang đọc trang tính", number, len(sheets))
        root = archive.xml(links.get(sheet.get(_R, ""), ""))
        cells = _cells(root, shared, looks, watch) if root is not None else []
        if any(cell.text for cell in cells):
            blocks.add(
                Paragraph(text=clean(sheet.get("name", "")), place=NOWHERE, heading=True, level=0, bold=True)
            )
            blocks.table(cells)
    return blocks.finish("xlsx")


def _shared_texts(root: etree._Element | None) -> list[str]:
    return [_text_of(item) for item in root.iterfind(f"{S}si")] if root is not None else []


def _text_of(item: etree._Element) -> str:
    """A plain or rich text; phonetic guides (w:rPh) are no part of it."""
    pieces = [node.text or "" for node in item.iterfind(f"{S}t")]
    pieces.extend(node.text or "" for node in item.iterfind(f"{S}r/{S}t"))
    return clean("".join(pieces))


def _looks(root: etree._Element | None) -> list[_Look]:
    if root is None:
        return []
    formats = {node.get("numFmtId", ""): node.get("formatCode", "") for node in root.iter(f"{S}numFmt")}
    fonts = root.find(f"{S}fonts")
    bold = [font.find(f"{S}b") is not None for font in fonts] if fonts is not None else []
    looks: list[_Look] = []
    crossings = root.find(f"{S}cellXfs")
    for node in crossings if crossings is not None else ():
        code = node.get("numFmtId", "0")
        shown = _QUOTED.sub("", formats.get(code, ""))
        font = int(node.get("fontId", "0")) if node.get("fontId", "0").isdecimal() else 0
        looks.append(
            _Look(
                date=(code.isdecimal() and int(code) in _BUILT_IN_DATES) or bool(_DATE_FORMAT.search(shown)),
                percent=code in ("9", "10") or "%" in shown,
                bold=font < len(bold) and bold[font],
            )
        )
    return looks


def _cells(root: etree._Element, shared: list[str], looks: list[_Look], watch: Watch) -> list[Cell]:
    """Cells with text, and merged ones, moved so that the first used row and column are 0."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    row = -1
    for line in root.iter(f"{S}row"):
        row = int(line.get("r", "")) - 1 if line.get("r", "").isdecimal() else row + 1
        column = -1
        for node in line.iterfind(f"{S}c"):
            place = _REFERENCE.fullmatch(node.get("r", ""))
            column = _column(place[1]) if place else column + 1
            style = node.get("s", "0")
            look = looks[int(style)] if style.isdecimal() and int(style) < len(looks) else _Look()
            text = _value(node, shared, look)
            if text:
                found[row, column] = (text, look.bold)
        if len(found) > MAX_CELLS:
            watch.count_cells(len(found))
        watch.check()
    return _moved(found, _merges(root))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merges(root: etree._Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Top left → (rows, columns) of every merged range."""
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for node in root.iter(f"{S}mergeCell"):
        ends = [_REFERENCE.fullmatch(end) for end in node.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            top, left = int(ends[0][2]) - 1, _column(ends[0][1])
            merges[top, left] = (int(ends[1][2]) - top, _column(ends[1][1]) - left + 1)
    return merges


def _moved(
    found: dict[tuple[int, int], tuple[str, bool]], merges: dict[tuple[int, int], tuple[int, int]]
) -> list[Cell]:
    if not found:
        return []
    rows = {
        row: index for index, row in enumerate(sorted({row for row, _ in found}))
    }  # empty rows say nothing
    left = min(column for _, column in found)
    right = max(column for _, column in found)
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for (row, column), (text, bold) in sorted(found.items()):
        high, wide = merges.get((row, column), (1, 1))
        kept_rows = sum(1 for other in range(row, row + min(high, 5_000)) if other in rows) or 1
        wide = min(wide, right - column + 1)
        cells.append(Cell(text, rows[row], column - left, kept_rows, max(wide, 1), bold))
        covered.update(
            (below, column - left + across)
            for below in range(rows[row], rows[row] + kept_rows)
            for across in range(max(wide, 1))
        )
    width = right - left + 1
    if width * len(rows) <= MAX_CELLS:  # blank cells stand as such, so that a row keeps its columns
        cells.extend(
            Cell("", row, column)
            for row in range(len(rows))
            for column in range(width)
            if (row, column) not in covered
        )
    return cells


def _value(node: etree._Element, shared: list[str], look: _Look) -> str:
    kind = node.get("t", "n")
    inline = node.find(f"{S}is")
    if inline is not None:
        return _text_of(inline)
    raw = node.findtext(f"{S}v") or ""
    if kind == "s":
        return shared[int(raw)] if raw.isdecimal() and int(raw) < len(shared) else ""
    if kind == "b":
        return "Có" if raw == "1" else "Không"
    if kind in ("str", "d"):
        return clean(raw)
    return "" if kind == "e" else _number(raw, look)


def _number(raw: str, look: _Look) -> str:
    try:
        value = float(raw)
    except ValueError:
        return clean(raw)
    if look.date and 1 <= value < 2_958_466:  # Excel's last day is 31/12/9999
        return (_EPOCH + datetime.timedelta(days=int(value))).strftime("%d/%m/%Y")
    if look.percent:
        return f"{round(value * 100, 6):g}%".replace(".", ",")
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")
