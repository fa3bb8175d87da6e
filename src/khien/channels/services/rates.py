"""One account's speed, held across all workers: a token bucket in the database.

A bucket that was not asked for a while is full, never more. Refuses to lend: nobody gets tokens that are not there.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from khien.channels.models import RateBucket


def take(account_id: int, wanted: int, *, rate: float, burst: int, at: dt.datetime) -> tuple[int, float]:
    """(how many may be sent now, seconds until there is one when none). Safe from many workers at once."""
    with transaction.atomic():
        bucket = _bucket(account_id, burst, at)
        passed = max(0.0, (at - bucket.filled_at).total_seconds())
        tokens = min(float(burst), bucket.tokens + passed * rate)
        granted = min(wanted, int(tokens + 1e-9))
        bucket.tokens, bucket.filled_at = tokens - granted, max(at, bucket.filled_at)
        bucket.save(update_fields=["tokens", "filled_at"])
    return granted, 0.0 if granted else (1.0 - tokens) / rate


def give_back(account_id: int, unused: int, *, burst: int, at: dt.datetime) -> None:
    """Tokens taken for parcels that were not put on the wire."""
    if unused:
        with transaction.atomic():
            bucket = _bucket(account_id, burst, at)
            bucket.tokens = min(float(burst), bucket.tokens + unused)
            bucket.save(update_fields=["tokens"])


def _bucket(account_id: int, burst: int, at: dt.datetime) -> RateBucket:
    rows = RateBucket.objects.select_for_update() if connection.vendor != "sqlite" else RateBucket.objects
    RateBucket.objects.get_or_create(account_id=account_id, defaults={"tokens": burst, "filled_at": at})
    return rows.get(account_id=account_id)
