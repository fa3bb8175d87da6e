"""How an announcer says an address of the web or of mail. Says the host only: nobody writes down a path by ear."""

from __future__ import annotations

import re
from functools import lru_cache

from khien.library.rules.speech.lexicon import HOSTS, SYLLABLE, spelled
from khien.library.rules.speech.numbers import digit_words, number_words

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ONSETLESS = re.compile("[aăâeêioôơuưy]")
_LONGEST_LABEL = 63


def host_words(host: str) -> str:
    """ "canhbao.khonggianmang.vn" → "cảnh báo chấm không gian mạng chấm vê en"."""
    labels = [label_words(label) for label in host.lower().split(".")]
    return " chấm ".join(label for label in labels if label)


def mail_words(address: str) -> str:
    """ "hotro@angiang.gov.vn" → "ho tro a còng an giang chấm gốp chấm vê en"."""
    name, _at, host = address.partition("@")
    return f"{' chấm '.join(label_words(part) for part in name.lower().split('.'))} a còng {host_words(host)}"


def label_words(label: str) -> str:
    if label in HOSTS:
        return HOSTS[label]
    pieces = [
        _figures(piece) if piece.isdigit() else HOSTS.get(piece) or _word(piece[:_LONGEST_LABEL])
        for piece in _PIECE.findall(label)
    ]
    return " ".join(piece for piece in pieces if piece)


def _figures(piece: str) -> str:
    return number_words(int(piece)) if piece.isascii() and len(piece) <= 2 else digit_words(piece)


def _word(word: str) -> str:
    return " ".join(syllables) if (syllables := taken_apart(word)) else spelled(word)


@lru_cache(maxsize=512)
def taken_apart(word: str) -> tuple[str, ...]:
    """A run of Vietnamese syllables without marks, in as few syllables as can be; () when it is none."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - 6), end):
            before, piece = best[begin], word[begin:end]
            if before is None or not SYLLABLE.fullmatch(piece):
                continue
            tried, known = (*before, piece), best[end]
            if known is None or _cost(tried) < _cost(known):
                best[end] = tried
    return best[-1] or ()


def _cost(syllables: tuple[str, ...]) -> tuple[int, int]:
    """Few syllables first; then few that begin with a vowel ("khong gian", not "khon ggian")."""
    return len(syllables), sum(bool(_ONSETLESS.match(one)) for one in syllables)
