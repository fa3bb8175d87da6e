"""Lines of a page back into the paragraphs they were broken from.

A line begins a paragraph when the one before ended although the next word would have fitted, when it is
indented or starts with a number or dash, when it stands further below than lines usually do, or when its
weight or alignment changes. Refuses to judge meaning: centred lines stay one paragraph each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vanban._sources.layout import Line, mend_marks

_LABEL = re.compile(
    r"(?:[-–—+•*]\s*\S|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s|[a-zđ]{1,2}\)|[a-zđ]\.\s|[IVX]{1,5}[.)]\s|"
    r"(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+[IVX\d]|(?:PHỤ LỤC|Phụ lục)\b)"
)
_STRONG_LABEL = re.compile(r"(?:[-–+•]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều\s+\d)")
_SENTENCE_END = re.compile(r"[.;:!?…/]['\"”’)\]]*$")
_WORD = 2.6  # of the type size: about the room a short word takes


@dataclass(frozen=True, slots=True)
class Column:
    """The strip of the page in which lines run: where they begin and where they end."""

    left: float
    right: float
    pitch: float  # from one line's middle to the next, usually

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Flowed:
    """A paragraph as lines, before it becomes a block."""

    lines: tuple[Line, ...]
    centred: bool
    full: bool  # its last line fills the column, so the next page may carry it on

    @property
    def text(self) -> str:
        return join_lines(self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        return all(line.italic for line in self.lines)


def column_of(lines: Sequence[Line]) -> Column:
    """Margins from what most lines do: the left one many begin at, the right one long lines reach."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    size = median(line.size for line in lines)
    left = next(
        (
            value
            for value in lefts
            if sum(1 for other in lefts if abs(other - value) < 3) >= max(2, len(lines) // 8)
        ),
        lefts[0],
    )
    right = rights[min(len(rights) - 1, int(len(rights) * 0.95))]
    middles = [(line.top + line.bottom) / 2 for line in lines]
    steps = [below - above for above, below in pairwise(middles) if 0.8 * size < below - above < 2.2 * size]
    return Column(left, right, median(steps) if steps else 1.3 * size)


def paragraphs(lines: Sequence[Line], column: Column) -> list[Flowed]:
    found: list[list[Line]] = []
    centred = [is_centred(line, column) for line in lines]
    for index, line in enumerate(lines):
        if found and not _begins(lines[index - 1], line, column, centred[index - 1 : index + 1]):
            found[-1].append(line)
        else:
            found.append([line])
    flags = iter(centred)
    flowed: list[Flowed] = []
    for group in found:
        middle = [next(flags) for _ in group]
        full = group[-1].right >= column.right - _WORD * group[-1].size
        flowed.append(Flowed(tuple(group), all(middle), full))
    return flowed


def is_centred(line: Line, column: Column) -> bool:
    """Room on both sides, alike, and more than an indent gives; less room will do for bold or italic titles."""
    before, after = line.left - column.left, column.right - line.right
    even = abs(before - after) < 0.1 * (before + after) + 6
    if before > 3 * line.size and after > 3 * line.size:
        return even
    title = (line.bold or line.italic) and _LABEL.match(line.text) is None
    return title and even and min(before, after) > 0.8 * line.size


def _begins(above: Line, line: Line, column: Column, centred: Sequence[bool]) -> bool:
    if any(centred):
        return True
    step = (line.top + line.bottom - above.top - above.bottom) / 2
    if step > 1.45 * max(column.pitch, line.size):
        return True
    if line.bold != above.bold and line.italic != above.italic:
        return True
    text = line.text
    indented = line.left > column.left + 0.9 * line.size and not _hangs(above, line)
    if _STRONG_LABEL.match(text):
        return True
    room = column.right - above.right
    first = line.words[0]
    if room > (first.right - first.left) + 0.9 * line.size:
        return True
    if _LABEL.match(text) and (indented or _SENTENCE_END.search(above.text)):
        return True
    return (indented and above.left <= column.left + 0.5 * above.size) or (
        line.bold != above.bold and _SENTENCE_END.search(above.text) is not None
    )


def _hangs(above: Line, line: Line) -> bool:
    """The line stands under the text behind its number: a hanging indent, no new paragraph."""
    label = len(above.words) > 1 and starts_with_label(f"{above.words[0].text} x")
    return label and abs(line.left - above.words[1].left) < 0.4 * line.size


def starts_with_label(text: str) -> bool:
    """A number, letter or dash that opens a clause stands at the beginning."""
    return _LABEL.match(text) is not None


def continues(text: str, next_text: str) -> bool:
    """A paragraph cut by the end of a page goes on when it has no end and the next line no beginning."""
    return not (_SENTENCE_END.search(text) or _LABEL.match(next_text))


def join_lines(lines: Sequence[Line]) -> str:
    """Lines to running text. Vietnamese breaks no words; a hyphen at the end joins what it stood between."""
    text = ""
    for line in lines:
        piece = line.text
        if not text:
            text = piece
        elif re.search(r"\w-$", text) and re.match(r"\w", piece):
            text += piece
        else:
            text += " " + piece
    return mend_marks(text)


def cell_text(lines: Sequence[Line]) -> str:
    """The text of a table cell: lines joined, a new line where a dash, number or sentence begins anew."""
    if not lines:
        return ""
    right = max(line.right for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        if above is not None and not _cell_break(above, line, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(join_lines(group) for group in groups)


def _cell_break(above: Line, line: Line, right: float) -> bool:
    if _STRONG_LABEL.match(line.text) or line.top - above.bottom > 0.9 * line.size:
        return True
    first = line.words[0]
    ended = _SENTENCE_END.search(above.text) is not None
    fits = right - above.right > (first.right - first.left) + 0.9 * line.size
    return ended and (fits or _LABEL.match(line.text) is not None)
