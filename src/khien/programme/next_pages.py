"""Where a programme's page and a task's page lead on: work, reports, money, steering. Upper apps register in
`AppConfig.ready`; this module knows none of them by name.

Refuses to decide what a person may see: the page it leads to does. A door that would not open is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khien.base.access import Actor

Address = Callable[[Actor, str], str]


@dataclass(frozen=True, slots=True)
class NextPage:
    """`of_programme`, `of_task`: the address for a person and the uuid of what she reads; "" = not for her."""

    code: str
    label: object  # lazy translation
    icon: str
    order: int
    of_programme: Address | None = None
    of_task: Address | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One link as a page draws it."""

    label: object
    icon: str
    url: str


_pages: dict[str, NextPage] = {}


def register_next_page(page: NextPage) -> None:
    """Adds a page. Raises ValueError for a code seen before."""
    if page.code in _pages:
        raise ValueError(f"next page {page.code!r} registered twice")
    _pages[page.code] = page


def ways_from_programme(actor: Actor, uuid: str) -> list[Way]:
    return _ways(((page, page.of_programme) for page in _ordered()), actor, uuid)


def ways_from_task(actor: Actor, uuid: str) -> list[Way]:
    return _ways(((page, page.of_task) for page in _ordered()), actor, uuid)


def _ordered() -> list[NextPage]:
    return sorted(_pages.values(), key=lambda page: (page.order, page.code))


def _ways(pages: Iterable[tuple[NextPage, Address | None]], actor: Actor, uuid: str) -> list[Way]:
    found = ((page, address(actor, uuid)) for page, address in pages if address is not None)
    return [Way(page.label, page.icon, url) for page, url in found if url]
