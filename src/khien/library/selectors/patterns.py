"""Scam patterns as the catalogue shows them, and pictures as pages show them. Only what the public may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.exceptions import InvalidFilterSpecError

from khien.library.models import Material, Picture
from khien.library.rules.content import Scam
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.content import lines_of
from khien.library.selectors.published import MaterialCard, Wanted, published

MOST = 500
WIDTHS = (480, 960)


@dataclass(frozen=True, slots=True)
class ScamPattern:
    card: MaterialCard
    scam: Scam
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """`sources`: (address, width in pixels), the smallest first."""

    width: int
    height: int
    sources: tuple[tuple[str, int], ...]


def scam_patterns(language: str = "vi") -> list[ScamPattern]:
    """Every published pattern, the newest first, at most 500. Four queries."""
    cards = published(Wanted(language=language, kinds=(MaterialKind.SCAM,)), limit=MOST)
    rows = Material.objects.in_bulk([card.id for card in cards])
    return [
        ScamPattern(card, _scam(rows[card.id]), tuple(_words(rows[card.id].keywords)))
        for card in cards
        if card.id in rows
    ]


def shown_pictures(keys: Iterable[str]) -> dict[str, ShownPicture]:
    """Pictures by key, in sizes for pages; those that are gone or cannot be read are left out."""
    found: dict[str, ShownPicture] = {}
    for picture in Picture.objects.filter(uuid__in=[key for key in keys if key]):
        try:
            sizes = [picture.get_rendition(f"width-{width}|format-webp") for width in WIDTHS]
        except (OSError, InvalidFilterSpecError):
            continue
        distinct = {size.width: size for size in sizes}
        last = sizes[-1]
        found[str(picture.uuid)] = ShownPicture(
            last.width, last.height, tuple((size.url, size.width) for size in distinct.values())
        )
    return found


def _scam(row: Material) -> Scam:
    return Scam(
        signs=lines_of(row.scam_signs),
        how_it_goes=lines_of(row.scam_how),
        do_now=lines_of(row.scam_do_now),
        tell_whom=lines_of(row.scam_tell),
        variants=lines_of(row.scam_variants),
        first_seen=row.scam_first_seen,
    )


def _words(keywords: str) -> list[str]:
    return [word for raw in keywords.split(",") if (word := raw.strip())]
