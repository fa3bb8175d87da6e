"""The staff menu, filled by upper apps in `AppConfig.ready`. Knows no app by name; a duplicate is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khien.base.access import Actor

SECTIONS: dict[str, object] = {  # in the order of the screen
    "work": _("My work"),
    "programme": _("Programme"),
    "people": _("Units and people"),
    "system": _("System"),
    "account": _("My account"),
}
BOTTOM_PLACES = 4  # on a phone: four entries and "Menu" are as many as a thumb can tell apart


@dataclass(frozen=True, slots=True)
class Entry:
    """`url_name` is reversed without arguments. `roles` empty = everyone signed in. `count` is asked per page.

    `thumb`: roles whose telephone shows it at the bottom before entries of lower order.
    Section "account" stands in the menu under the person's name instead of the side. `count` 0 shows nothing.
    """

    code: str
    label: object  # lazy translation
    url_name: str
    icon: str
    order: int
    section: str = "work"  # a key of SECTIONS
    roles: frozenset[str] = frozenset()
    thumb: frozenset[str] = frozenset()
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a page shows it."""

    code: str
    label: object
    url: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    label: object
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """`sections` for the side, `bottom` for a phone's bar, `account` under the person's name."""

    sections: tuple[Section, ...] = ()
    bottom: tuple[Item, ...] = ()
    account: tuple[Item, ...] = ()


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Adds an entry. Raises ValueError for a code seen before or a section that does not exist."""
    if entry.code in _entries:
        raise ValueError(f"navigation entry {entry.code!r} registered twice")
    if entry.section not in SECTIONS:
        raise ValueError(f"navigation entry {entry.code!r}: no section {entry.section!r}")
    _entries[entry.code] = entry


def entries_for(actor: Actor) -> list[Entry]:
    """The entries this actor may open, in order."""
    seen = [e for e in _entries.values() if not e.roles or actor.has(*e.roles)]
    return sorted(seen, key=lambda e: (e.order, e.code))


def menu_for(actor: Actor, path: str) -> Menu:
    """The menu of a page at `path`; the entry with the longest address that `path` begins with is current."""
    entries = entries_for(actor)
    urls = {entry.code: reverse(entry.url_name) for entry in entries}
    current = _current(urls, path)
    items = {e.code: _item(e, actor, urls[e.code], e.code == current) for e in entries}
    sections = tuple(
        Section(code=code, label=label, items=found)
        for code, label in SECTIONS.items()
        if (found := tuple(items[e.code] for e in entries if e.section == code))
    )
    side = tuple(section for section in sections if section.code != "account")
    account = tuple(item for section in sections if section.code == "account" for item in section.items)
    return Menu(sections=side, bottom=_bottom(side, actor), account=account)


def _bottom(side: tuple[Section, ...], actor: Actor) -> tuple[Item, ...]:
    """The four entries this actor opens most, in the order of the menu; the first entry is always there."""
    items = [item for section in side for item in section.items]
    first = [item for item in items[1:] if actor.has(*_entries[item.code].thumb)]
    kept = [*items[:1], *first, *(item for item in items[1:] if item not in first)][:BOTTOM_PLACES]
    return tuple(item for item in items if item in kept)


def _current(urls: dict[str, str], path: str) -> str | None:
    fitting: Iterable[tuple[int, str]] = (
        (len(url), code) for code, url in urls.items() if path.startswith(url)
    )
    return max(fitting, default=(0, None))[1]


def _item(entry: Entry, actor: Actor, url: str, current: bool) -> Item:
    count = entry.count(actor) if entry.count else 0
    return Item(code=entry.code, label=entry.label, url=url, icon=entry.icon, count=count, current=current)
