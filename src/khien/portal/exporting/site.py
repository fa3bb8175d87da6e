"""Writes the whole public site into a folder: every page that can be reached from its maps, and what pages need.

Built aside and swapped in at the end: readers never see half a site; what did not change keeps its file and its time, so
that copying it on is quick. Killed and begun again it takes up what was made already. Refuses a folder that holds
something else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from khien.base.text import fold
from khien.library import api as library
from khien.library.api import Wanted
from khien.portal.exporting import pages
from khien.portal.exporting.addresses import place_of
from khien.portal.exporting.answers import Answer, Asking
from khien.portal.exporting.pages import Rewritten, Target
from khien.portal.selectors.microsites import own_pages, shown_sites, site_materials, site_of
from khien.web.languages import address_in

MARK = ".khien-site.json"
MOST_FILES = 200_000
REDIRECT = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{0}</title>'
    '<meta http-equiv="refresh" content="0; url={0}"><link rel="canonical" href="{0}"></head>'
    '<body><p><a href="{0}">{0}</a></p></body></html>\n'
)
ASIDE_FROM_MAPS = (
    "/", "/manifest.webmanifest", "/sw.js", "/mat-mang/", "/robots.txt", "/sitemap.xml", "/tim-kiem/", "/nguon-tin/",
    "/lich-su-kien/", "/lich-su-kien/da-qua/", "/lich-su-kien/lich.ics", "/van-ban/", "/van-ban/nguon-tin.rss",
    "/van-ban/nguon-tin.atom", "/van-ban/nguon-tin.json", "/don-vi/",
    *(f"/nguon-tin/tat-ca.{suffix}" for suffix in ("rss", "atom", "json")),
)  # fmt: skip
Progress = Callable[[str, int, int], None]


class NotASite(Exception):
    """The folder holds something that this command did not write."""


@dataclass(slots=True)
class Outcome:
    """`unchanged`, `written`, `removed`: files. `broken`: links of pages that led nowhere on the live site."""

    files: int = 0
    bytes: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    broken: list[str] = field(default_factory=list)


def write_site(folder: Path, *, base_url: str, progress: Progress) -> Outcome:
    """Raises NotASite, OSError."""
    folder = folder.absolute()
    _check(folder)
    target = Target(base_url.rstrip("/"), base_url.rstrip("/"))
    before = settings.WAGTAILADMIN_BASE_URL
    settings.WAGTAILADMIN_BASE_URL = target.new  # QR codes, feeds and maps are drawn with the new address
    try:
        return _written(folder, target, progress)
    finally:
        settings.WAGTAILADMIN_BASE_URL = before


def _written(folder: Path, target: Target, progress: Progress) -> Outcome:
    aside = folder.with_name(f".{folder.name}.dang-lam")
    aside.mkdir(parents=True, exist_ok=True)
    outcome = Outcome()
    made = _crawl(aside, target, progress, outcome)
    _put(aside, "404.html", _not_found(target), made)
    for address, rows in _search_indexes(target):
        _put(aside, f"{address.lstrip('/')}index.json", rows, made)
    _put(aside, MARK, json.dumps({"base": target.new}).encode(), made)
    _settle(folder, aside, made, outcome)
    return outcome


def _check(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise NotASite(str(folder))


def _crawl(aside: Path, target: Target, progress: Progress, outcome: Outcome) -> dict[str, str]:
    """Every address once. File → its SHA-256."""
    asking, made, lost = Asking(), dict[str, str](), set[str]()
    waiting = list(dict.fromkeys(_seeds()))
    seen = set(waiting)
    while waiting and len(made) < MOST_FILES:
        address = waiting.pop(0)
        place = place_of(address)
        if place is None:
            continue
        answer = asking(address)
        if answer.status not in (200, 301, 302):
            outcome.broken.append(f"{answer.status} {address}")
            lost.add(f"{target.prefix}{place.link}")
            continue
        done = _rewritten(answer, address, target)
        _put(aside, place.file, done.body, made)
        fresh = sorted(done.found - seen)
        seen.update(fresh)
        waiting += fresh
        progress(address, len(made), len(made) + len(waiting))
    if lost:
        for name in [name for name in made if name.endswith(".html")]:
            _put(aside, name, pages.unlinked((aside / name).read_bytes(), lost), made)
    return made


def _seeds() -> list[str]:
    """Where reading begins: the fixed pages in every language, every material with its frame, every unit's site."""
    found: list[str] = []
    for code, _name in settings.LANGUAGES:
        found += [address_in(code, address) for address in ASIDE_FROM_MAPS]
        for card in library.published(Wanted(language=code), limit=5000):
            found += [address_in(code, card.address), address_in(code, f"/nhung/{card.slug}/")]
    for row in shown_sites():
        site = site_of(row)
        found += [site.home, f"{site.home}sitemap.xml", f"{site.home}tim-kiem/"]
        found += [f"{site.home}nguon-tin.{suffix}" for suffix in ("rss", "atom", "json")]
        found += [page.address for page in own_pages(site)]
    return found


