"""What every store of contents can do, and how it says that it cannot. One contract test runs over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Unavailable


class StoreUnreachable(Unavailable):
    """The store does not answer, or refuses us."""

    code = "store-unreachable"

    def __init__(self) -> None:
        super().__init__(
            _("The file store does not answer. Nothing was lost or changed; try again in a few minutes.")
        )


@dataclass(frozen=True, slots=True)
class Lying:
    """One content in a store: bytes, and since when it lies there."""

    sha256: str
    size: int
    since: dt.datetime


class Store(Protocol):
    """Every method may raise StoreUnreachable; a folder raises OSError where the disk refuses."""

    @property
    def name(self) -> str: ...

    def make_ready(self, temporary: Path, sha256: str) -> None:
        """Do what takes long, before the transaction. Harmless when the transaction then fails."""

    def settle(self, temporary: Path, sha256: str) -> None:
        """Inside the transaction that holds the row: afterwards the content is there, whole and durable."""

    def path(self, sha256: str) -> Path:
        """A local file with the content, to read. Raises FileNotFoundError when the store has lost it."""

    def open(self, sha256: str) -> BinaryIO:
        """The content. Raises FileNotFoundError when the store has lost it."""

    def size(self, sha256: str) -> int | None:
        """Bytes; None when it is not there."""

    def digest(self, sha256: str) -> str | None:
        """The SHA-256 of what really lies there, read anew; None when nothing does."""

    def remove(self, sha256: str) -> None:
        """Take a content away; no matter when it is not there."""

    def each(self) -> Iterator[Lying]:
        """Everything that lies there, in no order."""

    def probe(self) -> str:
        """Ask for an answer; where the store is, as people would say it. Raises StoreUnreachable or OSError."""
