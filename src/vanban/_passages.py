"""Paragraphs of a head put back together where a line break cut them ("Căn cứ Luật Tổ chức / chính quyền …").

The body is joined by the outline; a head is kept line by line, because its layout is read by lines. Refuses to
join across tables, and lines that begin something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vanban._blocks import Block, Paragraph
from vanban._outline._joins import goes_on, joined


def whole_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, each run of lines that goes on with one another as one paragraph at the first's place."""
    open_one: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and open_one is not None and goes_on(open_one.text, block.text):
            open_one = replace(open_one, text=joined(open_one.text, block.text))
            continue
        if open_one is not None:
            yield open_one
        open_one = block if isinstance(block, Paragraph) else None
        if open_one is None:
            yield block
    if open_one is not None:
        yield open_one
