"""The common shape of real and flattened tables: columns with roles, rows with one text per column."""

from __future__ import annotations

from dataclasses import dataclass

from vanban._blocks import Place
from vanban._tables._columns import Column, ColumnRole, is_blank


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` has one text per column of the grid (line breaks kept); `whole` is set where one cell spans the row."""

    cells: tuple[str, ...]
    place: Place
    whole: str = ""
    bold: bool = False
    sure: bool = True  # False where the cells had to be aligned to the columns by what they look like

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if not is_blank(cell))


@dataclass(frozen=True, slots=True)
class Grid:
    """`number` is the index of the numbering column, None where there is none. `unit` is the line that states
    the unit of money above the table, "" where there is none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    place: Place
    unit: str = ""
    flattened: bool = False

    @property
    def number(self) -> int | None:
        return self.index("number")

    def index(self, role: ColumnRole) -> int | None:
        """The first column of that role, or None."""
        return next((i for i, found in enumerate(self.columns) if found.role == role), None)

    def text(self, row: Row, role: ColumnRole) -> str:
        """The row's text under the first column of that role; "" where there is none."""
        at = self.index(role)
        return row.cells[at].strip() if at is not None and at < len(row.cells) else ""

    def has(self, *roles: ColumnRole) -> bool:
        return any(found.role in roles for found in self.columns)
