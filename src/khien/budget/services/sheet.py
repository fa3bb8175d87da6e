"""The sheet finance offices keep: money by level (I, II), source (1, 2) and unit (a, b), as a workbook.

Every sum in it is a formula over the rows below; the value it has is written beside it, so that a viewer which does
not reckon shows the same. Its words are those of an official sheet and stay Vietnamese. Loaded by name only (ADR 7).
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from khien.base.xml_text import xml_text
from khien.budget.rules.levels import Level, key_of
from khien.budget.rules.sums import Sums
from khien.budget.selectors.lines import notes_of
from khien.budget.selectors.table import Leaf, leaves
from khien.orgs import api as orgs
from khien.programme.api import ProgrammeCard

FACE = "Times New Roman"
FIRST = 13  # the first row of figures
WIDTHS = (6, 44, 9, 22, 16, 16, 16, 16, 16, 9, 26)
HEADS = (
    "STT", "Nội dung", "Đơn vị tính", "Nguồn kinh phí", "Theo kế hoạch", "Dự toán năm được duyệt", "Đã giao",
    "Đã thực hiện", "Còn lại", "Tỷ lệ %", "Ghi chú",
)  # fmt: skip
NUMBERS = ("A", "B", "C", "D", "1", "2", "3", "4", "5=3-4", "6=4/3", "7")
SUMMED = "EFGH"  # the columns of Sums: planned, approved, allocated, spent
LEVELS_IN_WORDS = {
    Level.CENTRAL: "NGÂN SÁCH TRUNG ƯƠNG",
    Level.PROVINCE: "CẤP TỈNH",
    Level.COMMUNE: "CẤP XÃ",
    Level.OWN: "KINH PHÍ CỦA ĐƠN VỊ",
    Level.SPONSOR: "TÀI TRỢ, XÃ HỘI HÓA",
    Level.OTHER: "NGUỒN KHÁC",
}
NO_UNIT = "Theo kế hoạch, chưa chia cho đơn vị"
NO_SOURCE = "Chưa ghi nguồn"
LETTERS = "abcdđeghiklmnopqrstuvxy"
MILLION = 1_000_000
IN_DONG, IN_MILLIONS = '#,##0;-#,##0;"–"', '#,##0.000;-#,##0.000;"–"'
Figure = int | Decimal
_LINE = Side(style="thin")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(slots=True)
class Page:
    """The sheet while it is written; `values` of the cells that hold formulas."""

    sheet: Worksheet
    in_millions: bool
    values: dict[str, Figure | None] = field(default_factory=dict)

    def figure(self, amount: int) -> Figure:
        return Decimal(amount) / MILLION if self.in_millions else amount

    @property
    def unit(self) -> str:
        return "triệu đồng" if self.in_millions else "đồng"

    @property
    def money_format(self) -> str:
        return IN_MILLIONS if self.in_millions else IN_DONG


def workbook(
    programme: ProgrammeCard,
    *,
    units: frozenset[int] | None,
    unit: orgs.UnitCard | None,
    year: int | None,
    in_millions: bool,
    on: dt.date,
) -> bytes:
    """The sheet of a programme, or of one unit (`unit`, with `units` it answers for), of a year or of all."""
    rows = leaves(programme.id, year=year, unit_ids=units, on=on)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"Kinh phí {year}" if year else "Kinh phí"
    page = Page(sheet, in_millions)
    _set_up(sheet)
    _head(page, programme, unit, year, on)
    last = _figures(page, rows, _remarks(programme.id, year))
    _signatures(sheet, last + 2)
    sheet.print_area = f"A1:K{last + 8}"
    out = io.BytesIO()
    book.save(out)
    return with_values(out.getvalue(), page.values)


def _set_up(sheet: Worksheet) -> None:
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{FIRST - 3}:{FIRST - 1}"
    sheet.freeze_panes = f"C{FIRST}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.4, 0.6, 0.8
    margins.footer = 0.4
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.print_options.horizontalCentered = True


def _head(
    page: Page, programme: ProgrammeCard, unit: orgs.UnitCard | None, year: int | None, on: dt.date
) -> None:
    sheet = page.sheet
    above, issuer = _issuer(programme, unit, on)
    _merged(sheet, "A1:D1", above.upper(), size=12)
    _merged(sheet, "A2:D2", issuer.upper(), size=12, bold=True)
    _merged(sheet, "F1:K1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _merged(sheet, "F2:K2", "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, underline=True)
    _merged(sheet, "F3:K3", "........, ngày ...... tháng ...... năm ......", size=13, italic=True)
    period = f" NĂM {year}" if year else _whole_period(programme)
    _merged(sheet, "A5:K5", f"BIỂU DỰ TOÁN VÀ TÌNH HÌNH THỰC HIỆN KINH PHÍ{period}", size=14, bold=True)
    _merged(sheet, "A6:K6", xml_text(f"Thực hiện {programme.label}: {programme.title}"), size=12, wrap=True)
    sheet.row_dimensions[6].height = 18 * (1 + len(programme.title) // 130)
    _merged(
        sheet,
        "A7:K7",
        f"(Số liệu đến ngày {on:%d/%m/%Y}; số đã thực hiện lấy từ sổ hoạt động)",
        size=12,
        italic=True,
    )
    _merged(sheet, "I8:K8", f"Đơn vị tính: {page.unit}", size=12, italic=True, align="right")
    top, low = FIRST - 3, FIRST - 2
    for column, words in enumerate(HEADS, 1):
        letter = get_column_letter(column)
        inside = "E" <= letter <= "J"
        for row in (top, low, low + 1):
            sheet[f"{letter}{row}"].border = BOX
        if not inside:
            sheet.merge_cells(f"{letter}{top}:{letter}{low}")
        _set(sheet, f"{letter}{low if inside else top}", words, bold=True, align="center")
        _set(sheet, f"{letter}{low + 1}", NUMBERS[column - 1], align="center", italic=True, size=10)
    sheet.merge_cells(f"E{top}:J{top}")
    _set(sheet, f"E{top}", "Kinh phí", bold=True, align="center")
    sheet.row_dimensions[low].height = 34


def _whole_period(programme: ProgrammeCard) -> str:
    if programme.period_from and programme.period_to:
        return f" GIAI ĐOẠN {programme.period_from} - {programme.period_to}"
    return ""


def _issuer(programme: ProgrammeCard, unit: orgs.UnitCard | None, on: dt.date) -> tuple[str, str]:
    """(the body above, the body whose sheet it is); dots where nobody is known."""
    card = unit or (orgs.unit(programme.unit_id) if programme.unit_id else None)
    if card is None:
        top = [each for each in orgs.find_units("ủy ban nhân dân tỉnh", on=on, limit=5) if not each.parent_id]
        return "", top[0].name if top else "................"
    above = orgs.units([card.parent_id]).get(card.parent_id) if card.parent_id else None
    return above.name if above else "", card.name


def _figures(page: Page, rows: Sequence[Leaf], remarks: dict[str, str]) -> int:
    """The total, then levels, sources, units. Returns the last row written."""
    row = FIRST + 1
    tops: list[int] = []
    for number, level in enumerate(dict.fromkeys(leaf.level for leaf in rows), 1):
        mine = [leaf for leaf in rows if leaf.level is level]
        level_row, row, seconds = row, row + 1, []
        for n, source in enumerate(dict.fromkeys(leaf.source for leaf in mine), 1):
            last = [leaf for leaf in mine if leaf.source == source]
            source_row, row = row, row + 1
            seconds.append(source_row)
            for index, leaf in enumerate(last):
                _leaf(page, row, _letter(index), leaf)
                row += 1
            _summed(page, source_row, range(source_row + 1, row), _total(last))
            _texts(
                page,
                source_row,
                str(n),
                source or NO_SOURCE,
                source or NO_SOURCE,
                remarks.get(key_of(source), ""),
            )
            _style(page, source_row, bold=True)
        _summed(page, level_row, seconds, _total(mine))
        _texts(page, level_row, _roman(number), LEVELS_IN_WORDS[level], "", "")
        _style(page, level_row, bold=True)
        tops.append(level_row)
    _summed(page, FIRST, tops, _total(rows))
    _texts(page, FIRST, "", "TỔNG CỘNG", "", remarks.get("", ""))
    _style(page, FIRST, bold=True)
    return row - 1 if rows else FIRST


def _leaf(page: Page, row: int, mark: str, leaf: Leaf) -> None:
    sums = (leaf.sums.planned, leaf.sums.approved, leaf.sums.allocated, leaf.sums.spent)
    for column, amount in zip(SUMMED, sums, strict=True):
        page.sheet[f"{column}{row}"] = page.figure(amount)
    _texts(page, row, mark, leaf.unit or NO_UNIT, leaf.source or NO_SOURCE, "")
    _reckoned(page, row, leaf.sums)
    _style(page, row)


def _total(rows: Iterable[Leaf]) -> Sums:
    return sum((row.sums for row in rows), Sums())


def _summed(page: Page, row: int, below: Sequence[int] | range, sums: Sums) -> None:
    """Formulas over the rows below, and the values they have."""
    amounts = (sums.planned, sums.approved, sums.allocated, sums.spent)
    for column, amount in zip(SUMMED, amounts, strict=True):
        cell = f"{column}{row}"
        page.sheet[cell] = _sum_formula(column, below)
        page.values[cell] = page.figure(amount)
    _reckoned(page, row, sums)


def _sum_formula(column: str, rows: Sequence[int] | range) -> str:
    if not rows:
        return "=0"
    if isinstance(rows, range):
        return f"=SUM({column}{rows[0]}:{column}{rows[-1]})"
    return "=" + "+".join(f"{column}{row}" for row in rows)


def _reckoned(page: Page, row: int, sums: Sums) -> None:
    page.sheet[f"I{row}"] = f"=G{row}-H{row}"
    page.values[f"I{row}"] = page.figure(sums.remaining)
    page.sheet[f"J{row}"] = f'=IF(G{row}=0,"",H{row}/G{row})'
    share = Decimal(sums.spent) / sums.allocated if sums.allocated else None
    page.values[f"J{row}"] = share


def _texts(page: Page, row: int, mark: str, words: str, *others: str) -> None:
    """`others`: source and remark."""
    for column, text in zip("ABCDK", (mark, words, page.unit, *others), strict=True):
        cell = page.sheet[f"{column}{row}"]
        cell.value = xml_text(text)
        cell.data_type = "s"  # never a formula


def _style(page: Page, row: int, *, bold: bool = False) -> None:
    for letter in "ABCDEFGHIJK":
        cell = page.sheet[f"{letter}{row}"]
        cell.border = BOX
        cell.font = Font(name=FACE, size=12, bold=bold)
        across = "center" if letter in "AC" else "right" if letter in "EFGHIJ" else "left"
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=letter in "BDK")
        if letter in "EFGHI":
            cell.number_format = page.money_format
        if letter == "J":
            cell.number_format = "0.00%"


def _remarks(programme_id: int, year: int | None) -> dict[str, str]:
    """Key of a source ("" = no single source) → explanations of its differences."""
    found: dict[str, list[str]] = {}
    for note in notes_of(programme_id).values():
        if note.unit_id is None and (year is None or note.year in (None, year)):
            found.setdefault(key_of(note.source), []).append(note.text)
    return {key: "; ".join(texts) for key, texts in found.items()}


def _signatures(sheet: Worksheet, row: int) -> None:
    for place, words in (
        ("A{0}:C{0}", "NGƯỜI LẬP BIỂU"),
        ("D{0}:G{0}", "PHỤ TRÁCH KẾ TOÁN"),
        ("H{0}:K{0}", "THỦ TRƯỞNG ĐƠN VỊ"),
    ):
        _merged(sheet, place.format(row), words, size=13, bold=True)
        under = (
            "(Ký, ghi rõ họ tên)" if "LẬP" in words or "KẾ TOÁN" in words else "(Ký, đóng dấu, ghi rõ họ tên)"
        )
        _merged(sheet, place.format(row + 1), under, size=12, italic=True)


def _merged(
    sheet: Worksheet, where: str, text: str, *, size: int, bold: bool = False, italic: bool = False,
    underline: bool = False, align: str = "center", wrap: bool = False,
) -> None:  # fmt: skip
    sheet.merge_cells(where)
    cell = sheet[where.split(":", maxsplit=1)[0]]
    cell.value = text
    cell.data_type = "s"  # never a formula
    cell.font = Font(
        name=FACE, size=size, bold=bold, italic=italic, underline="single" if underline else None
    )
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)


def _set(
    sheet: Worksheet, where: str, text: str, *, bold: bool = False, italic: bool = False, align: str = "left", size: int = 12
) -> None:  # fmt: skip
    cell = sheet[where]
    cell.value = text
    cell.font = Font(name=FACE, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)


def _letter(index: int) -> str:
    """a, b, c, d, đ, e, g … y, aa, ab … as Vietnamese lists count."""
    rest, place = divmod(index, len(LETTERS))
    return (_letter(rest - 1) if rest else "") + LETTERS[place]


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI")[number - 1]


_FORMULA = re.compile(r'(<c r="([A-Z]+\d+)"[^>]*?)(?: t="\w+")?>(<f>[^<]*</f>)<v\s*/?>(?:</v>)?</c>')


def with_values(data: bytes, values: dict[str, Figure | None]) -> bytes:
    """The workbook with each formula's value beside it, for viewers that do not reckon."""

    def told(match: re.Match[str]) -> str:
        value = values.get(match[2])
        if value is None:
            return f'{match[1]} t="str">{match[3]}<v></v></c>'
        return (
            f"{match[1]}>{match[3]}<v>{value:f}</v></c>"
            if isinstance(value, Decimal)
            else f"{match[1]}>{match[3]}<v>{value}</v></c>"
        )

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = _FORMULA.sub(told, content.decode()).encode()
            new.writestr(part, content)
    return out.getvalue()
