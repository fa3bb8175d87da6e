"""A source taken apart to its outline: regions first, then a tree for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban._blocks import Block, Paragraph, Source, Table
from vanban._outline._joins import is_shouted
from vanban._outline._marks import Mark, read_mark
from vanban._outline._nodes import Annex, Node, Outline
from vanban._outline._regions import AnnexRegion, cut, one_line
from vanban._outline._tree import Cells, Piece, grow

_FIRST_COLUMN = re.compile(r"^(?:S\.?\s?T\.?\s?T\.?|T\.?\s?T\.?|Số\s*TT|Số thứ tự|Stt)$", re.IGNORECASE)
_CELL_NUMERAL = re.compile(r"^(?:\d{1,3}|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?$")
_FIRST_HEADING = re.compile(
    r"^(?:mục đích|mục tiêu|căn cứ (?:pháp lý|xây dựng)|sự cần thiết|đặt vấn đề|quan điểm|yêu cầu|thực trạng|tình hình)\b",
    re.IGNORECASE,
)
_TOP = {"part", "chapter", "group", "article", "roman"}


def outline(source: Source) -> Outline:
    """The document's own numbering as a tree; never fails, a document without any numbering has no nodes."""
    regions = cut(source.blocks)
    head, body = _split_head(regions.main)
    decision_head, articles = _split_head(regions.decision)
    nodes = grow(_pieces(body))
    decision = grow(_pieces(articles))
    if not regions.decision:
        nodes, decision = _unwrap(nodes)
    return Outline(
        head=head,
        nodes=nodes,
        closing=regions.closing,
        annexes=tuple(_annex(region) for region in regions.annexes),
        decision_head=decision_head,
        decision=decision,
        decision_closing=regions.decision_closing,
        notes=regions.notes,
        rest=regions.rest,
    )


def _unwrap(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """(sections, articles) of a decision that holds the plan inside its articles.

    An article with numbered items ("Điều 2. Tổ chức thực hiện" and its agencies) counts as a section; one that
    is a mere sentence stays an article, and so does the sentence that opens an article full of sections.
    """
    if not any(node.kind == "article" for node in nodes):
        return nodes, ()
    sections: list[Node] = []
    articles: list[Node] = []
    for node in nodes:
        inside = [child for child in node.children if child.kind == "section"]
        if node.kind != "article":
            sections.append(node)
        elif inside:
            sections += inside
            articles.append(replace(node, children=tuple(c for c in node.children if c.kind != "section")))
        elif any(child.kind in {"item", "point"} for child in node.children):
            sections.append(node)
        else:
            articles.append(node)
    return tuple(sections), tuple(articles)


def _split_head(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Head and body: the body begins at the first top-level "I", "A" or "Phần I"; where the first heading was
    lost, at the first numeral of a section; in a document without sections at its first "1."."""
    firsts: dict[str, int] = {}
    for index, block in enumerate(blocks):
        mark = _mark(block) if isinstance(block, Paragraph) else None
        if mark is None and isinstance(block, Paragraph) and _opens_unnumbered(block):
            firsts.setdefault("unnumbered", index)
        if mark is None or mark.is_bullet:
            continue
        if mark.value == 1 and (mark.style in _TOP or mark.style == "upper"):
            firsts.setdefault("top", index)
            break
        if mark.style in {"roman", "part"} and is_shouted(mark.rest):
            firsts.setdefault("later", index)
        if mark.value == 1 and mark.style in {"arabic", "named"}:
            firsts.setdefault("item", index)
    start = next(
        (firsts[kind] for kind in ("top", "later", "unnumbered", "item") if kind in firsts), len(blocks)
    )
    return blocks[:start], blocks[start:]


def _opens_unnumbered(block: Paragraph) -> bool:
    """A first heading of a document that numbers no sections, known by the words plans begin with."""
    text = one_line(block.text)
    if len(text) > 80 or not _FIRST_HEADING.match(text):
        return False
    return is_shouted(text) or block.bold or block.heading


def _mark(block: Paragraph) -> Mark | None:
    return read_mark(one_line(f"{block.label} {block.text}"))


def _pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Blocks with every flattened table of the body as one piece. It ends where the next section begins."""
    blocks = [line for block in blocks for line in _lines(block)]
    pieces: list[Piece] = []
    index = 0
    last_section = 0
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Paragraph):
            if _begins_flat_table(blocks, index):
                end = _flat_end(blocks, index, last_section)
                pieces.append(_cells(blocks[index:end]))
                index = end
                continue
            mark = _mark(block)
            if mark is not None and mark.style == "roman":
                last_section = mark.value
        pieces.append(block)
        index += 1
    return tuple(pieces)


def _lines(block: Block) -> Sequence[Block]:
    """A paragraph whose typed line breaks begin new list items, as those items; else the block itself."""
    if isinstance(block, Table) or "\n" not in block.text:
        return (block,)
    lines: list[str] = []
    for line in block.text.split("\n"):
        mark = read_mark(one_line(line))
        starts = mark is not None and bool(mark.rest) and (mark.rest[0].isupper() or mark.rest[0].isdigit())
        if lines and not (starts and lines[-1].rstrip().endswith((".", ";", ":"))):
            lines[-1] += f"\n{line}"
        else:
            lines.append(line)
    if len(lines) == 1:
        return (block,)
    first, *others = lines
    return [replace(block, text=first), *(replace(block, text=line, label="") for line in others)]


def _cells(blocks: Sequence[Block]) -> Cells:
    return Cells(tuple(block for block in blocks if isinstance(block, Paragraph)))


def _begins_flat_table(blocks: Sequence[Block], index: int) -> bool:
    """A lone "STT" followed by short lines: the header row of a table flattened to one cell per line."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or not _FIRST_COLUMN.match(one_line(block.text)):
        return False
    following = [b for b in blocks[index + 1 : index + 6] if isinstance(b, Paragraph) and b.text.strip()]
    return len(following) >= 2 and all(len(b.text) < 80 for b in following[:2])


def _flat_end(blocks: Sequence[Block], start: int, last_section: int) -> int:
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Table):
            return index
        mark = _mark(block)
        if mark is None or not mark.rest:
            continue
        if mark.style == "roman" and mark.value == last_section + 1 and len(mark.rest) > 3 and last_section:
            return index
        if mark.style in {"part", "article"}:
            return index
    return len(blocks)


def _annex(region: AnnexRegion) -> Annex:
    title_lines = region.blocks[: region.heading]
    title = one_line(" ".join(block.text for block in title_lines if isinstance(block, Paragraph)))
    body = region.blocks[region.heading :]
    return Annex(
        label=region.label,
        title=title,
        place=region.blocks[0].place,
        blocks=region.blocks,
        nodes=grow(_annex_pieces(body), prefix=region.label),
    )


def _annex_pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """As `_pieces`; an annex with many lone numerals but no header is a table whose head was lost."""
    pieces = _pieces(blocks)
    if any(not isinstance(piece, Paragraph) for piece in pieces):
        return pieces
    numerals = sum(1 for b in blocks if isinstance(b, Paragraph) and _CELL_NUMERAL.match(one_line(b.text)))
    texts = sum(1 for b in blocks if isinstance(b, Paragraph) and len(b.text) > 12)
    if numerals >= 3 and numerals * 12 >= texts:
        return (_cells(blocks),)
    return pieces
