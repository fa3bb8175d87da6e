"""Where an editor begins to write about what nobody found: an upper app says so in `AppConfig.ready`. Knows no app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from khien.base.access import Actor


@dataclass(frozen=True, slots=True)
class WritingPage:
    """`url(actor, text)`: the page where writing about `text` begins; "" when this person may not."""

    code: str
    label: object
    url: Callable[[Actor, str], str]


_pages: dict[str, WritingPage] = {}


def register_writing_page(page: WritingPage) -> None:
    """Adds a page. Raises ValueError for a code seen before."""
    if page.code in _pages:
        raise ValueError(f"writing page {page.code!r} registered twice")
    _pages[page.code] = page


def writing_pages(actor: Actor, text: str) -> list[tuple[object, str]]:
    """(label, address) of what this person may open."""
    found = ((page.label, page.url(actor, text)) for _, page in sorted(_pages.items()))
    return [(label, url) for label, url in found if url]
