"""The few words of a poster, leaflet, notice or card, taken from a material.

The writer's own poster text comes first; what it lacks is taken from the signs and acts of a scam, from the steps,
lists and contacts of the text, at last from the summary. Invents nothing: a material without a call has none.

NOTES  "from_title" the headline is the title; "from_text" the points come from the text; "no_points"; "no_call";
       "shortened" some text was cut before it was set.
"""

from __future__ import annotations

from dataclasses import dataclass

from khien.library.renditions.plain_words import clean, cut, first_texts, plain, sentences
from khien.library.rules.content import Bullets, Contact, Content, DoDont, Notice, Quote, Steps

MOST_POINTS, MOST_ACTS, MOST_CONTACTS = 6, 5, 4
HEADLINE, POINT, CALL, LEAD, QUOTE = 140, 150, 90, 420, 220


@dataclass(frozen=True, slots=True)
class PosterWords:
    """Plain lines, cleaned and bounded. `signs`: the points are signs of a scam. `notes`: codes, see above."""

    headline: str
    lead: str
    points: tuple[str, ...]
    signs: bool
    sign_lines: tuple[str, ...]
    acts: tuple[str, ...]
    call: str
    quote: str
    dont: tuple[str, ...]
    tell_whom: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def poster_words(content: Content) -> PosterWords:
    """What a print says of `content`."""
    acts, dont = _acts(content), _dont(content)
    points, signs = _points(content, acts)
    call = clean(content.poster.call) or _call(content, acts)
    headline = clean(content.poster.headline) or clean(content.title)
    quote = next((clean(b.text) for b in content.blocks if isinstance(b, Quote) and clean(b.text)), "")
    said = (
        ("headline", headline, HEADLINE),
        ("lead", content.summary, LEAD),
        ("call", call, CALL),
        ("quote", quote, QUOTE),
    )
    short = {name: cut(clean(text), most) for name, text, most in said}
    bounded = tuple(_bounded(lines) for lines in (points, acts, dont, _tell_whom(content), _signs(content)))
    notes = [
        "" if clean(content.poster.headline) else "from_title",
        "" if content.poster.points else "from_text",
        "" if points else "no_points",
        "" if call else "no_call",
        "shortened" if _was_cut(short.values()) or any(map(_was_cut, bounded)) else "",
    ]
    return PosterWords(
        points=bounded[0],
        signs=signs,
        sign_lines=bounded[4],
        acts=bounded[1],
        dont=bounded[2],
        tell_whom=bounded[3],
        contacts=_contacts(content),
        notes=tuple(note for note in notes if note),
        **short,
    )


def _was_cut(texts: object) -> bool:
    return any(str(text).endswith("…") for text in texts)  # type: ignore[attr-defined]


def _bounded(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cut(line, POINT) for line in lines)


def _points(content: Content, acts: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    if points := first_texts(content.poster.points, MOST_POINTS):
        return points, False
    if signs := _signs(content):
        return signs, True
    lists = [block for block in content.blocks if isinstance(block, Bullets)]
    if lists and (items := first_texts(map(plain, lists[0].items), MOST_POINTS)):
        return items, False
    said = first_texts((block.text for block in content.blocks if isinstance(block, Notice)), 2)
    told = said or tuple(sentences(content.summary))[:3]
    return tuple(line for line in told if line not in acts), False


def _acts(content: Content) -> tuple[str, ...]:
    if content.scam and (now := first_texts(map(_first_sentence, content.scam.do_now), MOST_ACTS)):
        return now
    for block in content.blocks:
        if isinstance(block, Steps) and block.steps:
            return first_texts((step.title or step.text for step in block.steps), MOST_ACTS)
    dos = [block.do for block in content.blocks if isinstance(block, DoDont)]
    return first_texts(dos[0], MOST_ACTS) if dos else ()


def _signs(content: Content) -> tuple[str, ...]:
    return first_texts(content.scam.signs, MOST_POINTS - 2) if content.scam else ()


def _first_sentence(text: str) -> str:
    """ "Cúp máy." of "Cúp máy. Cúp máy không phải là chống đối.": a poster gives the act, the page the reason."""
    return next(iter(sentences(text)), "")


def _dont(content: Content) -> tuple[str, ...]:
    donts = [block.dont for block in content.blocks if isinstance(block, DoDont)]
    return first_texts(donts[0], 4) if donts else ()


def _tell_whom(content: Content) -> tuple[str, ...]:
    return first_texts(content.scam.tell_whom, 4) if content.scam else ()


def _contacts(content: Content) -> tuple[tuple[str, str], ...]:
    told = [
        block for block in content.blocks if isinstance(block, Contact) and (block.number or block.address)
    ]
    return tuple(
        (cut(clean(c.name), 70), cut(clean(c.number or c.address), 60)) for c in told[:MOST_CONTACTS]
    )


def _call(content: Content, acts: tuple[str, ...]) -> str:
    """The first act, if it is short enough to be shouted; else the first number to dial."""
    if acts and len(acts[0]) <= CALL:
        return acts[0]
    return next((f"{name}: {number}" for name, number in _contacts(content)), "")
