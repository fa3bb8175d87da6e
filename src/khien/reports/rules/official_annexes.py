"""The annexes of the consolidated report: targets, tasks by unit, money, late units, products, opinions, sources.

Tables stay readable at a thousand units: one row a unit, not one for every unit and task. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from khien.reports.rules.consolidated import ActivityFact, ConsolidatedData, Measure
from khien.reports.rules.official import Pen, Setting, Text, decimal, short, shown, target_grid
from khien.reports.rules.official_words import (
    AUDIENCES,
    KINDS_OF_ACTIVITY,
    MEASURES,
    MOST_OPINIONS,
)
from khien.reports.rules.places import named, share
from khien.reports.rules.tracing import RATE_CODES, facts_of
from vanban import Annex, Column, Grid, Prose, Row, Span, date_short, number_text

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_SECTION_NAMES = {
    "direction": "Chỉ đạo, tổ chức triển khai",
    "results": "Kết quả nổi bật",
    "difficulties": "Tồn tại, hạn chế",
    "causes": "Nguyên nhân",
    "next_steps": "Phương hướng, nhiệm vụ",
    "proposals": "Kiến nghị, đề xuất",
}
FEW_UNITS = 100  # above, a unit's row takes one line: how many tasks instead of which
_RATES = {
    "expected": "Đơn vị phải báo cáo",
    "accepted": "Đơn vị có báo cáo được chấp nhận",
    "on_time": "Đơn vị nộp đúng hạn",
    "late": "Đơn vị nộp chậm",
    "missing": "Đơn vị chưa nộp",
}
_STATES = {"missing": "Chưa nộp", "waiting": "Đã nộp, chưa được chấp nhận", "accepted": "Nộp chậm"}


def annexes(data: ConsolidatedData, setting: Setting) -> tuple[Annex, ...]:
    """All annexes, in order; the opinions only when the body leaves some out, the sources only when asked for."""
    pen = Pen(data, setting)
    made: list[tuple[str, tuple[Grid | Prose, ...]]] = [
        ("Kết quả thực hiện các chỉ tiêu", _targets(pen)),
        ("Kết quả thực hiện nhiệm vụ theo cơ quan, đơn vị", (_by_unit(pen),)),
        ("Kinh phí thực hiện", _money(pen)),
        ("Cơ quan, đơn vị báo cáo chậm hoặc chưa báo cáo", _late(data)),
        ("Danh mục sản phẩm và đối tượng được tiếp cận", _products(pen)),
    ]
    if any(len(said) > MOST_OPINIONS for said in data.opinions.values()):
        made.append(("Ý kiến của cơ quan, đơn vị", _opinions(data)))
    if setting.sources:
        made.append(("Nguồn số liệu", _sources(pen)))
    return tuple(
        Annex(f"Phụ lục {_ROMAN[number]}", title, content, landscape=True)
        for number, (title, content) in enumerate(made)
    )


def _targets(pen: Pen) -> tuple[Grid | Prose, ...]:
    if not pen.data.targets:
        return (Prose("Kế hoạch không giao chỉ tiêu cụ thể."),)
    return (target_grid(pen.data.targets, full=True, sources=pen.setting.sources),)


def _by_unit(pen: Pen) -> Grid:
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Cơ quan, đơn vị", 3),
        Column("Nhiệm vụ đã thực hiện", 3),
        Column("Số hoạt động", 1, "right"),
        Column("Lượt người tiếp cận", 1.2, "right"),
        Column("Số sản phẩm", 1, "right"),
        Column("Số minh chứng", 1, "right"),
        Column("Kinh phí (đồng)", 1.6, "right"),
    )
    rows = []
    accepted = [u for u in pen.data.units if u.state == "accepted"]
    whole = sum(len(group.tasks) for group in pen.data.groups)
    for number, line in enumerate(accepted, start=1):
        refs = line.refs or {}
        cells = tuple(pen.figure(refs.get(measure.value), empty="0") for measure in _OF_UNIT)
        tasks = _paths(line.tasks) if len(accepted) <= FEW_UNITS else f"{len(line.tasks)}/{whole} nhiệm vụ"
        rows.append(Row((str(number), line.name, tasks, *cells)))
    totals = tuple(pen.figure(pen.data.totals.get(measure.value), empty="0") for measure in _OF_UNIT)
    rows.append(Row(("", "Tổng cộng", "", *totals), "total"))
    return Grid(columns, tuple(rows))


_OF_UNIT = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.PRODUCTS, Measure.EVIDENCE, Measure.SPENT)


def _paths(paths: tuple[str, ...]) -> str:
    return (
        "; ".join(paths)
        if len(paths) <= 12
        else f"{'; '.join(paths[:12])} và {len(paths) - 12} nhiệm vụ khác"
    )


def _money(pen: Pen) -> tuple[Grid | Prose, ...]:
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Nguồn kinh phí", 3),
        Column("Kế hoạch năm", 1.6, "right"),
        Column("Đã phân bổ", 1.6, "right"),
        Column("Thực hiện trong kỳ", 1.6, "right"),
        Column("Lũy kế từ đầu chương trình", 1.7, "right"),
        Column("% kế hoạch năm", 1, "right"),
    )
    if not pen.data.money:
        return (Prose("Trong kỳ không phát sinh kinh phí."),)
    rows = [
        Row(
            (
                str(number),
                row.source or "Nguồn chưa ghi",
                _amount(row.planned),
                _amount(row.allocated),
                pen.figure(row.ref),
                number_text(row.cumulative),
                share(pen.values[row.ref], row.planned) if row.planned else "–",
            )
        )
        for number, row in enumerate(pen.data.money, start=1)
    ]
    planned = sum(row.planned or 0 for row in pen.data.money)
    allocated = sum(row.allocated or 0 for row in pen.data.money)
    spent = pen.data.total(Measure.SPENT)
    rows.append(
        Row(
            (
                "",
                "Tổng cộng",
                _amount(planned or None),
                _amount(allocated or None),
                pen.figure(pen.data.totals.get(Measure.SPENT.value), empty="0"),
                number_text(sum(row.cumulative for row in pen.data.money)),
                share(spent, planned) if planned else "–",
            ),
            "total",
        )
    )
    return (Grid(columns, tuple(rows), unit_note="Đơn vị tính: đồng"),)


def _amount(value: int | None) -> str:
    return "–" if value is None else number_text(value)


def _late(data: ConsolidatedData) -> tuple[Grid | Prose, ...]:
    rates = data.rates
    sentence = (
        f"Phải báo cáo: {number_text(rates.expected)} đơn vị; đúng hạn: {number_text(rates.on_time)} "
        f"({share(rates.on_time, rates.expected)}); chậm: {number_text(rates.late)}; "
        f"chưa nộp: {number_text(rates.missing)}; được miễn kỳ này: {number_text(rates.excused)}."
    )
    lines = [u for u in data.units if u.state in ("missing", "waiting") or u.days_late]
    if not lines:
        return (Prose(sentence), Prose("Không có cơ quan, đơn vị báo cáo chậm."))
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Cơ quan, đơn vị", 4),
        Column("Hạn nộp", 1.2, "centre"),
        Column("Ngày nộp", 1.2, "centre"),
        Column("Số ngày chậm", 1.2, "right"),
        Column("Tình trạng", 2.4),
    )
    rows = tuple(
        Row(
            (
                str(number),
                line.name,
                day(line.due_on),
                day(line.handed_in_on) or "–",
                number_text(line.days_late) if line.days_late else "–",
                _STATES.get(line.state, ""),
            )
        )
        for number, line in enumerate(lines, start=1)
    )
    return (Prose(sentence), Grid(columns, rows))


def _products(pen: Pen) -> tuple[Grid | Prose, ...]:
    made = _list_of(
        ("Sản phẩm", "Số lượng", "Số đơn vị"),
        [(name, pen.figure(code), number_text(units)) for name, code, units in pen.data.products],
    )
    reached = _list_of(
        ("Nhóm đối tượng", "Lượt người tiếp cận"),
        [(AUDIENCES.get(audience, audience), pen.figure(code)) for audience, code in pen.data.audiences],
    )
    return (
        made or Prose("Trong kỳ không có sản phẩm nào được ghi."),
        reached or Prose("Trong kỳ không có số người tiếp cận nào được ghi."),
    )


def _list_of(titles: tuple[str, ...], rows: Sequence[tuple[Text, ...]]) -> Grid | None:
    if not rows:
        return None
    columns = (
        Column("TT", 0.5, "centre"),
        Column(titles[0], 5),
        *(Column(title, 1.5, "right") for title in titles[1:]),
    )
    return Grid(columns, tuple(Row((str(n), *cells)) for n, cells in enumerate(rows, start=1)))


def _opinions(data: ConsolidatedData) -> tuple[Grid | Prose, ...]:
    columns = (Column("TT", 0.5, "centre"), Column("Nội dung", 6), Column("Cơ quan, đơn vị nêu", 3))
    names = data.unit_names()
    rows: list[Row] = []
    for section, said in data.opinions.items():
        if len(said) <= MOST_OPINIONS:
            continue
        rows.append(Row(("", _SECTION_NAMES[section]), "group"))
        rows += [
            Row(
                (
                    str(number),
                    opinion.text,
                    named(opinion.unit_ids, names, most=20 if len(data.units) <= FEW_UNITS else 8),
                )
            )
            for number, opinion in enumerate(said, start=1)
        ]
    return (Grid(columns, tuple(rows)),)


def _sources(pen: Pen) -> tuple[Grid | Prose, ...]:
    """Every reference with the activities it was counted from, then every activity once."""
    numbers = {fact.id: number for number, fact in enumerate(pen.data.activities, start=1)}
    columns = (
        Column("Mã", 0.7, "centre"),
        Column("Số liệu", 3.4),
        Column("Giá trị", 1.2, "right"),
        Column("Số đơn vị", 0.8, "right"),
        Column("Hoạt động (số thứ tự ở bảng dưới)", 4),
    )
    rows = []
    for figure in pen.data.figures:
        facts = facts_of(pen.data, figure)
        label = f"{MEASURES[figure.measure.value]}: {short(figure.label, 120)}"
        units = number_text(len({fact.unit_id for fact in facts}))
        value = number_text(figure.value)
        rows.append(Row((figure.code, label, value, units, ranges([numbers[f.id] for f in facts]) or "–")))
    rows += [
        Row((code, _RATES[name], number_text(getattr(pen.data.rates, name)), "", "Phụ lục IV"))
        for name, code in RATE_CODES.items()
    ]
    rows += [
        Row((f"c{number}", short(target.text, 120), shown(decimal(target.value)), "", target.how or "–"))
        for number, target in enumerate(pen.data.targets, start=1)
    ]
    return (
        Prose(
            "Mỗi số liệu của báo cáo có một mã; mã dẫn đến các hoạt động trong sổ mà số liệu được tính từ đó."
        ),
        Grid(columns, tuple(rows), caption="Số liệu và hoạt động làm nguồn"),
        _activities(pen.data, numbers),
    )


def _activities(data: ConsolidatedData, numbers: dict[int, int]) -> Grid:
    columns = (
        Column("Số", 0.6, "centre"),
        Column("Cơ quan, đơn vị", 2.4),
        Column("Ngày", 1.3, "centre"),
        Column("Hoạt động", 4),
        Column("Loại", 1.6),
        Column("Lượt người", 0.9, "right"),
        Column("Kinh phí (đồng)", 1.2, "right"),
        Column("Minh chứng", 0.8, "right"),
    )
    names = data.unit_names()
    rows = tuple(Row(_activity(numbers[f.id], f, names.get(f.unit_id, ""))) for f in data.activities)
    return Grid(columns, rows, caption="Hoạt động trong sổ")


def _activity(number: int, fact: ActivityFact, unit: str) -> tuple[Text, ...]:
    return (
        (Span(str(number), anchor=f"h{number}"),),
        unit,
        day(fact.ends_on),
        short(fact.title, 160),
        KINDS_OF_ACTIVITY.get(fact.kind, fact.kind),
        number_text(fact.people),
        number_text(fact.spent_vnd),
        number_text(fact.evidence),
    )


def ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in parts)


def day(iso: str) -> str:
    return date_short(dt.date.fromisoformat(iso)) if iso else ""
