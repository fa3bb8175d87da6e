"""The Console twin of every kind: what would have been sent, as rows an officer can read. Nothing leaves this machine.

One file a day, `KHIEN_DATA/console/<kind>/<day>.jsonl`, one row a parcel; files of a parcel lie beside it by their
hash. Refuses to write whole addresses and anything of an account but its name: a drill's rows may be shown on a wall.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar, cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.base.clock import now
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Limits, Outcome, Parcel, Transport

KEPT_FILES = 20 * 1024 * 1024  # bytes of one file; what is larger is named only
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "audio/mpeg": ".mp3", "application/pdf": ".pdf"}


def folder_of(kind: ChannelKind) -> Path:
    return Path(settings.DATA) / "console" / kind.value


def rows(kind: ChannelKind, *, at_most: int = 50) -> list[dict[str, Any]]:
    """The newest first, for the page that shows them."""
    found: list[dict[str, Any]] = []
    for file in sorted(folder_of(kind).glob("*.jsonl"), reverse=True):
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in reversed(lines[-at_most:]):
            found.append(json.loads(line))
            if len(found) == at_most:
                return found
    return found


def masked(address: str) -> str:
    """Enough to recognise one's own: "8490…678", "m…@example.vn"."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{address[:4]}…{address[-3:]}" if len(address) > 9 else "…" * bool(address)


class Console:
    """A twin of the transport named by `counts`, whose limits and counting of parts it has."""

    limits: ClassVar[Limits]
    counts: ClassVar[type[Transport]]

    def __init__(self, account: AccountData) -> None:
        self._account = account

    def open(self) -> AbstractContextManager[Console]:
        folder_of(self._account.kind).mkdir(parents=True, exist_ok=True)
        return nullcontext(self)

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            parts = self.parts(parcel.text)
            self._write(parcel, parts=parts, at=now())
            yield Outcome(parcel.ref, Fate.TAKEN, provider_id=f"console-{parcel.ref}"[:80], parts=parts)

    def check(self) -> str:
        return _("A trial channel: what would be sent is written down on this machine and goes nowhere.")

    def parts(self, text: str) -> int:
        return self.counts(self._account).parts(text)

    def _write(self, parcel: Parcel, *, parts: int, at: dt.datetime) -> None:
        folder = folder_of(self._account.kind)
        row = {
            "at": timezone.localtime(at).isoformat(timespec="seconds"),
            "account": self._account.name,
            "ref": parcel.ref,
            "to": masked(parcel.to),
            "subject": parcel.subject,
            "text": parcel.text,
            "html": parcel.html,
            "link": parcel.link,
            "parts": parts,
            "urgent": parcel.urgent,
            "files": [_kept(folder, *file) for file in parcel.files],
        }
        with (folder / f"{timezone.localtime(at):%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _kept(folder: Path, name: str, media_type: str, data: bytes) -> dict[str, Any]:
    """Named by content: a file's own name never becomes a path."""
    kept = hashlib.sha256(data).hexdigest()[:32] + _ENDINGS.get(media_type, ".bin")
    if len(data) <= KEPT_FILES:
        place = folder / "files" / kept
        place.parent.mkdir(exist_ok=True)
        if not place.exists():
            place.write_bytes(data)
    return {"name": name, "type": media_type, "bytes": len(data), "kept": kept}


def console_of(transport: type[Transport]) -> type[Transport]:
    """The twin of a kind: its limits, its counting, no wire."""
    twin = type(f"{transport.__name__}Console", (Console,), {"limits": transport.limits, "counts": transport})
    return cast("type[Transport]", twin)
