"""A flattened header of two rows: which of the titles is the parent of those that follow the last one.

Flattening writes the titles of the first row, then those of the second: "Năm, Ngân sách tỉnh, Ngân sách cấp
huyện, Tổng cộng, Ghi chú, Tổng số, Kinh phí/huyện". The figures tell whose children the last two are: only
under the right parent does the total column add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vanban._language.money import decimal_mark, read_amount
from vanban._tables._columns import Column, column, names_source


def nested_columns(
    titles: Sequence[str], width: int, rows: Sequence[Sequence[str]]
) -> tuple[Column, ...] | None:
    """Columns for rows of `width` cells under more than `width` titles, or None where no reading fits."""
    if len(titles) != width + 1:
        return None  # only one parent is resolved
    candidates = [
        _built(titles, tops, parent)
        for tops in range(width - 1, 1, -1)
        for parent in range(tops)
        if column(titles[parent]).role in {"budget", "total", "other"}
    ]
    fitting = [(fit, found) for found in candidates if (fit := _fit(found, rows)) > 0]
    if not fitting:
        return None
    return max(fitting, key=lambda pair: pair[0])[1]


def _built(titles: Sequence[str], tops: int, parent: int) -> tuple[Column, ...]:
    below = titles[tops:]
    found: list[Column] = []
    for index, title in enumerate(titles[:tops]):
        if index == parent:
            found += [column(sub, title) for sub in below]
        else:
            found.append(column(title))
    return tuple(found)


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> float:
    """Share of rows in which the total is the sum of the parts; the note column's place breaks ties."""
    total = next((i for i, c in enumerate(columns) if c.role == "total" and not c.parent), None)
    parts = money_columns(columns)
    if total is None or len(parts) < 2 or not rows:
        return 0.0
    mark = decimal_mark(cell for row in rows for cell in row)
    good = 0
    for row in rows:
        figures = [read_amount(row[i], unit=1000, decimal=mark) for i in (total, *parts)]
        if all(figure is not None for figure in figures):
            numbers = [figure or 0 for figure in figures]
            good += numbers[0] == sum(numbers[1:])
    noted = 0.1 if columns[-1].role == "note" else 0.0
    return good / len(rows) + noted if good else 0.0


def money_columns(columns: Sequence[Column]) -> tuple[int, ...]:
    """The columns that hold parts of a total: no total of all, and under a parent its own total alone, or its
    sources where it has two or more ("Nguồn kinh phí": "Ngân sách tỉnh", "Ngân sách xã")."""
    parents_with_total = {c.parent for c in columns if c.parent and c.role == "total"}
    sources = Counter(c.parent for c in columns if c.parent and names_source(c.title))
    parts: list[int] = []
    for index, found in enumerate(columns):
        if sources[found.parent] > 1:
            if names_source(found.title):
                parts.append(index)
        elif found.parent:
            first = next(i for i, c in enumerate(columns) if c.parent == found.parent)
            own_total = found.role == "total" if found.parent in parents_with_total else index == first
            if (own_total and (found.year is None or found.parent in parents_with_total)) or (
                found.year is not None and found.parent not in parents_with_total and index != first
            ):
                parts.append(index)
        elif found.role == "budget":
            parts.append(index)
    return tuple(parts)
