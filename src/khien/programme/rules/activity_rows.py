"""Rows of a table of activities: its columns, and what is typed in one row as an activity or as faults. Pure.

The table is in Vietnamese, for people who fill it in Excel; headings are found with or without marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from khien.base.money import parse_vnd
from khien.base.numbers import parse_count
from khien.programme.rules.activity import NewActivity, Product, Reach, faults
from khien.programme.rules.guessing import guess_kind
from khien.programme.rules.ledger import ActivityKind, Audience, Basis
from vanban import fold

AUDIENCES: dict[Audience, str] = {
    Audience.PUBLIC: "Người dân",
    Audience.OFFICIALS: "Cán bộ, công chức",
    Audience.PUPILS: "Học sinh",
    Audience.STUDENTS: "Sinh viên",
    Audience.TEACHERS: "Giáo viên",
    Audience.PARENTS: "Phụ huynh",
    Audience.CHILDREN: "Trẻ em",
    Audience.YOUTH: "Thanh niên",
    Audience.WOMEN: "Phụ nữ",
    Audience.WORKERS: "Người lao động",
    Audience.ELDERLY: "Người cao tuổi",
    Audience.DISABLED: "Người khuyết tật",
    Audience.FIRMS: "Doanh nghiệp nhỏ, hộ kinh doanh",
    Audience.JOURNALISTS: "Nhà báo",
}
KINDS: dict[ActivityKind, str] = {
    ActivityKind.CLASS: "Lớp tập huấn",
    ActivityKind.TALK: "Nói chuyện, tuyên truyền trực tiếp",
    ActivityKind.EVENT: "Ngày hội, lễ phát động, hội nghị",
    ActivityKind.CONTEST: "Cuộc thi",
    ActivityKind.PRESS: "Tin, bài, phóng sự",
    ActivityKind.ONLINE: "Đăng trên cổng thông tin, mạng xã hội",
    ActivityKind.MESSAGE: "Tin nhắn, thư điện tử, Zalo",
    ActivityKind.BROADCAST: "Truyền thanh cơ sở, loa",
    ActivityKind.DISPLAY: "Pa nô, áp phích, băng rôn, màn hình",
    ActivityKind.HANDOUT: "Tờ rơi, cẩm nang",
    ActivityKind.PRODUCTION: "Làm clip, đồ họa, tài liệu",
    ActivityKind.DOCUMENT: "Ban hành văn bản",
    ActivityKind.MEETING: "Cuộc họp",
    ActivityKind.INSPECTION: "Kiểm tra, giám sát",
    ActivityKind.SURVEY: "Khảo sát",
    ActivityKind.DRILL: "Diễn tập",
    ActivityKind.SUPPORT: "Hỗ trợ người dân, xử lý sự cố",
    ActivityKind.OTHER: "Hoạt động khác",
}
BASES: dict[Basis, str] = {
    Basis.COUNTED: "đếm được",
    Basis.ESTIMATED: "ước lượng",
    Basis.SURVEYED: "qua khảo sát",
    Basis.TYPED: "theo báo cáo",
}
COLUMNS: dict[str, str] = {
    "title": "Tên hoạt động",
    "starts_on": "Từ ngày",
    "ends_on": "Đến ngày",
    "unit": "Đơn vị thực hiện",
    "task": "Nhiệm vụ",
    "more_tasks": "Nhiệm vụ khác",
    "kind": "Loại hoạt động",
    "place": "Địa điểm",
    "product": "Sản phẩm",
    "quantity": "Số lượng",
    **{f"people_{who.value}": name for who, name in AUDIENCES.items()},
    "basis": "Cách tính số người",
    "spent": "Kinh phí (đồng)",
    "money_source": "Nguồn kinh phí",
    "links": "Liên kết minh chứng",
    "note": "Ghi chú",
}
Word = TypeVar("Word", bound=StrEnum)
NEEDED = ("title", "starts_on")
_SERIAL_FIRST, _SERIAL_LAST = 36526, 73050  # Excel's numbers of 01/01/2000 and 31/12/2099
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y")
_SERIAL_ZERO = dt.date(1899, 12, 30)


class RowFault(StrEnum):
    """Why a cell cannot be taken."""

    EMPTY = "empty"
    NO_DAY = "no_day"
    NO_NUMBER = "no_number"
    NO_MONEY = "no_money"
    NO_KIND = "no_kind"
    NO_BASIS = "no_basis"
    NO_UNIT = "no_unit"
    NO_TASK = "no_task"
    NO_LINK = "no_link"
    NOT_HELD = "not_held"  # the unit did not exist on that day
    LOCKED = "locked"
    TWICE = "twice"  # the same stands in an earlier row


_FIELDS = {"spent_vnd": "spent", "products": "product", "reach": "people_public", "tasks": "task"}


@dataclass(frozen=True, slots=True)
class Known:
    """What names in cells mean: folded text → id. `unit_id`: whose row it is when the cell is empty."""

    units: Mapping[str, int]
    tasks: Mapping[str, int]
    unit_id: int | None
    today: dt.date


@dataclass(slots=True)
class ReadRow:
    """`faults`: (column, RowFault or the ledger's own Fault). `new` only without faults."""

    line: int
    cells: Mapping[str, str]
    new: NewActivity | None = None
    links: tuple[str, ...] = ()
    faults: list[tuple[str, str]] = field(default_factory=list)


def headings(cells: Sequence[str]) -> dict[int, str]:
    """Position → field, of a line of headings; empty when it is none."""
    names = {fold(label): name for name, label in COLUMNS.items()}
    found = {n: names[fold(cell)] for n, cell in enumerate(cells) if fold(cell) in names}
    return found if all(name in found.values() for name in NEEDED) else {}


def read_row(line: int, cells: Mapping[str, str], known: Known) -> ReadRow:
    """One row as an activity, or what stands in the way, cell by cell."""
    row = ReadRow(line, cells)
    first, last = _day(row, "starts_on"), _day(row, "ends_on")
    unit_id = _unit(row, known)
    tasks = _tasks(row, known)
    kind = _of(row, "kind", KINDS, RowFault.NO_KIND)
    basis = _of(row, "basis", BASES, RowFault.NO_BASIS) or Basis.COUNTED
    reach = tuple(
        Reach(who, people, basis)
        for who in AUDIENCES
        if (people := _number(row, f"people_{who.value}")) is not None
    )
    quantity = _number(row, "quantity")
    spent = _money(row)
    row.links = _links(row)
    title = cells.get("title", "").strip()
    if not title:
        row.faults.append(("title", RowFault.EMPTY))
    if first is None and not any(name == "starts_on" for name, _why in row.faults):
        row.faults.append(("starts_on", RowFault.EMPTY))
    if row.faults or first is None or unit_id is None:
        return row
    product = cells.get("product", "").strip()
    new = NewActivity(
        unit_id=unit_id,
        kind=kind or guess_kind(title),
        title=title,
        starts_on=first,
        ends_on=last,
        place=cells.get("place", ""),
        task_ids=tasks,
        products=(Product(product[:200], 1 if quantity is None else quantity),) if product else (),
        reach=reach,
        spent_vnd=spent,
        money_source=cells.get("money_source", "")[:300],
        note=cells.get("note", ""),
    )
    row.faults = [(_FIELDS.get(name, name), why) for name, why in faults(new, today=known.today).items()]
    row.new = None if row.faults else new
    return row


def _day(row: ReadRow, name: str) -> dt.date | None:
    text = row.cells.get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and _SERIAL_FIRST <= int(text[:9]) <= _SERIAL_LAST:
        return _SERIAL_ZERO + dt.timedelta(days=int(text))
    for pattern in DAY_FORMS:
        try:
            return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    row.faults.append((name, RowFault.NO_DAY))
    return None


def _unit(row: ReadRow, known: Known) -> int | None:
    text = row.cells.get("unit", "").strip()
    found = known.units.get(fold(text)) if text else known.unit_id
    if found is None:
        row.faults.append(("unit", RowFault.NO_UNIT if text else RowFault.EMPTY))
    return found


def _tasks(row: ReadRow, known: Known) -> tuple[int, ...]:
    named = [("task", row.cells.get("task", ""))]
    named += [("more_tasks", part) for part in row.cells.get("more_tasks", "").split(";")]
    found = []
    for name, text in named:
        if not text.strip():
            continue
        task = known.tasks.get(fold(text))
        if task is None:
            row.faults.append((name, RowFault.NO_TASK))
        else:
            found.append(task)
    return tuple(dict.fromkeys(found))


def _of(row: ReadRow, name: str, words: Mapping[Word, str], why: RowFault) -> Word | None:
    text = fold(row.cells.get(name, ""))
    if not text:
        return None
    found = next((word for word, label in words.items() if fold(label) == text), None)
    if found is None:
        row.faults.append((name, why))
    return found


def _number(row: ReadRow, name: str) -> int | None:
    try:
        return parse_count(row.cells.get(name, ""))
    except ValueError:
        row.faults.append((name, RowFault.NO_NUMBER))
        return None


def _money(row: ReadRow) -> int | None:
    text = row.cells.get("spent", "").strip()
    if not text:
        return None
    try:
        return parse_vnd(text)
    except ValueError:
        row.faults.append(("spent", RowFault.NO_MONEY))
        return None


def _links(row: ReadRow) -> tuple[str, ...]:
    words = row.cells.get("links", "").replace(";", " ").split()
    if any(not word.startswith(("http://", "https://")) or len(word) > 1000 for word in words):
        row.faults.append(("links", RowFault.NO_LINK))
        return ()
    return tuple(dict.fromkeys(words))[:10]


def frozen(new: NewActivity) -> dict[str, Any]:
    """An activity as JSON can hold it; `thawed` gives it back."""
    data = asdict(new)
    data["starts_on"] = new.starts_on.isoformat()
    data["ends_on"] = new.ends_on.isoformat() if new.ends_on else None
    return data


def thawed(data: Mapping[str, Any]) -> NewActivity:
    last = data["ends_on"]
    plain = dict(data) | {
        "kind": ActivityKind(data["kind"]),
        "starts_on": dt.date.fromisoformat(data["starts_on"]),
        "ends_on": dt.date.fromisoformat(last) if last else None,
        "task_ids": tuple(data["task_ids"]),
        "target_ids": tuple(data["target_ids"]),
        "products": tuple(Product(**line) for line in data["products"]),
        "reach": tuple(
            Reach(Audience(r["audience"]), r["people"], Basis(r["basis"]), r["low"], r["high"])
            for r in data["reach"]
        ),
    }
    return NewActivity(**plain)
