"""Tables drawn with ruling lines: the grid, merged cells, and the words in each.

A table is a set of crossing horizontal and vertical rules. Where the rule between two neighbouring grid
places is missing, the places are one cell. Refuses tables without rules (see `columns`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban._blocks import Cell
from vanban._sources.layout import Page, Rule, Word, lines_of
from vanban._sources.reflow import cell_text

_NEAR = 3.0  # points within which two rules stand in one line, or touch
_MAX_RULES = 4_000  # on one page


@dataclass(frozen=True, slots=True)
class RuledTable:
    """Its outline, the x of its column borders, and its cells."""

    left: float
    top: float
    right: float
    bottom: float
    borders: tuple[float, ...]
    cells: tuple[Cell, ...]


def ruled_tables(page: Page) -> tuple[list[RuledTable], list[Word]]:
    """The tables of a page, top to bottom, and the words outside them."""
    rules = _joined(page.rules)
    if len(rules) > _MAX_RULES:
        return [], list(page.words)
    tables: list[RuledTable] = []
    rest = list(page.words)
    for group in _crossing(rules):
        grid = _Grid.of(group)
        if grid is None:
            continue
        inside = [word for word in rest if grid.holds(word)]
        if not inside:
            continue
        taken = set(map(id, inside))
        rest = [word for word in rest if id(word) not in taken]
        tables.append(grid.table(inside))
    return sorted(tables, key=lambda table: table.top), rest


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch become one: Word draws a border cell by cell."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.horizontal, round(one.along / 2), one.start)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.horizontal == rule.horizontal
            and abs(last.along - rule.along) <= _NEAR
            and rule.start <= last.end + _NEAR
        ):
            joined[-1] = Rule(rule.horizontal, last.along, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _crossing(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that hang together."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    parent = {id(rule): rule for rule in rules}

    def root(rule: Rule) -> Rule:
        while parent[id(rule)] is not rule:
            parent[id(rule)] = parent[id(parent[id(rule)])]
            rule = parent[id(rule)]
        return rule

    for flat in across:
        for steep in down:
            touches = (
                flat.start - _NEAR <= steep.along <= flat.end + _NEAR
                and steep.start - _NEAR <= flat.along <= steep.end + _NEAR
            )
            if touches:
                parent[id(root(flat))] = root(steep)
    groups: dict[int, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(id(root(rule)), []).append(rule)
    yield from groups.values()


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    across: list[Rule]
    down: list[Rule]

    @classmethod
    def of(cls, rules: list[Rule]) -> _Grid | None:
        across = [rule for rule in rules if rule.horizontal]
        down = [rule for rule in rules if not rule.horizontal]
        xs, ys = _clusters(rule.along for rule in down), _clusters(rule.along for rule in across)
        if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
            return None  # one box around text is a frame, not a table
        return cls(xs, ys, across, down)

    def holds(self, word: Word) -> bool:
        middle = (word.left + word.right) / 2
        return (
            self.xs[0] - _NEAR <= middle <= self.xs[-1] + _NEAR
            and self.ys[0] - _NEAR <= word.middle <= self.ys[-1] + _NEAR
        )

    def table(self, words: list[Word]) -> RuledTable:
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        owner = self._merged(rows, columns)
        inside: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            column = min(max(bisect_right(self.xs, (word.left + word.right) / 2) - 1, 0), columns - 1)
            row = min(max(bisect_right(self.ys, word.middle) - 1, 0), rows - 1)
            inside.setdefault(owner[row, column], []).append(word)
        places: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place, first in owner.items():
            places.setdefault(first, []).append(place)
        cells: list[Cell] = []
        for first, members in places.items():
            held = inside.get(first, [])
            high = max(row for row, _ in members) - first[0] + 1
            wide = max(column for _, column in members) - first[1] + 1
            text = cell_text(lines_of(held))
            cells.append(
                Cell(text, first[0], first[1], high, wide, bool(held) and all(word.bold for word in held))
            )
        return RuledTable(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1], tuple(self.xs), tuple(cells))

    def _merged(self, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
        """Grid place → top left place of its cell. Cells grow right first, then down, so they stay boxes."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                if (row, column) in owner:
                    continue
                wide = 1
                while (
                    column + wide < columns
                    and (row, column + wide) not in owner
                    and not self._wall(row, column + wide)
                ):
                    wide += 1
                high = 1
                while row + high < rows and not any(
                    (row + high, over) in owner or self._floor(row + high, over)
                    for over in range(column, column + wide)
                ):
                    high += 1
                for below in range(row, row + high):
                    for over in range(column, column + wide):
                        owner[below, over] = (row, column)
        return owner

    def _wall(self, row: int, column: int) -> bool:
        """A rule stands to the left of this place."""
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(
            abs(rule.along - self.xs[column]) <= _NEAR and rule.start <= middle <= rule.end
            for rule in self.down
        )

    def _floor(self, row: int, column: int) -> bool:
        """A rule lies above this place."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(
            abs(rule.along - self.ys[row]) <= _NEAR and rule.start <= middle <= rule.end
            for rule in self.across
        )
