"""Captions of a clip: WebVTT and SubRip read, checked for who reads them, written again. Pure.

WebVTT: W3C Recommendation-track text, cues with their settings kept as words; styles and regions are dropped. Limits
for reading: two lines of 42 characters, at most 20 characters a second, one to seven seconds (the usual rules of
broadcasters). Refuses nothing that can be read: what is wrong is a value with its line, and only a file without any
cue is an error.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

LINES = 2
LINE_LENGTH = 42
PER_SECOND = 20
SHORTEST, LONGEST = 1_000, 7_000  # milliseconds
MOST_CUES = 20_000

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:[ \t]+(.*))?$")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)>")
_FONT = re.compile(r"\{\\[^}]*\}")
_NOT_CUES = re.compile(r"^(?:NOTE|STYLE|REGION)(?:[ \t]|$)")


class NoCaptions(ValueError):
    """There is not one cue in the file. `line`: where reading gave up, from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Cue:
    """`begin`, `end`: milliseconds; `text`: lines parted by a break, without tags; `line`: its place in the file."""

    begin: int
    end: int
    text: str
    settings: str = ""
    line: int = 0


class Fault(StrEnum):
    """What a person should mend."""

    BROKEN_TIME = "broken_time"  # a line with an arrow that is no time
    EMPTY = "empty"
    BACKWARDS = "backwards"  # ends before it begins
    OVERLAPS = "overlaps"  # begins before the one before it ends
    AFTER_END = "after_end"  # of the clip
    TOO_FAST = "too_fast"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    WIDE = "wide"
    TALL = "tall"


@dataclass(frozen=True, slots=True)
class Doubt:
    """`line` of the file, from 1."""

    fault: Fault
    line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Captions:
    """Cues in the order of their times; `doubts` of reading alone (see `checked` for the rest)."""

    cues: tuple[Cue, ...]
    doubts: tuple[Doubt, ...]


def read_captions(data: bytes | str) -> Captions:
    """WebVTT or SubRip, told apart by themselves; UTF-8 or UTF-16 with its mark, Windows-1258 as a last resort.

    NoCaptions when there is no cue.
    """
    rows = _text(data).split("\n")
    cues: list[Cue] = []
    doubts: list[Doubt] = []
    at = 0
    while at < len(rows):
        if _NOT_CUES.match(rows[at]):
            at = _end_of_block(rows, at)
        elif match := _TIMING.match(rows[at]):
            end = _end_of_block(rows, at + 1)
            cues.append(_cue(match, rows[at + 1 : end], at + 1))
            at = end
        else:
            if "-->" in rows[at]:
                doubts.append(Doubt(Fault.BROKEN_TIME, at + 1, rows[at].strip()[:80]))
            at += 1
        if len(cues) > MOST_CUES:
            raise NoCaptions("more cues than a day of film", at)
    if not cues:
        raise NoCaptions(
            "no line of times (00:01.000 --> 00:04.000) was found", doubts[0].line if doubts else 1
        )
    return Captions(tuple(sorted(cues, key=lambda cue: (cue.begin, cue.line))), tuple(doubts))


def _text(data: bytes | str) -> str:
    text = _decoded(data) if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return unicodedata.normalize("NFC", text)


def _decoded(data: bytes) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")


def _end_of_block(rows: Sequence[str], at: int) -> int:
    while at < len(rows) and rows[at].strip() and not _TIMING.match(rows[at]):
        at += 1
    return at


def _cue(match: re.Match[str], rows: Sequence[str], line: int) -> Cue:
    parts = match.groups()
    # A cue glued to the next one in SubRip: its number is no text.
    kept = [words for row in rows if (words := _plain(row))]
    return Cue(_time(parts[0:4]), _time(parts[4:8]), "\n".join(kept), (parts[8] or "").strip(), line)


def _plain(row: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", _FONT.sub("", row))).split()).replace("-->", "→")


def _time(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def checked(captions: Captions, *, seconds: float = 0) -> tuple[Doubt, ...]:
    """Everything a person should look at, in the order of the file. `seconds`: length of the clip, 0 = not known."""
    doubts = list(captions.doubts)
    for cue in captions.cues:
        doubts += [Doubt(fault, cue.line, cue.text) for fault in _faults(cue, seconds)]
    doubts += [
        Doubt(Fault.OVERLAPS, after.line, after.text)
        for before, after in pairwise(captions.cues)
        if after.begin < before.end
    ]
    return tuple(sorted(doubts, key=lambda doubt: doubt.line))


def _faults(cue: Cue, seconds: float) -> Iterable[Fault]:
    lasts = cue.end - cue.begin
    rows = cue.text.split("\n")
    if lasts <= 0:
        yield Fault.BACKWARDS
    if not cue.text:
        yield Fault.EMPTY
        return
    if seconds and cue.end > seconds * 1000 + 500:
        yield Fault.AFTER_END
    if 0 < lasts < SHORTEST:
        yield Fault.TOO_SHORT
    if lasts > LONGEST:
        yield Fault.TOO_LONG
    if lasts > 0 and len(cue.text.replace("\n", " ")) > PER_SECOND * lasts / 1000:
        yield Fault.TOO_FAST
    if len(rows) > LINES:
        yield Fault.TALL
    if max(map(len, rows)) > LINE_LENGTH:
        yield Fault.WIDE


def to_webvtt(cues: Iterable[Cue]) -> str:
    """WebVTT as browsers read it; settings of a place are kept."""
    blocks = ["WEBVTT"]
    for cue in cues:
        text = html.escape(cue.text, quote=False) or "\u00a0"
        settings = f" {cue.settings}" if cue.settings and "-->" not in cue.settings else ""
        blocks.append(f"{_clock(cue.begin, '.')} --> {_clock(cue.end, '.')}{settings}\n{text}")
    return "\n\n".join(blocks) + "\n"


def to_srt(cues: Iterable[Cue]) -> str:
    """SubRip, for players and editors that know nothing else."""
    return "\n".join(
        f"{number}\n{_clock(cue.begin, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate((cue for cue in cues if cue.text), start=1)
    )


def _clock(time: int, point: str) -> str:
    rest, thousandths = divmod(time, 1000)
    rest, seconds = divmod(rest, 60)
    hours, minutes = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"


def transcript(cues: Iterable[Cue]) -> str:
    """What is said, as text: cues of one sentence on one line, a repeated line once."""
    said: list[str] = []
    for cue in cues:
        words = cue.text.replace("\n", " ")
        if not words or (said and said[-1].endswith(words)):
            continue
        if said and said[-1][-1] not in ".!?…”":
            said[-1] = f"{said[-1]} {words}"
        else:
            said.append(words)
    return "\n".join(said)
