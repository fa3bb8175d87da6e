"""The consolidated report as an official document (Decree 30/2020/NĐ-CP): head, body, signature, annexes.

Pure: the same data and texts give the same document. Refuses to count: every number comes from a figure of the data,
set with its code as an anchor, so that it can be looked up in the file; with `sources` the code is printed too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from khien.reports.rules.consolidated import ConsolidatedData, GroupRow, Measure, TargetRow, TaskRow
from khien.reports.rules.official_words import HEAD, SECTIONS
from khien.reports.rules.places import Filling, change, filled, fillings, plain, share
from vanban import (
    Annex,
    Column,
    Division,
    Grid,
    OfficialDocument,
    Prose,
    Row,
    Signature,
    Span,
    money_text,
    number_text,
    percent_text,
)

Text = str | tuple[Span, ...]
Node = Prose | Division | Grid
LONGEST_TASK = 220
MOST_PRODUCTS = 6
MOST_IDLE = 5
_PEOPLES_COMMITTEE = "Ủy ban nhân dân "


@dataclass(frozen=True, slots=True)
class Setting:
    """What the office wrote (`texts`: section or head field → text), the number and day once signed, and whether the
    codes of the figures are printed."""

    texts: Mapping[str, str]
    number: int | None = None
    signed_on: dt.date | None = None
    sources: bool = False

    def text(self, name: str) -> str:
        return self.texts.get(name, SECTIONS.get(name, HEAD.get(name, "")))

    def lines(self, name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())


class Pen:
    """Sets figures with their codes."""

    def __init__(self, data: ConsolidatedData, setting: Setting) -> None:
        self.data, self.setting = data, setting
        self.values, self.names = data.values(), data.unit_names()
        self.places: dict[str, Filling] = fillings(data, issuing_body=setting.text("issuing_body"))

    def figure(self, code: str | None, *, money: bool = False, empty: str = "") -> tuple[Span, ...]:
        """The value of a figure as spans."""
        if not code:
            return (Span(empty),) if empty else ()
        text = money_text(self.values[code]) if money else number_text(self.values[code])
        return self._marked(text, code)

    def _marked(self, text: str, code: str) -> tuple[Span, ...]:
        mark = (Span(f" [{code}]"),) if self.setting.sources else ()
        return (Span(text, anchor=code), *mark)

    def prose(self, text: str) -> tuple[Span, ...]:
        """A text of the office with its places filled."""
        spans: list[Span] = []
        for span in filled(text, self.places):
            spans += self._marked(span.text, span.anchor) if span.anchor else [span]
        return tuple(spans)


def official_document(
    data: ConsolidatedData, setting: Setting, annexes: tuple[Annex, ...] = ()
) -> OfficialDocument:
    """The whole document; `annexes` as `official_annexes.annexes` makes them."""
    pen = Pen(data, setting)
    body = setting.text("issuing_body") or "(tên cơ quan ban hành)"
    return OfficialDocument(
        kind="Báo cáo",
        issuing_body=body,
        head_lines=_head_lines(body),
        superior_body=setting.text("superior_body"),
        body_symbol=setting.text("symbol") or "(ký hiệu)",
        place=setting.text("place") or "(địa danh)",
        title=plain(filled(setting.text("title"), pen.places)).strip() or "Kết quả thực hiện",
        body=_body(pen),
        signature=Signature(
            position=setting.text("position") or "(chức vụ người ký)",
            name=setting.text("signer") or "(họ và tên người ký)",
            authority=setting.lines("authority"),
        ),
        number=setting.number,
        issued=setting.signed_on,
        year=dt.date.fromisoformat(data.round.due_on).year,
        grounds=tuple(pen.prose(line.rstrip(";. ")) for line in setting.lines("grounds")),
        recipients=setting.lines("recipients"),
        archive=setting.text("archive") or "VT",
        annexes=annexes,
    )


def _head_lines(body: str) -> tuple[str, ...]:
    if body.startswith(_PEOPLES_COMMITTEE):
        return (_PEOPLES_COMMITTEE.strip(), body.removeprefix(_PEOPLES_COMMITTEE))
    return (body,)


def _body(pen: Pen) -> tuple[Node, ...]:
    return (
        *written(pen, "opening"),
        Division("section", "CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC TRIỂN KHAI", written(pen, "direction")),
        Division("section", "KẾT QUẢ THỰC HIỆN", _results(pen)),
        Division(
            "section",
            "ĐÁNH GIÁ CHUNG",
            (
                Division("clause", "Kết quả nổi bật", written(pen, "results"), title=True),
                Division("clause", "Tồn tại, hạn chế", written(pen, "difficulties"), title=True),
                Division("clause", "Nguyên nhân", written(pen, "causes"), title=True),
            ),
        ),
        Division("section", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI", written(pen, "next_steps")),
        Division("section", "KIẾN NGHỊ, ĐỀ XUẤT", written(pen, "proposals")),
        Prose(pen.prose(pen.setting.text("closing").strip() or SECTIONS["closing"])),
    )


def written(pen: Pen, section: str) -> tuple[Node, ...]:
    """A section's text: a paragraph a line; "- " and "+ " begin a dash or a plus."""
    nodes: list[Node] = []
    for line in pen.setting.lines(section):
        spans = pen.prose(line[2:] if line.startswith(("- ", "+ ")) else line)
        if not plain(spans).strip():
            continue
        if line.startswith("- "):
            nodes.append(Division("dash", spans))
        elif line.startswith("+ "):
            nodes.append(Division("plus", spans))
        else:
            nodes.append(Prose(spans))
    return tuple(nodes)


