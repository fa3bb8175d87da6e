"""Tables whose cells stand one per line between lone "|" lines, and texts saved without empty lines.

Portals' pages turned into text look like this. Two habits: every row begins and ends with a "|" (rows can be
told apart), or a "|" only closes each cell (they cannot: cells then become paragraphs, as in flattened pages).
Where empty lines are left the one after a "|" ends the table; without them a cell that reads like the body
of a document does. Refuses to read Markdown itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ROW_NUMBER = re.compile(r"\s*\**\d{1,3}[.)]?\**\s*")
_ENOUGH = 12  # lines before "no empty lines" is a habit and no accident
_TOTAL = re.compile(r"[\s*]*(?:tổng|cộng)\b", re.IGNORECASE)
_TABLE = 8  # cells in a row before they are a table of tasks rather than a head or a closing
_LONG = 1200  # letters no cell holds
_KIND = re.compile(
    r"\**#*\s*(?:KẾ HOẠCH|QUYẾT ĐỊNH:?|ĐỀ ÁN|CHƯƠNG TRÌNH|PHƯƠNG ÁN|CHỈ THỊ|NGHỊ QUYẾT|BÁO CÁO|PHỤ LỤC\b.{0,12})\**\s*"
)
_HEADING = re.compile(r"\**(?:[IVX]{1,5}[.\-]|Điều \d+[.:]|\d{1,2}[.)])\**\s+\S")
_CELL_LINE = re.compile(r"(?:[-–+*•]\s|Nơi nhận)")
_RULE = re.compile(r"[-–—_=*\s]{3,}")
_TWO_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together: a table of lone pipes with its rows apart, or ordinary text."""

    table: bool
    lines: list[str]


def unspaced(lines: list[str]) -> bool:
    """The text was saved without the empty lines that part its paragraphs."""
    written = sum(1 for line in lines if line.strip())
    return written >= _ENOUGH and (len(lines) - written) * 6 < written


def split(lines: list[str]) -> Iterator[Stretch]:
    """Cut a file into stretches of ordinary text and lone-pipe tables."""
    if not unspaced(lines):
        yield from _split_spaced(lines)
    elif not any(_is_pipe(line) for line in lines):
        yield Stretch(False, spaced(lines))
    elif any(_is_pipe(a) and _is_pipe(b) for a, b in pairwise(lines)):
        yield from _split_rows(lines)
    else:
        yield Stretch(False, spaced(_cells_as_lines(lines)))


def spaced(lines: list[str]) -> list[str]:
    """Every line a paragraph of its own; rows of a pipe table stay together."""
    out: list[str] = []
    for line in lines:
        if out and not (line.lstrip().startswith("|") and out[-1].lstrip().startswith("|")):
            out.append("")
        out.append(line)
    return out


def _is_pipe(line: str) -> bool:
    return line.strip() == "|"


def _split_spaced(lines: list[str]) -> Iterator[Stretch]:
    start = index = 0
    while index < len(lines):
        if _is_pipe(lines[index]):
            end = _end_of_spaced(lines, index)
            if end > index:
                yield Stretch(False, lines[start:index])
                yield Stretch(True, lines[index : end + 1])
                start = index = end + 1
                continue
        index += 1
    yield Stretch(False, lines[start:])


def _end_of_spaced(lines: list[str], index: int) -> int:
    """The last "|" line of the table that begins at `index`: an empty line after a "|" ends it."""
    last = index
    position = index + 1
    while position < len(lines):
        line = lines[position].strip()
        if line == "|":
            last = position
        elif not line and last == position - 1:
            break
        position += 1
    return last


def _split_rows(lines: list[str]) -> Iterator[Stretch]:
    """Without empty lines: what stands between two pipes and reads like a document's body ends the table."""
    table: list[str] = []
    for piece in _between_pipes(lines):
        if _is_pipe(piece[0]) or not _is_body(piece):
            table += piece
            continue
        yield from _closed(table)
        table = []
        yield Stretch(False, spaced(piece))
    yield from _closed(table)


def _closed(table: list[str]) -> Iterator[Stretch]:
    """The table gathered so far; lines after its last pipe, or all of them without one, are text."""
    last = max((index for index, line in enumerate(table) if _is_pipe(line)), default=-1)
    first = next((index for index, line in enumerate(table) if _is_pipe(line)), len(table))
    if last > first:
        yield Stretch(False, spaced(table[:first]))
        yield Stretch(True, table[first : last + 1])
        yield Stretch(False, spaced(table[last + 1 :]))
    elif table:
        yield Stretch(False, spaced([line for line in table if not _is_pipe(line)]))


def _between_pipes(lines: list[str]) -> Iterator[list[str]]:
    """The lines in order, each pipe alone and what stands between two pipes together."""
    piece: list[str] = []
    for line in lines:
        if _is_pipe(line):
            if piece:
                yield piece
            yield [line]
            piece = []
        else:
            piece.append(line)
    if piece:
        yield piece


def _is_body(piece: list[str]) -> bool:
    if any(_KIND.fullmatch(line.strip()) for line in piece):
        return True
    headings = sum(1 for line in piece if _HEADING.match(line.strip()) and not _ROW_NUMBER.fullmatch(line))
    return headings > _TWO_HEADINGS or sum(map(len, piece)) > _LONG


def _cells_as_lines(lines: list[str]) -> list[str]:
    """Cells whose rows are lost: the lines of each, or each on one line where there are many in a row."""
    pieces = [piece for piece in _between_pipes(lines) if not _is_pipe(piece[0])]
    out: list[str] = []
    run: list[list[str]] = []
    for piece in [*pieces, []]:
        if piece and not _is_body(piece):
            run.append(piece)
            continue
        many = len(run) >= _TABLE
        for cell in run:
            out += [" ".join(line.strip() for line in cell)] if many else _cell_lines(cell)
        run = []
        out += piece
    return out


def _cell_lines(cell: list[str]) -> list[str]:
    """Lines of a cell of a head or closing; a first word left alone and a wrapped date go on in the next."""
    out: list[str] = []
    dated = any("ngày" in line for line in cell) or cell[0].strip().startswith("Số")
    for line in (line.strip() for line in cell if not _RULE.fullmatch(line)):
        alone = len(out) == 1 and " " not in out[0] and not out[0].endswith(":")
        if out and not _CELL_LINE.match(line) and (dated or alone or line[:1].islower()):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def rows(lines: list[str]) -> list[list[str]]:
    """Rows of raw cell texts. Two pipes in a row end a row, or are an empty cell inside one that is short."""
    stretches = _stretches(lines)
    width = len(stretches[0]) if stretches else 0
    found: list[list[str]] = []
    for stretch in stretches:
        previous = found[-1] if found else []
        numbered = len(previous) > 1 or (
            len(previous) == 1 and _ROW_NUMBER.fullmatch(previous[0]) is not None
        )
        if numbered and len(previous) + 1 + len(stretch) == width:
            found[-1] = [*previous, "", *stretch]
        elif len(stretch) == width - 1 and len(previous) == width and _TOTAL.match(stretch[0]):
            found.append(["", *stretch])  # the row of sums bears no number
        else:
            found.append(stretch)
    return found


def _stretches(lines: list[str]) -> list[list[str]]:
    """Cells between lone pipes, cut wherever two pipes stand together."""
    stretches: list[list[str]] = [[]]
    cell: list[str] = []
    for line in lines[1:]:
        if not _is_pipe(line):
            cell.append(line)
        elif cell:
            stretches[-1].append("\n".join(cell))
            cell = []
        else:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]
