"""The measurable objectives of a plan: one target per figure, its sentence, population and deadline.

Looks in the objectives only, and for orders of "100% …" in assignments. Refuses figures that describe the
present, figures of tasks, and a deadline that neither the sentence, its heading nor the plan's title states.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban._blocks import Place
from vanban._language.dates import find_times, years_covered
from vanban._language.quantity import (
    Figure,
    describes_present,
    find_figures,
    population_after,
    population_before,
)
from vanban._language.text import collapse, sentences
from vanban._outline import Node
from vanban._plan import Head, Target
from vanban._sections import Section

_DEADLINE = re.compile(
    r"(?:đến|tới|hết|trước|trong|vào|cuối|tầm nhìn|định hướng)(?:\s(?:hết|cuối|trước|thời điểm|ngày|tháng|quý|năm)){0,3}\s(?=\d|qu[ýí]|I)|(?<!giai đoạn )(?<!so với )(?<!từ )\bnăm\s(?=(?:19|20)\d\d)",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b100\s?%")
_FROM_TITLE = "Thời hạn lấy theo tên kế hoạch, câu không nêu riêng."


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    path: str
    place: Place
    deadline: str | None  # what the headings above state


def read_targets(parts: Sequence[Section], head: Head) -> tuple[Target, ...]:
    """Targets in document order; `ordinal` counts within a path. A plan may have none."""
    found: list[Target] = []
    counts: dict[str, int] = {}
    for sentence, figures in _aims(parts):
        cues = _cues(sentence.text) if figures else []
        for figure, population in zip(figures, _populations(sentence.text, figures), strict=True):
            deadline = _deadline(sentence, cues, figure)
            ordinal = counts[sentence.path] = counts.get(sentence.path, 0) + 1
            found.append(
                _target(
                    sentence, figure, population=population, deadline=deadline, ordinal=ordinal, head=head
                )
            )
    return tuple(found)


def _aims(parts: Sequence[Section]) -> Iterator[tuple[_Sentence, tuple[Figure, ...]]]:
    for section in parts:
        if section.role == "objectives":
            for sentence in _sentences(section):
                if not describes_present(sentence.text):
                    yield sentence, find_figures(sentence.text)
        elif section.role == "organisation":
            for sentence in _sentences(section):
                if _ORDER.search(sentence.text):
                    orders = (
                        figure
                        for figure in find_figures(sentence.text)
                        if figure.unit == "%" and figure.value == 100
                    )
                    yield sentence, tuple(orders)


def _sentences(section: Section) -> Iterator[_Sentence]:
    above = next((year for node in reversed(section.above) if (year := _stated_year(node.text))), None)
    yield from _sentences_under(section.node, above, ordered=section.role == "objectives")


def _sentences_under(node: Node, above: str | None, *, ordered: bool) -> Iterator[_Sentence]:
    """The sentences of a node and of what stands under it, each with the deadline its headings state."""
    if node.text and node.kind != "table":
        for sentence in sentences(node.text):
            yield _Sentence(sentence, node.path, node.place, above if ordered else None)
    stated = above
    if node.children:
        stated = _stated_year(node.text) or above
    for child in node.children:
        if child.kind == "text" and child.children == () and not find_figures(collapse(child.text)):
            stated = _stated_year(child.text) or stated  # "Đến năm 2020, … với các kết quả cụ thể:"
        yield from _sentences_under(child, stated, ordered=ordered)


def _stated_year(text: str) -> str | None:
    """The deadline a heading or a lead-in states: "Mục tiêu đến năm 2025", "Năm 2026", "giai đoạn 2021 - 2025"."""
    short = collapse(text)
    if len(short) > 400:
        return None
    cues = _cues(short)
    if cues:
        return cues[0][1]
    last = years_covered(short)[1]
    return str(last) if last is not None else None


def _cues(text: str) -> list[tuple[int, str]]:
    """(where, deadline) of every time a text gives as a deadline."""
    found: list[tuple[int, str]] = []
    times = find_times(text)
    at = 0
    for cue in _DEADLINE.finditer(text):
        while at < len(times) and times[at].begin_at < cue.start() - 1:
            at += 1
        if at < len(times) and times[at].begin_at <= cue.end() + 1:
            found.append((cue.start(), times[at].end))
    return found


def _deadline(sentence: _Sentence, cues: list[tuple[int, str]], figure: Figure) -> str | None:
    """The nearest deadline before the figure in its sentence, else one after it, else the heading's."""
    before = bisect_left(cues, (figure.begin_at, ""))
    if before:
        return cues[before - 1][1]
    return cues[0][1] if len(cues) == 1 and not sentence.deadline else sentence.deadline


def _counted(text: str, figure: Figure) -> str | None:
    """What a figure counts: of a percentage what follows it, of a count its unit and what follows that."""
    after = population_after(text, figure.end_at)
    if figure.unit == "%":
        return after
    more = (after or "").split(" cho ")[0]
    return (
        figure.unit
        if not more or text[figure.end_at : figure.end_at + 1] in {"", ".", ";", ",", "/"}
        else f"{figure.unit} {more}"
    )


def _populations(text: str, figures: tuple[Figure, ...]) -> list[str | None]:
    """What each figure counts; "năm 2025 đạt 70%, năm 2030 đạt 95% xã" counts the same in both."""
    found = [population_before(text, f.begin_at) or _counted(text, f) for f in figures]
    for index in range(len(found) - 2, -1, -1):
        if found[index] is None and figures[index].unit == figures[index + 1].unit == "%":
            found[index] = found[index + 1]
    return found


def _target(
    sentence: _Sentence,
    figure: Figure,
    *,
    population: str | None,
    deadline: str | None,
    ordinal: int,
    head: Head,
) -> Target:
    text = sentence.text
    doubts: list[str] = []
    if deadline is None and head.period_to is not None:
        deadline = str(head.period_to)
        doubts.append(_FROM_TITLE)
    if population is None:
        doubts.append("Không đọc được đối tượng mà con số này nói đến.")
    if figure.unit == "%" and figure.value > 100:
        doubts.append("Tỷ lệ lớn hơn 100%.")
    return Target(
        path=sentence.path,
        ordinal=ordinal,
        text=text,
        comparator=figure.comparator,
        value=figure.value,
        unit=figure.unit,
        population=population,
        deadline=deadline,
        place=sentence.place,
        confidence=max(0.5, 1.0 - 0.2 * len(doubts)),
        doubts=tuple(doubts),
    )
