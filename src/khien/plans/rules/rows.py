"""What a row of each kind holds: frozen, typed, to and from JSON.

Agencies are not in here: they are resolved and decided one by one and live beside the row. Dates are ISO text
as precise as the document says ("2022", "2021-07", "2025-12-31"); money is đồng.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from khien.plans.rules.kinds import RowKind

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TaskData:
    text: str = ""
    group: str = ""
    source: str = "body"  # body | table
    products: tuple[str, ...] = ()
    schedule_text: str = ""
    recurrence: str = ""  # once monthly quarterly annual biennial continuous, or unsaid
    start: str = ""
    end: str = ""
    amount_vnd: int | None = None
    money_source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetData:
    text: str = ""
    comparator: str = ">="
    value: float = 0.0
    unit: str = "%"
    population: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class ThemeData:
    text: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentData:
    duties: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.duties)


@dataclass(frozen=True, slots=True)
class DutyData:
    text: str = ""
    frequency: str = ""  # monthly quarterly semiannual annual once adhoc, or unsaid
    due: str = ""  # "12-15", or "18" = that day of each month


@dataclass(frozen=True, slots=True)
class BudgetData:
    year: int | None = None
    source: str = ""
    amount_vnd: int = 0

    @property
    def text(self) -> str:
        return " · ".join(part for part in (self.source, str(self.year or "")) if part)


@dataclass(frozen=True, slots=True)
class ReferenceData:
    kind: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    basis: bool = False

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.kind, self.number, self.title) if part)


RowData = TaskData | TargetData | ThemeData | AssignmentData | DutyData | BudgetData | ReferenceData

TYPES: dict[RowKind, type[RowData]] = {
    RowKind.TASK: TaskData,
    RowKind.TARGET: TargetData,
    RowKind.THEME: ThemeData,
    RowKind.ASSIGNMENT: AssignmentData,
    RowKind.DUTY: DutyData,
    RowKind.BUDGET: BudgetData,
    RowKind.REFERENCE: ReferenceData,
}


def to_json(data: RowData) -> dict[str, object]:
    """The row as plain JSON values; tuples become lists."""
    values = {field.name: getattr(data, field.name) for field in fields(data)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def from_json(kind: str, raw: Json) -> RowData:
    """The typed row; fields this version does not know are left out, missing ones take their default."""
    wanted = TYPES[RowKind(kind)]
    known = {field.name for field in fields(wanted)}
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw.items()
        if name in known
    }
    return wanted(**values)  # type: ignore[arg-type]


def changed_fields(old: Json, new: Json) -> tuple[str, ...]:
    """Names of the fields whose values differ, in the order of `new`."""
    return tuple(name for name, value in new.items() if old.get(name) != value)
