"""What a person copies into a post on the unit's own page: Facebook, Zalo, a notice of the web site. Pure.

Refuses to post anything, and to shorten in silence. No tags and no emoji: a public office speaks in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khien.library.rules import content as c
from khien.library.rules.phrases import phrases
from khien.library.rules.plain import Kind, Line, lines, words
from khien.library.rules.sentences import collapse, shortened

LONG = 2_000  # characters: a post people read without opening the page
SHORT = 500


@dataclass(frozen=True, slots=True)
class Post:
    """`shortened`: the material says more than stands here."""

    text: str
    shortened: bool


def post(content: c.Content, brand: c.Brand, *, at_most: int) -> Post:
    """Title, summary, what to do, signs, as much of the body as fits whole; the address and the source last.

    Never longer than `at_most` characters (at least 200).
    """
    if at_most < 200:
        raise ValueError("a post needs 200 characters")
    labels = phrases(content.language)
    unit = brand.unit_name or content.unit_name
    tail = f"{labels['read_more']}: {content.address}"
    if unit and len(tail) + len(unit) < at_most // 2:
        tail = f"{tail}\n{labels['source_is'].format(unit=unit)}"
    room = at_most - len(tail) - 2
    if room < 40:  # an address of its own length: the words come first
        tail, room = "", at_most
    said, cut = shortened(content.title, lambda text: len(text) <= room)
    for piece in _pieces(content):
        if len(said) + 2 + len(piece) > room:
            cut = True
            break
        said = f"{said}\n\n{piece}"
    if cut:
        said = _with_call(said, content.poster, room)
    return Post(f"{said}\n\n{tail}".strip(), cut)


def _with_call(said: str, poster: c.PosterText, room: int) -> str:
    """What to do in the words of the poster, where the whole list had no room."""
    points = "\n".join(f"- {point}" for point in poster.points)
    listed = "\n- " in said or "\n1. " in said
    for closing in (poster.call,) if listed else (f"{points}\n\n{poster.call}".strip(), points, poster.call):
        if closing and closing not in said and len(said) + 2 + len(closing) <= room:
            return f"{said}\n\n{closing}"
    return said


def _pieces(content: c.Content) -> Iterator[str]:
    """The summary, then whole pieces: what to do and the signs of a scam before everything else."""
    summary = words(content.summary).strip()
    if summary:
        yield summary
    labels = phrases(content.language)
    first = {labels["do_now"]: 0, labels["signs"]: 1}
    found = [piece for piece in _found(lines(content)[1:]) if piece[1] != collapse(summary)]
    for _head, text in sorted(found, key=lambda piece: first.get(piece[0], 2)):
        yield text


def _found(body: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Paragraphs, and lists with the heading above them: (heading, text)."""
    head = ""
    listed: list[str] = []
    for line in body:
        if line.kind in (Kind.ITEM, Kind.NUMBERED):
            listed.append(f"{line.number}. {line.text}" if line.kind is Kind.NUMBERED else f"- {line.text}")
            continue
        yield from _list(head, listed)
        head, listed = (line.text, []) if line.kind is Kind.HEADING else ("", [])
        if line.kind is Kind.TEXT:
            yield "", line.text
    yield from _list(head, listed)


def _list(head: str, listed: list[str]) -> Iterator[tuple[str, str]]:
    if listed:
        yield head, "\n".join([f"{head.rstrip(':')}:", *listed] if head else listed)
