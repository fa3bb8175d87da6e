"""Reads that feed pages of the programme, the ledger and the targets."""

from khien.programme.selectors.programme import (
    AgencyLine,
    DutyLine,
    MoneyTable,
    ProgrammeLine,
    Standing,
    TargetLine,
    TaskGroup,
    TaskLine,
    duty_lines,
    groups_of,
    money_table,
    programme_lines,
    standings,
    target_lines,
    task_line,
    task_lines,
)

__all__ = [
    "AgencyLine",
    "DutyLine",
    "MoneyTable",
    "ProgrammeLine",
    "Standing",
    "TargetLine",
    "TaskGroup",
    "TaskLine",
    "duty_lines",
    "groups_of",
    "money_table",
    "programme_lines",
    "standings",
    "target_lines",
    "task_line",
    "task_lines",
]
