"""Kept files: one content, once, under its SHA-256. Never altered, never run, never served as a page.

Refuses to decide who may read a file: the app whose row points at it does, in its `access.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, ProtectedError, Sum
from django.http import FileResponse
from django.utils.translation import gettext as _

from khien.base import scanning
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError, Missing, TooMuch, Unavailable
from khien.base.media import media_type_of
from khien.base.models import Scan, StoredFile
from khien.base.store import Lying, StoreUnreachable, current

__all__ = [
    "Readable",
    "held",
    "keep",
    "open_kept",
    "path_of",
    "remove_left_behind",
    "remove_rowless",
    "remove_unused",
    "response",
]

CHUNK = 1 << 20
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
# Shown in the browser on request; everything else is only ever downloaded.
SHOWN_INLINE = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"}
)
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# Browsers' PDF viewers do not start inside a sandbox; a PDF runs nothing of ours.
SEALED_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def keep(
    stream: Readable,
    *,
    name: str,
    limit_bytes: int,
    at: dt.datetime,
    actor: Actor = SYSTEM,
    made_here: bool = False,
) -> StoredFile:
    """Keep what `stream` holds and return its row; the same content comes back as the same row.

    What people send is scanned when there is a scanner, in the name of `actor`; what we made ourselves is not.
    Raises TooMuch over `limit_bytes`, KhienError("empty-file"), Infected, Unavailable when the disk is full or cannot
    be written, or the store or a required scanner does not answer; then nothing is left behind.
    """
    store = current()
    incoming = _incoming_folder()
    try:
        handle, temporary_name = tempfile.mkstemp(dir=incoming)
    except OSError as error:
        raise _not_written(error) from error
    temporary = Path(temporary_name)
    try:
        with os.fdopen(handle, "w+b") as copy:
            sha256, size = _copy(stream, copy, limit_bytes)
            media_type = media_type_of(copy, name=name)
            verdict = Scan.NOT_ASKED
            if not made_here:
                plain = _plain_name(name)
                verdict = scanning.scanned(copy, sha256=sha256, name=plain, actor=actor, at=at)
        store.make_ready(temporary, sha256)
        with transaction.atomic():
            # The row first, and held: `remove_unused` can then not take the content away beneath it.
            stored = _row(sha256, size=size, media_type=media_type, name=name, at=at)
            store.settle(temporary, sha256)
            _mark(stored, verdict, at)
    except OSError as error:
        raise _not_written(error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return stored


def _row(sha256: str, *, size: int, media_type: str, name: str, at: dt.datetime) -> StoredFile:
    stored, made = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": size, "media_type": media_type, "name": _plain_name(name), "kept_at": at},
    )
    if made or StoredFile.objects.filter(pk=stored.pk).update(kept_at=max(stored.kept_at, at)):
        return stored
    return _row(sha256, size=size, media_type=media_type, name=name, at=at)  # swept away this very moment


def _mark(stored: StoredFile, verdict: Scan, at: dt.datetime) -> None:
    """What the scanner said now; what is known of a content already stays."""
    if verdict != Scan.NOT_ASKED and stored.verdict not in (verdict, Scan.CLEAN, Scan.INFECTED):
        stored.verdict = verdict
        stored.checked_at = None if verdict == Scan.UNANSWERED else at
        stored.save(update_fields=["verdict", "checked_at"])


def open_kept(sha256: str) -> BinaryIO:
    """The content, for reading. Raises Missing when the store has lost it, Refused when it was found infected,
    Unavailable when the store does not answer."""
    _check_hash(sha256)
    scanning.refuse_infected(sha256)
    try:
        return current().open(sha256)
    except FileNotFoundError:
        raise _lost() from None
    except OSError as error:
        raise _not_read(error) from error


def path_of(sha256: str) -> Path:
    """A local file with the content, for readers that need a path: open it at once, never keep the path, never write
    there. Raises Missing when the name is no hash or the store has lost the content, Refused when it was found infected,
    Unavailable when the store does not answer."""
    _check_hash(sha256)
    scanning.refuse_infected(sha256)
    try:
        path = current().path(sha256)
        path.stat()
    except FileNotFoundError:
        raise _lost() from None
    except OSError as error:
        raise _not_read(error) from error
    return path


def _check_hash(sha256: str) -> None:
    if len(sha256) != 64 or not sha256.isascii() or not sha256.isalnum():
        raise Missing


def _lost() -> Missing:
    return Missing(_("The file is no longer in the file folder. Restore it from the backup."))


def _not_read(error: OSError) -> Unavailable:
    # A distant content is copied to this machine's disk first, and that may be full.
    return _not_written(error) if error.errno in NO_SPACE else StoreUnreachable()


def held() -> tuple[int, int]:
    """How many contents are kept, and their bytes."""
    sums = StoredFile.objects.aggregate(count=Count("pk"), size=Sum("size"))
    return sums["count"], sums["size"] or 0


def response(stored: StoredFile, *, filename: str, inline: bool = False) -> FileResponse:
    """Send a kept file: as a download, or shown when `inline` and of a kind that cannot run."""
    shown = inline and stored.media_type in SHOWN_INLINE
    media_type = "text/plain; charset=utf-8" if stored.media_type == "text/plain" else stored.media_type
    answer = FileResponse(
        open_kept(stored.sha256), as_attachment=not shown, filename=filename, content_type=media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SEALED_PDF if shown and media_type == "application/pdf" else SEALED
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-cache"
    if shown:
        answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def remove_left_behind(*, before: dt.datetime) -> int:
    """Take away what a killed server left half written; returns how many files went. Kept files stay."""
    gone = 0
    for path in _incoming_folder().iterdir():
        with contextlib.suppress(FileNotFoundError):  # taken in, or taken away, this very moment
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone


def remove_unused(*, before: dt.datetime) -> int:
    """Take away contents that no row of any app points at and that nobody sent since `before`: refused uploads, forms
    never finished. Returns how many went. What is pointed at is protected by the database itself."""
    store, gone = current(), 0
    for pk in list(StoredFile.objects.filter(kept_at__lt=before).order_by("pk").values_list("pk", flat=True)):
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            stored = StoredFile.objects.select_for_update().filter(pk=pk, kept_at__lt=before).first()
            if stored is not None:
                stored.delete()
                store.remove(stored.sha256)
                gone += 1
    return gone


def remove_rowless(*, before: dt.datetime) -> int:
    """Take away contents that lie in the store without a row since `before`: a server was killed between sending and
    writing its row. Returns how many went."""
    store, gone = current(), 0
    for lying in _rowless(store.each(), before):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            # A row of our own keeps whoever sends the same content this very moment waiting until it is gone.
            claim = StoredFile.objects.create(
                sha256=lying.sha256, size=0, media_type="", name="", kept_at=before
            )
            store.remove(lying.sha256)
            claim.delete()
            gone += 1
    return gone


def _rowless(everything: Iterator[Lying], before: dt.datetime) -> Iterator[Lying]:
    while some := list(islice(everything, 500)):
        known = set(
            StoredFile.objects.filter(sha256__in=[lying.sha256 for lying in some]).values_list(
                "sha256", flat=True
            )
        )
        yield from (lying for lying in some if lying.since < before and lying.sha256 not in known)


def _incoming_folder() -> Path:
    folder = Path(settings.KHIEN_FILES) / "incoming"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(error) from error
    return folder


def _copy(stream: Readable, copy: BinaryIO, limit_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit_bytes:
            raise TooMuch(
                _("The file is larger than %(limit)s MB. Split it, or compress its pictures, and try again.")
                % {"limit": max(1, limit_bytes // (1 << 20))}
            )
        digest.update(chunk)
        copy.write(chunk)
    if size == 0:
        raise KhienError(_("The file is empty. Choose the file again."), code="empty-file")
    copy.flush()
    os.fsync(copy.fileno())
    return digest.hexdigest(), size


def _not_written(error: OSError) -> Unavailable:
    if error.errno in NO_SPACE:
        return Unavailable(
            _("The disk is full. Nothing was kept; free some space, then send the file again."),
            code="disk-full",
            status=507,
        )
    return Unavailable(
        _("The file folder cannot be written. Nothing was kept; tell the administrator."),
        code="folder-not-writable",
    )


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")
    return last[-255:] or "file"
