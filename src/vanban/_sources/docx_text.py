"""Runs of a Word paragraph to text, with what is bold, italic, footnoted or boxed.

Keeps inserted text, drops deleted and hidden text and field codes; of mc:AlternateContent reads the choice
and reads the fallback only when the choice has no text box, so that a box is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vanban._sources.charsets import from_font
from vanban._sources.docx_styles import Style, Styles, font_of
from vanban._sources.wordml import MATH, MC, W, attribute, child_value, number_of, switch

_DROPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr")
)
_ENTERED = frozenset(
    f"{W}{name}"
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "fldSimple",
        "sdt",
        "sdtContent",
        "customXml",
        "dir",
        "bdo",
    )
)
_PLAIN_CHARACTERS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_OLD_FONTS = (".Vn", "VNI-", "VNI ")  # TCVN3 and VNI: their letters stand at other letters' codes
_SYMBOLS = {
    0xF02D: "-",
    0xF0B7: "•",
    0xF0A3: "≤",
    0xF0B3: "≥",
    0xF0B1: "±",
    0xF0B4: "×",
    0xF0FC: "✓",
    0xF0D8: "➢",
}


@dataclass(slots=True)
class Gathered:
    """One paragraph's text while it is collected. `bold` and `italic` count letters, not runs."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind: footnote | endnote, id)
    boxes: list[etree._Element] = field(default_factory=list)  # w:txbxContent met on the way

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def write(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        self.pieces.append(text)
        letters = sum(1 for letter in text if not letter.isspace())
        self.letters += letters
        self.bold += letters if bold else 0
        self.italic += letters if italic else 0


def gather(paragraph: etree._Element, style: Style, styles: Styles, into: Gathered) -> None:
    """Walk the paragraph's content in order; XML depth is bounded by the parser, so recursion is too."""
    for node in paragraph:
        tag = node.tag
        if tag == f"{W}r":
            _run(node, style, styles, into)
        elif tag in _ENTERED:
            gather(node, style, styles, into)
        elif tag == f"{MC}AlternateContent":
            for branch in _branches(node):
                gather(branch, style, styles, into)
        elif tag.startswith(MATH):
            into.write("".join(part.text or "" for part in node.iter(f"{MATH}t")))
        elif tag not in _DROPPED:
            _find_boxes(node, into)


def _run(run: etree._Element, style: Style, styles: Styles, into: Gathered) -> None:
    own = run.find(f"{W}rPr")
    named = styles.run_style(child_value(own, "rStyle") if own is not None else None)
    if _decide(own, "vanish", named.hidden, style.hidden):
        return
    bold = _decide(own, "b", named.bold, style.bold)
    italic = _decide(own, "i", named.italic, style.italic)
    caps = _decide(own, "caps", named.caps, style.caps)
    font = font_of(own) or named.font or style.font or ""
    for written in _characters(run, into):
        text = from_font(written, font) if font.startswith(_OLD_FONTS) else written
        into.write(text.upper() if caps else text, bold=bold, italic=italic)


def _decide(own: etree._Element | None, name: str, named: bool | None, inherited: bool | None) -> bool:
    said = switch(own, name)
    if said is not None:
        return said
    return bool(inherited if named is None else named)


def _characters(run: etree._Element, into: Gathered) -> Iterator[str]:
    for node in run:
        tag = node.tag
        if tag == f"{W}t":
            yield node.text or ""
        elif tag in _PLAIN_CHARACTERS:
            yield _PLAIN_CHARACTERS[tag]
        elif tag == f"{W}br":
            yield "\n" if attribute(node, "type") in (None, "textWrapping") else " "
        elif tag == f"{W}sym":
            yield _symbol(node)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
            into.notes.append((kind, attribute(node, "id") or ""))
        elif tag == f"{MC}AlternateContent":
            for branch in _branches(node):
                yield from _characters(branch, into)
        elif tag not in _DROPPED:
            _find_boxes(node, into)


def _symbol(node: etree._Element) -> str:
    code = attribute(node, "char") or ""
    try:
        value = int(code, 16) if len(code) <= 6 else 0
    except ValueError:
        return ""
    if value in _SYMBOLS:
        return _SYMBOLS[value]
    return chr(value) if 0x20 <= value < 0xD800 else ""


def _branches(node: etree._Element) -> list[etree._Element]:
    """The choice when it holds a text box or text, else the fallback; never both."""
    choices = [child for child in node if child.tag == f"{MC}Choice"]
    fallbacks = [child for child in node if child.tag == f"{MC}Fallback"]
    for branch in (*choices, *fallbacks):
        if next(branch.iter(f"{W}t"), None) is not None:
            return [branch]
    return []


def _find_boxes(node: etree._Element, into: Gathered) -> None:
    """Text boxes below a drawing or picture; a box inside a box is found when the outer one is read."""
    if node.tag == f"{W}txbxContent":
        into.boxes.append(node)
        return
    for child in node:
        if child.tag == f"{MC}AlternateContent":
            for branch in _branches(child):
                _find_boxes(branch, into)
        else:
            _find_boxes(child, into)


def grid_number(node: etree._Element | None, name: str, default: int) -> int:
    """A small count such as w:gridSpan; below zero counts as `default`."""
    if node is None:
        return default
    found = number_of(child_value(node, name), default)
    return found if found >= 0 else default
