"""Text of names: the house's folding (`khien.base.text`), and words that ran together."""

from __future__ import annotations

from khien.base.text import fold, sounded, tidy

__all__ = ["fold", "part_words", "sounded", "tidy"]


def part_words(text: str) -> str:
    """Put the space back where a small letter runs into a capital: "SởThông tin" → "Sở Thông tin"."""
    out: list[str] = []
    for before, char in zip(" " + text, text, strict=False):
        if before.islower() and char.isupper():
            out.append(" ")
        out.append(char)
    return "".join(out)
