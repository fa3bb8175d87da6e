"""Names and small look-ups of WordprocessingML that the Word readers share. Refuses to know any meaning."""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # "Strict Open XML": same names, other address
W = f"{{{WORD}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_OFF = ("0", "false", "off", "none")


def attribute(node: etree._Element, name: str) -> str | None:
    return node.get(f"{W}{name}")


def child_value(node: etree._Element, name: str) -> str | None:
    """`w:val` of the child `w:name`, None when there is no such child or value."""
    found = node.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def switch(node: etree._Element | None, name: str) -> bool | None:
    """An on/off property: True, False, or None when the child is absent (then the style decides)."""
    found = node.find(f"{W}{name}") if node is not None else None
    if found is None:
        return None
    return found.get(f"{W}val", "1") not in _OFF


def number_of(text: str | None, default: int) -> int:
    """An integer attribute; what is no number, or absurdly long, counts as `default`."""
    if text is None or len(text) > 9:
        return default
    try:
        return int(text)
    except ValueError:
        return default
