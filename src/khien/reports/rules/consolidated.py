"""What a consolidated report holds, as frozen values: everything it prints and every figure's trace.

It is made once (`consolidating`), kept as JSON with the report and never counted again: an archived report opens the
same in ten years. Refuses figures without a scope: `Scope` says which activities a figure was counted from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

FORMAT = 1


class Measure(StrEnum):
    """What a figure counts in the activities of its scope."""

    ACTIVITIES = "activities"
    PEOPLE = "people"
    SPENT = "spent"  # đồng; by task and group: activities whose main task it is
    EVIDENCE = "evidence"
    PRODUCTS = "products"
    UNITS = "units"  # units that have an activity there


@dataclass(frozen=True, slots=True)
class Scope:
    """Which activities: all of the report's, narrowed by each field that is set. `task_ids` of a group: any of them."""

    task_ids: tuple[int, ...] = ()
    unit_id: int | None = None
    audience: str = ""
    source: str | None = None
    product: str = ""
    without_task: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report. `code` ("a12") is its reference; `label` says in words what it counts."""

    code: str
    label: str
    measure: Measure
    value: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """An entry of the ledger as the report counted it. `unit_id`: the unit whose submission brought it. `products`:
    (name, count); `reach`: (audience, people, basis). `evidence` is the number when the report was made."""

    id: int
    chain: str
    unit_id: int
    kind: str
    title: str
    starts_on: str
    ends_on: str
    place: str
    task_ids: tuple[int, ...]
    products: tuple[tuple[str, int], ...]
    reach: tuple[tuple[str, int, str], ...]
    spent_vnd: int
    money_source: str
    evidence: int

    @property
    def people(self) -> int:
        return sum(row[1] for row in self.reach)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """An expected unit, in the official order. `state`: accepted, waiting, missing, excused. `days_late`: of
    what was handed in. Figures are refs into `figures` for accepted units, "" for others."""

    unit_id: int
    name: str
    state: str
    submission: str = ""
    handed_in_on: str = ""
    due_on: str = ""
    days_late: int = 0
    excused: str = ""
    tasks: tuple[str, ...] = ()  # paths of tasks it did something for
    refs: Mapping[str, str] | None = None  # measure → code


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, its figures (measure → code) and what its activities yielded (name, code)."""

    task_id: int
    path: str
    text: str
    refs: Mapping[str, str]
    products: tuple[tuple[str, str], ...] = ()
    leads: str = ""
    cumulative: int = 0
    units: tuple[int, ...] = ()
    spent_by_plan: int | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    title: str
    refs: Mapping[str, str]
    products: tuple[tuple[str, str], ...]
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as on the cut-off day. Texts are decimals ("85.5"), "" = not known. `before`: at the start of the
    period; `last_year`: on the same day a year ago. `how` says how it is counted."""

    uuid: str
    path: str
    text: str
    comparator: str
    plan: str
    unit_of_measure: str
    value: str = ""
    before: str = ""
    last_year: str = ""
    how: str = ""
    light: str = "grey"
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Money of one source (and year): planned by the plan, allocated (None = not known), spent in the period (code of
    a figure), spent from the start (đồng)."""

    source: str
    planned: int | None
    allocated: int | None
    ref: str
    cumulative: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """Who handed in, of the units that were expected. `late` are accepted or waiting ones that came after the due
    day; `missing` handed in nothing."""

    expected: int = 0
    accepted: int = 0
    waiting: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    excused: int = 0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What units wrote, one thing once: the words of the first unit in the official order, and every unit that said
    the same or nearly so."""

    text: str
    unit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Totals of an earlier report to compare with. `what`: its round's title."""

    code: str
    what: str
    totals: Mapping[str, int]
    tasks: Mapping[str, Mapping[str, int]]  # task id as text → measure → value


