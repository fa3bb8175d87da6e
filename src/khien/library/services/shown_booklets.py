"""Booklets on the public site: which ones, and their files of today. A file is given out only while it is made of
exactly the texts that the public may read now: a chapter that was taken down takes the old file with it.

Refuses a booklet with a chapter that only units of the programme may have.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from khien.base.errors import KhienError, Missing
from khien.base.jobs import Job
from khien.base.models import StoredFile
from khien.base.typed import uuid_of
from khien.library.models import Booklet, Edition, RenditionFile
from khien.library.renditions.book import BOOK_FORMS
from khien.library.rules.kinds import Licence
from khien.library.selectors.brands import brand_of
from khien.library.services.booklets import ask_book, key_of, newest_editions
from khien.orgs import api as orgs

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class BookletFile:
    """`form`: "book_pdf" or "book_epub"; `size` in bytes."""

    uuid: str
    form: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class ShownBooklet:
    """`chapters`: titles in order. Without `files` while they are being made."""

    slug: str
    title: str
    subtitle: str
    unit: str
    chapters: tuple[str, ...]
    files: tuple[BookletFile, ...]


def shown_booklets() -> list[ShownBooklet]:
    """By title; those without a chapter for the public are left out."""
    rows = list(_shown()[:MOST_SHOWN])
    names = orgs.unit_names({row.unit_id for row in rows})
    return [one for row in rows if (one := _told(row, names.get(row.unit_id, ""))) is not None]


def any_shown_booklet() -> bool:
    return _shown().exists()


def shown_booklet_file(uuid: str) -> tuple[StoredFile, str]:
    """The content and its name. Raises Missing for all that is not given out now."""
    row = (
        RenditionFile.objects.select_related("booklet", "stored")
        .filter(uuid=uuid_of(uuid), state="ready", booklet__shown=True, booklet__deleted_at__isnull=True)
        .first()
    )
    if row is None or row.booklet is None or row.stored is None:
        raise Missing
    editions = _for_everybody(row.booklet)
    if not editions or row.pk not in _current(row.booklet, editions):
        raise Missing
    return row.stored, row.filename


def ask_for_shown(*, job: Job, at: dt.datetime) -> None:
    """Has made what the shown booklets lack, in the name of the unit whose booklet it is. What is there stays."""
    for booklet in _shown()[:MOST_SHOWN]:
        for form in BOOK_FORMS:
            try:
                ask_book(booklet, form, options={}, unit_id=booklet.unit_id, job=job, at=at)
            except KhienError:  # no chapter is left: nothing to make
                break


def _shown() -> QuerySet[Booklet]:
    return Booklet.objects.filter(shown=True, deleted_at__isnull=True)


def _told(booklet: Booklet, unit: str) -> ShownBooklet | None:
    editions = _for_everybody(booklet)
    if not editions:
        return None
    files = tuple(
        BookletFile(str(row.uuid), row.form, row.filename, row.stored.size)
        for row in _current(booklet, editions).values()
        if row.stored is not None
    )
    titles = tuple(one.title for one in editions)
    return ShownBooklet(booklet.slug, booklet.title, booklet.subtitle, unit, titles, files)


def _for_everybody(booklet: Booklet) -> list[Edition]:
    editions = newest_editions(booklet)
    return [] if any(one.content["licence"] == Licence.INSIDE for one in editions) else editions


def _current(booklet: Booklet, editions: list[Edition]) -> dict[int, RenditionFile]:
    """Files made of the texts of today, by id, PDF first."""
    brand = brand_of(booklet.unit_id)
    keys = [key_of(booklet, editions, form, BOOK_FORMS[form].chosen({}), brand) for form in BOOK_FORMS]
    rows = RenditionFile.objects.filter(booklet=booklet, wanted_key__in=keys, state="ready")
    order = list(BOOK_FORMS)
    found = sorted(rows.select_related("stored"), key=lambda row: order.index(row.form))
    return {row.pk: row for row in found}
