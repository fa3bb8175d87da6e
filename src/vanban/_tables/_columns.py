"""What the columns of a table are, told by the wording of the header, or by the cells where it was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vanban._headings import names_agencies
from vanban._language.dates import find_times
from vanban._language.money import find_amounts
from vanban._language.schedules import recurrence_of
from vanban._language.text import fold

ColumnRole = Literal[
    "number", "task", "lead", "coordinating", "product", "schedule", "budget", "source", "note", "target", "unit",
    "year", "total", "other",
]  # fmt: skip

# In this order: "Đơn vị phối hợp thực hiện" is coordinating before "đơn vị thực hiện" could take it for a lead.
_PATTERNS: tuple[tuple[ColumnRole, str], ...] = (
    ("number", r"^(?:s\.? ?t\.? ?t\.?|t\.? ?t\.?|so tt|so thu tu|so hieu|stt/?tt)$"),
    ("note", r"ghi chu|^luu y"),
    ("unit", r"^(?:don vi tinh|dvt|don vi do)\b"),
    ("source", r"nguon (?:kinh phi|von|luc|ngan sach|thuc hien)|^nguon$"),
    ("lead", r"chu tri|phan cong|dau moi|chiu trach nhiem|phu trach|co quan thuc hien|don vi thuc hien|cap thuc hien|trach nhiem thuc hien"),
    ("coordinating", r"phoi hop|don vi lien quan|co quan lien quan|tham gia"),
    ("product", r"san pham|ket qua|dau ra|yeu cau can dat"),
    ("schedule", r"thoi gian|thoi han|thoi diem|tien do|lo trinh|han hoan thanh|hoan thanh|ngay thuc hien"),
    ("year", r"^nam$|^nam (?:thuc hien|ke hoach|ngan sach)$|^giai doan$"),
    ("total", r"^(?:tong cong|tong so|tong|cong|tong kinh phi|tong so kinh phi|thanh tien)$"),
    ("budget", r"kinh phi|du toan|so tien|ngan sach|thanh tien|von\b|trieu dong|\bdong\b"),
    ("target", r"chi tieu|muc tieu"),
    ("task", r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|hang muc|ten de an|de an|du an|cong trinh|hinh thuc|chuong trinh|van ban"),
    ("lead", r"^(?:co quan|don vi|to chuc)(?:,? (?:co quan|don vi))*$|thuc hien$"),
)  # fmt: skip
_WORDINGS = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_YEAR_TITLE = re.compile(r"^(?:nam )?(20\d\d)\b")
_SPAN_TITLE = re.compile(r"^(?:bat dau|ket thuc|tu|den|hoan thanh|quy|thang|nam)\b")
_BARE_UNIT = re.compile(r"^(?:don vi|co quan)$")
_COUNTED = re.compile(
    r"^(?:ít nhất |tối thiểu |mỗi năm |mỗi tháng )?\d{1,3}\s+(?!năm|tháng|quý|tuần|ngày)[^\W\d]{2}",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^\d{1,4}(?:[.,]\d{3})+(?:,\d+)?$|^\d{1,3},\d+$|^\d{5,}$")
_SOURCE = re.compile(r"\b(?:ngan sach|ns|nsnn|nstw|nsdp|nst|nguon|xa hoi hoa|doanh nghiep|von)\b")
_BLANK = re.compile(r"^[\s.…_\-–/x]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """`parent` is the title above it where the header has two rows; `year` is the one year either names."""

    title: str
    role: ColumnRole
    parent: str = ""
    year: int | None = None
    sure: bool = True


def column_role(title: str, parent: str = "") -> ColumnRole:
    """The role a header wording names; "other" where it names none."""
    folded = fold(" ".join(title.split())).strip(" .:")
    for role, pattern in _WORDINGS:
        if folded and pattern.search(folded):
            return role
    if parent:
        above = column_role(parent)
        if above in {"budget", "schedule", "lead", "coordinating"} and (
            not folded or _YEAR_TITLE.match(folded)
        ):
            return above
        if above == "budget":
            return "budget"
        if above == "schedule" and _SPAN_TITLE.match(folded):
            return "schedule"
    return "other"


def column(title: str, parent: str = "") -> Column:
    own = _YEAR_TITLE.match(fold(title).strip())
    year = own or _YEAR_TITLE.match(fold(parent).strip())
    role = column_role(title, parent)
    if own is not None and role == "other":
        role = "budget" if parent else "year"
    elif year is not None and role in {"other", "source"}:
        role = "budget"  # a source under its year
    return Column(" ".join(title.split()), role, " ".join(parent.split()), int(year[1]) if year else None)


def names_source(title: str) -> bool:
    """True where a title says whose money it is: "Ngân sách tỉnh", "Xã hội hóa"."""
    return _SOURCE.search(fold(title)) is not None


def is_blank(text: str) -> bool:
    """True for an empty cell, and for dots, dashes and underscores that stand in a form to be filled in."""
    return not text or _BLANK.match(text) is not None


def cell_kind(text: str) -> ColumnRole:
    """What a cell alone looks like: "lead" (an agency), "schedule", "budget", or "task" (any text)."""
    short = " ".join(text.split())
    if is_blank(short):
        return "other"
    if _FIGURE.match(short):
        return "budget"
    amounts = find_amounts(short)
    if amounts and amounts[0].begin_at < 12:
        return "budget"
    if fold(short).startswith(("ngan sach", "nguon ngan sach", "kinh phi", "nguon kinh phi", "xa hoi hoa")):
        return "budget"
    if len(short) < 90 and _is_schedule(short):
        return "schedule"
    if names_agencies(short):
        return "lead"
    return "task"


def _is_schedule(text: str) -> bool:
    if _COUNTED.match(text):
        return False  # "01 tin mỗi tháng", "Ít nhất 02 lớp/năm": how many, which is a product
    if recurrence_of(text) == "continuous" or re.match(r"^(?:theo|trong|trước|sau) ", text, re.IGNORECASE):
        return len(text) < 70
    times = find_times(text)
    if times:
        stated = sum(when.end_at - when.begin_at for when in times)
        return stated * 3 >= len(text) or bool(
            re.match(r"^(?:hoàn thành|xong|từ|bắt đầu|trước|quý|năm|tháng|cuối|đến)", text, re.IGNORECASE)
        )
    return recurrence_of(text) is not None and len(text) < 30


def guess_columns(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Columns of a table whose header was lost, by the majority of what its cells look like.

    The first text column is the task, the first agency column leads, the second coordinates, the first other
    text after them is the product.
    """
    width = max((len(row) for row in rows), default=0)
    kinds: list[ColumnRole] = []
    for index in range(width):
        counted = Counter(
            cell_kind(row[index]) for row in rows if index < len(row) and not is_blank(row[index])
        )
        kinds.append(counted.most_common(1)[0][0] if counted else "note")
    roles: list[ColumnRole] = []
    for kind in kinds:
        roles.append(_next_role(kind, roles))
    return tuple(Column("", role, sure=False) for role in roles)


