"""Which searches without result may be kept for editors: only those that cannot point at a person.

When in doubt the query is not kept. Source: Law 91/2025/QH15 on the protection of personal data, which counts names,
numbers and addresses as such.
"""

from __future__ import annotations

import re

from khien.base.text import fold

LONGEST_KEPT = 60  # characters; who writes more tells a story
_ADDRESS = re.compile(
    r"@|https?:|www\.|/\S|\b\S+\.(?:com|vn|net|org|info|xyz|top|io|me|shop|site|online|club)\b", re.IGNORECASE
)
_MOST_DIGITS = 5  # "113", "5656", "2026" stay; a telephone, account or identity number has more
_FAMILY_NAMES = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan trinh mai truong lam dao "
    "to ta cao luu luong chu chau ha thai quach kieu nghiem dam"
)
_MIDDLE = "van thi ngoc minh thanh duc quoc huu dinh thu hong xuan kim quang anh hoang gia bao khanh"

_FAMILIES, _MIDDLES = frozenset(_FAMILY_NAMES.split()), frozenset(_MIDDLE.split())


def keepable(text: str) -> str:
    """The folded query, or "" when it may hold something about a person."""
    if len(text) > LONGEST_KEPT or _ADDRESS.search(text) or sum(c.isdigit() for c in text) > _MOST_DIGITS:
        return ""
    folded = fold(text)
    words = folded.split()
    return "" if _names_somebody(words) else folded


def _names_somebody(words: list[str]) -> bool:
    """ "nguyen van a", "trần thị bưởi": a family name, a middle name, and one more."""
    return any(
        family in _FAMILIES and middle in _MIDDLES
        for family, middle, _ in zip(words, words[1:], words[2:], strict=False)
    )
