"""Ruling lines in a scanned page, so that its tables are found like those of a PDF.

A picture squeezed to a few columns shows every long horizontal line as dark cells, because letters leave
white between them and lines do not; the same sideways for vertical ones. Refuses short strokes: those are
letters, underlines and stamps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw

from vanban._sources.layout import Rule

_ACROSS = 48  # pixels at 300 dpi, 4 mm: cells for horizontal lines, longer than any stroke of a letter
_DOWN = 24  # for vertical ones: rows of a table may be low, and white stands between lines of text
_DARK = 85  # mean grey of a cell that a line runs through; rows of bold letters stay above 100
_INK = 170  # grey of a single pixel that belongs to a line
_PAPER = 255
_LEAST = 3  # cells in a row that make a line: 12 mm across, 6 mm down


def picture_rules(picture: Image.Image, points_per_pixel: float) -> list[Rule]:
    """Lines of a grey picture, in points from the top left."""
    turned = picture.transpose(Image.Transpose.TRANSPOSE)
    return [
        *(Rule(True, *line) for line in _lines(picture, points_per_pixel, _ACROSS)),
        *(Rule(False, *line) for line in _lines(turned, points_per_pixel, _DOWN)),
    ]


def without_rules(picture: Image.Image, rules: Sequence[Rule], points_per_pixel: float) -> Image.Image:
    """The picture with its lines painted over: beside a line, OCR takes letters for parts of it."""
    if not rules:
        return picture
    clear = picture.copy()
    pen = ImageDraw.Draw(clear)
    for rule in rules:
        along, start, end = (round(value / points_per_pixel) for value in (rule.along, rule.start, rule.end))
        box = (start, along - 1, end, along + 1) if rule.horizontal else (along - 1, start, along + 1, end)
        pen.rectangle(box, fill=_PAPER)
    return clear


def _lines(picture: Image.Image, scale: float, cell: int) -> Iterator[tuple[float, float, float]]:
    """(along, start, end) of horizontal lines in points."""
    width = max(picture.width // cell, 1)
    cells = picture.resize((width, picture.height), Image.Resampling.BOX).tobytes()
    step = picture.width / width
    for row in range(picture.height):
        line = cells[row * width : (row + 1) * width]
        if min(line) >= _DARK:
            continue
        for start, end in _runs(line):
            if end - start >= _LEAST:
                first, last = _ends(picture, row, int(start * step), int(end * step), cell)
                yield row * scale, first * scale, last * scale


def _ends(picture: Image.Image, row: int, start: int, end: int, cell: int) -> tuple[int, int]:
    """Where the line really begins and ends: somewhere in the outermost cells or the half-dark ones beside."""
    top, bottom = max(row - 1, 0), min(row + 2, picture.height)
    before = _darkest(picture, (max(start - cell, 0), top, start + cell, bottom))[::-1]
    after = _darkest(picture, (end - cell, top, min(end + cell, picture.width), bottom))
    return start + cell - _dark_run(before), end - cell + _dark_run(after)


def _darkest(picture: Image.Image, box: tuple[int, int, int, int]) -> bytes:
    width = box[2] - box[0]
    band = picture.crop(box).tobytes()
    return bytes(min(band[column::width]) for column in range(width))


def _dark_run(band: bytes) -> int:
    return next((index for index, grey in enumerate(band) if grey > _INK), len(band))


def _runs(line: bytes) -> Iterator[tuple[int, int]]:
    """(first, behind last) of dark cells side by side."""
    start: int | None = None
    for index, grey in enumerate(line):
        if grey < _DARK and start is None:
            start = index
        elif grey >= _DARK and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(line)
