"""Contents in a folder of this machine (or a mounted share): `ab/cd/abcd…` under KHIEN_FILES."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from khien.base.store.shape import Lying


class FolderStore:
    name = "folder"

    def __init__(self) -> None:
        self.root = Path(settings.KHIEN_FILES)

    def make_ready(self, temporary: Path, sha256: str) -> None:
        """Nothing takes long here: the content already lies on the same disk."""

    def settle(self, temporary: Path, sha256: str) -> None:
        final = self.path(sha256)
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

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def size(self, sha256: str) -> int | None:
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def digest(self, sha256: str) -> str | None:
        try:
            with self.path(sha256).open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def each(self) -> Iterator[Lying]:
        for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if len(path.name) != 64:
                continue
            try:
                found = path.stat()
            except FileNotFoundError:  # taken away while we look
                continue
            yield Lying(path.name, found.st_size, dt.datetime.fromtimestamp(found.st_mtime, tz=dt.UTC))

    def probe(self) -> str:
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.root) as probe:
            probe.write(b"x")
        return str(self.root)
