"""A material as words alone: for the search index, the text half of a letter, reading aloud. Pure.

Refuses to leave out what the page says; what a picture shows is said by its alternative text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khien.library.rules import content as c
from khien.library.rules.phrases import phrases
from khien.library.rules.runs import plain_from_runs, runs_from_markdown
from khien.library.rules.sentences import collapse, ended
from khien.library.rules.speech import seconds_of

# Silent reading of Vietnamese: about 230 syllables (written words) a minute for an adult in no hurry.
WORDS_PER_MINUTE = 230


class Kind(StrEnum):
    """How a line stands on a page."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or item; `number` counts NUMBERED ones from 1."""

    kind: Kind
    text: str
    number: int = 0


def words(text: str) -> str:
    """The words of a short text that may hold mini-markdown (cells of tables, steps, notices)."""
    return plain_from_runs(runs_from_markdown(text))


def lines(content: c.Content) -> tuple[Line, ...]:
    """Title, summary, how the scam works, then the body, in the order of the page. No empty lines."""
    labels = phrases(content.language)
    said: list[Line] = [Line(Kind.TITLE, content.title), Line(Kind.TEXT, content.summary)]
    if content.scam is not None:
        said += _scam(content.scam, labels)
    for block in content.blocks:
        said += _block(block, labels)
    return tuple(Line(line.kind, collapse(line.text), line.number) for line in said if line.text.strip())


def plain_text(content: c.Content) -> str:
    """Lines parted by an empty one, items of a list below each other; without sources and address."""
    written: list[str] = []
    before: Kind | None = None
    for line in lines(content):
        listed = line.kind in (Kind.ITEM, Kind.NUMBERED)
        if written and not (listed and before in (Kind.ITEM, Kind.NUMBERED) and line.number != 1):
            written.append("")
        mark = {Kind.ITEM: "- ", Kind.NUMBERED: f"{line.number}. "}.get(line.kind, "")
        written.append(mark + line.text)
        before = line.kind
    return "\n".join(written)


def speech_text(content: c.Content) -> str:
    """What a voice reads: one line a sentence or item, each with an end. Still to go through `speech.spoken`."""
    return "\n".join(ended(line.text) for line in lines(content))


def reading_time(content: c.Content) -> int:
    """Minutes of silent reading, at least 1."""
    return max(1, math.ceil(len(plain_text(content).split()) / WORDS_PER_MINUTE))


def listening_time(content: c.Content) -> int:
    """Seconds of reading aloud."""
    return math.ceil(seconds_of(speech_text(content), language=content.language))


def sources_lines(content: c.Content) -> tuple[str, ...]:
    """Each source on one line: title, number, address."""
    return tuple(
        ", ".join(part for part in (source.title, source.number, source.address) if part)
        for source in content.sources
    )


def _items(items: Iterable[str], *, numbered: bool = False) -> Iterator[Line]:
    for number, item in enumerate(items, start=1):
        yield Line(Kind.NUMBERED, words(item), number) if numbered else Line(Kind.ITEM, words(item))


def _scam(scam: c.Scam, labels: Mapping[str, str]) -> Iterator[Line]:
    for code in ("signs", "how_it_goes", "do_now", "tell_whom", "variants"):
        listed: tuple[str, ...] = getattr(scam, code)
        if listed:
            yield Line(Kind.HEADING, labels[code])
            yield from _items(listed, numbered=code in ("how_it_goes", "do_now"))


def _block(block: c.Block, labels: Mapping[str, str]) -> Iterator[Line]:
    match block:
        case c.Paragraph(runs):
            yield Line(Kind.TEXT, plain_from_runs(runs))
        case c.Heading(text):
            yield Line(Kind.HEADING, text)
        case c.Bullets(items, numbered):
            yield from _items((plain_from_runs(item) for item in items), numbered=numbered)
        case c.Steps(title, steps):
            yield Line(Kind.HEADING, title)
            yield from _items(
                (f"{ended(step.title)} {step.text}" if step.text else step.title for step in steps),
                numbered=True,
            )
        case c.Notice(title, text):
            yield Line(Kind.TEXT, f"{ended(title)} {words(text)}" if title else words(text))
        case c.DoDont(do, dont):
            for code, listed in (("do", do), ("dont", dont)):
                if listed:
                    yield Line(Kind.HEADING, labels[code])
                    yield from _items(listed)
        case c.Quote(text, who):
            yield Line(Kind.TEXT, f"{who}: “{words(text)}”" if who else f"“{words(text)}”")
        case _:
            yield from _figure(block, labels)


def _figure(block: c.Block, labels: Mapping[str, str]) -> Iterator[Line]:
    match block:
        case c.Quiz(question, options, explanation):
            yield Line(Kind.TEXT, words(question))
            yield from _items((option.text for option in options), numbered=True)
            right = "; ".join(words(option.text) for option in options if option.right)
            yield Line(Kind.TEXT, f"{labels['answer']}: {ended(right)} {words(explanation)}")
        case c.Contact(name, number, address, note):
            reached = ", ".join(part for part in (number, address) if part)
            yield Line(Kind.TEXT, f"{name}: {reached}. {note}" if reached else f"{ended(name)} {note}")
        case c.Picture(_key, alt, caption):
            yield Line(Kind.TEXT, caption or alt)
        case c.BeforeAfter(before, after):
            yield Line(Kind.TEXT, f"{labels['before']}: {before.caption or before.alt}")
            yield Line(Kind.TEXT, f"{labels['after']}: {after.caption or after.alt}")
        case c.Table(caption, header, rows):
            yield Line(Kind.HEADING, caption)
            yield from _items(_row(header, row) for row in rows)
        case c.Video(_key, title, _captions, transcript):
            yield Line(Kind.TEXT, title)
            yield Line(Kind.TEXT, transcript)


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row as a sentence: a table heard or read in a line keeps its sense by its headings."""
    names = [*header, *([""] * max(0, len(row) - len(header)))]
    cells = [(name, words(cell)) for name, cell in zip(names, row, strict=False) if cell.strip()]
    return " ".join(ended(f"{name}: {cell}" if name else cell) for name, cell in cells)
