"""vanban: Vietnamese administrative documents, in and out.

Reads issued plans (Word, PDF, scans, web pages, text) into data with every row tied to its clause, checks
them, and writes official documents in the layout of Decree 30/2020/NĐ-CP. No Django, no network.
"""

from vanban._blocks import Block, Cell, Footnote, Note, Paragraph, Place, Source, Table
from vanban._errors import (
    CannotRead,
    CannotWrite,
    Damaged,
    Empty,
    Encrypted,
    NeedsOcr,
    TooBig,
    UnknownKind,
    VanbanError,
)
from vanban._plan import (
    Approval,
    Assignment,
    Budget,
    BudgetLine,
    Clause,
    DutyToReport,
    Finding,
    Head,
    LegalReference,
    Money,
    Plan,
    Schedule,
    Signer,
    Target,
    Task,
    Theme,
)

__all__ = [
    "Approval",
    "Assignment",
    "Block",
    "Budget",
    "BudgetLine",
    "CannotRead",
    "CannotWrite",
    "Cell",
    "Clause",
    "Damaged",
    "DutyToReport",
    "Empty",
    "Encrypted",
    "Finding",
    "Footnote",
    "Head",
    "LegalReference",
    "Money",
    "NeedsOcr",
    "Note",
    "Paragraph",
    "Place",
    "Plan",
    "Schedule",
    "Signer",
    "Source",
    "Table",
    "Target",
    "Task",
    "Theme",
    "TooBig",
    "UnknownKind",
    "VanbanError",
]
