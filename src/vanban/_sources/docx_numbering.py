"""The numbers Word draws in front of paragraphs and keeps outside their text.

Follows ECMA-376 part 1, 17.9: numbering definitions, level overrides, style and numbering-style links,
restarts. Counting is shared by all lists built on the same abstract definition, as in Word. Refuses to look
at text: a number somebody typed is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from vanban._sources.wordml import W, attribute, child_value, number_of

MAX_LEVELS = 9
_PERCENT = "%"
_WINGDINGS = {
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a7": "•",
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf076": "❖",
    "\uf0e0": "→",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it draws."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart_after: int | None = None  # w:lvlRestart: restart after this level (1-based), 0 = never
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)  # w:startOverride, used up at first use


class Numbering:
    """Turns (numId, level) of paragraphs, asked in document order, into labels."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {attribute(node, "abstractNumId"): node for node in root.iterfind(f"{W}abstractNum")}
        styles = {
            child_value(node, "styleLink"): node
            for node in abstracts.values()
            if child_value(node, "styleLink") is not None
        }
        for node in root.iterfind(f"{W}num"):
            abstract_id = child_value(node, "abstractNumId") or ""
            abstract = abstracts.get(abstract_id)
            if abstract is None:
                continue
            link = child_value(abstract, "numStyleLink")
            abstract = styles.get(link, abstract) if link is not None else abstract
            built = _List(abstract=abstract_id, levels=dict(_levels(abstract)))
            for override in node.iterfind(f"{W}lvlOverride"):
                _apply_override(built, override)
            self._lists[attribute(node, "numId") or ""] = built

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level a paragraph style is tied to in this list (w:lvl/w:pStyle)."""
        found = self._lists.get(list_id)
        for index, level in found.levels.items() if found is not None else ():
            if level.style == style:
                return index
        return None

    def next_label(self, list_id: str, index: int) -> str:
        """Count one paragraph and return what Word draws before it; "" when the list is unknown or mute."""
        found = self._lists.get(list_id)
        level = found.levels.get(index) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        self._restart(found, list_id, index, counts)
        counts[index] = counts[index] + 1 if index in counts else level.start
        for deeper in [other for other in counts if other > index]:
            if _restarts(found.levels.get(deeper), deeper, index):
                del counts[deeper]
        return _draw(found.levels, index, counts)

    def _restart(self, found: _List, list_id: str, index: int, counts: dict[int, int]) -> None:
        start = found.restarts.get(index)
        if start is not None and (list_id, index) not in self._used:
            self._used.add((list_id, index))
            counts[index] = start - 1


def _restarts(level: Level | None, deeper: int, index: int) -> bool:
    if level is None or level.restart_after is None:
        return True
    return level.restart_after != 0 and index < min(level.restart_after, deeper)


def _levels(abstract: etree._Element) -> Iterator[tuple[int, Level]]:
    for node in abstract.iterfind(f"{W}lvl"):
        index = number_of(attribute(node, "ilvl"), 0)
        if 0 <= index < MAX_LEVELS:
            yield index, _level(node)


def _level(node: etree._Element) -> Level:
    restart = child_value(node, "lvlRestart")
    return Level(
        start=number_of(child_value(node, "start"), 0 if node.find(f"{W}start") is None else 1),
        form=_form(node),
        text=child_value(node, "lvlText") or "",
        restart_after=None if restart is None else number_of(restart, 0),
        legal=node.find(f"{W}isLgl") is not None,
        style=child_value(node, "pStyle"),
    )


def _form(node: etree._Element) -> str:
    found = node.find(f"{W}numFmt")
    if found is None:  # newer Word wraps custom forms as mc:Choice / mc:Fallback
        found = next(iter(node.iter(f"{W}numFmt")), None)
    return "decimal" if found is None else attribute(found, "val") or "decimal"


def _apply_override(built: _List, override: etree._Element) -> None:
    index = number_of(attribute(override, "ilvl"), 0)
    full = override.find(f"{W}lvl")
    if full is not None:
        built.levels[index] = _level(full)
    start = child_value(override, "startOverride")
    if start is not None:
        built.restarts[index] = number_of(start, 1)
        if index in built.levels:
            built.levels[index] = replace(built.levels[index], start=built.restarts[index])


def _draw(levels: dict[int, Level], index: int, counts: dict[int, int]) -> str:
    level = levels[index]
    if level.form == "bullet":
        return _bullet(level.text)
    if level.form == "none":
        return "" if _PERCENT in level.text else level.text.strip()
    drawn = level.text
    for other in range(MAX_LEVELS):
        mark = f"{_PERCENT}{other + 1}"
        if mark in drawn:
            shown = levels.get(other, Level())
            form = "decimal" if level.legal and other != index else shown.form
            drawn = drawn.replace(mark, form_number(counts.get(other, shown.start), form))
    return drawn.strip()


def _bullet(text: str) -> str:
    drawn = "".join(
        _WINGDINGS.get(letter, "•" if "\ue000" <= letter <= "\uf8ff" else letter) for letter in text
    )
    return drawn.strip()


def form_number(value: int, form: str) -> str:
    """`value` the way Word prints `form` (ST_NumberFormat); unknown forms print as decimal."""
    if form in ("lowerLetter", "upperLetter"):
        letters = _letters(value)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "none":
        return ""
    return str(value)


def _letters(value: int) -> str:
    """a … z, aa … zz, aaa …: Word repeats the letter, it does not count in base 26."""
    if value < 1 or value > 26 * 30:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


_ROMANS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(value: int) -> str:
    if value < 1 or value > 3999:
        return str(value)
    drawn = ""
    for worth, letters in _ROMANS:
        count, value = divmod(value, worth)
        drawn += letters * count
    return drawn
