"""What editors should mend: links that lead nowhere, pictures without words, materials nobody used.

Only links inside this site are followed; others are listed, never fetched: a list of addresses is no reason to let
strangers' servers know of us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from khien.library.models import Edition, Material, MaterialUse
from khien.library.rules import content as shapes
from khien.library.rules.content import Content
from khien.library.selectors.content import edition_content

_LINK = re.compile(r"\]\(([^)\s]+)\)")
MOST = 5000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a material. `what`: the address or the picture's words."""

    uuid: str
    title: str
    unit_id: int
    what: str


def published_texts(unit_ids: frozenset[int] | None) -> Iterator[tuple[Material, Content]]:
    """Every published material of these units (None = all) with its newest text. Two queries."""
    rows = Material.objects.filter(live=True, deleted_at__isnull=True, version__gt=0)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    materials = rows.in_bulk()
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.filter(material_id__in=list(materials)).order_by("number")[: 4 * MOST]:
        newest[edition.material_id] = edition
    for pk, edition in newest.items():
        yield materials[pk], edition_content(edition)


def broken_links(texts: list[tuple[Material, Content]]) -> list[Finding]:
    """Links of this site that lead to nothing: an unknown page, a material that is not public."""
    slugs = set(
        Material.objects.filter(live=True, deleted_at__isnull=True).values_list("web_slug", flat=True)
    )
    return [
        Finding(str(material.uuid), material.title, material.unit_id, link)
        for material, content in texts
        for link in dict.fromkeys(links_of(content))
        if (path := _own_path(link)) is not None and not _leads_somewhere(path, slugs)
    ]


def outside_links(texts: list[tuple[Material, Content]]) -> list[Finding]:
    """Addresses of other sites, to be looked at by a person."""
    return [
        Finding(str(material.uuid), material.title, material.unit_id, link)
        for material, content in texts
        for link in dict.fromkeys(links_of(content))
        if link.startswith("http") and _own_path(link) is None
    ]


def pictures_without_words(texts: list[tuple[Material, Content]]) -> list[Finding]:
    return [
        Finding(str(material.uuid), material.title, material.unit_id, picture.caption or picture.key)
        for material, content in texts
        for picture in pictures_of(content)
        if not picture.alt.strip()
    ]


def never_used(unit_ids: frozenset[int] | None) -> list[Material]:
    """Published, and no unit took it: the oldest first."""
    rows = Material.objects.filter(live=True, deleted_at__isnull=True, version__gt=0)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    used = MaterialUse.objects.order_by().values("material_id")
    return list(rows.exclude(pk__in=used).order_by("first_published_at")[:500])


def links_of(content: Content) -> Iterator[str]:
    """Every address a text links to, in order."""
    for block in content.blocks:
        match block:
            case shapes.Paragraph():
                yield from (run.href for run in block.runs if run.href)
            case shapes.Bullets():
                yield from (run.href for item in block.items for run in item if run.href)
            case shapes.Contact():
                if block.address:
                    yield block.address
            case _:
                yield from _LINK.findall(repr(block))
    yield from (source.address for source in content.sources if source.address)


def pictures_of(content: Content) -> Iterator[shapes.Picture]:
    if content.picture is not None:
        yield content.picture
    for block in content.blocks:
        if isinstance(block, shapes.Picture):
            yield block
        if isinstance(block, shapes.BeforeAfter):
            yield from (block.before, block.after)


def _own_path(link: str) -> str | None:
    """The path of an address of this site; None for any other."""
    parts = urlsplit(link)
    if parts.scheme in ("tel", "mailto"):
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc:
        return None
    return parts.path or None


def _leads_somewhere(path: str, slugs: set[str]) -> bool:
    plain = path.removeprefix("/en") if path.startswith("/en/") else path
    if plain.startswith("/tai-lieu/") and plain != "/tai-lieu/":
        return plain.removeprefix("/tai-lieu/").strip("/") in slugs
    try:
        resolve(plain)
    except Resolver404:
        return False
    return True
