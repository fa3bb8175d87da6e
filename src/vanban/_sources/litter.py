"""Lines of a saved text that are no words of the document: page numbers between paragraphs, names of pictures.

Refuses to touch a flattened table, whose rows bear numbers of their own.
"""

from __future__ import annotations

import re

_PICTURE = re.compile(
    r"\s*(?:!?\[[^\]]*\])?\(?[\w\-. %]{1,60}\.(?:gif|png|jpe?g|bmp|emf|wmf)\)?\s*", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*[-–]?\s*(\d{1,3})\s*[-–]?\s*")
_TABLE = re.compile(r"[\s|*]*(?:S?TT|Số TT)[\s|*]*", re.IGNORECASE)
_HALVES = (  # what a dash joins: the end of one line, the beginning of the next
    (r"(?:19|20)\d\d\**", r"(?:19|20)\d\d\b"),
    (r"[Pp]hát thanh", r"Truyền hình\b"),
    (r"Lao động", r"Thương binh\b"),
    (r"(?:[Kk]inh tế|[Cc]hính trị|Văn hóa)", r"[Xx]ã hội\b"),
    (r"Kế hoạch", r"Tài chính\b"),
    (r"Tài chính", r"Kế hoạch\b"),
    (r"Văn hóa", r"Thông tin\b"),
)
_SECOND_HALF = re.compile(
    r"\s*[-–]\s(?:" + "|".join(f"(?P<h{at}>{second})" for at, (_, second) in enumerate(_HALVES)) + ")"
)
_FIRST_HALVES = {f"h{at}": re.compile(rf"{first}\s*$") for at, (first, _) in enumerate(_HALVES)}
_APART = 6  # written lines a page has at the least
_SENTENCE = 25  # letters: what stands before a page number is a line of text, no cell


def without_litter(lines: list[str]) -> list[str]:
    """The lines without names of picture files and without page numbers (2, 3, 4 … in order, far apart); a dash
    of "2021 - 2025" or "Phát thanh - Truyền hình" that came to stand first in its line is put back."""
    kept = _with_dashes_back([line for line in lines if not _PICTURE.fullmatch(line)])
    numbers = set() if any(_TABLE.fullmatch(line) for line in kept) else _page_numbers(kept)
    return [line for index, line in enumerate(kept) if index not in numbers]


def _with_dashes_back(lines: list[str]) -> list[str]:
    """Else the second half would be read as an item of a list."""
    kept: list[str] = []
    for line in lines:
        second = _SECOND_HALF.match(line)
        if second is not None and kept and _FIRST_HALVES[second.lastgroup or ""].search(kept[-1]):
            kept[-1] = f"{kept[-1].rstrip()} {line.strip()}"
        else:
            kept.append(line)
    return kept


def _page_numbers(lines: list[str]) -> set[int]:
    """Where page numbers stand: empty lines around them, each one more than the last, never from the middle."""
    found: list[tuple[int, int]] = []  # (line, number)
    written = 0
    before = ""
    for index, line in enumerate(lines):
        match = _NUMBER.fullmatch(line)
        alone = _is_blank(lines, index - 1) and _is_blank(lines, index + 1)
        if match is not None and alone:
            if written < _APART or len(before.strip()) < _SENTENCE:
                return set()
            if int(match[1]) != (found[-1][1] + 1 if found else min(int(match[1]), 2)):
                return set()
            found.append((index, int(match[1])))
            written = 0
        elif line.strip():
            written += 1
            before = line
    return {index for index, _ in found}


def _is_blank(lines: list[str], index: int) -> bool:
    return not 0 <= index < len(lines) or not lines[index].strip()
