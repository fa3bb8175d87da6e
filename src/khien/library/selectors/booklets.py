"""Booklets as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from khien.library.models import Booklet, Material, RenditionFile
from khien.library.selectors.desk import matching
from khien.orgs import api as orgs

FOUND = 12


@dataclass(frozen=True, slots=True)
class Chapter:
    """A material in a booklet. `live` False: taken down since, left out of the next making."""

    uuid: str
    title: str
    unit: str
    live: bool


@dataclass(frozen=True, slots=True)
class BookletLine:
    booklet: Booklet
    unit: str
    chapters: int


def booklet_lines() -> list[BookletLine]:
    rows = list(
        Booklet.objects.filter(deleted_at__isnull=True).annotate(
            n=Count("entries", filter=Q(entries__material__live=True))
        )[:300]
    )
    names = orgs.unit_names({row.unit_id for row in rows})
    return [BookletLine(row, names.get(row.unit_id, ""), row.n) for row in rows]


def chapters_of(booklet: Booklet) -> list[Chapter]:
    rows = [entry.material for entry in booklet.entries.select_related("material")]
    return _chapters(rows)


def chapters_named(uuids: list[str]) -> list[Chapter]:
    """In the order given; unknown ones are left out."""
    rows = {str(row.uuid): row for row in Material.objects.filter(uuid__in=uuids, deleted_at__isnull=True)}
    return _chapters([rows[uuid] for uuid in dict.fromkeys(uuids) if uuid in rows])


def chapters_found(text: str, *, without: list[str]) -> list[Chapter]:
    """Published materials that hold the words, those already chosen left out."""
    rows = Material.objects.filter(live=True, deleted_at__isnull=True, version__gt=0).exclude(
        uuid__in=without
    )
    return _chapters(
        list(matching(rows, text).order_by("-language", "-last_published_at")[:FOUND])
    )  # vi first


def newest_made(booklet: Booklet) -> dict[str, RenditionFile]:
    """Form → the newest file asked for."""
    return {row.form: row for row in RenditionFile.objects.filter(booklet=booklet).order_by("asked_at", "id")}


def _chapters(rows: list[Material]) -> list[Chapter]:
    names = orgs.unit_names({row.unit_id for row in rows})
    return [Chapter(str(row.uuid), row.title, names.get(row.unit_id, ""), row.live) for row in rows]
