"""Which apps put things into search. Filled in `AppConfig.ready`; a duplicate is an error. Knows no app by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from khien.search.rules.shapes import SearchDocument


@dataclass(frozen=True, slots=True)
class Source:
    """`documents()` gives everything of the source, again and again the same: it is asked when the index is made anew.

    `kinds`: code of a kind → its lazy translation, for screens and the shell.
    """

    code: str
    label: object
    documents: Callable[[], Iterable[SearchDocument]]
    kinds: Mapping[str, object] = field(default_factory=dict)


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Adds a source. Raises ValueError for a code seen before."""
    if source.code in _sources:
        raise ValueError(f"search source {source.code!r} registered twice")
    _sources[source.code] = source


def sources() -> tuple[Source, ...]:
    """Every source, by code."""
    return tuple(_sources[code] for code in sorted(_sources))


def kind_label(code: str) -> object:
    """What people call a kind; the code itself when no source names it."""
    for source in _sources.values():
        if code in source.kinds:
            return source.kinds[code]
    return code
