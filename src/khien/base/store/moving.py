"""From one store to another, and whether a store holds what the rows say. Takes nothing away anywhere.

Can be stopped at any moment and begun again: what already lies in the other store, whole, is not sent twice. Every
content is checked by its SHA-256 on the way, every file of Django's storage is read back.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.module_loading import import_string

from khien.base.models import StoredFile
from khien.base.store import FOLDER, S3
from khien.base.store.shape import Store

__all__ = ["Fault", "Moved", "faults", "media_named", "move_contents", "move_media"]

Progress = Callable[[str, int, int], None]
CHUNK = 1 << 20
_MEDIA = {FOLDER: "khien.base.store.media_folder.MediaFolder", S3: "khien.base.store.media_s3.MediaOnS3"}


@dataclass(slots=True)
class Moved:
    """How many files were sent now, how many lay there already, and what could not be moved: names with reasons
    ("missing", "damaged")."""

    sent: int = 0
    there: int = 0
    sent_bytes: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """A row whose content the store does not hold as it was: missing, size or damaged."""

    sha256: str
    name: str
    reason: str


def media_named(name: str) -> Any:
    """Django's storage of this kind, whichever is in use."""
    return import_string(_MEDIA[name])()


def move_contents(source: Store, target: Store, *, progress: Progress) -> Moved:
    """Every kept file. Raises StoreUnreachable, OSError; what was moved until then stays moved."""
    moved = Moved()
    rows = StoredFile.objects.order_by("pk").values_list("sha256", "size")
    total = rows.count()
    for done, (sha256, size) in enumerate(rows.iterator(chunk_size=1000), 1):
        if target.size(sha256) == size:
            moved.there += 1
        else:
            reason = _send(source, target, sha256)
            if reason:
                moved.failed.append((sha256, reason))
            else:
                moved.sent, moved.sent_bytes = moved.sent + 1, moved.sent_bytes + size
        progress("kept files", done, total)
    return moved


def _send(source: Store, target: Store, sha256: str) -> str:
    """Empty, or why not. The copy between is ours to give away: a store may move it into its folder."""
    incoming = Path(settings.KHIEN_FILES) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=incoming)
    temporary, digest = Path(name), hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as copy, source.open(sha256) as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != sha256:
            return "damaged"
        target.make_ready(temporary, sha256)
        target.settle(temporary, sha256)
    except FileNotFoundError:
        return "missing"
    finally:
        temporary.unlink(missing_ok=True)
    return ""


def move_media(source: Any, target: Any, *, progress: Progress) -> Moved:
    """Every file of Django's storage, under its own name. Raises StoreUnreachable, OSError."""
    moved = Moved()
    names = list(source.each_name())
    for done, name in enumerate(names, 1):
        size = source.stat(name).size
        if _size_in(target, name) == size:
            moved.there += 1
        elif _copied(source, target, name):
            moved.sent, moved.sent_bytes = moved.sent + 1, moved.sent_bytes + size
        else:
            moved.failed.append((name, "damaged"))
        progress("media", done, len(names))
    return moved


def _size_in(storage: Any, name: str) -> int | None:
    try:
        return int(storage.stat(name).size)
    except FileNotFoundError:
        return None


def _copied(source: Any, target: Any, name: str) -> bool:
    target.delete(name)  # half of it, from a run that was stopped
    with source.open(name, "rb") as content:
        before = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        saved = target.save(name, File(content))
    after = hashlib.sha256()
    for piece in target.part(saved, 0, target.stat(saved).size):
        after.update(piece)
    return bool(saved == name and after.hexdigest() == before)


def faults(store: Store, *, deep: bool, progress: Progress) -> Iterator[Fault]:
    """Rows whose content is not there, or of another size; `deep` reads every content and checks its hash."""
    rows = StoredFile.objects.order_by("pk").values_list("sha256", "size", "name")
    total = rows.count()
    for done, (sha256, size, name) in enumerate(rows.iterator(chunk_size=1000), 1):
        held = store.size(sha256)
        if held is None:
            yield Fault(sha256, name, "missing")
        elif held != size:
            yield Fault(sha256, name, "size")
        elif deep and store.digest(sha256) != sha256:
            yield Fault(sha256, name, "damaged")
        progress("check", done, total)
