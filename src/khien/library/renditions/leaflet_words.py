"""The sections of a leaflet, notice or long card, from a whole material.

Each section reads on its own: a title and lines with one mark. Refuses tables, pictures and quizzes: those are for the
page and the document.
"""

from __future__ import annotations

from typing import Any

from khien.library.renditions.labels import labels
from khien.library.renditions.plain_words import breakable, clean, cut, first_texts, plain, sentences
from khien.library.rules.content import (
    Bullets,
    Contact,
    Content,
    DoDont,
    Heading,
    Notice,
    Paragraph,
    Scam,
    Steps,
)

MOST_SECTIONS, MOST_LINES, LINE = 14, 8, 240
Section = dict[str, Any]


def leaflet_sections(content: Content) -> list[Section]:
    """Sections in the order of need: {"title", "mark": cross|tick|number|dot|text, "tone", "items"}."""
    say = labels(content.language)
    found = [s for s in (*_of_scam(content.scam, say), *_of_blocks(content, say)) if s["items"]]
    if not found:
        told = content.poster.points or sentences(content.summary)
        found = [s for s in (_section(say["know"], "dot", "plain", told),) if s["items"]]
    return found[:MOST_SECTIONS]


def _section(title: str, mark: str, tone: str, lines: Any) -> Section:
    items = [breakable(cut(line, LINE)) for line in first_texts(lines, MOST_LINES)]
    return {"title": breakable(cut(clean(title), 90)), "mark": mark, "tone": tone, "items": items}


def _of_scam(scam: Scam | None, say: dict[str, str]) -> list[Section]:
    if scam is None:
        return []
    return [
        _section(say["signs"], "cross", "danger", scam.signs),
        _section(say["do_now"], "number", "good", scam.do_now),
        _section(say["how"], "number", "plain", scam.how_it_goes),
        _section(say["tell_whom"], "dot", "plain", scam.tell_whom),
        _section(say["variants"], "dot", "plain", scam.variants),
    ]


def _of_blocks(content: Content, say: dict[str, str]) -> list[Section]:
    """Blocks in their order; lists and texts stand under the heading before them."""
    sections: list[Section] = []
    title = ""
    for block in content.blocks:
        if isinstance(block, Heading):
            title = block.text
            continue
        made = _of_block(block, title, say)
        sections += made
        title = "" if made else title
    contacts = [b for b in content.blocks if isinstance(b, Contact)]
    told = [": ".join(p for p in (c.name, c.number or c.address) if p) for c in contacts]
    return [*sections, _section(say["contacts"], "dot", "plain", told)]


def _of_block(block: object, title: str, say: dict[str, str]) -> list[Section]:
    match block:
        case Steps():
            lines = [_line(step.title, step.text) for step in block.steps]
            return [_section(block.title or title or say["steps"], "number", "good", lines)]
        case DoDont():
            return [
                _section(say["do"], "tick", "good", block.do),
                _section(say["dont"], "cross", "danger", block.dont),
            ]
        case Bullets():
            mark = "number" if block.numbered else "dot"
            return [_section(title or say["know"], mark, "plain", map(plain, block.items))]
        case Notice():
            tone = "danger" if block.tone == "danger" else "good" if block.tone == "done" else "plain"
            return [_section(block.title or title, "text", tone, [block.text])]
        case Paragraph() if title:
            return [_section(title, "text", "plain", [plain(block.runs)])]
        case _:
            return []


def _line(title: str, text: str) -> str:
    head = clean(title)
    return f"{head.rstrip('.:')}. {clean(text)}" if head and text else head or clean(text)
