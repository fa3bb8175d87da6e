"""Word styles: what a paragraph or run inherits. Refuses to know text, numbering counts or meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from vanban._sources.wordml import W, attribute, child_value, number_of, switch

_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])$", re.IGNORECASE)
_MAX_CHAIN = 20  # styles based on styles; Word itself stops long before


@dataclass(frozen=True, slots=True)
class Style:
    """One style with everything it inherits; None = not said anywhere, so the default (no) holds."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    alignment: str | None = None
    list_id: str | None = None
    list_level: int | None = None
    outline: int | None = None  # 0 = heading 1
    title: bool = False


PLAIN = Style()


class Styles:
    def __init__(self, root: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._made: dict[str, Style] = {}
        self.default_paragraph = ""
        for node in root.iterfind(f"{W}style") if root is not None else ():
            name = attribute(node, "styleId") or ""
            self._nodes[name] = node
            if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true", "on"):
                self.default_paragraph = name

    def style(self, name: str | None) -> Style:
        key = self.default_paragraph if name is None else name
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def run_style(self, name: str | None) -> Style:
        return PLAIN if name is None else self.style(name)

    def _make(self, name: str) -> Style:
        made: dict[str, object] = {}
        for node in self._chain(name):
            for key, value in _own(node):
                made.setdefault(key, value)
        return Style(**made)  # type: ignore[arg-type]  # keys are Style's own, see _own

    def _chain(self, name: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        seen: set[str] = set()
        current: str | None = name
        while (
            current is not None and current in self._nodes and current not in seen and len(seen) < _MAX_CHAIN
        ):
            seen.add(current)
            chain.append(self._nodes[current])
            current = child_value(self._nodes[current], "basedOn")
        return chain


def _own(node: etree._Element) -> Iterator[tuple[str, object]]:
    """What this style says itself, as (field of Style, value)."""
    run, paragraph = node.find(f"{W}rPr"), node.find(f"{W}pPr")
    for field_name, word_name in (("bold", "b"), ("italic", "i"), ("caps", "caps"), ("hidden", "vanish")):
        value = switch(run, word_name)
        if value is not None:
            yield field_name, value
    font = font_of(run)
    if font is not None:
        yield "font", font
    name = child_value(node, "name") or ""
    heading = _HEADING_NAME.match(name.strip())
    if paragraph is not None:
        yield from _own_paragraph(paragraph)
    if heading is not None:
        yield "outline", int(heading[1]) - 1
    if name.strip().lower() in ("title", "tiêu đề"):
        yield "title", True


def _own_paragraph(paragraph: etree._Element) -> Iterator[tuple[str, object]]:
    alignment = child_value(paragraph, "jc")
    if alignment is not None:
        yield "alignment", alignment
    numbering = paragraph.find(f"{W}numPr")
    if numbering is not None:
        list_id, level = child_value(numbering, "numId"), child_value(numbering, "ilvl")
        if list_id is not None:
            yield "list_id", list_id
        if level is not None:
            yield "list_level", number_of(level, 0)
    outline = child_value(paragraph, "outlineLvl")
    if outline is not None and 0 <= number_of(outline, 9) < 9:
        yield "outline", number_of(outline, 9)


def font_of(run_properties: etree._Element | None) -> str | None:
    """The font of Latin letters that these run properties name."""
    fonts = run_properties.find(f"{W}rFonts") if run_properties is not None else None
    return None if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
