"""Static files under a name that changes with their content, compressed once at set-up.

The public's files are pressed as small as they go (Brotli, slow); the editor's, ten times as many and opened by a
few people in an office, get gzip only: it makes the first `make run` half a minute shorter.
"""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SMALLEST = "/web/"


class ByReader(Compressor):  # type: ignore[misc]
    """Brotli for what lies under web/, gzip for everything."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._gzip_only = Compressor(**options, use_brotli=False)

    def compress(self, path: str) -> list[str]:
        names: list[str] = super().compress(path) if SMALLEST in path else self._gzip_only.compress(path)
        return names


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    def create_compressor(self, **options: Any) -> Compressor:
        return ByReader(**options)
