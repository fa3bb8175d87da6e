"""Django's default storage on this machine: pictures, sound and film of pages, under MEDIA_ROOT.

Not the place of kept files (`base.files`). Nothing is served from it but what `base.media.serving` shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import FileSystemStorage

from khien.base.store.media_shape import MediaStat

CHUNK = 1 << 18


class MediaFolder(FileSystemStorage):
    def stat(self, name: str) -> MediaStat:
        """Raises FileNotFoundError; SuspiciousFileOperation for a name that leads outside."""
        path = self.path(name)
        with open(path, "rb"):  # a folder is no file: IsADirectoryError
            return MediaStat(self.size(name), self.get_modified_time(name), "")

    def part(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, in pieces."""
        with open(self.path(name), "rb") as content:
            content.seek(start)
            while length > 0 and (piece := content.read(min(CHUNK, length))):
                length -= len(piece)
                yield piece

    def each_name(self) -> Iterator[str]:
        """Every file, by its name."""
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                inner, names = self.listdir(folder)
            except FileNotFoundError:
                continue
            folders += [f"{folder}{name}/" for name in inner]
            yield from (f"{folder}{name}" for name in sorted(names))
