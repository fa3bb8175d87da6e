"""Documents as the public reads them: a list with filters, one file. Withdrawn ones never."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.base.text import fold
from khien.base.typed import uuid_of
from khien.portal.models import PublicDocument
from khien.portal.rules.states import DocumentKind

PAGE = 24
MOST = 5000


@dataclass(frozen=True, slots=True)
class DocumentCard:
    uuid: str
    kind: str
    title: str
    number: str
    issuer: str
    issued_on: dt.date | None
    summary: str
    file_name: str
    media_type: str
    size: int
    published_at: dt.datetime

    @property
    def address(self) -> str:
        return f"/van-ban/{self.uuid}/"

    @property
    def file(self) -> str:
        ending = "pdf" if self.media_type == "application/pdf" else "docx"
        return f"/van-ban/{self.uuid}/tep.{ending}"


@dataclass(frozen=True, slots=True)
class DocumentList:
    cards: tuple[DocumentCard, ...]
    count: int
    page: int
    pages: int
    years: tuple[int, ...]


def documents(*, kind: str = "", year: int = 0, text: str = "", page: int = 1) -> DocumentList:
    """The newest first. Words are matched with or without marks."""
    rows = _public()
    years = tuple(
        found.year for found in rows.exclude(issued_on=None).dates("issued_on", "year", order="DESC")
    )
    if kind in set(DocumentKind):
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(issued_on__year=year)
    found = [_card(row) for row in rows.select_related("stored")[:MOST]]
    words = fold(text[:100]).split()
    found = [card for card in found if all(word in fold(f"{card.title} {card.number}") for word in words)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    return DocumentList(tuple(found[(page - 1) * PAGE : page * PAGE]), len(found), page, pages, years)


def document(uuid: str) -> DocumentCard:
    """Raises Missing."""
    return _card(_row(uuid))


def file_of(uuid: str) -> tuple[StoredFile, str]:
    """The kept file and its name. Raises Missing."""
    row = _row(uuid)
    return row.stored, row.file_name


def public_sources() -> frozenset[str]:
    """Sources that are public now."""
    return frozenset(_public().exclude(source="").values_list("source", flat=True))


def _public() -> QuerySet[PublicDocument]:
    return PublicDocument.objects.filter(withdrawn_at__isnull=True)


def _row(uuid: str) -> PublicDocument:
    row = _public().filter(uuid=uuid_of(uuid)).select_related("stored").first()
    if row is None:
        raise Missing
    return row


def _card(row: PublicDocument) -> DocumentCard:
    return DocumentCard(
        uuid=str(row.uuid),
        kind=row.kind,
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        summary=row.summary,
        file_name=row.file_name,
        media_type=row.stored.media_type,
        size=row.stored.size,
        published_at=row.published_at,
    )
