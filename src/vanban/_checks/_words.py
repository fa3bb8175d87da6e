"""Probable typing errors: words said twice, slips in set phrases, a name spelled otherwise once.

Refuses to be a spelling checker: a word is doubted only against a set phrase of official prose or against
how the same document writes it everywhere else.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanban._checks import _phrases
from vanban._checks._facts import RECIPIENTS, Facts, Passage
from vanban._language.text import fold, tone_key
from vanban._plan import Finding

OFTEN = 5  # a spelling found this often is how the document writes it
FEW = 3
AROUND = 50  # characters of the source shown on either side of a slip
_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Token:
    key: str  # tone placement and case evened out
    folded: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage in words; `breaks[i]` says that something other than white space follows word i."""

    passage: Passage
    tokens: tuple[_Token, ...]
    breaks: tuple[bool, ...]

    def words(self, start: int, count: int) -> str:
        return self.passage.text[self.tokens[start].begin : self.tokens[start + count - 1].end]

    def joined(self, start: int, count: int) -> bool:
        return not any(self.breaks[start : start + count - 1])


def check_words(facts: Facts) -> Iterator[Finding]:
    lines = [_line(passage) for passage in facts.passages]
    found: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for source in (_doubled(lines), _slips(lines), _lost(lines), _patterns(facts), _odd_one_out(lines)):
        for passage, wrong, hint in source:
            if not any(known == wrong and passage in at for (known, _), at in found.items()):
                found[wrong, hint].append(passage)
    for (wrong, hint), passages in found.items():
        yield _finding(wrong, hint, passages)


_Slip = tuple[Passage, str, str]


def _finding(wrong: str, hint: str, passages: Sequence[Passage]) -> Finding:
    where = list(dict.fromkeys(passage.where for passage in passages))
    text = passages[0].text
    return Finding(
        "typo",
        "info",
        ", ".join(where[:8]),
        f"Có thể gõ sai: “{wrong}”.",
        _around(text, wrong),
        hint,
        tuple(passage.place for passage in passages if passage.place is not None),
    )


def _around(text: str, wrong: str) -> str:
    """The source's words about the slip, whole words only."""
    at = text.find(wrong)
    if at < 0:
        return wrong
    begin = text.find(" ", max(0, at - AROUND), at) + 1 if at > AROUND else 0
    end = at + len(wrong)
    rest = text[end:] if len(text) - end <= AROUND else text[end : end + AROUND].rpartition(" ")[0]
    return (text[begin:end] + rest).strip()


@lru_cache(maxsize=16384)
def _keys(word: str) -> tuple[str, str]:
    return tone_key(word), fold(word)


def _line(passage: Passage) -> _Line:
    matches = list(_TOKEN.finditer(passage.text))
    tokens = tuple(_Token(*_keys(m.group()), m.start(), m.end()) for m in matches)
    gaps = (passage.text[a.end() : b.start()] for a, b in itertools.pairwise(matches))
    return _Line(passage, tokens, (*(not gap.isspace() for gap in gaps), True))


def _doubled(lines: Sequence[_Line]) -> Iterator[_Slip]:
    """ "trên trên mạng"; not "hệ thống thống nhất", where the two words belong to two compounds."""
    after: dict[tuple[str, str], set[str]] = defaultdict(set)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        keys = [token.key for token in line.tokens]
        for a, b, c in zip(keys, keys[1:], keys[2:], strict=False):
            after[a, b].add(c)
            before[b, c].add(a)
    for line in lines:
        for index, (token, following) in enumerate(zip(line.tokens, line.tokens[1:], strict=False)):
            if token.key != following.key or len(token.key) < 2 or line.breaks[index]:
                continue
            previous = line.tokens[index - 1].key if index else ""
            then = line.tokens[index + 2].key if index + 2 < len(line.tokens) else ""
            if _is_doubling(token.key, previous, then, after, before):
                yield line.passage, line.words(index, 2), "Bỏ một từ nếu là gõ lặp."


def _is_doubling(
    word: str,
    previous: str,
    then: str,
    after: dict[tuple[str, str], set[str]],
    before: dict[tuple[str, str], set[str]],
) -> bool:
    if word in _KEYS_OF_FUNCTION_WORDS:
        return True
    if word in _KEYS_OF_REDUPLICATIONS or f"{word} {then}" in _KEYS_OF_OPENING:
        return False
    closes = bool(after.get((previous, word), set()) - {word, then})
    opens = bool(before.get((word, then), set()) - {word, previous})
    return not (closes and opens)


_KEYS_OF_FUNCTION_WORDS = frozenset(map(tone_key, _phrases.FUNCTION_WORDS))
_KEYS_OF_REDUPLICATIONS = frozenset(map(tone_key, _phrases.REDUPLICATIONS))
_KEYS_OF_OPENING = frozenset(tone_key(words) for words in _phrases.OPENING)


def _slips(lines: Sequence[_Line]) -> Iterator[_Slip]:
    """The letters of a set phrase with other marks, or one letter too few in a short one."""
    by_first: dict[str, list[tuple[str, list[str], list[str]]]] = defaultdict(list)
    for phrase in sorted(_phrases.PHRASES, key=len, reverse=True):
        folded = fold(phrase).split()
        by_first[folded[0]].append((phrase, folded, tone_key(phrase).split()))
    misspelt = _misspelt()
    for line in lines:
        for index, token in enumerate(line.tokens):
            for phrase, folded, keys in by_first.get(token.folded, ()):
                if _other_marks(line, index, folded, keys):
                    yield (
                        line.passage,
                        line.words(index, len(folded)),
                        f"So với “{phrase}”; nếu sai thì sửa lại.",
                    )
                    break  # the longest phrase tells it all
            if line.breaks[index]:
                continue
            meant = misspelt.get((token.folded, line.tokens[index + 1].folded))
            if meant is not None and _same_rest(line, index, meant):
                yield line.passage, line.words(index, 2), f"So với “{meant}”; nếu sai thì sửa lại."


