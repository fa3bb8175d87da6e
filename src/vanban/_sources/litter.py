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
_APART = 6  # written lines a page has at the least
_SENTENCE = 25  # letters: what stands before a page number is a line of text, no cell


def without_litter(lines: list[str]) -> list[str]:
    """The lines without names of picture files and without page numbers (2, 3, 4 … in order, far apart)."""
    kept = [line for line in lines if not _PICTURE.fullmatch(line)]
    numbers = set() if any(_TABLE.fullmatch(line) for line in kept) else _page_numbers(kept)
    return [line for index, line in enumerate(kept) if index not in numbers]


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