def _next_role(kind: ColumnRole, before: Sequence[ColumnRole]) -> ColumnRole:
    if kind == "lead":
        if "lead" not in before:
            return "lead"
        return "coordinating" if "coordinating" not in before else "other"
    if kind == "task":
        if "task" not in before:
            return "task"
        return "product" if "product" not in before and "lead" in before else "note"
    return kind if kind not in before else "note"


def settled_columns(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Columns whose title means two things, settled by their cells: "Đơn vị" is who acts or the unit counted in,
    a year holds figures or marks of a schedule."""
    settled: list[Column] = []
    for index, found in enumerate(with_year_figures(columns, rows)):
        cells = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
        agencies = sum(1 for cell in cells if names_agencies(" ".join(cell.split())))
        if found.role == "lead" and _BARE_UNIT.match(fold(found.title)) and agencies * 2 < len(cells):
            settled.append(replace(found, role="unit"))
        else:
            settled.append(found)
    return tuple(settled)


def with_year_figures(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Columns headed by a year that hold figures are money (or values) of that year, not a schedule."""
    settled: list[Column] = []
    for index, found in enumerate(columns):
        cells = [row[index].strip() for row in rows if index < len(row) and not is_blank(row[index])]
        figures = sum(1 for cell in cells if re.fullmatch(r"[\d.,\s]+%?", cell))
        if found.year is not None and found.role == "year" and cells and figures * 2 > len(cells):
            settled.append(replace(found, role="budget"))
        else:
            settled.append(found)
    return tuple(settled)
