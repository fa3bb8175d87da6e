"""Deleted things that can be brought back for thirty days.

Knows nothing of what lies in it: an app registers a kind with two callables, hides or removes its row and calls `put`
in the same transaction. Who may see, restore or empty is decided by that app; the keys of owners let it ask for its own.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.errors import Missing
from khien.base.models import StoredFile, TrashedFile, TrashItem

__all__ = ["DAYS", "Kind", "Trashed", "empty", "find", "items", "kinds", "put", "register_kind", "restore"]

DAYS = 30
log = logging.getLogger("khien.trash")


@dataclass(frozen=True, slots=True)
class Trashed:
    """`uuid` for addresses; `key` the app's own; `goes_at` when it goes for good."""

    uuid: UUID
    kind: str
    kind_label: object
    key: str
    label: str
    owner_key: str
    deleted_at: dt.datetime
    deleted_by: str
    goes_at: dt.datetime
    payload: dict[str, Any]

    def days_left(self, at: dt.datetime) -> int:
        """Whole days begun: 1 on the last day, 0 when its time is over."""
        return max(0, -(-(self.goes_at - at) // dt.timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Kind:
    """`restore(item, actor, at)` brings it back and raises KhienError when that cannot be; `remove(item)` takes what is
    left for good and must do no harm when run twice. Both run in the transaction that takes the item out."""

    code: str
    label: object
    restore: Callable[[Trashed, Actor, dt.datetime], None]
    remove: Callable[[Trashed], None]


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Called in `AppConfig.ready`. A second kind of the same code is an error."""
    if kind.code in _kinds and _kinds[kind.code] != kind:
        raise ValueError(f"trash kind {kind.code!r} registered twice")
    _kinds[kind.code] = kind


def kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    return dict(sorted(_kinds.items()))


def put(
    actor: Actor,
    *,
    kind: str,
    key: str,
    label: str,
    owner_key: str = "",
    payload: dict[str, Any] | None = None,
    files: Sequence[StoredFile] = (),
    at: dt.datetime,
) -> Trashed:
    """A thing was deleted: call it in the transaction that hides or removes the thing. Twice is once.

    `payload`: what `restore` needs, JSON-able. `files`: kept files that only the deleted thing pointed at.
    """
    if kind not in _kinds:
        raise ValueError(f"trash kind {kind!r} is not registered")
    with transaction.atomic():
        row, made = TrashItem.objects.get_or_create(
            kind=kind,
            key=key,
            defaults={
                "label": label.replace("\x00", "")[:300],
                "owner_key": owner_key,
                "payload": "" if payload is None else _text(payload),
                "deleted_at": at,
                "deleted_by_id": actor.id,
                "deleted_by": actor.label[:200],
                "goes_at": at + dt.timedelta(days=DAYS),
            },
        )
        if made:
            TrashedFile.objects.bulk_create(
                [
                    TrashedFile(item=row, stored=stored)
                    for stored in {file.pk: file for file in files}.values()
                ]
            )
            audit.record(actor=actor, action="trash.put", subject=_subject(row), at=at)
    return _seen(row)


def items(
    *, owner_keys: Collection[str] | None = None, of_kinds: Collection[str] | None = None, at: dt.datetime
) -> Sequence[Trashed]:
    """What can be brought back, newest first; a lazy list, so that a page asks for its own part only (one query, and
    one for `len`). What an uninstalled app left is not listed."""
    rows = TrashItem.objects.filter(
        goes_at__gt=at, kind__in=_kinds if of_kinds is None else set(of_kinds) & set(_kinds)
    )
    if owner_keys is not None:
        rows = rows.filter(owner_key__in=owner_keys)
    return _Rows(rows)


def find(uuid: UUID, *, at: dt.datetime) -> Trashed:
    """One thing. Raises Missing when it is back already, gone, or its time is over."""
    row = TrashItem.objects.filter(uuid=uuid, goes_at__gt=at, kind__in=_kinds).first()
    if row is None:
        raise Missing(_gone())
    return _seen(row)


def restore(actor: Actor, uuid: UUID, *, at: dt.datetime) -> Trashed:
    """Bring it back. Raises Missing (also for the second of two people), and what the app's `restore` raises; then it
    stays in the trash."""
    with transaction.atomic():
        row = TrashItem.objects.select_for_update().filter(uuid=uuid, goes_at__gt=at, kind__in=_kinds).first()
        if row is None:
            raise Missing(_gone())
        thing = _seen(row)
        _kinds[row.kind].restore(thing, actor, at)
        subject = _subject(row)
        row.delete()
        audit.record(actor=actor, action="trash.restored", subject=subject, at=at)
    return thing


def empty(*, at: dt.datetime) -> int:
    """Take away for good what is over its thirty days; how many went. One that fails stays and is tried again next time."""
    due = TrashItem.objects.filter(goes_at__lte=at, kind__in=_kinds).order_by("pk")
    gone = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            gone += _remove(pk, at)
        except Exception:  # one app's trouble must not keep another's personal data beyond its time
            log.exception("trash item %s could not be removed", pk)
    return gone


def _remove(pk: int, at: dt.datetime) -> int:
    with transaction.atomic():
        row = TrashItem.objects.select_for_update().filter(pk=pk, goes_at__lte=at).first()
        if row is None:
            return 0
        thing, subject = _seen(row), _subject(row)
        row.delete()
        _kinds[thing.kind].remove(thing)
        audit.record(actor=SYSTEM, action="trash.removed", subject=subject, at=at)
    return 1


class _Rows(Sequence[Trashed]):
    """Rows of a query as values, sliced in the database."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, at: Any) -> Any:
        found = self._rows[at]
        return [_seen(row) for row in found] if isinstance(at, slice) else _seen(found)


def _seen(row: TrashItem) -> Trashed:
    return Trashed(
        uuid=row.uuid,
        kind=row.kind,
        kind_label=_kinds[row.kind].label,
        key=row.key,
        label=row.label,
        owner_key=row.owner_key,
        deleted_at=row.deleted_at,
        deleted_by=row.deleted_by,
        goes_at=row.goes_at,
        payload=json.loads(row.payload) if row.payload else {},
    )


def _subject(row: TrashItem) -> audit.Subject:
    return audit.Subject(row.kind, row.key, row.label)


def _text(payload: dict[str, Any]) -> str:
    return json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False).replace("\\u0000", "")


def _gone() -> str:
    return _("It is no longer in the trash: somebody restored it, or its thirty days are over.")
