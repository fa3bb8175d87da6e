"""Documents made public by the standing office, and taken back. Refuses what is neither PDF nor Word by its content, and
to make one source public twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.files import keep
from khien.base.media import DOCX
from khien.base.media.checks import checked
from khien.base.models import StoredFile
from khien.portal.desk_errors import WrongEntry
from khien.portal.models import PublicDocument
from khien.web.kept_pages import forget_pages

ACCEPTED = frozenset({"application/pdf", DOCX})
LARGEST = 50 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """What stands in the list. `source`: "plan:<uuid>", "report:<code>" or ""."""

    kind: str
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None
    summary: str = ""
    source: str = ""


def take_upload(actor: Actor, stream: BinaryIO, *, name: str, at: dt.datetime) -> tuple[StoredFile, str]:
    """What somebody sent, looked at by content. Raises WrongContent, TooMuch, Infected, Unavailable."""
    found = checked(stream, name=name, accepted=ACCEPTED)
    stream.seek(0)
    return keep(stream, name=found.name, limit_bytes=LARGEST, at=at, actor=actor), found.name


def publish_document(
    actor: Actor, data: DocumentData, *, stored: StoredFile, file_name: str, key: str, at: dt.datetime
) -> PublicDocument:
    """Public at once. The same key is the same document. Raises WrongEntry when its source is public already."""
    try:
        with transaction.atomic():
            row, made = PublicDocument.objects.get_or_create(
                form_key=f"{actor.id}:{key}"[:120],
                defaults={
                    **asdict(data),
                    "stored": stored,
                    "file_name": file_name[-255:],
                    "published_by": actor.label,
                    "published_at": at,
                },
            )
            if made:
                _record(actor, "portal.document_published", row, at)
                forget_pages()
    except IntegrityError:
        raise WrongEntry(
            "source", _("This document is public already. Withdraw the old entry first.")
        ) from None
    return row


def withdraw_document(actor: Actor, row: PublicDocument, *, reason: str, at: dt.datetime) -> None:
    """Off the public site at once; its file is no longer served. Twice is once. Raises WrongEntry."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WrongEntry("reason", _("Write why it is withdrawn."))
    with transaction.atomic():
        held = PublicDocument.objects.select_for_update().get(pk=row.pk)
        if held.withdrawn_at is not None:
            return
        held.withdrawn_at, held.withdrawn_reason = at, reason
        held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        forget_pages()
        _record(actor, "portal.document_withdrawn", held, at)


def _record(actor: Actor, action: str, row: PublicDocument, at: dt.datetime) -> None:
    new = {
        "title": row.title,
        "number": row.number,
        "sha256": row.stored.sha256,
        "reason": row.withdrawn_reason,
    }
    subject = audit.Subject("document", str(row.uuid), row.title)
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)
