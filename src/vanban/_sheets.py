"""A read plan for people: an Excel workbook (one sheet per section), the outline and the findings as text.

Vietnamese headings, money in đồng as numbers, dates as people write them. Refuses formulas: text that begins
with "=" stays text, because the words come from documents of strangers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vanban._on_demand import on_demand
from vanban._plan import Finding, Plan, Schedule, Task

Value = str | int | float | None
Column = tuple[str, float]  # heading, width in characters
_write_workbook = on_demand("vanban._workbook:write_workbook")

_RECURRENCE = {
    "once": "Một lần",
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "annual": "Hằng năm",
    "biennial": "Hai năm một lần",
    "continuous": "Thường xuyên",
}
_FREQUENCY = {
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "semiannual": "6 tháng",
    "annual": "Hằng năm",
    "once": "Một lần",
    "adhoc": "Đột xuất",
}
_COMPARATORS = {">=": "Từ", ">": "Trên", "<": "Dưới", "<=": "Không quá", "=": "Đạt"}
_SEVERITY = {"error": "Sai", "warning": "Cần xem lại", "info": "Lưu ý"}
_FINDING = {
    "sum_mismatch": "Số tiền không khớp",
    "numbering": "Đánh số",
    "date": "Ngày tháng",
    "missing_lead": "Thiếu cơ quan chủ trì",
    "blank_number": "Bỏ trống",
    "typo": "Lỗi gõ",
    "superseded": "Văn bản đã được thay thế",
    "other": "Khác",
}


def to_xlsx(plan: Plan, path: Path | str) -> None:
    """Write the workbook to `path`; an existing file is replaced. Raises `OSError` when it can't be written."""
    _write_workbook(_sections(plan), path)


def _sections(plan: Plan) -> list[tuple[str, list[Column], list[Sequence[Value]]]]:
    return [
        ("Văn bản", [("Mục", 22), ("Nội dung", 90)], _head_rows(plan)),
        (
            "Mục tiêu",
            [("Mục", 10), ("Mục tiêu", 80), ("Mức", 12), ("Giá trị", 10), ("Đơn vị tính", 14), ("Đối tượng", 45), ("Hạn", 12)],
            [
                (item.path, item.text, _COMPARATORS[item.comparator], item.value, item.unit, item.population, item.deadline)
                for item in plan.targets
            ],
        ),
        (
            "Nội dung tuyên truyền",
            [("Mục", 10), ("Thứ tự", 8), ("Nội dung", 100)],
            [(item.path, item.ordinal, item.text) for item in plan.themes],
        ),
        ("Nhiệm vụ", _TASK_COLUMNS, [_task_row(item) for item in plan.tasks]),
        (
            "Phân công",
            [("Mục", 10), ("Cơ quan", 45), ("Nhiệm vụ được giao", 100)],
            [
                (item.path, _join(item.agencies), duty)
                for item in plan.assignments
                for duty in (item.duties or (None,))
            ],
        ),
        (
            "Chế độ báo cáo",
            [("Mục", 10), ("Định kỳ", 14), ("Hạn", 12), ("Cơ quan báo cáo", 40), ("Nơi nhận", 40), ("Nội dung", 80)],
            [
                (item.path, _FREQUENCY.get(item.frequency or ""), due_words(item.due), item.sender, item.recipient, item.text)
                for item in plan.reporting
            ],
        ),
        (
            "Kinh phí",
            [("Mục", 16), ("Năm", 8), ("Nguồn", 45), ("Số tiền (đồng)", 20)],
            _money_rows(plan),
        ),
        (
            "Văn bản viện dẫn",
            [("Loại", 16), ("Số, ký hiệu", 22), ("Ngày", 12), ("Cơ quan ban hành", 36), ("Trích yếu", 80), ("Căn cứ", 9)],
            [
                (item.kind, item.number, item.date, item.issuer, item.title, "x" if item.basis else None)
                for item in plan.references
            ],
        ),
        (
            "Điểm cần xem lại",
            [("Mức độ", 14), ("Loại", 24), ("Ở đâu", 24), ("Điều thấy", 80), ("Nguyên văn", 50), ("Cần làm", 60)],
            [
                (_SEVERITY[item.severity], _FINDING[item.kind], item.where, item.text, item.quote, item.advice)
                for item in plan.findings
            ],
        ),
    ]  # fmt: skip


