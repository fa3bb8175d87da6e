"""Footnotes and endnotes of a Word document: marks in order of first reference. Refuses to read their text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vanban._sources.docx_numbering import form_number
from vanban._sources.wordml import attribute

_RULES = ("separator", "continuationSeparator", "continuationNotice")  # lines Word draws, no notes


class Notes:
    def __init__(self, footnotes: etree._Element | None, endnotes: etree._Element | None) -> None:
        self._notes = {"footnote": _by_id(footnotes), "endnote": _by_id(endnotes)}
        self._marks: dict[tuple[str, str], str] = {}

    def mark(self, kind: str, note: str) -> str:
        """The mark printed for this note: 1, 2, … for footnotes, i, ii, … for endnotes."""
        key = (kind, note)
        if key not in self._marks:
            count = sum(1 for other, _ in self._marks if other == kind) + 1
            self._marks[key] = str(count) if kind == "footnote" else form_number(count, "lowerRoman")
        return self._marks[key]

    def used(self) -> Iterator[tuple[str, etree._Element]]:
        """(mark, element) of the notes the text refers to, in order."""
        for (kind, note), mark in list(self._marks.items()):
            found = self._notes[kind].get(note)
            if found is not None:
                yield mark, found


def _by_id(root: etree._Element | None) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {attribute(node, "id") or "": node for node in root if attribute(node, "type") not in _RULES}
