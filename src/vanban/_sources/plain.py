"""Plain text: every non-empty line is a paragraph, in order.

A line that holds only spaces (no-break spaces, tabs) is a paragraph with empty text: saved pages flatten a
table to one cell per line, and such a line is an empty cell. A truly empty line separates and yields nothing.
Tabs before the text are kept as `level` (1 for one tab): flattened tables begin their cells with one.
Refuses to rebuild tables that lost their bars: that is the work of `vanban._tables`.
"""

from __future__ import annotations

from dataclasses import replace

from vanban._blocks import Note, Paragraph, Source
from vanban._errors import TooBig
from vanban._limits import MAX_TEXT_CHARS, Watch
from vanban._sources.barred import cells_of, without_bars, without_dashes
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.charsets import decode
from vanban._sources.litter import without_litter
from vanban._sources.text import clean


def read_plain(data: bytes, watch: Watch) -> Source:
    """Raises `TooBig`, `Empty`."""
    text, notes = decode(data)
    return from_text(text, watch, notes)


def from_text(text: str, watch: Watch, notes: tuple[Note, ...] = ()) -> Source:
    if len(text) > MAX_TEXT_CHARS:
        raise TooBig("Tệp văn bản dài hơn 20 triệu chữ. Hãy tách thành nhiều tệp rồi tải lại.")
    blocks = Blocks(watch)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    for plain, rows in without_bars(without_dashes(without_litter(lines))):
        for line in plain:
            if line:
                tabs = len(line) - len(line.lstrip("\t"))
                blocks.add(Paragraph(text=clean(line), place=replace(NOWHERE), level=tabs or None))
        if rows:
            blocks.table(cells_of([[clean(cell) for cell in row] for row in rows]))
    return blocks.finish("txt", notes=notes)
