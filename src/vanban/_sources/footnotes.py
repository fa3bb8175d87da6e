"""Footnotes at the foot of a page: small type below a short rule. Refuses to touch notes inside tables."""

from __future__ import annotations

import re
from statistics import median

from vanban._blocks import Footnote
from vanban._sources.layout import Page, Rule, Word, lines_of
from vanban._sources.reflow import join_lines

_SHORTEST, _LONGEST = 60.0, 230.0  # points: Word draws two inches, Writer a quarter of the width
_SMALLER = 0.93  # of the page's usual type size
_MARK = re.compile(r"\[?(\d{1,3}|\*)\]?[.)]?\s*(?=\D)")


def split_notes(page: Page, words: list[Word]) -> tuple[list[Word], list[Footnote]]:
    """The words above the notes, and the notes."""
    for rule in sorted(page.rules, key=lambda one: one.along, reverse=True):
        if not rule.horizontal or not _SHORTEST <= rule.end - rule.start <= _LONGEST:
            continue
        below = [word for word in words if word.top > rule.along - 1]
        if _are_notes(page, words, below, rule):
            taken = set(map(id, below))
            return [word for word in words if id(word) not in taken], _notes(below)
    return words, []


def _are_notes(page: Page, words: list[Word], below: list[Word], rule: Rule) -> bool:
    if not below or len(below) > 0.7 * len(words) or rule.along < 0.3 * page.height:
        return False
    if rule.start > min(word.left for word in words) + 40:
        return False
    usual = median(word.size for word in words if word.top <= rule.along)
    first = lines_of(below)[0]
    small = median(word.size for word in below) < _SMALLER * usual
    return small and _MARK.match(first.text) is not None and first.top - rule.along < 3 * first.size


def _notes(words: list[Word]) -> list[Footnote]:
    groups: list[list[int]] = []
    lines = lines_of(words)
    expected = None
    for index, line in enumerate(lines):
        mark = _MARK.match(line.text)
        begins = mark is not None and (expected is None or mark[1] in (expected, "*"))
        if begins and mark is not None:
            groups.append([index])
            expected = str(int(mark[1]) + 1) if mark[1].isdecimal() else None
        elif groups:
            groups[-1].append(index)
    found: list[Footnote] = []
    for group in groups:
        text = join_lines([lines[index] for index in group])
        mark = _MARK.match(text)
        if mark is not None:
            found.append(Footnote(mark[1], text[mark.end() :]))
    return found