def _results(pen: Pen) -> tuple[Node, ...]:
    return (
        Division("clause", "Kết quả theo nhiệm vụ", task_part(pen), title=True),
        Division("clause", "Kết quả thực hiện chỉ tiêu", target_part(pen), title=True),
        Division("clause", "Kinh phí", money_part(pen), title=True),
    )


def task_part(pen: Pen) -> tuple[Node, ...]:
    groups = (node for group in pen.data.groups for node in _group(pen, group))
    return (*written(pen, "tasks_lead"), *groups)


def _group(pen: Pen, group: GroupRow) -> tuple[Node, ...]:
    """A task group: its sum in a sentence, then each task that has activities; those without, in one sentence."""
    done = [task for task in group.tasks if pen.values[task.refs[Measure.ACTIVITIES.value]]]
    idle = [task for task in group.tasks if task not in done]
    title = sentence_case(group.title) or "Hoạt động khác, chưa gắn với nhiệm vụ"
    nodes: list[Node] = [] if len(done) == 1 else [Prose(_sum(pen, group))]
    nodes += [Division("dash", _task(pen, task)) for task in done]
    if idle and done:
        nodes.append(Division("dash", f"Chưa có hoạt động trong kỳ: {_idle(idle)}."))
    many = len(pen.data.groups) > 20
    return (Division("dash" if many else "point", title, tuple(nodes), title=not many),)


def _idle(tasks: list[TaskRow]) -> str:
    named = "; ".join(short(task.text.rstrip(".;: "), LONGEST_TASK) for task in tasks[:MOST_IDLE])
    rest = len(tasks) - MOST_IDLE
    return f"{named} và {number_text(rest)} nhiệm vụ khác" if rest > 0 else named


def _sum(pen: Pen, group: GroupRow) -> tuple[Span, ...]:
    if not pen.values[group.refs[Measure.ACTIVITIES.value]]:
        return (Span("Trong kỳ chưa có hoạt động nào được báo cáo."),)
    units = tuple(dict.fromkeys(unit_id for task in group.tasks for unit_id in task.units))
    return (*_counts(pen, group.refs, group.products, units), Span("."))


def _task(pen: Pen, task: TaskRow) -> tuple[Span, ...]:
    """Figures first: "12 hoạt động của 8 đơn vị, 1.250 lượt người: nội dung nhiệm vụ."."""
    counts = _counts(pen, task.refs, task.products, task.units)
    text = short(task.text.rstrip(".;: "), LONGEST_TASK)
    return (*counts, Span(f": {text}{_before(pen, task)}."))


def _before(pen: Pen, task: TaskRow) -> str:
    """ " (kỳ trước: 8 hoạt động, tăng 50%)"; nothing without an earlier report."""
    earlier = pen.data.previous.tasks.get(str(task.task_id)) if pen.data.previous else None
    if earlier is None:
        return ""
    before = earlier.get(Measure.ACTIVITIES.value, 0)
    now = pen.values[task.refs[Measure.ACTIVITIES.value]]
    return f" (kỳ trước: {number_text(before)} hoạt động, {change(now, before)})"


