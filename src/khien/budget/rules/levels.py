"""Whose money it is, guessed from a source's words. A guess is only a start: `SourceLevel` says otherwise.

Refuses to decide when the words name two levels at once: then it is OTHER until a person says so.
"""

from __future__ import annotations

import re
from enum import StrEnum

from vanban import fold


class Level(StrEnum):
    """Whose money. OWN: the unit's own means; SPONSOR: given or raised outside the budget."""

    CENTRAL = "central"
    PROVINCE = "province"
    COMMUNE = "commune"
    OWN = "own"
    SPONSOR = "sponsor"
    OTHER = "other"


LEVELS = tuple(Level)  # in the order tables show them
LONGEST_SOURCE = 300

_SPONSOR = re.compile(
    r"\b(xa hoi hoa|tai tro|huy dong|vien tro|ung ho|dong gop|doanh nghiep|ngan hang|vien thong|oda)\b"
)
_WORDS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.CENTRAL, re.compile(r"\b(trung uong|nstw|tw|muc tieu quoc gia|ctmtqg)\b")),
    (Level.PROVINCE, re.compile(r"\b(tinh|nst|cap tinh)\b")),
    (Level.COMMUNE, re.compile(r"\b(xa|phuong|dac khu|thi tran|nsx|nsp)\b")),
    (
        Level.OWN,
        re.compile(
            r"\b(don vi|tu bo tri|thuong xuyen|tu chu|nguon thu|su nghiep cua don vi|quy phat trien|co quan)\b"
        ),
    ),
)


def key_of(source: str) -> str:
    """What makes two spellings one source: no marks, no capitals, single spaces; "NS tỉnh" is "ngân sách tỉnh"."""
    words = " ".join(fold(source).replace(",", " ").replace(".", " ").split())
    return re.sub(r"^ns\b", "ngan sach", words)[:LONGEST_SOURCE]


def level_of(source: str) -> Level:
    """The level a source's words point at; OTHER when they point at none or at several."""
    words = key_of(source)
    if _SPONSOR.search(words):
        return Level.SPONSOR
    found = [level for level, pattern in _WORDS if pattern.search(words)]
    if Level.OWN in found and len(found) > 1:  # "cơ quan, đơn vị cấp tỉnh": the budget named decides
        found.remove(Level.OWN)
    return found[0] if len(found) == 1 else Level.OTHER
