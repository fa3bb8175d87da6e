"""Room for files, per owner: what each uses, counted from rows, and a limit that two uploads at once cannot pass.

An owner is a key that the app chooses ("unit:17"); this module refuses to know what it means. It counts, it neither
keeps nor removes files: call `hold` in the transaction that writes the row using the file, `release` in the one that
gives it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import TooMuch
from khien.base.models import FileHolding, FileRoom, StoredFile
from khien.base.numbers import count

__all__ = [
    "NEAR",
    "NoRoom",
    "Usage",
    "check_room",
    "hold",
    "hold_named",
    "release",
    "release_named",
    "set_limit",
    "usage",
    "usages",
]

NEAR = 0.8  # from here on people are warned
MB = 1 << 20


class NoRoom(TooMuch):
    """The file does not fit into what is left of the owner's room. Nothing was changed."""

    code = "no-room"


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes used, and the limit in bytes."""

    owner_key: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def share(self) -> float:
        """0.8 is eighty percent; 1.0 for a limit of nothing."""
        return self.used / self.limit if self.limit else 1.0

    @property
    def near(self) -> bool:
        """Whether people should be warned."""
        return self.share >= NEAR

    @property
    def full(self) -> bool:
        return self.used >= self.limit


def usage(owner_key: str) -> Usage:
    return usages([owner_key])[owner_key]


def usages(owner_keys: Iterable[str]) -> dict[str, Usage]:
    """Two queries, however many owners."""
    keys = list(dict.fromkeys(owner_keys))
    limits = dict(FileRoom.objects.filter(owner_key__in=keys).values_list("owner_key", "limit_bytes"))
    used = dict(
        FileHolding.objects.filter(owner_key__in=keys)
        .values("owner_key")
        .annotate(sum=Sum("bytes"))
        .values_list("owner_key", "sum")
    )
    return {key: Usage(key, used.get(key, 0), _limit(limits.get(key))) for key in keys}


def check_room(owner_key: str, more_bytes: int) -> None:
    """For a form, before anything is kept: raises NoRoom. Only `hold` decides."""
    _refuse_overfull(usage(owner_key), more_bytes)


def hold(owner_key: str, stored: StoredFile, *, at: dt.datetime) -> Usage:
    """The owner uses this content (once more). Raises NoRoom; then roll back whatever needed it."""
    return _hold(owner_key, stored.sha256, stored.size, stored, at)


def hold_named(owner_key: str, name: str, size: int, *, at: dt.datetime) -> Usage:
    """The same for a file in Django's storage, by its name there."""
    return _hold(owner_key, name, size, None, at)


def release(owner_key: str, stored: StoredFile) -> None:
    """The owner uses this content in one place less. Releasing what is not held is no matter."""
    release_named(owner_key, stored.sha256)


def release_named(owner_key: str, name: str) -> None:
    with transaction.atomic():
        _locked(owner_key)
        held = FileHolding.objects.filter(owner_key=owner_key, item_key=name)
        if not held.filter(uses__gt=1).update(uses=F("uses") - 1):
            held.delete()


def set_limit(actor: Actor, owner_key: str, megabytes: int | None, *, label: str, at: dt.datetime) -> None:
    """An owner's own limit; None gives the installation's back. Less than what is used takes nothing away."""
    if megabytes is not None and not 0 <= megabytes <= 1 << 30:
        raise ValueError("a limit in megabytes is between 0 and 2³⁰")
    with transaction.atomic():
        room = _locked(owner_key)
        old = room.limit_bytes
        room.limit_bytes = None if megabytes is None else megabytes * MB
        if old == room.limit_bytes:
            return
        room.save(update_fields=["limit_bytes"])
        audit.record(
            actor=actor,
            action="files.limit_set",
            subject=audit.Subject("file_room", owner_key, label),
            old={"limit_mb": None if old is None else old // MB},
            new={"limit_mb": megabytes},
            at=at,
        )


def _hold(owner_key: str, item_key: str, size: int, stored: StoredFile | None, at: dt.datetime) -> Usage:
    with transaction.atomic():
        room = _locked(owner_key)
        held = FileHolding.objects.filter(owner_key=owner_key, item_key=item_key)
        if held.update(uses=F("uses") + 1):
            return usage(owner_key)
        used = FileHolding.objects.filter(owner_key=owner_key).aggregate(sum=Sum("bytes"))["sum"] or 0
        before = Usage(owner_key, used, _limit(room.limit_bytes))
        _refuse_overfull(before, size)
        FileHolding.objects.create(
            owner_key=owner_key, item_key=item_key, stored=stored, bytes=size, held_at=at
        )
    return Usage(owner_key, used + size, before.limit)


def _locked(owner_key: str) -> FileRoom:
    """The owner's row, held until the transaction ends: her uploads queue here."""
    FileRoom.objects.get_or_create(owner_key=owner_key)
    return FileRoom.objects.select_for_update().get(owner_key=owner_key)


def _limit(own: int | None) -> int:
    return int(settings.KHIEN_UNIT_QUOTA_MB) * MB if own is None else own


def _refuse_overfull(before: Usage, more: int) -> None:
    if before.used + more <= before.limit:
        return
    raise NoRoom(
        _(
            "There is no room left for this file: %(used)s of %(limit)s MB are used, the file needs %(need)s MB. Delete "
            "what is no longer needed, or ask the administrator for more room."
        )
        % {
            "used": count(before.used // MB),
            "limit": count(before.limit // MB),
            "need": count(-(-more // MB)),
        }
    )
