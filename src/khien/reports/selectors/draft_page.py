"""The draft as the screen shows it: the report's own text, figures as links to their trace, texts to write beside.

Everything comes from the frozen data and the texts of one version; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khien.reports.models import Consolidation, ReportRound
from khien.reports.rules.consolidated import (
    ActivityFact,
    ConsolidatedData,
    Earlier,
    Figure,
    Measure,
    from_data,
)
from khien.reports.rules.official import Node, Pen, Setting, money_part, target_part, task_part, written
from khien.reports.rules.places import Fault, faults_of
from khien.reports.rules.tracing import by_unit, facts_of
from vanban import Division, Grid, Prose, Span

PARTS = (  # (id, number and heading, texts to write, what is computed between)
    ("dau", "", ("title", "grounds", "opening"), ""),
    ("chi-dao", "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC TRIỂN KHAI", ("direction",), ""),
    ("nhiem-vu", "II.1. Kết quả theo nhiệm vụ", ("tasks_lead",), "tasks"),
    ("chi-tieu", "II.2. Kết quả thực hiện chỉ tiêu", ("targets_lead",), "targets"),
    ("kinh-phi", "II.3. Kinh phí", ("money_lead",), "money"),
    ("noi-bat", "III.1. Kết quả nổi bật", ("results",), ""),
    ("han-che", "III.2. Tồn tại, hạn chế", ("difficulties",), ""),
    ("nguyen-nhan", "III.3. Nguyên nhân", ("causes",), ""),
    ("phuong-huong", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI", ("next_steps",), ""),
    ("kien-nghi", "V. KIẾN NGHỊ, ĐỀ XUẤT", ("proposals",), ""),
    ("ket", "", ("closing",), ""),
)
_COMPUTED = {"tasks": task_part, "targets": target_part, "money": money_part}
UNITS_ON_A_PAGE = 50
ACTIVITIES_ON_A_PAGE = 400


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A paragraph (`kind`: text, point, dash, plus) or a table."""

    kind: str
    spans: tuple[Span, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class EditedText:
    name: str
    text: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    heading: str
    lines: tuple[ShownLine, ...]
    texts: tuple[EditedText, ...]

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.texts]

    @property
    def faulty(self) -> bool:
        return any(each.faults for each in self.texts)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's part of a figure, and the activities behind it when they are shown."""

    unit_id: int
    name: str
    submission: str
    value: int
    activities: int
    facts: tuple[ActivityFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from. `units` in the official order; `more`: units left out on this page."""

    figure: Figure
    money: bool
    units: tuple[UnitPart, ...]
    unit_count: int
    activity_count: int
    unit: UnitPart | None = None
    page: int = 1
    pages: int = 1


def data_of(row: Consolidation) -> ConsolidatedData:
    return from_data(row.data)


def parts_of(data: ConsolidatedData, texts: dict[str, str]) -> list[Part]:
    """The report part by part."""
    pen = Pen(data, Setting(texts))
    found = []
    for key, heading, names, computed in PARTS:
        nodes = (
            _COMPUTED[computed](pen) if computed else tuple(n for name in names for n in written(pen, name))
        )
        edited = tuple(
            EditedText(name, pen.setting.text(name), tuple(faults_of(pen.setting.text(name))))
            for name in names
        )
        found.append(Part(key, heading, tuple(_lines(nodes)), edited))
    return found


def _lines(nodes: tuple[Node, ...]) -> Iterator[ShownLine]:
    points = 0
    for node in nodes:
        if isinstance(node, Grid):
            yield ShownLine("grid", grid=node)
        elif isinstance(node, Prose):
            yield ShownLine("text", _spans(node.text))
        elif isinstance(node, Division):
            if node.level == "point":
                points += 1
                letter = "abcdđeghiklmnopqrstuvxy"[points - 1]
                yield ShownLine("point", (Span(f"{letter}) "), *_spans(node.text)))
            else:
                yield ShownLine(node.level, _spans(node.text))
            yield from _lines(node.children)


def _spans(text: str | tuple[Span, ...]) -> tuple[Span, ...]:
    return (Span(text),) if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class Compared:
    """One total beside those of earlier reports; None = there is none to compare with."""

    measure: str
    code: str
    value: int
    previous: int | None
    last_year: int | None
    cumulative: int | None


def comparison(data: ConsolidatedData) -> list[Compared]:
    measures = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.PRODUCTS, Measure.SPENT)
    return [
        Compared(
            measure.value,
            data.totals.get(measure.value, ""),
            data.total(measure),
            _of(data.previous, measure),
            _of(data.last_year, measure),
            (data.cumulative or {}).get(measure.value),
        )
        for measure in measures
    ]


def _of(earlier: Earlier | None, measure: Measure) -> int | None:
    return None if earlier is None else earlier.totals.get(measure.value, 0)


def trace_of(data: ConsolidatedData, code: str, *, unit_id: int | None, page: int) -> Trace | None:
    """Units and activities behind a figure; None: no such figure. With `unit_id`, that unit's activities; without, all
    of them when they are few, else the units page by page."""
    figure = data.figure(code)
    if figure is None:
        return None
    facts = facts_of(data, figure)
    lines = {line.unit_id: line for line in data.units}
    shares = by_unit(facts, figure)
    whole = unit_id is not None or len(facts) <= ACTIVITIES_ON_A_PAGE

    def part(share: tuple[int, int, int]) -> UnitPart:
        own = tuple(f for f in facts if f.unit_id == share[0]) if whole else ()
        line = lines.get(share[0])
        return UnitPart(
            share[0], line.name if line else "", line.submission if line else "", share[1], share[2], own
        )

    pages = max(1, -(-len(shares) // UNITS_ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = shares[(page - 1) * UNITS_ON_A_PAGE : page * UNITS_ON_A_PAGE]
    chosen = next((share for share in shares if share[0] == unit_id), None)
    return Trace(
        figure=figure,
        money=figure.measure is Measure.SPENT,
        units=tuple(part(share) for share in shown) if unit_id is None else (),
        unit_count=len(shares),
        activity_count=len(facts),
        unit=part(chosen) if chosen else None,
        page=page,
        pages=pages,
    )


def versions_of(round: ReportRound) -> list[Consolidation]:
    """Without their data."""
    return list(round.consolidations.defer("data", "texts").order_by("-version"))
