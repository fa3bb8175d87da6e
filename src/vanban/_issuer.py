"""Who issues a document: the letterhead, else the sentence "… ban hành Kế hoạch …", else the annex line.

Refuses the superior body printed above the issuing one, and the national title beside it. A letterhead in
capitals is given back in the words the document itself uses for the same body, where it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban._blocks import Paragraph, Place
from vanban._language.agencies import head_at, read_words
from vanban._language.agency_names import known_body, leading_territory
from vanban._language.text import UPPER, collapse, tone_key, upper_share, words_key
from vanban._outline import Outline
from vanban._passages import whole_paragraphs

_STOP = re.compile(r"^(?:[Ss][ốÔỐ]\s*[:.]|\*+$|[-–_=]{3,}|Số\b)")
_NUMBER_TAIL = re.compile(r"\s*(?<!\w)[Ss][ốÔỐ]\s*(?:[:.]|\d).*$", re.DOTALL)
_MOTTO = re.compile(r"^(?:Độc lập|Tự do|Hạnh phúc)")
_NOISE = re.compile(
    r"^(?:hệ thống pháp luật|thư viện|trang chủ|văn bản|cơ sở dữ liệu|tải về|in văn bản|dự thảo|hỏa tốc|khẩn|mật|bản sao)\b",
    re.IGNORECASE,
)
_ISSUES = re.compile(
    r"\s(?:ban hành|xây dựng|triển khai(?: thực hiện)?)\s(?:[Kk]ế hoạch|[Cc]hương trình|[Đđ]ề án|[Pp]hương án|[Qq]uyết định)"
)
_ATTACHED_OF = re.compile(rf"kèm theo [^()]{{0,120}}?\scủa\s(?P<who>[{UPPER}][^()]{{3,110}})\)")


def issuer_from_letterhead(
    lines: Sequence[tuple[str, Place]], texts: Sequence[str], seat: str | None = None
) -> tuple[str, Place] | None:
    """The last body named at the top left, before the number.

    `texts` are the document's paragraphs; `seat` is the place of issue, which tells whose People's Committee it
    is where the letterhead says only "ỦY BAN NHÂN DÂN".
    """
    bodies: list[tuple[str, Place]] = []
    for text, place in lines:
        part = collapse(_NUMBER_TAIL.sub("", text)).strip(" -–_*")
        if not part or _MOTTO.match(part) or _NOISE.match(part) or "ngày" in part.casefold():
            if _STOP.match(text.strip()):
                break
            continue
        if upper_share(part) < 0.7 or len(part) > 120:
            continue
        if _opens_body(part) or not bodies:
            bodies.append((part, place))
        else:
            bodies[-1] = (f"{bodies[-1][0]} {part}", bodies[-1][1])
    named = [(body, place) for body, place in bodies if _opens_body(body)]
    if not named:
        return None
    body, place = named[-1]
    if words_key(body) in _INCOMPLETE and seat:
        return _of_seat(body, seat, texts), place
    return _with_territory(in_sentence_case(body, texts), [above for above, _ in named[:-1]], texts), place


def _with_territory(body: str, above: Sequence[str], texts: Sequence[str]) -> str:
    """A department or committee with the territory of the People's Committee printed above it, unless its own
    name has one: "UBND TỈNH NAM TIẾN / SỞ NỘI VỤ" is "Sở Nội vụ tỉnh Nam Tiến"."""
    words = [tone_key(word) for word in body.split()]
    if any(leading_territory(words[at:]) for at in range(1, len(words))):
        return body
    for superior in reversed(above):
        match = _COMMITTEE_OF.match(superior)
        if match is not None:
            return f"{body} {_of_territory(in_sentence_case(superior, texts), match['kind'])}"
    return body


def _of_territory(committee: str, kind: str) -> str:
    at = committee.casefold().index(kind.casefold())
    return committee[at].lower() + committee[at + 1 :]


def _opens_body(text: str) -> bool:
    words = tone_key(text).split()
    if leading_territory(words) and not words[0].startswith(("ban", "sơ")):
        return words[:2] in (
            tone_key(pair).split()
            for pair in ("tỉnh ủy", "tỉnh đoàn", "thành ủy", "huyện ủy", "huyện đoàn", "xã đoàn", "thị ủy")
        )
    found = read_words(_capitalised(text))
    return bool(found) and bool(head_at(found, 0))


def _capitalised(text: str) -> str:
    """Every word with one capital, so that heads of names are known in a line of capitals."""
    return " ".join(
        word if word.isupper() and len(word) <= 4 and _is_letters(word) else word.capitalize()
        for word in text.split()
    )


def _is_letters(word: str) -> bool:
    return not any(vowel in tone_key(word) for vowel in "aăâeêioôơuưy") or word in {"UBND", "HĐND"}


def in_sentence_case(name: str, texts: Sequence[str]) -> str:
    """A name in capitals in the words the document uses elsewhere; else with the usual small letters."""
    key = words_key(name)
    plain = re.compile(r"\s+".join(re.escape(word) for word in name.split()), re.IGNORECASE)
    for text in texts:
        match = plain.search(collapse(text))
        if match is not None and upper_share(match.group()) < 0.6 and words_key(match.group()) == key:
            return match.group()
    body = known_body(name)
    if body is not None and words_key(body.name) == key:
        return body.name
    return _small(name)


_INCOMPLETE = frozenset(
    words_key(name) for name in ("ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "ban chỉ đạo")
)


def _of_seat(body: str, seat: str, texts: Sequence[str]) -> str:
    """ "Ủy ban nhân dân" with the territory the document names for its seat; alone where it names none."""
    territory = re.compile(
        rf"(?<!\w)(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+{re.escape(seat)}(?!\w)",
        re.IGNORECASE,
    )
    for text in texts:
        match = territory.search(collapse(text))
        if match is not None:
            return f"{_small(body)} {match['kind'].lower()} {seat}"
    for text in texts:
        level = _LEVEL.search(collapse(text))
        if level is not None:
            return f"{_small(body)} {level['kind'].lower()} {seat}"
    return _small(body)


_LEVEL = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s(?:ban hành|xây dựng|triển khai)",
    re.IGNORECASE,
)


_COMMITTEE_OF = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND)\s+(?P<kind>TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\s+\S",
    re.IGNORECASE,
)
_OFFICES = {"Thủ tướng chính phủ": "Thủ tướng Chính phủ", "Chính phủ": "Chính phủ", "Quốc hội": "Quốc hội"}


def _small(name: str) -> str:
    """A name in capitals with the usual small letters: head, first word after it, and the territory's own name."""
    words = name.lower().split()
    keyed = [tone_key(word) for word in words]
    capitals = {0}
    head = head_at(read_words(_capitalised(name)), 0)
    if (
        0 < head < len(words)
        and not leading_territory(keyed[head:])
        and tuple(keyed[:head]) != _COMMITTEE[:2]
    ):
        capitals.add(head)
    territory = next((i for i in range(1, len(words)) if leading_territory(keyed[i:])), None)
    if territory is not None:
        capitals |= set(range(territory + leading_territory(keyed[territory:]), len(words)))
    if keyed[1:2] == [_PARTY]:
        capitals |= set(range(2, len(words)))
    said = " ".join(
        word[:1].upper() + word[1:] if index in capitals else word for index, word in enumerate(words)
    )
    return _OFFICES.get(said, said)


