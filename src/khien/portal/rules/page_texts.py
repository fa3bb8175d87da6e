"""The site's own pages: their addresses, and the words they have until the office writes its own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "defaults"
PATHS: dict[str, str] = {  # code → path; codes and paths never change
    "about": "gioi-thieu",
    "contact": "lien-he",
    "accessibility": "tro-nang",
    "privacy": "quyen-rieng-tu",
    "reuse": "su-dung-lai",
}
BY_PATH: dict[str, str] = {path: code for code, path in PATHS.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """`kind`: heading, paragraph, list, contact. A list has one item a line."""

    kind: str
    text: str
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    code: str
    language: str
    title: str
    lede: str
    parts: tuple[Part, ...]


@cache
def page_texts() -> dict[tuple[str, str], PageText]:
    """(code, language) → the page's first words. Raises KeyError, ValueError for a file that does not fit."""
    found: dict[tuple[str, str], PageText] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        code, language = path.stem.split(".")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = tuple(
            Part(row["kind"], row["text"].strip(), row.get("number", ""), row.get("note", ""))
            for row in data["part"]
        )
        found[code, language] = PageText(code, language, data["title"], data["lede"], parts)
    return found