def _rewritten(answer: Answer, address: str, target: Target) -> Rewritten:
    kind, at = answer.kind.partition(";")[0], address.partition("?")[0]
    if answer.status in (301, 302):
        inner = Rewritten(b"")
        led = pages.page(f'<a href="{answer.location}">x</a>'.encode(), at=at, target=target)
        inner.found = led.found
        place = place_of(answer.location.removeprefix(target.old))
        inner.body = REDIRECT.format(
            f"{target.prefix}{place.link}" if place else f"{target.prefix}/"
        ).encode()
        return inner
    if kind == "text/html":
        return pages.page(answer.body, at=at, target=target)
    if kind == "text/css":
        return pages.style(answer.body, at=at, target=target)
    if kind in ("application/manifest+json", "text/javascript") and not at.startswith("/static/"):
        return pages.text(answer.body, at=at, target=target, quoted=True)
    if kind == "text/calendar":  # its lines are folded: addresses in them are whole already, and cut
        return Rewritten(answer.body)
    if kind.startswith("text/") or kind.endswith(("xml", "json")):
        return pages.text(answer.body, at=at, target=target)
    return Rewritten(answer.body)


def _put(aside: Path, name: str, body: bytes, made: dict[str, str]) -> None:
    """Whole or not at all; what lies there already from a run that was killed is not written again."""
    path = aside / name
    digest = hashlib.sha256(body).hexdigest()
    made[name] = digest
    if path.is_file() and path.stat().st_size == len(body) and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.moi")
    temporary.write_bytes(body)
    temporary.replace(path)


def _not_found(target: Target) -> bytes:
    """The page for addresses that lead nowhere, as servers of files serve it from any depth."""
    answer = Asking()("/khong-co-trang-nay/")
    return pages.page(answer.body, at="/", target=target).body


def _search_indexes(target: Target) -> Iterator[tuple[str, bytes]]:
    """(address of the search page, its index): of the whole in each language, and of each unit's own site."""
    codes = [code for code, _name in settings.LANGUAGES]
    for code in codes:
        cards = library.published(Wanted(language=code), limit=5000)
        found = [(card.title, card.summary, address_in(code, card.address)) for card in cards]
        yield address_in(code, "/tim-kiem/"), _index(found, target)
    for row in shown_sites():
        site = site_of(row)
        shown = site_materials(site, settings.LANGUAGE_CODE, limit=5000)
        for code in codes:
            found = [(page.title, "", address_in(code, page.address)) for page in own_pages(site)]
            found += [
                (card.title, card.summary, address_in(code, f"{site.home}tai-lieu/{card.slug}/"))
                for card in shown
            ]
            yield address_in(code, f"{site.home}tim-kiem/"), _index(found, target)


def _index(found: list[tuple[str, str, str]], target: Target) -> bytes:
    """[{"t": title, "s": summary, "u": address, "w": folded words}, …]: small enough for a telephone."""
    rows = [
        {"t": title, "s": summary, "u": f"{target.prefix}{address}", "w": fold(f"{title} {summary}")}
        for title, summary, address in found
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _settle(folder: Path, aside: Path, made: dict[str, str], outcome: Outcome) -> None:
    """Same files are taken over from the old site with their times; then the new folder takes its place."""
    for name in made:
        new, old = aside / name, folder / name
        outcome.files += 1
        outcome.bytes += new.stat().st_size
        same = (
            old.is_file()
            and old.stat().st_size == new.stat().st_size
            and old.read_bytes() == new.read_bytes()
        )
        if same:
            shutil.copystat(old, new)
        outcome.unchanged += same
        outcome.written += not same
    for path in [*aside.rglob("*")]:
        if path.is_file() and str(path.relative_to(aside)) not in made:
            path.unlink()
    if folder.exists():
        outcome.removed = sum(
            1 for path in folder.rglob("*") if path.is_file() and str(path.relative_to(folder)) not in made
        )
        gone = folder.with_name(f".{folder.name}.cu")
        shutil.rmtree(gone, ignore_errors=True)
        folder.rename(gone)
        os.replace(aside, folder)
        shutil.rmtree(gone)
    else:
        os.replace(aside, folder)
