"""Evidence of activities: photos, files and links, with the activity or later; hidden with a reason, never deleted.

Refuses files that could run or that are not what an office sends; the content decides, not the name. The original of
a photo is not kept: its copy without place and camera data is (`services.pictures`).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit, files
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError, TooMuch
from khien.base.media import DOCX, PPTX, XLSX, media_type_of
from khien.base.models import StoredFile
from khien.programme.errors import AlreadyReplaced, WrongActivity
from khien.programme.models import Activity, Evidence
from khien.programme.rules.activity import Fault
from khien.programme.rules.ledger import Entry, EvidenceKind
from khien.programme.services import pictures

PHOTO_BYTES = 25 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
MOST_PIECES = 200  # of one activity
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff"})
FILES = frozenset(
    {
        "application/pdf", DOCX, XLSX, PPTX, "application/msword", "application/vnd.ms-excel", "application/rtf",
        "text/plain", "text/csv", "audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "video/mp4",
    }
)  # fmt: skip


class Upload(Protocol):
    """A file as a form sends it."""

    @property
    def name(self) -> str | None: ...

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo or file that is kept and cleaned, not yet evidence of anything."""

    kind: EvidenceKind
    stored: StoredFile
    preview: StoredFile | None
    name: str


def keep_upload(upload: Upload, *, at: dt.datetime, actor: Actor = SYSTEM) -> Kept:
    """Keep one photo or file; its content says which it is. Raises KhienError with the file's name."""
    name = (upload.name or "file").replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[-255:]
    data = upload.read(FILE_BYTES + 1)
    media_type = media_type_of(io.BytesIO(data), name=name)
    if media_type == "image/heic":
        raise KhienError(
            _("“%(name)s” is a HEIC photo, which cannot be read here. Send it as JPEG.") % {"name": name},
            code="heic",
        )
    photo = media_type in PHOTOS
    limit = PHOTO_BYTES if photo else FILE_BYTES
    if len(data) > limit:
        raise TooMuch(
            _("“%(name)s” is larger than %(limit)s MB. Make it smaller, or add a link to it.")
            % {"name": name, "limit": limit >> 20}
        )
    if photo:
        return _kept_photo(data, name, at, actor)
    if data and media_type not in FILES:
        raise KhienError(
            _(
                "“%(name)s” is not a kind of file the ledger takes. Send a photo, PDF, Word, Excel, audio or MP4."
            )
            % {"name": name},
            code="wrong-kind",
        )
    stored = files.keep(io.BytesIO(data), name=name, limit_bytes=FILE_BYTES, at=at, actor=actor)
    return Kept(EvidenceKind.FILE, stored, None, name)


def _kept_photo(data: bytes, name: str, at: dt.datetime, actor: Actor) -> Kept:
    picture = pictures.cleaned(data, name=name)
    plain = f"{name.rsplit('.', 1)[0]}.jpg"
    stored = files.keep(io.BytesIO(picture.whole), name=plain, limit_bytes=PHOTO_BYTES, at=at, actor=actor)
    preview = files.keep(
        io.BytesIO(picture.preview), name=plain, limit_bytes=PHOTO_BYTES, at=at, made_here=True
    )
    return Kept(EvidenceKind.PHOTO, stored, preview, plain)


def add_evidence(
    actor: Actor,
    activity: Activity,
    *,
    kept: Iterable[Kept] = (),
    links: Sequence[str] = (),
    caption: str = "",
    at: dt.datetime,
) -> int:
    """Hang kept files and links on an activity; how many are new. The same file or link twice is once.

    Allowed in locked days: evidence changes no figure. Raises AlreadyReplaced for a withdrawn entry, WrongActivity.
    """
    if activity.entry == Entry.WITHDRAWAL:
        raise AlreadyReplaced
    with transaction.atomic():
        there = Evidence.objects.filter(activity__chain=activity.chain)
        files_there = set(there.filter(stored__isnull=False).values_list("stored_id", flat=True))
        links_there = set(there.filter(kind=EvidenceKind.LINK).values_list("url", flat=True))
        common = {
            "caption": caption.strip()[:300],
            "added_by_id": actor.id,
            "added_by": actor.label,
            "added_at": at,
        }
        new = [
            Evidence(
                activity=activity, kind=piece.kind, stored=piece.stored, preview=piece.preview, name=piece.name,
                **common,
            )
            for piece in _once(kept)
            if piece.stored.pk not in files_there
        ]  # fmt: skip
        new += [
            Evidence(activity=activity, kind=EvidenceKind.LINK, url=url, **common)
            for url in dict.fromkeys(links)
            if url not in links_there
        ]
        if there.count() + len(new) > MOST_PIECES:
            raise WrongActivity({"photos": Fault.TOO_MANY})
        Evidence.objects.bulk_create(new, ignore_conflicts=True)
        if new:
            subject = audit.Subject("activity", str(activity.chain), activity.title)
            audit.record(
                actor=actor, action="ledger.evidence_added", subject=subject, new={"pieces": len(new)}, at=at
            )
    return len(new)


def _once(kept: Iterable[Kept]) -> list[Kept]:
    return list({piece.stored.pk: piece for piece in kept}.values())


def hide_evidence(actor: Actor, piece: Evidence, *, reason: str, at: dt.datetime) -> None:
    """Take a piece out of sight with a reason; the file stays kept. Twice is once. Raises WrongActivity."""
    if not reason.strip():
        raise WrongActivity({"reason": Fault.EMPTY})
    with transaction.atomic():
        hidden = Evidence.objects.filter(pk=piece.pk, hidden_at__isnull=True).update(
            hidden_at=at, hidden_by=actor.label, hidden_reason=reason.strip()[:300]
        )
        if not hidden:
            return
        subject = audit.Subject("activity", str(piece.activity.chain), piece.activity.title)
        new = {"evidence": str(piece.uuid), "reason": reason.strip()[:300]}
        audit.record(actor=actor, action="ledger.evidence_hidden", subject=subject, new=new, at=at)
