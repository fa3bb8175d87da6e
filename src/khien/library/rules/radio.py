"""A script of 30 or 60 seconds for the commune's loudspeaker. Pure.

Shape: greeting, the one thing, signs, what to do, whom to tell, once more, who says it. The writer's own bulletin goes
before everything made here. Refuses to tear a sentence or an item of a list, to run over its time in silence, and to
change a word that was approved: what is left out is told in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from khien.library.rules import content as c
from khien.library.rules.phrases import phrases
from khien.library.rules.plain import words
from khien.library.rules.runs import plain_from_runs
from khien.library.rules.sentences import collapse, ended, sentences
from khien.library.rules.speech import SYLLABLES_PER_SECOND, spoken, spoken_sentences, syllables
from khien.library.rules.speech.lexicon import is_syllable

LENGTHS = (30, 60)
# What a person should look at before it is read out.
OWN = "own_bulletin"  # the writer's words
CUT = "bulletin_cut"  # sentences of it were left out to keep the time
LIST_CUT = "list_cut"  # of things it counts up, the last are left out
MADE = "made_from_text"  # put together from the approved text
OVER = "over_time"  # even the least is longer than the slot
EMPTY_TIME = "short"  # less than half the slot is used
NOTES = (OWN, CUT, LIST_CUT, MADE, OVER, EMPTY_TIME)

_GREETS = re.compile(
    r"(?:kính |xin )?(?:thưa|chào|mời)\b|(?:bà con|quý vị)\b|good (?:day|morning|evening)\b|dear\b|hello\b",
    re.IGNORECASE,
)
_COUNTS_ON = re.compile(r"(?:(?:việc )?thứ \w+|một|hai|ba|bốn|năm|sáu|cuối cùng)(?: là)?[,:]", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\b(?:hai|ba|bốn|năm|sáu|mấy|những) (?:việc|điều|bước|cách|dấu hiệu|câu|chỗ)", re.IGNORECASE
)
_SIGNS = re.compile(r"dấu hiệu|nhận biết|nhận ra|sign", re.IGNORECASE)


class Spot(StrEnum):
    """The places of a script, in their order."""

    GREETING = "greeting"
    SAYS = "says"
    NEWS = "news"
    SIGNS = "signs"
    DO = "do"
    TELL = "tell"
    AGAIN = "again"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True)
class ScriptLine:
    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """`lines` as written; `spoken`: the sentences as they are said, figures in words; `seconds`: how long that takes
    an announcer; `slot`: the length asked for."""

    lines: tuple[ScriptLine, ...]
    spoken: tuple[str, ...]
    seconds: float
    slot: int
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@lru_cache(maxsize=2048)
def _syllables(text: str, language: str) -> int:
    return syllables(spoken(text, language=language))


@dataclass
class _Draft:
    """The script as it fills; a text is taken only if the whole stays within the slot."""

    language: str
    slot: int
    spots: dict[Spot, list[str]] = field(default_factory=dict)

    def add(self, spot: Spot, *texts: str, anyway: bool = False) -> bool:
        said = [collapse(text) for text in texts if text.strip()]
        if not said or not (anyway or self.seconds(*said) <= self.slot):
            return False
        self.spots.setdefault(spot, []).extend(said)
        return True

    def seconds(self, *more: str) -> float:
        said = [text for texts in self.spots.values() for text in texts]
        return round(
            sum(_syllables(text, self.language) for text in (*said, *more)) / SYLLABLES_PER_SECOND, 1
        )

    def drop(self, spot: Spot) -> None:
        self.spots.pop(spot, None)

    def lines(self) -> tuple[ScriptLine, ...]:
        return tuple(ScriptLine(spot, " ".join(self.spots[spot])) for spot in Spot if spot in self.spots)


def script(content: c.Content, brand: c.Brand, *, slot: int) -> Script:
    """The script of `slot` seconds (30 or 60; anything from 15 to 300 is taken)."""
    if not 15 <= slot <= 300:
        raise ValueError("a script takes 15 to 300 seconds")
    draft = _Draft(content.language, slot)
    labels = phrases(content.language)
    unit = brand.unit_name or content.unit_name
    if unit:
        code = "sign_off" if slot >= 45 else "sign_off_short"
        draft.add(Spot.SIGN_OFF, labels[code].format(unit=unit), anyway=True)
    notes = _own(draft, content) if content.bulletin.strip() else _made(draft, content, unit)
    seconds = draft.seconds()
    if seconds > slot:
        notes = [*notes, OVER]
    if seconds < slot / 2:
        notes = [*notes, EMPTY_TIME]
    lines = draft.lines()
    said = spoken_sentences("\n".join(line.text for line in lines), language=content.language)
    return Script(lines, said, seconds, slot, tuple(notes))


def _own(draft: _Draft, content: c.Content) -> list[str]:
    labels = phrases(content.language)
    said = sentences(content.bulletin)
    if not _GREETS.match(content.bulletin.lstrip()):
        draft.add(Spot.GREETING, labels["greeting"])
    if draft.add(Spot.NEWS, *said):
        _again(draft, content)
        return [OWN]
    # What to do stands at the end of a bulletin: where the end goes, the call of the poster takes its place.
    call = _call(content)
    taken = _most(draft, said, call) or _most(draft, said, "")
    whole = _whole_lists(said, taken)
    torn = whole < taken and draft.seconds(*said[:whole], call) < draft.slot / 2  # the list is the bulletin
    kept = _unannounced(said[:taken]) if torn else said[: max(whole, 1)]
    draft.add(Spot.NEWS, *(kept or said[:1]), anyway=True)
    draft.add(Spot.DO, call)
    return [OWN, CUT, LIST_CUT] if torn else [OWN, CUT]


def _unannounced(said: Sequence[str]) -> Sequence[str]:
    """Without "xin nhớ bốn điều", when only three of them are left."""
    return [
        sentence
        for sentence, after in zip(said, [*said[1:], ""], strict=True)
        if not (_ANNOUNCES.search(sentence) and _COUNTS_ON.match(after))
    ]


def _most(draft: _Draft, said: Sequence[str], call: str) -> int:
    return next((n for n in range(len(said), 0, -1) if draft.seconds(*said[:n], call) <= draft.slot), 0)


def _whole_lists(said: Sequence[str], taken: int) -> int:
    """Fewer sentences, when the first one left out goes on with a count: "làm ba việc" is not left with two."""
    kept = taken
    while 0 < kept < len(said) and _COUNTS_ON.match(said[kept]):
        kept -= 1
    if kept == taken or not kept:
        return taken
    return kept - 1 if _ANNOUNCES.search(said[kept - 1]) and kept > 1 else kept


def _made(draft: _Draft, content: c.Content, unit: str) -> list[str]:
    labels = phrases(content.language)
    draft.add(Spot.GREETING, labels["greeting"])
    if unit and draft.slot >= 45:
        draft.add(Spot.SAYS, labels["says"].format(unit=unit))
    summary = sentences(words(content.summary)) or (ended(content.title),)
    draft.add(Spot.NEWS, summary[0], anyway=True)
    for sentence in summary[1:]:
        draft.add(Spot.NEWS, sentence)
    _fill(draft, content)
    if Spot.DO not in draft.spots and (call := _call(content)):
        draft.add(Spot.DO, call)
    _again(draft, content)
    _more(draft, content)
    return [MADE]


def _fill(draft: _Draft, content: c.Content) -> None:
    """Turn by turn, so that a short slot has one of each before it has all of one."""
    labels = phrases(content.language)
    queues = {
        Spot.DO: (labels["do_this"], list(_do(content, full=draft.slot >= 45))),
        Spot.SIGNS: (labels["signs_are"], list(_signs(content))),
        Spot.TELL: (labels["tell"] if content.scam is not None else "", list(_tell(content))),
    }
    most = 3 if draft.slot < 45 else 6
    for turn in range(most):
        for spot, (lead, items) in queues.items():
            if turn >= len(items) or (turn and len(draft.spots.get(spot, ())) < turn):
                continue  # the item before did not fit: a list is not read with holes
            item = ended(items[turn])
            opening = f"{lead} {item if spot is Spot.TELL else _lower(item)}" if lead else item
            draft.add(spot, item if turn else opening)


def _lower(item: str) -> str:
    """After a colon a common word begins small; a name keeps its capital."""
    first = item.split(" ", maxsplit=1)[0]
    return item[:1].lower() + item[1:] if is_syllable(first.strip(",.;:")) and first[1:].islower() else item


def _more(draft: _Draft, content: c.Content) -> None:
    """What else the text says, while a good part of the slot is empty."""
    for text in _body(content):
        if draft.seconds() > draft.slot * 0.75 or not draft.add(Spot.NEWS, text):
            return


def _again(draft: _Draft, content: c.Content) -> None:
    labels = phrases(content.language)
    call = _call(content)
    headline = ended(content.poster.headline) if content.poster.headline else ""
    for repeated in (f"{headline} {call}", call, headline):
        if repeated.strip() and draft.add(Spot.AGAIN, f"{labels['again']} {repeated.strip()}"):
            return


def _call(content: c.Content) -> str:
    return ended(content.poster.call) if content.poster.call else ""


def _do(content: c.Content, *, full: bool) -> Iterator[str]:
    if content.scam is not None and content.scam.do_now:
        return map(words, content.scam.do_now)
    for block in content.blocks:
        if isinstance(block, c.Steps):
            return (f"{ended(words(step.title))} {words(step.text) if full else ''}" for step in block.steps)
        if isinstance(block, c.DoDont) and block.do:
            return map(words, block.do)
    return iter(content.poster.points)


def _signs(content: c.Content) -> Iterable[str]:
    if content.scam is not None:
        return map(words, content.scam.signs)
    heading = ""
    for block in content.blocks:
        if isinstance(block, c.Heading):
            heading = block.text
        elif isinstance(block, c.Bullets) and _SIGNS.search(heading):
            return map(plain_from_runs, block.items)
    return ()


def _tell(content: c.Content) -> Iterable[str]:
    if content.scam is not None and content.scam.tell_whom:
        return map(words, content.scam.tell_whom)
    labels = phrases(content.language)
    return [
        f"{block.name}: {labels['call_number'].format(number=block.number)}"
        for block in content.blocks
        if isinstance(block, c.Contact) and block.number
    ]


def _body(content: c.Content) -> Sequence[str]:
    found: list[str] = []
    for block in content.blocks:
        if isinstance(block, c.Paragraph):
            found += sentences(plain_from_runs(block.runs))
        elif isinstance(block, c.Notice):
            found += sentences(
                f"{ended(block.title)} {words(block.text)}" if block.title else words(block.text)
            )
    return found
