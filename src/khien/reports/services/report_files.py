"""The consolidated report as files: Word, PDF/A, workbook. The same data and texts give the same bytes, whenever and
wherever they are made: no clock, no random order, fixed times inside the packages.

Refuses to decide what stands in the report: `rules.official` does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from khien.base.xml_text import xml_text
from khien.reports.rules.consolidated import ConsolidatedData, Measure, to_data
from khien.reports.rules.official import Setting, decimal, official_document
from khien.reports.rules.official_annexes import annexes, day
from khien.reports.rules.official_words import AUDIENCES, KINDS_OF_ACTIVITY, MEASURES
from khien.reports.services.packages import fixed_package
from vanban import write_report

FORMATS = ("docx", "pdf", "xlsx")
WRITER = 1  # raise when the same data would come out as other bytes
_STATES = {
    "accepted": "Đã chấp nhận",
    "waiting": "Chờ chấp nhận",
    "missing": "Chưa nộp",
    "excused": "Được miễn",
}
_LONGEST_CELL = 32_000
_FORMULA = ("=", "+", "-", "@", "\t")


def report_bytes(data: ConsolidatedData, setting: Setting, format: str) -> bytes:
    """`format`: docx, pdf, xlsx. Raises vanban.CannotWrite."""
    if format == "xlsx":
        return _workbook(data)
    stream = io.BytesIO()
    document = official_document(data, setting, annexes(data, setting))
    write_report(document, stream, format="pdf" if format == "pdf" else "docx")
    return stream.getvalue()


def digest_of(
    kept: dict[str, Any],
    texts: dict[str, Any],
    *,
    number: int | None,
    signed_on: dt.date | None,
    template: str,
) -> str:
    """Of everything the files are made from (`template`: of the office's Word file): the same digest, the same
    bytes."""
    whole = [WRITER, kept, texts, number, signed_on.isoformat() if signed_on else None, template]
    said = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def data_digest(data: ConsolidatedData) -> str:
    return hashlib.sha256(
        json.dumps(to_data(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def _workbook(data: ConsolidatedData) -> bytes:
    book = Workbook(write_only=True)
    _sheet(book, "Tổng hợp", ("Mã", "Số liệu", "Nội dung", "Giá trị"), (9, 26, 90, 18), _figure_rows(data))
    _sheet(book, "Chỉ tiêu", *_target_sheet(data))
    _sheet(book, "Nhiệm vụ", *_task_sheet(data))
    _sheet(book, "Đơn vị", *_unit_sheet(data))
    _sheet(book, "Kinh phí", *_money_sheet(data))
    _sheet(book, "Hoạt động", *_activity_sheet(data))
    _sheet(book, "Ý kiến", *_opinion_sheet(data))
    moment = dt.datetime.fromisoformat(f"{data.round.cut_off}T00:00:00")
    book.properties.creator = book.properties.lastModifiedBy = xml_text(data.round.issuer)
    book.properties.title = xml_text(data.round.title)
    book.properties.created = book.properties.modified = moment
    stream = io.BytesIO()
    book.save(stream)
    return fixed_package(stream.getvalue(), core=lambda core: _timed(core, f"{moment:%Y-%m-%dT%H:%M:%SZ}"))


def _sheet(
    book: Any, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_plain(value) for value in row])


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _plain(value: object) -> object:
    """A text is never a formula."""
    if not isinstance(value, str):
        return value
    text = xml_text(value)[:_LONGEST_CELL]
    return f"'{text}" if text.startswith(_FORMULA) else text


def _figure_rows(data: ConsolidatedData) -> Iterable[Sequence[object]]:
    rates = data.rates
    yield ("", "Đơn vị phải báo cáo", "", rates.expected)
    yield ("", "Báo cáo được chấp nhận", "", rates.accepted)
    yield ("", "Nộp đúng hạn", "", rates.on_time)
    yield ("", "Nộp chậm", "", rates.late)
    yield ("", "Chưa nộp", "", rates.missing)
    for figure in data.figures:
        yield (figure.code, MEASURES[figure.measure.value], figure.label, figure.value)


def _target_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    heads = (
        "Mục",
        "Chỉ tiêu",
        "Đơn vị tính",
        "So sánh",
        "Kế hoạch",
        "Đầu kỳ",
        "Lũy kế",
        "Cùng kỳ",
        "Cách tính",
    )
    rows = (
        (
            row.path,
            row.text,
            row.unit_of_measure,
            {">=": "≥", "<=": "≤", ">": "trên", "<": "dưới", "=": "bằng"}.get(row.comparator, ""),
            *(_decimal(text) for text in (row.plan, row.before, row.value, row.last_year)),
            row.how,
        )
        for row in data.targets
    )
    return heads, (12, 70, 14, 10, 12, 12, 12, 12, 50), rows


def _decimal(text: str) -> float | None:
    value = decimal(text)
    return None if value is None else float(value)


def _task_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    values = data.values()
    heads = (
        "Nhóm nhiệm vụ", "Mục", "Nhiệm vụ", "Chủ trì", "Số hoạt động", "Lượt người", "Số đơn vị", "Kinh phí (đồng)",
        "Lũy kế hoạt động", "Mã số liệu",
    )  # fmt: skip
    measures = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.UNITS, Measure.SPENT)
    rows = (
        (
            group.title,
            task.path,
            task.text,
            task.leads,
            *(values.get(task.refs.get(measure.value, ""), 0) for measure in measures),
            task.cumulative,
            ", ".join(task.refs.values()),
        )
        for group in data.groups
        for task in group.tasks
    )
    return heads, (40, 12, 80, 40, 12, 12, 12, 18, 16, 24), rows


def _unit_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    values = data.values()
    heads = (
        "Cơ quan, đơn vị", "Tình trạng", "Hạn nộp", "Ngày nộp", "Số ngày chậm", "Số hoạt động", "Lượt người",
        "Số sản phẩm", "Số minh chứng", "Kinh phí (đồng)", "Nhiệm vụ đã thực hiện",
    )  # fmt: skip
    measures = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.PRODUCTS, Measure.EVIDENCE, Measure.SPENT)
    rows = (
        (
            line.name,
            _STATES.get(line.state, line.state),
            day(line.due_on),
            day(line.handed_in_on),
            line.days_late,
            *(values.get((line.refs or {}).get(measure.value, ""), 0) for measure in measures),
            "; ".join(line.tasks),
        )
        for line in data.units
    )
    return heads, (50, 18, 12, 12, 10, 12, 12, 12, 12, 18, 60), rows


def _money_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    values = data.values()
    heads = ("Nguồn kinh phí", "Năm", "Kế hoạch", "Đã phân bổ", "Thực hiện trong kỳ", "Lũy kế", "Mã số liệu")
    rows = (
        (
            row.source or "Nguồn chưa ghi",
            row.year,
            row.planned,
            row.allocated,
            values[row.ref],
            row.cumulative,
            row.ref,
        )
        for row in data.money
    )
    return heads, (50, 8, 18, 18, 18, 18, 12), rows


def _activity_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    names = data.unit_names()
    paths = {task.task_id: task.path for group in data.groups for task in group.tasks}
    heads = (
        "Số", "Cơ quan, đơn vị", "Từ ngày", "Đến ngày", "Hoạt động", "Loại", "Nơi", "Nhiệm vụ", "Lượt người",
        "Đối tượng", "Sản phẩm", "Kinh phí (đồng)", "Nguồn", "Minh chứng", "Mã trong sổ",
    )  # fmt: skip
    rows = (
        (
            number,
            names.get(fact.unit_id, ""),
            day(fact.starts_on),
            day(fact.ends_on),
            fact.title,
            KINDS_OF_ACTIVITY.get(fact.kind, fact.kind),
            fact.place,
            "; ".join(paths.get(task_id, "") for task_id in fact.task_ids),
            fact.people,
            "; ".join(f"{AUDIENCES.get(name, name)}: {people}" for name, people, _basis in fact.reach),
            "; ".join(f"{name}: {quantity}" for name, quantity in fact.products),
            fact.spent_vnd,
            fact.money_source,
            fact.evidence,
            fact.chain,
        )
        for number, fact in enumerate(data.activities, start=1)
    )
    return heads, (7, 40, 12, 12, 70, 22, 30, 16, 12, 40, 40, 16, 30, 11, 38), rows


def _opinion_sheet(data: ConsolidatedData) -> tuple[Any, Any, Any]:
    names = data.unit_names()
    sections = {
        "direction": "Chỉ đạo",
        "results": "Kết quả nổi bật",
        "difficulties": "Tồn tại, hạn chế",
        "causes": "Nguyên nhân",
        "next_steps": "Phương hướng",
        "proposals": "Kiến nghị",
    }
    rows = (
        (
            sections[name],
            opinion.text,
            len(opinion.unit_ids),
            "; ".join(names.get(u, "") for u in opinion.unit_ids),
        )
        for name, said in data.opinions.items()
        for opinion in said
    )
    return ("Phần", "Nội dung", "Số đơn vị", "Cơ quan, đơn vị"), (20, 90, 10, 80), rows


def _timed(core: bytes, said: str) -> bytes:
    """openpyxl stamps the moment of saving; the report's own day stands there instead."""
    text = core.decode()
    for tag in ("created", "modified"):
        head, _, rest = text.partition(f"<dcterms:{tag}")
        opening, _, after = rest.partition(">")
        _, _, tail = after.partition("<")
        text = f"{head}<dcterms:{tag}{opening}>{said}<{tail}" if rest else text
    return text.encode()
