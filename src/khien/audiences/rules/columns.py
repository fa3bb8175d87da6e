"""Which column of an officer's table is what, guessed from its heading and, failing that, from what stands below.

A guess is shown, never acted on. Refuses to guess at a name that is not asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

PARTS = ("phone", "mail", "name", "place", "audience")
_WORDS: dict[str, tuple[str, ...]] = {
    "phone": ("dien thoai", "so dt", "sdt", "di dong", "phone", "mobile", "tel", "so may"),
    "mail": ("email", "e mail", "thu dien tu", "mail", "hop thu"),
    "name": ("ho ten", "ho va ten", "ten", "name", "nguoi"),
    "place": ("xa phuong", "phuong xa", "xa", "phuong", "dia ban", "noi o", "dia chi", "don vi", "noi cu tru", "place"),
    "audience": ("nhom", "doi tuong", "nghe nghiep", "thanh phan", "group"),
}  # fmt: skip
_PHONE = re.compile(r"[+()\d][\d\s.()/-]{7,}")


def guessed(header: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, int]:
    """Part → number of its column from 0; parts that are not there are left out. One column is one part."""
    found: dict[str, int] = {}
    for part in PARTS:
        for number, title in enumerate(header):
            if number not in found.values() and _says(folded(title), _WORDS[part]):
                found[part] = number
                break
    for part, looks in (("mail", _is_mail), ("phone", _is_phone)):
        if part not in found:
            for number in range(len(header)):
                cells = [row[number] for row in samples if number < len(row) and row[number]]
                if number not in found.values() and cells and all(looks(cell) for cell in cells):
                    found[part] = number
                    break
    return found


def has_header(line: Sequence[str]) -> bool:
    """A first line that holds an address is a row already."""
    return not any(_is_mail(cell) or _is_phone(cell) for cell in line)


def _is_mail(cell: str) -> bool:
    return "@" in cell


def _is_phone(cell: str) -> bool:
    return _PHONE.fullmatch(cell) is not None


def _says(title: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{word}\b", title) for word in words)


def folded(text: str) -> str:
    """Small letters without marks, words one space apart."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.replace("đ", "d")).split())