_COMMITTEE = tuple(words_key("ủy ban nhân dân").split())
_PARTY = words_key("ủy")


def issuer_from_sentence(outline: Outline) -> tuple[str, Place] | tuple[None, None]:
    """The subject of "… ban hành Kế hoạch …" in the head or the grounds; else of the annex line."""
    passages = [(b.text, b.place) for b in whole_paragraphs(outline.head) if isinstance(b, Paragraph)]
    if outline.nodes:
        passages += [(node.text, node.place) for node in outline.nodes[0].walk()]
    for text, place in passages:
        clean = collapse(text)
        match = _ISSUES.search(clean)
        if match is not None:
            who = _subject(clean[: match.start()])
            if who:
                return who, place
    for annex in outline.annexes:
        attached = _ATTACHED_OF.search(annex.title)
        if attached is not None:
            return collapse(attached["who"]), annex.place
    return None, None


def _subject(before: str) -> str | None:
    """The name that ends `before`: its last parts between commas, as long as each begins with a capital."""
    parts = re.split(r"[,;:](?=\s)", before[-260:])
    kept: list[str] = []
    for part in reversed(parts):
        bare = part.strip()
        if not bare or not bare[0].isupper():
            break
        kept.insert(0, bare)
        if head_at(read_words(bare), 0):
            break
    name = collapse(", ".join(kept))
    if not 4 < len(name) < 140:
        return None
    return name
