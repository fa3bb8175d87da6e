"""Tables to grids and rows, whether they are real or were flattened to one cell per line."""

from vanban._tables._columns import Column, ColumnRole, is_blank, names_source
from vanban._tables._flat import read_flat
from vanban._tables._grid import Grid, Row
from vanban._tables._nested import money_columns
from vanban._tables._real import read_table
from vanban._tables._rows import TableRow, read_rows

__all__ = [
    "Column",
    "ColumnRole",
    "Grid",
    "Row",
    "TableRow",
    "is_blank",
    "money_columns",
    "names_source",
    "read_flat",
    "read_rows",
    "read_table",
]
