"""The door of money: the budget table of a programme, and units' money for reports. Ids and frozen values only.

Refuses to take money in for another app: estimates and allocations are made on their own pages.
"""

from __future__ import annotations

from khien.budget.rules.levels import Level, level_of
from khien.budget.rules.sums import BudgetRow, BudgetTable, Check, CheckCode, Sums
from khien.budget.selectors.table import UnitMoney, UnitSums, budget_table, totals, unit_money, unit_sums

__all__ = [
    "BudgetRow",
    "BudgetTable",
    "Check",
    "CheckCode",
    "Level",
    "Sums",
    "UnitMoney",
    "UnitSums",
    "budget_table",
    "level_of",
    "totals",
    "unit_money",
    "unit_sums",
]
