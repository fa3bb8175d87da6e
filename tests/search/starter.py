"""The starter library as things to find, read straight from its files, and the queries asked of it. Used by tests and
by the bench: what is measured is the search, not the library's way to put things in."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from khien.search.api import SearchDocument

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "khien" / "library" / "starter"
QUERIES = Path(__file__).with_name("queries.toml")
AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PARTS = ("held", "tuned")
BOOSTS = {"guide": 125, "scam": 120, "article": 105}  # as the library gives them
Wanted = dict[str, int]  # slug → 1 helps, 2 answers


def documents() -> Iterator[SearchDocument]:
    """Every material, by its slug."""
    for path in sorted(FOLDER.glob("*.toml")):
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        if "title" in given and given.get("language", "vi") == "vi":
            yield document_of(path.stem, given)


def document_of(slug: str, given: dict[str, Any]) -> SearchDocument:
    headings: list[str] = []
    texts: list[str] = []
    for block in given.get("body", []):
        (headings if block["type"] == "heading" else texts).extend(_texts(block))
    texts += [*_texts(given.get("scam", {})), given.get("sms", ""), given.get("bulletin", "")]
    return SearchDocument(
        key=slug,
        title=given["title"],
        address=f"/tai-lieu/{slug}/",
        changed_at=AT,
        kind=given["kind"],
        summary=given["summary"],
        keywords=tuple(given.get("keywords", ())),
        headings=tuple(headings),
        body="\n".join(texts),
        topics=tuple(given.get("topics", ())),
        audiences=tuple(given.get("audiences", ())),
        boost=BOOSTS.get(given["kind"], 100),
        public=True,
    )


def _texts(value: object, name: str = "") -> list[str]:
    """Every text in a block, without the names of its type and tone."""
    if isinstance(value, str):
        return [] if name in {"type", "tone"} else [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in _texts(inner, key)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []


def queries(part: str) -> dict[str, Wanted]:
    """Query → what it should find."""
    lines: dict[str, str] = tomllib.loads(QUERIES.read_text(encoding="utf-8"))[part]
    return {text: _wanted(line) for text, line in lines.items()}


def _wanted(line: str) -> Wanted:
    return {slug: int(grade) for slug, grade in (one.rsplit(":", 1) for one in line.split())}


def ndcg(keys: Sequence[str], wanted: Wanted, *, at: int = 5) -> float:
    """Normalised discounted cumulative gain of the first `at` hits (Järvelin, Kekäläinen 2002), gain 2^grade − 1."""
    ideal = sorted(wanted.values(), reverse=True)[:at]
    best = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ideal))
    got = sum((2 ** wanted.get(key, 0) - 1) / math.log2(place + 2) for place, key in enumerate(keys[:at]))
    return got / best


def measured(part: str, ask: Callable[[str], Sequence[str]]) -> dict[str, float]:
    """Query → nDCG@5 of what `ask` answers."""
    return {text: ndcg(ask(text), wanted) for text, wanted in queries(part).items()}
