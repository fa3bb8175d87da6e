"""The master of a deck: 16 : 9, the colours of a palette as theme colours, one font, three layouts.

A person who adds a slide in PowerPoint gets the same look. Refuses the eight layouts nobody here uses.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from khien.library.renditions.palette import Palette

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5  # inches
MARGIN = 0.75
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KEPT = {"Title Slide": "cover", "Title and Content": "text", "Title Only": "title"}


def themed(colours: Palette) -> tuple[Any, dict[str, Any]]:
    """A presentation without slides, and its layouts: cover, text, title."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _paint(deck, colours)
    layouts = _layouts(deck)
    for holder in deck.slide_master.placeholders:
        _place(holder)
    for layout in layouts.values():
        for holder in layout.placeholders:
            _place(holder)
    return deck, layouts


def _layouts(deck: Any) -> dict[str, Any]:
    kept = {}
    for layout in list(deck.slide_layouts):
        if name := _KEPT.get(layout.name):
            kept[name] = layout
        else:
            deck.slide_layouts.remove(layout)
    return kept


def _place(holder: Any) -> None:
    """Placeholders of the master and the layouts where our slides have them."""
    kind = holder.placeholder_format.type
    name = kind.name if kind is not None else ""
    boxes = {
        "TITLE": (MARGIN, 0.55, WIDTH - 2 * MARGIN, 1.15),
        "CENTER_TITLE": (MARGIN, 2.2, WIDTH - 2 * MARGIN, 2.0),
        "SUBTITLE": (MARGIN, 4.4, WIDTH - 2 * MARGIN, 1.2),
        "BODY": (MARGIN, 1.9, WIDTH - 2 * MARGIN, 4.75),
        "OBJECT": (MARGIN, 1.9, WIDTH - 2 * MARGIN, 4.75),
        "DATE": (MARGIN, 6.95, 2.4, 0.35),
        "FOOTER": (3.4, 6.95, 6.5, 0.35),
        "SLIDE_NUMBER": (WIDTH - MARGIN - 1.2, 6.95, 1.2, 0.35),
    }
    if name in boxes:
        left, top, width, height = map(Inches, boxes[name])
        holder.left, holder.top, holder.width, holder.height = left, top, width, height


def _paint(deck: Any, colours: Palette) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    theme = etree.fromstring(part.blob, parser)
    wanted = {
        "dk1": colours.ink,
        "lt1": "#ffffff",
        "dk2": colours.strong,
        "lt2": colours.page,
        "accent1": colours.strong,
        "accent2": "#ffc845" if colours.framed else colours.accent,
        "accent3": colours.good,
        "accent4": colours.danger,
        "accent5": colours.muted,
        "accent6": colours.soft,
        "hlink": colours.strong,
        "folHlink": colours.muted,
    }
    for name, colour in wanted.items():
        for node in theme.iter(f"{{{_DRAWING}}}{name}"):
            for child in list(node):
                node.remove(child)
            etree.SubElement(node, f"{{{_DRAWING}}}srgbClr", val=colour.lstrip("#"))
    for kind in ("majorFont", "minorFont"):
        for node in theme.iter(f"{{{_DRAWING}}}{kind}"):
            latin = node.find(f"{{{_DRAWING}}}latin")
            if latin is not None:
                latin.set("typeface", FONT)
    part._blob = etree.tostring(
        theme, xml_declaration=True, encoding="UTF-8", standalone=True
    )  # python-pptx has no public door
