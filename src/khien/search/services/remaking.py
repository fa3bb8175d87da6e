"""Makes the index anew from its sources: what is the same stays, what is other is written, what is gone goes.

Stopped half-way, the next run goes on: what was written has its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from khien.search.models import Entry, IndexState
from khien.search.rules.shapes import SearchDocument
from khien.search.rules.weights import VERSION
from khien.search.services.indexing import empty, put, remove
from khien.search.sources import Source, sources

Told = Callable[[str, int], None]  # source, documents looked at so far


def reindex(source: str | None = None, *, tell: Told = lambda _code, _done: None) -> int:
    """Ask every source (or one) for everything it has; returns how many entries were written or removed.

    An index made by older rules is emptied first. Raises KeyError for a source that nobody registered.
    """
    known = {one.code: one for one in sources()}
    chosen = [known[source]] if source is not None else list(known.values())
    if IndexState.objects.exclude(version=VERSION).exists():
        empty()
        chosen = list(known.values())
    changed = sum(_remade(one, tell) for one in chosen)
    return changed + (_without_source(frozenset(known)) if source is None else 0)


def _remade(source: Source, tell: Told) -> int:
    seen: set[str] = set()
    changed = put(source.code, _noted(source.documents(), seen, source.code, tell))
    gone = [key for key in _keys(source.code) if key not in seen]
    return changed + remove(source.code, gone)


def _noted(
    documents: Iterable[SearchDocument], seen: set[str], code: str, tell: Told
) -> Iterator[SearchDocument]:
    for document in documents:
        seen.add(document.key)
        if len(seen) % 500 == 0:
            tell(code, len(seen))
        yield document


def _keys(code: str) -> list[str]:
    return list(Entry.objects.filter(source=code).order_by("pk").values_list("key", flat=True))


def _without_source(known: frozenset[str]) -> int:
    codes = (
        Entry.objects.exclude(source__in=known).values_list("source", flat=True).distinct().order_by("source")
    )
    return sum(remove(code, _keys(code)) for code in list(codes))
