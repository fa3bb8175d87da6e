"""Declared tables of the programme, the ledger and the targets."""

from khien.programme.tables.programme import TARGET_TABLE, agency_cell, task_table

__all__ = ["TARGET_TABLE", "agency_cell", "task_table"]
