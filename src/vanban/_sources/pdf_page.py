"""One PDF page through PDFium: words and ruling lines in the place where people see them.

Refuses annotations, forms to fill, pictures and scripts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from vanban._limits import Watch
from vanban._sources.layout import Page, Rule, Word
from vanban._sources.text import clean

_THIN = 2.5  # points: a filled shape thinner than this was drawn as a line
_SHORT = 8.0  # points: shorter strokes are parts of letters or pictures
_MAX_PATHS = 20_000  # on one page; beyond that it is a drawing
_MAX_CHARS = 100_000  # on one page: small print on A3 has 20,000
_HYPHEN = 2  # PDFium's code for a hyphen at the end of a line
_GAP = 0.2  # of the type size: a wider space between letters separates words
_RAISED = 0.78  # of the neighbour's size: smaller digits are marks of footnotes
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18  # PDF font descriptor flags (ISO 32000-1, table 123)
_ITALIC = 1 << 6

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    index: int


def read_page(page: pdfium.PdfPage, number: int, watch: Watch) -> Page:
    width, height = page.get_size()
    turn = _turn(page)
    text = page.get_textpage()
    try:
        words = tuple(_words(_letters(text.raw, turn, watch), text.raw))
    finally:
        text.close()
    return Page(number, width, height, words, tuple(_rules(page, turn, width, height)))


def _turn(page: pdfium.PdfPage) -> Turn:
    """From PDF space (y up, before rotation) to the page as shown (y down)."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(page.get_rotation(), turns[0])


def _letters(text: object, turn: Turn, watch: Watch) -> Iterator[_Letter]:
    """Letters in PDFium's order. Spaces it made up itself are skipped: gaps are judged here."""
    box = raw.FS_RECTF()
    size = 0.0
    for index in range(min(raw.FPDFText_CountChars(text), _MAX_CHARS)):
        if index % 4096 == 0:
            watch.check()
        code = raw.FPDFText_GetUnicode(text, index)
        letter = (
            "-" if code == _HYPHEN else chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        )
        if not letter or (letter in " -" and raw.FPDFText_IsGenerated(text, index) == 1):
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        (x0, y0), (x1, y1) = turn(box.left, box.bottom), turn(box.right, box.top)
        left, right = (x0, x1) if x0 < x1 else (x1, x0)
        top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
        if letter in " 0123456789" or size == 0.0 or not 0.8 * size < bottom - top < 1.8 * size:
            size = raw.FPDFText_GetFontSize(text, index)
            if not 0.4 * (bottom - top) < size < 2.5 * (bottom - top):
                size = (bottom - top) * 0.85  # text scaled by its matrix: the box tells the size
        yield _Letter(letter, left, right, top, bottom, size, index)


def _words(letters: Iterator[_Letter], text: object) -> Iterator[Word]:
    run: list[_Letter] = []
    mark = ""
    for letter in letters:
        ends = letter.text.isspace() or (bool(run) and _apart(run[-1], letter))
        if ends:
            yield from _word(run, text, mark)
            run, mark = [], ""
        if run and letter.text.isdigit() and _is_raised(run[-1], letter):
            mark += letter.text
        elif not letter.text.isspace():
            run.append(letter)
    yield from _word(run, text, mark)


def _is_raised(before: _Letter, letter: _Letter) -> bool:
    return letter.size < _RAISED * before.size and letter.bottom < before.bottom - 0.1 * before.size


def _apart(before: _Letter, letter: _Letter) -> bool:
    size = max(before.size, letter.size)
    return (
        letter.left - before.right > _GAP * size
        or letter.right < before.left - size
        or letter.top > before.bottom - 0.2 * size
        or letter.bottom < before.top + 0.2 * size
    )


def _word(run: list[_Letter], text: object, mark: str) -> Iterator[Word]:
    written = clean("".join(letter.text for letter in run)) if run else ""
    if not written:
        return
    bold, italic = _face(text, run[0].index)
    yield Word(
        text=written,
        left=min(letter.left for letter in run),
        right=max(letter.right for letter in run),
        top=min(letter.top for letter in run),
        bottom=max(letter.bottom for letter in run),
        size=max(letter.size for letter in run),
        bold=bold,
        italic=italic,
        mark=mark,
    )


def _face(text: object, index: int) -> tuple[bool, bool]:
    """(bold, italic) from the font's name, weight and flags."""
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    name = buffer.value.decode("latin-1").lower()
    heavy = raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
    bold = "bold" in name or "black" in name or heavy or bool(flags.value & _FORCE_BOLD)
    return bold, "italic" in name or "oblique" in name or bool(flags.value & _ITALIC)


def _rules(page: pdfium.PdfPage, turn: Turn, width: float, height: float) -> Iterator[Rule]:
    """Horizontal and vertical lines: thin filled boxes, strokes, and the sides of stroked boxes."""
    for count, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if count > _MAX_PATHS:
            return
        left, bottom, right, top = shape.get_bounds()
        (x0, y0), (x1, y1) = turn(left, bottom), turn(right, top)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if x1 - x0 > 0.95 * width and y1 - y0 > 0.95 * height:
            continue  # the paper itself
        if y1 - y0 <= _THIN:
            if x1 - x0 >= _SHORT:
                yield Rule(True, (y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= _THIN:
            if y1 - y0 >= _SHORT:
                yield Rule(False, (x0 + x1) / 2, y0, y1)
        elif _stroked(shape):
            yield from _strokes(shape, turn)


def _stroked(shape: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape.raw, fill, stroke)
    return bool(stroke.value)


def _strokes(shape: pdfium.PdfObject, turn: Turn) -> Iterator[Rule]:
    matrix = shape.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: Point | None = None
    first: Point | None = None
    for index in range(min(raw.FPDFPath_CountSegments(shape.raw), 2_000)):
        segment = raw.FPDFPath_GetPathSegment(shape.raw, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = turn(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield from _straight(before, here)
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _straight(here, first)
        before = here


def _straight(a: Point, b: Point) -> Iterator[Rule]:
    wide, tall = abs(a[0] - b[0]), abs(a[1] - b[1])
    if tall <= _THIN and wide >= _SHORT:
        yield Rule(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    elif wide <= _THIN and tall >= _SHORT:
        yield Rule(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
