"""Copies of contents that lie in a distant store, for readers that need a file: fetched whole, checked by their hash.

A copy can always be fetched again, so nothing here needs a backup. Bounded: the least recently used go first, but never
one that was used within the last ten minutes, because somebody may just be about to open it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from khien.base.clock import now

SPARED_SECONDS = 600
PART = ".part"  # being fetched


class NotTheContent(OSError):
    """What came is not what the name says: damaged on its way, or in the store."""


class FileCache:
    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self.folder, self.most_bytes = folder, most_bytes

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def found(self, sha256: str) -> Path | None:
        """The copy, marked as used just now; None when there is none."""
        path = self.path(sha256)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def fill(self, sha256: str, chunks: Iterable[bytes]) -> Path:
        """Write a copy and return it. Raises NotTheContent, OSError; then nothing is left behind."""
        final = self.path(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=final.parent, suffix=PART)
        temporary = Path(name)
        try:
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as copy:
                for chunk in chunks:
                    digest.update(chunk)
                    copy.write(chunk)
            if digest.hexdigest() != sha256:
                raise NotTheContent(f"the content under {sha256} has the hash {digest.hexdigest()}")
            temporary.replace(final)
        finally:
            temporary.unlink(missing_ok=True)
        self.trim()
        return final

    def adopt(self, temporary: Path, sha256: str) -> None:
        """Keep a file that was just sent as the copy; who sends a file soon opens it. Failing is no matter."""
        final = self.path(sha256)
        with contextlib.suppress(OSError):
            final.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(final)
            os.utime(final)
            self.trim()

    def forget(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def trim(self) -> None:
        """Take away the least recently used until the rest fits, and fetches that a killed process left half done."""
        lying = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):
                found = path.stat()
                lying.append((found.st_mtime, found.st_size, path))
        held = sum(size for _at, size, _path in lying)
        newest_to_go = now().timestamp() - SPARED_SECONDS
        for used_at, size, path in sorted(lying):
            if used_at > newest_to_go or (held <= self.most_bytes and path.suffix != PART):
                continue
            path.unlink(missing_ok=True)
            held -= size