_TASK_COLUMNS: list[Column] = [
    ("Mục", 14), ("Nhóm", 36), ("Nhiệm vụ", 80), ("Chủ trì", 32), ("Phối hợp", 40), ("Sản phẩm", 36),
    ("Thời gian", 20), ("Lặp lại", 16), ("Bắt đầu", 12), ("Kết thúc", 12),
    ("Kinh phí (đồng)", 18), ("Nguồn", 22), ("Ghi chú", 30),
]  # fmt: skip


def _task_row(item: Task) -> Sequence[Value]:
    schedule: Schedule = item.schedule
    return (
        item.path,
        item.group,
        item.text,
        _join(item.lead),
        _join(item.coordinating),
        _join(item.products),
        schedule.text,
        _RECURRENCE.get(schedule.recurrence or ""),
        schedule.start,
        schedule.end,
        item.budget.amount_vnd if item.budget else None,
        item.budget.source if item.budget else None,
        item.note,
    )


def _join(parts: Sequence[str]) -> str | None:
    return ";\n".join(parts) or None


def _head_rows(plan: Plan) -> list[Sequence[Value]]:
    head = plan.head
    years = "–".join(str(year) for year in (head.period_from, head.period_to) if year is not None)
    signer, approval = head.signer, head.approved_by
    signed = (
        ", ".join(part for part in (signer.on_behalf, signer.position, signer.name) if part)
        if signer
        else None
    )
    approved = " ngày ".join(part for part in (approval.number, approval.date) if part) if approval else None
    return [
        ("Loại văn bản", head.kind),
        ("Số, ký hiệu", head.number or head.symbol),
        ("Ngày ban hành", head.date),
        ("Cơ quan ban hành", head.issuer),
        ("Nơi ban hành", head.place),
        ("Trích yếu", head.title),
        ("Giai đoạn", years or None),
        ("Người ký", signed),
        ("Được phê duyệt bởi", approved),
        ("Nơi nhận", _join(head.recipients)),
    ]


def _money_rows(plan: Plan) -> list[Sequence[Value]]:
    rows: list[Sequence[Value]] = [
        (line.path, line.year, line.source, line.amount_vnd) for line in plan.budget.lines
    ]
    rows.extend((None, None, source, None) for source in plan.budget.sources)
    if plan.budget.stated_total_vnd is not None:
        rows.append(("Tổng nêu trong văn bản", None, None, plan.budget.stated_total_vnd))
    return rows


def due_words(due: str | None) -> str | None:
    """ "12-15" → "15/12", "18" → "ngày 18 hằng tháng"."""
    if due is None:
        return None
    month, dash, day = due.partition("-")
    return f"{day}/{month}" if dash else f"ngày {month} hằng tháng"


def outline_text(plan: Plan) -> str:
    """The clauses, one a line, indented two spaces per depth: what `khien read --outline` prints."""
    lines = []
    for clause in plan.clauses:
        title = " ".join(clause.title.split())
        lines.append("  " * clause.depth + f"{clause.label} {title}".strip())
    return "\n".join(lines)


def findings_text(plan: Plan) -> str:
    """The findings numbered, each with its place, quotation and advice; says so when there are none."""
    if not plan.findings:
        return "Không thấy điểm nào cần xem lại."
    return "\n\n".join(_finding_text(number, item) for number, item in enumerate(plan.findings, start=1))


def _finding_text(number: int, item: Finding) -> str:
    lines = [f"{number}. [{_SEVERITY[item.severity]}] {item.where}: {item.text}"]
    if item.quote:
        lines.append(f"   Nguyên văn: “{item.quote}”")
    if item.advice:
        lines.append(f"   Cần làm: {item.advice}")
    return "\n".join(lines)
