"""Split one row into several, merge several into one. Nothing is invented and no money is counted twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from khien.plans.rules.kinds import RowKind
from khien.plans.rules.rows import AssignmentData, DutyData, RowData, TaskData, ThemeData

CAN_SPLIT = frozenset({RowKind.TASK, RowKind.THEME, RowKind.ASSIGNMENT, RowKind.DUTY})
CAN_MERGE = CAN_SPLIT
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])|\n+")


def suggest_parts(text: str) -> tuple[str, ...]:
    """Where a text would fall apart: at line breaks, semicolons and full stops."""
    parts = (part.strip().rstrip(";").strip() for part in _SENTENCE.split(text))
    return tuple(part for part in parts if part)


def split(data: RowData, parts: Sequence[str]) -> tuple[RowData, ...]:
    """The first part keeps money and products (the total must not grow); the others keep schedule and group."""
    if isinstance(data, AssignmentData):
        return tuple(AssignmentData(duties=(part,)) for part in parts)
    if isinstance(data, TaskData):
        rest = replace(data, products=(), amount_vnd=None, money_source="", note="")
        return (replace(data, text=parts[0]), *(replace(rest, text=part) for part in parts[1:]))
    if isinstance(data, ThemeData | DutyData):
        return tuple(replace(data, text=part) for part in parts)
    raise TypeError(type(data).__name__)


def merge(first: RowData, second: RowData) -> RowData:
    """One row out of two of the same kind, the first one's words before the second's. Money adds up; where the
    two say different things about time, the first one stands."""
    if isinstance(first, AssignmentData) and isinstance(second, AssignmentData):
        return AssignmentData(duties=_union(first.duties, second.duties))
    if isinstance(first, TaskData) and isinstance(second, TaskData):
        return _merge_tasks(first, second)
    if isinstance(first, ThemeData) and isinstance(second, ThemeData):
        return ThemeData(text=_join(first.text, second.text))
    if isinstance(first, DutyData) and isinstance(second, DutyData):
        return DutyData(
            text=_join(first.text, second.text),
            frequency=first.frequency or second.frequency,
            due=first.due or second.due,
        )
    raise TypeError(type(first).__name__)


def _merge_tasks(first: TaskData, second: TaskData) -> TaskData:
    amounts = [amount for amount in (first.amount_vnd, second.amount_vnd) if amount is not None]
    return replace(
        first,
        text=_join(first.text, second.text),
        group=first.group or second.group,
        products=_union(first.products, second.products),
        schedule_text=first.schedule_text or second.schedule_text,
        recurrence=first.recurrence or second.recurrence,
        start=first.start or second.start,
        end=first.end or second.end,
        amount_vnd=sum(amounts) if amounts else None,
        money_source=first.money_source or second.money_source,
        note=_join(first.note, second.note),
    )


def _join(first: str, second: str) -> str:
    if not first or not second:
        return first or second
    mark = " " if first.endswith((".", ";", ":")) else "; "
    return f"{first}{mark}{second}"


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
