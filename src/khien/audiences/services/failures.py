"""What the networks say of addresses: does not exist, refused for good, full for now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from khien.audiences.models import Address, ConsentAct
from khien.audiences.rules.standing import REACHED, ConsentStep, Standing

SOFT_FAILURES = 3  # so many in a row count as gone for good


def note_failures(channel: str, hard: Iterable[str], soft: Iterable[str] = (), *, at: dt.datetime) -> int:
    """Keys that failed for good are never written to again; soft ones after the third time. How many died."""
    hard, soft = list(hard), list(soft)
    with transaction.atomic():
        if soft:
            rows = Address.objects.filter(channel=channel, key__in=soft)
            rows.update(soft_failures=F("soft_failures") + 1)
            hard += rows.filter(soft_failures__gte=SOFT_FAILURES).values_list("key", flat=True)
        # Who left stays marked so: she is not to be brought back when her number is given out anew.
        dying = Address.objects.select_for_update().filter(
            channel=channel, key__in=hard, standing__in=REACHED
        )
        keys = list(dying.values_list("key", flat=True))
        dying.update(standing=Standing.DEAD)
        ConsentAct.objects.bulk_create(
            ConsentAct(channel=channel, key=key, step=ConsentStep.DEAD, at=at, by="") for key in keys
        )
    return len(keys)


def note_success(channel: str, keys: Iterable[str]) -> None:
    Address.objects.filter(channel=channel, key__in=list(keys), soft_failures__gt=0).update(soft_failures=0)