@dataclass(frozen=True, slots=True)
class RoundHead:
    code: str
    title: str
    first: str
    cut_off: str
    due_on: str
    programme: str
    programme_title: str
    programme_uuid: str
    issuer: str
    year: int
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class ConsolidatedData:
    """Everything the report prints. `products`: (name, code of the figure, number of units). `audiences`: (audience,
    code). `totals`: measure → code. `opinions`: section → what units wrote there."""

    round: RoundHead
    units: tuple[UnitLine, ...]
    activities: tuple[ActivityFact, ...]
    figures: tuple[Figure, ...]
    totals: Mapping[str, str]
    groups: tuple[GroupRow, ...]
    targets: tuple[TargetRow, ...]
    money: tuple[MoneyRow, ...]
    rates: Rates
    products: tuple[tuple[str, str, int], ...]
    audiences: tuple[tuple[str, str], ...]
    opinions: Mapping[str, tuple[Opinion, ...]]
    previous: Earlier | None = None
    last_year: Earlier | None = None
    cumulative: Mapping[str, int] | None = None
    warnings: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (code of the warning, units)

    def figure(self, code: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.code == code), None)

    def values(self) -> dict[str, int]:
        """Code → value."""
        return {figure.code: figure.value for figure in self.figures}

    def total(self, measure: Measure) -> int:
        return self.values().get(self.totals.get(measure.value, ""), 0)

    def unit_names(self) -> dict[int, str]:
        return {line.unit_id: line.name for line in self.units}


def to_data(data: ConsolidatedData) -> dict[str, Any]:
    """As JSON keeps it. The many activities go as rows without names."""
    kept: dict[str, Any] = {"format": FORMAT}
    for item in fields(data):
        value = getattr(data, item.name)
        if item.name == "activities":
            kept["activities"] = [_row(fact) for fact in value]
        elif item.name == "opinions":
            kept["opinions"] = {
                name: [[o.text, list(o.unit_ids)] for o in said] for name, said in value.items()
            }
        elif item.name in _MANY:
            kept[item.name] = [asdict(row) for row in value]
        elif item.name in _ONE:
            kept[item.name] = asdict(value) if value is not None else None
        else:
            kept[item.name] = _plain(value)
    return kept


def _row(fact: ActivityFact) -> list[Any]:
    return [_plain(getattr(fact, item.name)) for item in fields(fact)]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def from_data(kept: Mapping[str, Any]) -> ConsolidatedData:
    """What `to_data` wrote, however long ago: a field added later has a default. Raises TypeError when it is not
    that."""
    values: dict[str, Any] = {}
    for item in fields(ConsolidatedData):
        if item.name not in kept:  # younger than the report: its default stands
            continue
        raw = kept[item.name]
        if item.name == "activities":
            values["activities"] = tuple(_fact(row) for row in raw)
        elif item.name == "opinions":
            values["opinions"] = {n: tuple(Opinion(t, tuple(u)) for t, u in said) for n, said in raw.items()}
        elif item.name == "figures":
            values["figures"] = tuple(_figure(row) for row in raw)
        elif item.name == "groups":
            values["groups"] = tuple(_group(row) for row in raw)
        elif item.name in _MANY:
            values[item.name] = tuple(_MANY[item.name](**_frozen(row)) for row in raw)
        elif item.name in _ONE:
            values[item.name] = _ONE[item.name](**raw) if raw is not None else None
        else:
            values[item.name] = _tuples(raw)
    return ConsolidatedData(**values)


def _fact(row: list[Any]) -> ActivityFact:
    return ActivityFact(*(_tuples(value) for value in row))


def _figure(row: Mapping[str, Any]) -> Figure:
    scope = Scope(**_frozen(row["scope"]))
    return Figure(row["code"], row["label"], Measure(row["measure"]), row["value"], scope)


def _group(row: Mapping[str, Any]) -> GroupRow:
    tasks = tuple(TaskRow(**_frozen(task)) for task in row["tasks"])
    return GroupRow(row["title"], row["refs"], _tuples(row["products"]), tasks)


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in row.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


_MANY: dict[str, type[Any]] = {
    "units": UnitLine,
    "figures": Figure,
    "groups": GroupRow,
    "targets": TargetRow,
    "money": MoneyRow,
}
_ONE: dict[str, type[Any]] = {"round": RoundHead, "rates": Rates, "previous": Earlier, "last_year": Earlier}

__all__ = [
    "ActivityFact",
    "ConsolidatedData",
    "Earlier",
    "Figure",
    "GroupRow",
    "Measure",
    "MoneyRow",
    "Opinion",
    "Rates",
    "RoundHead",
    "Scope",
    "TargetRow",
    "TaskRow",
    "UnitLine",
    "from_data",
    "to_data",
]
