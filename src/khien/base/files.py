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
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import FileResponse
from django.utils.translation import gettext as _

from khien.base.errors import KhienError, Missing, TooMuch, Unavailable
from khien.base.media import media_type_of
from khien.base.models import StoredFile

__all__ = [
    "Readable",
    "keep",
    "open_kept",
    "path_of",
    "remove_left_behind",
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


def keep(stream: Readable, *, name: str, limit_bytes: int, at: dt.datetime) -> StoredFile:
    """Keep what `stream` holds and return its row; the same content comes back as the same row.

    Raises TooMuch over `limit_bytes`, KhienError("empty-file"), Unavailable when the disk is full or cannot be
    written; then nothing is left behind.
    """
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
        with transaction.atomic():
            # The row first, and held: `remove_unused` can then not take the content away beneath it.
            stored = _row(sha256, size=size, media_type=media_type, name=name, at=at)
            _settle(temporary, path_of(sha256))
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


def open_kept(sha256: str) -> BinaryIO:
    """The content, for reading. Raises Missing when the folder has lost it."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        raise Missing(_("The file is no longer in the file folder. Restore it from the backup.")) from None


def path_of(sha256: str) -> Path:
    """Where a content lies; for readers that need a path. Never write there."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise Missing
    return Path(settings.KHIEN_FILES) / sha256[:2] / sha256[2:4] / sha256


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
    gone = 0
    for pk in list(StoredFile.objects.filter(kept_at__lt=before).order_by("pk").values_list("pk", flat=True)):
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            stored = StoredFile.objects.select_for_update().filter(pk=pk, kept_at__lt=before).first()
            if stored is not None:
                stored.delete()
                path_of(stored.sha256).unlink(missing_ok=True)
                gone += 1
    return gone


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


def _settle(temporary: Path, final: Path) -> None:
    if final.exists():
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o440)
    temporary.replace(final)  # atomic: a reader sees the whole file or none
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