def _misspelt() -> dict[tuple[str, str], str]:
    """Every way to leave one letter out of a short set phrase, and the phrase."""
    ways: dict[tuple[str, str], str] = {}
    for phrase in _phrases.SPELLED:
        first, second = fold(phrase).split()
        ways |= {(first[:at] + first[at + 1 :], second): phrase for at in range(len(first))}
        ways |= {(first, second[:at] + second[at + 1 :]): phrase for at in range(len(second))}
    return ways


def _other_marks(line: _Line, index: int, folded: Sequence[str], keys: Sequence[str]) -> bool:
    window = line.tokens[index : index + len(folded)]
    if [token.folded for token in window] != list(folded) or not line.joined(index, len(folded)):
        return False
    wrong = line.words(index, len(folded))
    return [token.key for token in window] != list(keys) and not wrong.isupper() and _has_marks(wrong)


def _has_marks(text: str) -> bool:
    """Text typed without any marks at all ("quyet dinh") is an address or a file name, no slip."""
    return fold(text) != text.casefold()


def _same_rest(line: _Line, index: int, phrase: str) -> bool:
    """The exact syllable also carries the phrase's own marks ("tuyên tuyền", not "tuyển tuyến")."""
    keys = tone_key(phrase).split()
    return line.tokens[index].key == keys[0] or line.tokens[index + 1].key == keys[1]


def _lost(lines: Sequence[_Line]) -> Iterator[_Slip]:
    for line in lines:
        even = (
            re.sub(r"\b([Uu])ỷ\b", r"\1ỷ", line.passage.text)
            .replace("Uỷ", "Ủy")
            .replace("uỷ", "ủy")
            .replace("hoá", "hóa")
        )
        for pattern, right in _phrases.LOST_WORDS:
            match = pattern.search(even)
            if match is not None:
                yield (
                    line.passage,
                    line.passage.text[match.start() : match.end()].strip(),
                    f"Thêm từ còn thiếu; so với “{right}”.",
                )


def _patterns(facts: Facts) -> Iterator[_Slip]:
    hints = (
        (_phrases.TOO_MUCH, "Bỏ phần lặp hoặc từ thừa."),
        (_phrases.STUCK, "Thêm dấu cách hoặc dấu ngăn giữa hai từ."),
        (_phrases.BROKEN_SYMBOL, "Kiểm tra lại ký hiệu văn bản (dấu cách thừa hoặc thiếu chữ)."),
        (_phrases.STRAY_MARKS, "Kiểm tra lại dấu câu."),
    )
    stuck = sum(1 for passage in facts.passages for _ in _phrases.STUCK.finditer(passage.text))
    for passage in facts.passages:
        for pattern, hint in hints:
            if pattern is _phrases.STUCK and stuck > FEW:
                continue  # so many words run together that the file lost its spaces, not the typist
            for match in pattern.finditer(passage.text):
                yield passage, match.group(), hint


def _odd_one_out(lines: Sequence[_Line]) -> Iterator[_Slip]:
    """Two words written once with other marks than everywhere else, by a syllable the document has nowhere else."""
    syllables = Counter(token.key for line in lines for token in line.tokens)
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for index in range(len(line.tokens) - 1):
            if line.joined(index, 2):
                pairs[line.tokens[index].key, line.tokens[index + 1].key] += 1
    common: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair, count in pairs.items():
        if count >= OFTEN:
            common[fold(_plain(pair))].add(pair)
    told: set[str] = set()
    for line in lines:
        if line.passage.where == RECIPIENTS:
            continue
        for index in range(len(line.tokens) - 1):
            pair = (line.tokens[index].key, line.tokens[index + 1].key)
            words = line.words(index, 2)
            if (
                pairs[pair] != 1
                or " ".join(words.casefold().split()) in _phrases.FREE
                or not _has_marks(words)
            ):
                continue
            rare = _rare(pair, common.get(fold(_plain(pair)), set()), syllables)
            if rare is not None and rare not in told:
                told.add(rare)
                if not words.istitle() and rare == pair[1] and _begins_name(line, index + 1):
                    words = line.words(index, 3)  # "phố Càn Thơ": the name is what is misspelt
                yield line.passage, words, "Sửa cho thống nhất với các chỗ còn lại trong văn bản."


def _begins_name(line: _Line, index: int) -> bool:
    """Two capitalised words from `index` on."""
    return index + 1 < len(line.tokens) and line.joined(index, 2) and line.words(index, 2).istitle()


def _rare(pair: tuple[str, str], usual: set[tuple[str, str]], syllables: Counter[str]) -> str | None:
    """The one syllable by which `pair` departs from how it is usually written, if it stands nowhere else."""
    for other in usual:
        differing = [mine for mine, theirs in zip(pair, other, strict=True) if mine != theirs]
        if len(differing) == 1 and syllables[differing[0]] == 1:
            return differing[0]
    return None


def _plain(pair: tuple[str, str]) -> str:
    """The letters of a pair of keys, without the tone digits `tone_key` adds."""
    return re.sub(r"\d", "", " ".join(pair))
