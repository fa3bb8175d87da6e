"""Text set side by side without ruling lines: the head of a document, the signature block, plain tables.

A stretch of lines belongs together when one white gutter runs through all of them. Two strips become a table
of one row; three and more become rows, a new one wherever the first strip has text. Refuses justified text
with wide spaces: a gutter must be wider than any space between words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban._blocks import Cell
from vanban._sources.layout import Line, Word
from vanban._sources.reflow import Column, cell_text, is_centred, starts_with_label

_GUTTER = 1.9  # of the type size
_SIGNATURE = 9.0  # of the type size: room for a signature above the name
_AHEAD = 14  # lines on one side only, at most, between two lines that show the gutter

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SideBySide:
    top: float
    bottom: float
    cells: tuple[Cell, ...]


def divide(lines: Sequence[Line], column: Column) -> Iterator[list[Line] | SideBySide]:
    """Stretches of ordinary lines and of side-by-side text, top to bottom."""
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        end, gaps = _stretch(lines, index, column)
        if end > index:
            if plain:
                yield plain
                plain = []
            yield _built(lines[index:end], gaps)
            index = end
        else:
            plain.append(lines[index])
            index += 1
    if plain:
        yield plain


def _gaps(line: Line) -> list[Gap]:
    found: list[Gap] = []
    right = line.words[0].right
    for number, word in enumerate(line.words[1:], start=1):
        wide = word.left - right > _GUTTER * max(word.size, 8.0)
        label = number == 1 and starts_with_label(line.words[0].text + " x")
        if wide and not label:
            found.append((right, word.left))
        right = max(right, word.right)
    return found


def _stretch(lines: Sequence[Line], start: int, column: Column) -> tuple[int, list[Gap]]:
    """(end, gutters) of the side-by-side stretch that begins at `start`; end == start when there is none."""
    gaps = _gaps(lines[start])
    if not gaps:
        return start, []
    end = start + 1
    waiting = 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        step = line.top - lines[index - 1].bottom
        own = _gaps(line)
        kept = _narrowed(gaps, line)
        if not kept or step > 2.5 * line.size:
            break
        if own and len(kept) == len(gaps):
            gaps, end, waiting = kept, index + 1, 0
        elif is_centred(line, column) and not own and step > 0.5 * line.size:
            break
        else:
            waiting += 1
            if waiting > _AHEAD or step > 1.5 * line.size:
                break
    end = _tail(lines, end, gaps, column)
    shown = sum(1 for line in lines[start:end] if _gaps(line))
    return (end, gaps) if shown >= 2 or end - start >= 3 else (start, [])


def _narrowed(gaps: list[Gap], line: Line) -> list[Gap]:
    """What of each gutter stays white through this line; gutters that a word crosses are lost."""
    return [kept for gap in gaps if (kept := _white(gap, line)) is not None]


def _white(gap: Gap, line: Line) -> Gap | None:
    """The gutter after this line: both sides need a wide gap of their own, one side must keep out of it."""
    if line.right < gap[1]:
        white = (max(gap[0], line.right), gap[1])
    elif line.left > gap[0]:
        white = (gap[0], min(gap[1], line.left))
    else:
        shared = [(max(gap[0], left), min(gap[1], right)) for left, right in _gaps(line)]
        white = max(shared, key=lambda one: one[1] - one[0], default=(0.0, 0.0))
    return white if white[1] - white[0] > 0.1 * line.size else None


def _tail(lines: Sequence[Line], end: int, gaps: list[Gap], column: Column) -> int:
    """Lines that carry one strip on below the last common line: recipients on the left, a signer's name."""
    while end < len(lines):
        line = lines[end]
        step = line.top - lines[end - 1].bottom
        if len(_narrowed(gaps, line)) < len(gaps):
            break
        recipients = step < 0.35 * line.size and line.right < gaps[0][1]
        signer = step < _SIGNATURE * line.size and line.left > gaps[-1][0] and not is_centred(line, column)
        if not (recipients or signer):
            break
        end += 1
    return end


def _built(lines: Sequence[Line], gaps: list[Gap]) -> SideBySide:
    borders = [(left + right) / 2 for left, right in gaps]
    rows: list[list[list[Line]]] = []
    for line in lines:
        strips = _strips(line, borders)
        new_row = len(borders) > 1 and bool(strips[0]) and bool(rows)
        if not rows or new_row:
            rows.append([[] for _ in range(len(borders) + 1)])
        for number, words in enumerate(strips):
            if words:
                rows[-1][number].append(Line(tuple(words)))
    cells = [
        Cell(_strip_text(strip), row, number, bold=bool(strip) and all(line.bold for line in strip))
        for row, strips_of_row in enumerate(rows)
        for number, strip in enumerate(strips_of_row)
    ]
    return SideBySide(lines[0].top, lines[-1].bottom, tuple(cells))


def _strips(line: Line, borders: list[float]) -> list[list[Word]]:
    strips: list[list[Word]] = [[] for _ in range(len(borders) + 1)]
    for word in line.words:
        middle = (word.left + word.right) / 2
        strips[sum(1 for border in borders if middle > border)].append(word)
    return strips


def _strip_text(lines: list[Line]) -> str:
    """Centred strips (heads, signatures) keep their lines; running text is joined."""
    if len(lines) < 2:
        return cell_text(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    shifted = sum(
        1 for line in lines if line.left > left + 0.5 * line.size and line.right < right - 0.5 * line.size
    )
    if shifted * 3 >= len(lines):
        return _centred_text(lines)
    return cell_text(lines)


def _centred_text(lines: list[Line]) -> str:
    """Lines as they stand, but "ngày 01 tháng 12 năm" and the "2025" that did not fit are one."""
    text = lines[0].text
    for above, line in pairwise(lines):
        wrapped = line.text[:1].islower() or line.text[:1].isdigit()
        same = line.bold == above.bold and line.italic == above.italic
        text += (" " if wrapped and same and not text.endswith((".", ";", ":")) else "\n") + line.text
    return text
