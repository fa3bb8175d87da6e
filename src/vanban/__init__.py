"""vanban: Vietnamese administrative documents, in and out.

Reads issued plans (Word, PDF, scans, web pages, text) into data with every row tied to its clause, checks
them, and writes official documents in the layout of Decree 30/2020/NĐ-CP. No Django, no network.
"""

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

__all__ = [
    "CannotRead",
    "CannotWrite",
    "Damaged",
    "Empty",
    "Encrypted",
    "NeedsOcr",
    "TooBig",
    "UnknownKind",
    "VanbanError",
]