def _counts(
    pen: Pen, refs: Mapping[str, str], products: tuple[tuple[str, str], ...], units: tuple[int, ...]
) -> tuple[Span, ...]:
    parts: list[tuple[Span, ...]] = [(*pen.figure(refs[Measure.ACTIVITIES.value]), Span(" hoạt động"))]
    if len(units) == 1:
        parts[0] += (Span(f" của {pen.names.get(units[0], '1 đơn vị')}"),)
    elif Measure.UNITS.value in refs:
        parts[0] += (Span(" của "), *pen.figure(refs[Measure.UNITS.value]), Span(" đơn vị"))
    if Measure.PEOPLE.value in refs:
        parts.append((*pen.figure(refs[Measure.PEOPLE.value]), Span(" lượt người")))
    for name, code in products[:MOST_PRODUCTS]:
        parts.append((*pen.figure(code), Span(f" {_small(name)}")))
    if len(products) > MOST_PRODUCTS:
        parts.append((Span(f"{number_text(len(products) - MOST_PRODUCTS)} loại sản phẩm khác"),))
    if Measure.SPENT.value in refs:
        parts.append((Span("kinh phí "), *pen.figure(refs[Measure.SPENT.value], money=True)))
    spans: list[Span] = []
    for number, part in enumerate(parts):
        spans += [*([Span(", ")] if number else []), *part]
    return tuple(spans)


def _small(name: str) -> str:
    """A name within a sentence: "Tờ rơi" → "tờ rơi", "SMS" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def target_part(pen: Pen) -> tuple[Node, ...]:
    if not pen.data.targets:
        return (Prose("Kế hoạch không giao chỉ tiêu cụ thể."),)
    return (*written(pen, "targets_lead"), target_grid(pen.data.targets, sources=pen.setting.sources))


def target_grid(targets: tuple[TargetRow, ...], *, full: bool = False, sources: bool = False) -> Grid:
    """The table of targets; `full` adds what was a year ago and how it is counted (the annex)."""
    columns = [
        Column("TT", 0.7, "centre"),
        Column("Chỉ tiêu", 3.4),
        Column("Đơn vị tính", 0.9, "centre"),
        Column("Kế hoạch", 1, "right"),
        Column("Thực hiện trong kỳ", 1.1, "right"),
        Column("Lũy kế", 1, "right"),
        Column("% kế hoạch", 1, "right"),
        Column("So với cùng kỳ", 1.1, "right"),
    ]
    if full:
        columns += [Column("Cách tính", 2.6)]
    rows = tuple(
        Row(_target_cells(number, row, full=full, sources=sources))
        for number, row in enumerate(targets, start=1)
    )
    return Grid(tuple(columns), rows)


_SIGNS = {">=": "≥ ", ">": "> ", "<": "< ", "<=": "≤ ", "=": ""}


def _target_cells(number: int, row: TargetRow, *, full: bool, sources: bool) -> tuple[Text, ...]:
    value, before, year_ago = decimal(row.value), decimal(row.before), decimal(row.last_year)
    plan = decimal(row.plan)
    in_period = value - before if value is not None and before is not None else None
    of_plan = percent_text(value * 100 / plan, 1) if value is not None and plan else "–"
    against = value - year_ago if value is not None and year_ago is not None else None
    cells = (
        str(number),
        row.text.rstrip(".;"),
        row.unit_of_measure,
        f"{_SIGNS.get(row.comparator, '')}{shown(plan)}",
        shown(in_period),
        _target_value(value, f"c{number}", sources=sources),
        of_plan,
        shown(against, signed=True),
    )
    return (*cells, row.how or "Chưa xác định cách tính") if full else cells


def _target_value(value: Decimal | None, code: str, *, sources: bool) -> Text:
    if value is None:
        return shown(value)
    return (Span(shown(value), anchor=code), *((Span(f" [{code}]"),) if sources else ()))


def money_part(pen: Pen) -> tuple[Node, ...]:
    lead = written(pen, "money_lead")
    rows = [row for row in pen.data.money if pen.values[row.ref] or row.planned]
    if not rows:
        return lead
    spent = [
        Division(
            "dash",
            (
                Span(f"{row.source or 'Nguồn chưa ghi'}: "),
                *pen.figure(row.ref, money=True),
                Span(
                    f", bằng {share(pen.values[row.ref], row.planned)} kế hoạch năm {row.year} "
                    f"({money_text(row.planned)})."
                    if row.planned
                    else "."
                ),
            ),
        )
        for row in rows
    ]
    return (*lead, *spent)


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def shown(value: Decimal | None, *, signed: bool = False) -> str:
    """85.50 → "85,5"; None → "–"."""
    if value is None:
        return "–"
    text = number_text(value, 2).rstrip("0").rstrip(",") if value % 1 else number_text(value)
    return f"+{text}" if signed and value > 0 else text


def short(text: str, most: int) -> str:
    """At most so many letters, cut after a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def sentence_case(text: str) -> str:
    """A heading all in capitals becomes a sentence; others stay."""
    text = " ".join(text.split())
    return text[:1] + text[1:].lower() if text.isupper() and len(text) > 12 else text
