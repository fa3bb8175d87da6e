"""Puts the cells of one flattened row under the columns they belong to, by order and by what they look like.

Flattening loses empty cells, cells merged over rows, and the borders of cells of several lines; so order alone
does not tell. The cheapest monotone assignment does: a small dynamic programme over cells × columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vanban._tables._columns import Column, ColumnRole, cell_kind, is_blank

_SKIP_COLUMN = 1.0
_SKIP_NOTE = 0.2
_DROP_EMPTY = 0.6
_MERGE = 2.5
# cost of a cell that looks like `key[0]` under a column of role `key[1]`; anything not listed costs 1
_COSTS: dict[tuple[ColumnRole, ColumnRole], float] = {
    ("task", "task"): 0.0, ("task", "product"): 0.0, ("task", "note"): 0.3, ("task", "lead"): 2.0,
    ("task", "coordinating"): 2.0, ("task", "schedule"): 1.5, ("task", "budget"): 2.0, ("task", "source"): 0.5,
    ("task", "target"): 0.0, ("task", "other"): 0.3,
    ("lead", "lead"): 0.0, ("lead", "coordinating"): 0.0, ("lead", "task"): 3.0, ("lead", "product"): 2.0,
    ("lead", "schedule"): 4.0, ("lead", "budget"): 4.0, ("lead", "note"): 2.0, ("lead", "other"): 0.5,
    ("schedule", "schedule"): 0.0, ("schedule", "year"): 0.0, ("schedule", "budget"): 3.0, ("schedule", "note"): 1.3,
    ("schedule", "product"): 1.5, ("schedule", "task"): 3.0, ("schedule", "lead"): 4.0,
    ("schedule", "coordinating"): 4.0, ("schedule", "other"): 0.7,
    ("budget", "budget"): 0.0, ("budget", "total"): 0.0, ("budget", "source"): 0.3, ("budget", "schedule"): 4.0,
    ("budget", "note"): 1.5, ("budget", "lead"): 4.0, ("budget", "coordinating"): 4.0, ("budget", "product"): 2.0,
    ("budget", "task"): 3.0, ("budget", "other"): 0.7,
}  # fmt: skip


def _cost(kind: ColumnRole, role: ColumnRole) -> float:
    return _COSTS.get((kind, role), 1.0)


def align(cells: Sequence[str], columns: Sequence[Column]) -> tuple[tuple[str, ...], float]:
    """(one text per column, cost). Cells given to one column are joined by a line break; cost 0 is a perfect fit."""
    kinds = [cell_kind(cell) if not is_blank(cell) else "other" for cell in cells]
    roles = [column.role for column in columns]

    @cache
    def best(cell: int, at: int) -> tuple[float, tuple[int, ...]]:
        """Cheapest columns for cells[cell:], the first of which may use columns[at:]; -1 drops an empty cell."""
        if cell == len(cells):
            return sum(_SKIP_NOTE if role in {"note", "other"} else _SKIP_COLUMN for role in roles[at:]), ()
        options: list[tuple[float, tuple[int, ...]]] = []
        blank = is_blank(cells[cell])
        if blank:
            cost, rest = best(cell + 1, at)
            options.append((cost + _DROP_EMPTY, (-1, *rest)))
        elif at > 0 and cell > 0:
            cost, rest = best(cell + 1, at)
            options.append((cost + _MERGE + _cost(kinds[cell], roles[at - 1]), (at - 1, *rest)))
        skipped = 0.0
        for to in range(at, len(roles)):
            cost, rest = best(cell + 1, to + 1)
            own = 0.0 if blank else _cost(kinds[cell], roles[to])
            options.append((cost + skipped + own, (to, *rest)))
            skipped += _SKIP_NOTE if roles[to] in {"note", "other"} else _SKIP_COLUMN
        if not options:
            cost, rest = best(cell + 1, at)
            options.append((cost + _MERGE, (len(roles) - 1, *rest)))
        return min(options, key=lambda option: option[0])

    cost, assigned = best(0, 0)
    texts: list[list[str]] = [[] for _ in columns]
    for text, to in zip(cells, assigned, strict=True):
        if to >= 0 and not is_blank(text):
            texts[to].append(text)
    return tuple("\n".join(parts) for parts in texts), cost
