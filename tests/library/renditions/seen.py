"""What a reader sees of a PDF: its words, and whether words stand on each other or off the sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

Box = tuple[float, float, float, float]


def words(blob: bytes) -> str:
    """All text, on one line, without the marks that only allow a break."""
    document = pdfium.PdfDocument(blob)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u200b", "").replace("\ufffe", "").replace("\x02", "").split())


def squeezed(text: str) -> str:
    """Without any space: long words may be broken over lines."""
    return "".join(text.split())


def sheets(blob: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document = pdfium.PdfDocument(blob)
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    document.close()
    return sizes  # type: ignore[return-value]


def collisions(blob: bytes) -> list[str]:
    """Lines of text that stand on another line or leave the sheet."""
    document = pdfium.PdfDocument(blob)
    found = []
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        boxes = list(_lines(page.get_textpage()))
        found += [f"{number}: {box} is off" for box in boxes if not _inside(box, width, height)]
        found += [
            f"{number}: {one} on {other}"
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if _shared(one, other) > 0.35
        ]
    document.close()
    return found


def _lines(page: pdfium.PdfTextPage) -> Iterator[Box]:
    for index in range(page.count_rects()):
        box = page.get_rect(index)
        if box[2] - box[0] > 1 and box[3] - box[1] > 1:
            yield box


def _inside(box: Box, width: float, height: float) -> bool:
    return box[0] >= -0.5 and box[1] >= -0.5 and box[2] <= width + 0.5 and box[3] <= height + 0.5


def _shared(one: Box, other: Box) -> float:
    """How much of the smaller box lies in the larger one."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    return wide * tall / min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
