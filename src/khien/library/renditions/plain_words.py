"""Words as a print can carry them: one Unicode form, only signs the face shows, long words that may break.

Refuses markup: what comes out is text and is set as text.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from khien.library.rules.content import Runs

FACE = "Be Vietnam Pro"
LONGEST_WORD = 18  # signs; longer ones may break anywhere
MARK = "\u2026"
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_AFTER_SIGN = re.compile(r"[/\-.?&=_]+(?=[^/\-.?&=_])")
_SPACES = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_LIKE = str.maketrans(
    {"\u2212": "–", "\u2011": "-", "\u2010": "-", "\u25aa": "•", "\u25cf": "•", "\u2192": "›"}
)


def fonts_folder() -> Path:
    """Where the wheel keeps the faces."""
    return Path(str(resources.files("fontpkg_be_vietnam_pro").joinpath("files")))


@lru_cache(maxsize=1)
def shown_signs() -> frozenset[int]:
    """Code points the face has."""
    library = importlib.import_module("fontTools.ttLib")  # the first print waits for it, not the start
    with library.TTFont(fonts_folder() / "BeVietnamPro-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def clean(text: str) -> str:
    """`text` in NFC on one line, without signs the face lacks: a letter of another script shows as "?"."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_LIKE)).strip()
    if plain.isascii() and plain.isprintable():
        return plain
    shown = shown_signs()
    return _SPACES.sub(" ", "".join(sign if ord(sign) in shown else _instead(sign) for sign in plain)).strip()


def lost_signs(text: str) -> bool:
    """Whether a letter had to be shown as "?"."""
    return clean(text).count("?") > text.count("?")


def breakable(text: str) -> str:
    """`text`; a word wider than a column may break anywhere (zero-width spaces)."""
    return _LONG.sub(lambda word: "\u200b".join(word[0]), text)


def breakable_address(address: str) -> str:
    """A web address that may break after its signs, and nowhere else unless a part is long."""
    return breakable(_AFTER_SIGN.sub("\\g<0>\u200b", address).replace("\u200b", " ")).replace(" ", "\u200b")


def plain(runs: Runs) -> str:
    """The words of a stretch of text."""
    return clean("".join(run.text for run in runs))


def sentences(text: str) -> list[str]:
    """`text` cut after full stops, question marks and the like."""
    return [part for part in _SENTENCE.split(clean(text)) if part]


def cut(text: str, most: int) -> str:
    """`text` of at most `most` signs, cut between words and ended with "…"."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    at = head.rfind(" ")
    return (head[:at] if at > most // 2 else head).rstrip(" ,;:.–-") + MARK


def printable(data: Any) -> Any:
    """Every text in lists and dicts, as JSON takes them, cleaned; keys stay."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value) for value in data]
    return data


def slug(title: str) -> str:
    """ASCII for a file name, at most 60 signs."""
    plain_title = title.lower().replace("đ", "d")
    letters = unicodedata.normalize("NFKD", plain_title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-") or "tai-lieu"


def file_name(title: str, version: int, *parts: str) -> str:
    """ "gia-danh-cong-an-v3-ap-phich-a3.pdf" of a title, a version, what it is, and the ending as last part."""
    return "-".join((slug(title), f"v{version}", *parts[:-1])) + "." + parts[-1]


def first_texts(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """The first `most` of `texts` that say something."""
    return tuple(text for text in map(clean, texts) if text)[:most]


def _instead(sign: str) -> str:
    if unicodedata.category(sign)[0] not in "LN":
        return " " if sign.isspace() else ""
    base = unicodedata.normalize("NFKD", sign)
    shown = shown_signs()
    return base if base != sign and all(ord(part) in shown for part in base) else "?"
