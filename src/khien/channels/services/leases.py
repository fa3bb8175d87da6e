"""Who holds which line and which rows, and what becomes of them when a worker dies.

A worker that stood still for a minute and wakes again finds its hold gone: it hands over nothing more, and what it had
handed over meanwhile may still be written down, because rows keep the code of who held them last.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils.crypto import get_random_string

from khien.channels.models import DeliveryRow, Post, SendLease
from khien.channels.rules.kinds import Delivery
from khien.channels.rules.reasons import Reason

POST_SILENT = dt.timedelta(minutes=20)  # a film takes its time
_TAKE = (
    "UPDATE {table} SET state = %s, lease = %s, account_id = %s, attempts = attempts + 1 WHERE id IN"
    " (SELECT id FROM {table} WHERE message_id = %s AND state = %s ORDER BY id LIMIT %s{lock}) RETURNING id, address_id"
)


def hold(account_id: int, line: int, *, at: dt.datetime) -> str | None:
    """A new hold on a line, or None when a living worker has it."""
    code = get_random_string(16)
    free_up(at=at)
    try:
        with transaction.atomic():
            SendLease.objects.create(account_id=account_id, line=line, code=code, beat_at=at)
    except IntegrityError:
        return None
    return code


def beat(code: str, *, at: dt.datetime) -> bool:
    """False when the hold is gone."""
    return bool(SendLease.objects.filter(code=code).update(beat_at=at))


def let_go(code: str) -> None:
    """At the end of a run: what was not touched goes back to the queue. What is still on the wire then (its outcome
    could not be written) is uncertain: nobody would look at it any more."""
    with transaction.atomic():
        DeliveryRow.objects.filter(lease=code, state=Delivery.HANDING).update(
            state=Delivery.UNCERTAIN, reason=Reason.BROKEN
        )
        DeliveryRow.objects.filter(lease=code, state=Delivery.LEASED).update(
            state=Delivery.QUEUED, attempts=F("attempts") - 1
        )
        SendLease.objects.filter(code=code).delete()


def free_up(*, at: dt.datetime) -> int:
    """Rows of workers that are silent: untouched ones are queued again, those on the wire are uncertain. How many."""
    with transaction.atomic():
        silent = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
        rows = SendLease.objects.filter(beat_at__lt=at - silent)
        if connection.vendor != "sqlite":
            rows = rows.select_for_update(skip_locked=True)
        codes = list(rows.values_list("code", flat=True))
        if not codes:
            return 0
        held = DeliveryRow.objects.filter(lease__in=codes)
        back = held.filter(state=Delivery.LEASED).update(state=Delivery.QUEUED, attempts=F("attempts") - 1)
        lost = held.filter(state=Delivery.HANDING).update(
            state=Delivery.UNCERTAIN, reason=Reason.KILLED, sent_at=at
        )
        SendLease.objects.filter(code__in=codes).delete()
    return back + lost


def free_up_posts(*, at: dt.datetime) -> int:
    """Posts whose worker died while handing them over: uncertain, a person looks whether they can be seen."""
    return Post.objects.filter(
        Q(sent_at__lt=at - POST_SILENT) | Q(sent_at__isnull=True), state=Delivery.HANDING
    ).update(state=Delivery.UNCERTAIN, reason=Reason.KILLED)


def take_rows(message_id: int, account_id: int, code: str, *, most: int) -> list[tuple[int, int]]:
    """(delivery id, address id) of rows that are now ours alone, oldest first."""
    lock = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    sql = _TAKE.format(table=DeliveryRow._meta.db_table, lock=lock)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            sql, [Delivery.LEASED.value, code, account_id, message_id, Delivery.QUEUED.value, most]
        )
        return sorted(cursor.fetchall())


def touch(ids: list[int], code: str, *, at: dt.datetime) -> list[int]:
    """About to be put on the wire: those that are still ours. Committed before the first byte is sent."""
    with transaction.atomic():
        if not beat(code, at=at):
            return []
        held = DeliveryRow.objects.filter(pk__in=ids, lease=code, state=Delivery.LEASED)
        changed = held.update(state=Delivery.HANDING, sent_at=at)
        if changed == len(ids):
            return ids
        ours = DeliveryRow.objects.filter(pk__in=ids, lease=code, state=Delivery.HANDING)
        return sorted(ours.values_list("id", flat=True))


def put_back(ids: list[int], code: str) -> None:
    """Touched or leased, but certainly not put on the wire."""
    rows = DeliveryRow.objects.filter(pk__in=ids, lease=code, state__in=[Delivery.LEASED, Delivery.HANDING])
    rows.update(state=Delivery.QUEUED, attempts=F("attempts") - 1)
