"""What our storages of media can do beyond Django's: say size, time and mark at once, and give a part of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MediaStat:
    """`mark` is the store's own sign of the content, empty where it has none."""

    size: int
    modified_at: dt.datetime
    mark: str


class MediaStorage(Protocol):
    def stat(self, name: str) -> MediaStat: ...

    def part(self, name: str, start: int, length: int) -> Iterator[bytes]: ...

    def each_name(self) -> Iterator[str]: ...
