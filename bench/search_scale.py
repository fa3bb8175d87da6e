# ruff: noqa: E402 - models can only be imported when Django knows its settings
"""Fills one database with things to find and asks it what people ask. Run by `search_bench`, once per database.

The starter library is real; the rest is put together from its own sentences (words of other sentences mixed in, a place
and a number in each title), so that words are as common as they are in such texts.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from khien.base.text import fold
from khien.search.api import Query, SearchDocument, entry_count, find, put, suggest
from khien.search.models import Entry
from khien.search.selectors.snapshot import Snapshot, _Latest
from tests.search.starter import PARTS, documents, measured, queries

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PLACES = (
    "An Hòa",
    "Bình Minh",
    "Đông Sơn",
    "Hòa Phú",
    "Kon Đào",
    "Lộc Thủy",
    "Mỹ Đức",
    "Ngọc Linh",
    "Phú Quý",
    "Tân Lập",
)
SEED = 20261124


def synthetic(count: int) -> Iterator[SearchDocument]:
    """`count` things of 60 to 400 words."""
    chance = random.Random(SEED)
    real = list(documents())
    sentences = [line for one in real for line in one.body.split("\n") if len(line) > 30]
    words = " ".join(sentences).split()
    for number in range(count):
        like = chance.choice(real)
        body = chance.sample(sentences, chance.randint(2, 10))
        body += [" ".join(chance.sample(words, 12)) for _ in range(4)]
        yield SearchDocument(
            key=str(number),
            title=f"{chance.choice(sentences)[:70]} ở xã {chance.choice(PLACES)} số {number}",
            address=f"/muc/{number}/",
            changed_at=AT + dt.timedelta(minutes=number),
            kind=like.kind,
            summary=chance.choice(sentences)[:200],
            body="\n".join(body),
            topics=like.topics,
            audiences=like.audiences,
            public=True,
        )


def main() -> None:
    count = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    put("library", documents())
    for part in PARTS:
        marks = measured(part, lambda text: [hit.key for hit in find(Query(text=text, size=5)).hits])
        print(
            f"{connection.vendor:10} nDCG@5 {statistics.mean(marks.values()):.4f}  {part}, {len(marks)} queries, {entry_count()} materials"
        )
    began = time.perf_counter()
    put("sample", synthetic(count))
    spent = time.perf_counter() - began
    print(f"{connection.vendor:10} {count} things put in at {count / spent:,.0f} a second", flush=True)
    asked = [text for part in PARTS for text in queries(part)]
    floor = _floor() if connection.vendor == "sqlite" else None
    base = told("floor: FTS5, best 20", [floor(text) for text in asked]) if floor else 0.0
    told("first time asked", [_timed(lambda t=text: _cold(t)) for text in asked], base)
    told("asked again", [_timed(lambda t=text: find(Query(text=t))) for text in asked], base)
    told(
        "with a topic",
        [_timed(lambda t=text: find(Query(text=t, topics=("scams",)))) for text in asked],
        base,
    )
    told("suggestions", [_timed(lambda t=text: suggest(t[:6])) for text in asked], base)


def _cold(text: str) -> None:
    """As after a change of the index: nothing that was read before is kept, but the facets."""
    before = _Latest.snapshot
    _Latest.snapshot = Snapshot(before.stamp, facets=before.facets, book=before.book)
    find(Query(text=text))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _floor() -> Callable[[str], float]:
    """SQLite's own full text search over the same texts, folded, any of the words, ranked: no marks, no facets, no
    synonyms, no passages."""
    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE things USING fts5(title, body)")
    rows = Entry.objects.order_by("number").values_list("title", "summary", "body").iterator(chunk_size=2000)
    peer.executemany("INSERT INTO things VALUES (?, ?)", ((fold(t), fold(f"{s} {b}")) for t, s, b in rows))

    def ask(text: str) -> float:
        wanted = " OR ".join(f'"{word}"' for word in fold(text).split())
        question = "SELECT rowid FROM things WHERE things MATCH ? ORDER BY bm25(things, 5.0, 1.0) LIMIT 20"
        return _timed(lambda: peer.execute(question, (wanted,)).fetchall())

    return ask


def told(label: str, spent: Sequence[float], floor: float = 0.0) -> float:
    """Print it; the median."""
    ordered = sorted(spent)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]
    ratio = f"   {p50 / floor:5.2f} × floor" if floor else ""
    print(f"{connection.vendor:10} {label:24} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms{ratio}", flush=True)
    return p50


if __name__ == "__main__":
    main()
