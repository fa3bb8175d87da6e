"""Whether a paragraph without a mark goes on with the sentence before it (a line or page break cut it).

Only looks at how one text ends and the next begins; knows nothing of numbering.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = re.compile(r"[.;:!?…][\"”’)\]]*\s*$|[)\]”\"]\s*$|\[\d+\]\s*$")
_DANGLING = re.compile(
    r"(?:,|\b(?:và|của|các|cho|với|trong|đến|tại|về|theo|hoặc|là|được|những|một|từ|bằng|trên|để|do|vào|thuộc|tới|cùng|nhằm|như|nhất|cả|qua|giữa|khi|gồm|không|đối với))\s*$"
)
_NUMBERS_NEXT = re.compile(r"\b(?:số|ngày|tháng|năm|Điều|khoản|quý|trên|dưới)\s*$", re.IGNORECASE)
_LONGEST = 20_000  # no sentence of an issued document is longer; keeps joining linear on odd input
_ATTRIBUTE = re.compile(r"^[^:]{3,40}:\s")


def goes_on(before: str, after: str) -> bool:
    """True where `after` belongs to the sentence that `before` leaves open."""
    if not before or not after or len(before) > _LONGEST:
        return False
    first = after[0]
    tail = before[-80:]
    if _DANGLING.search(tail) or (first.isdigit() and _NUMBERS_NEXT.search(tail)):
        return True
    if _ENDS.search(tail):
        return False
    if first.islower():
        return True
    if (first.isdigit() or first in '(“"') and not _ATTRIBUTE.match(after):
        return len(before) > 50
    return is_shouted(tail) and is_shouted(after)


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which a text was wrapped line by line, or 0 where its paragraphs are whole.

    Wrapped texts have no long line and many that nearly fill the width, most of them in the middle of a sentence.
    """
    longest = max(map(len, lines), default=0)
    if len(lines) < 20 or not 40 <= longest <= 140:
        return 0
    full = [line for line in lines if len(line) >= 0.8 * longest]
    open_ended = sum(1 for line in full if not _ENDS.search(line[-80:]))
    return longest if len(full) * 4 >= len(lines) and open_ended * 2 >= len(full) else 0


def fills_line(before: str, after: str) -> bool:
    """In a wrapped text, whether `after` goes on with a line `before` that filled the width."""
    if len(before) > _LONGEST:
        return False
    return not (_ENDS.search(before[-80:]) and (after[0].isupper() or after[0] in '(“"'))


def is_shouted(text: str) -> bool:
    """True where (nearly) every letter is a capital, as in titles."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def joined(before: str, after: str) -> str:
    return f"{before} {after}".strip()
