"""What services tell later: arrived, or not. Known by the service's own number, never by an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from khien.audiences import api as audiences
from khien.channels.models import ChannelAccount, DeliveryRow, EarlyReceipt
from khien.channels.rules.kinds import Delivery
from khien.channels.services.composing import delivery_of
from khien.channels.services.outcomes import LONGEST_REASON
from khien.channels.transports.contract import Receipt

KEPT = dt.timedelta(days=1)
MOST_AT_ONCE = 5000


def take(account_id: int, receipts: Sequence[Receipt], *, at: dt.datetime) -> int:
    """How many were ours. The same receipt twice changes nothing; one that came too early waits for its row."""
    by_id = {receipt.provider_id: receipt for receipt in receipts if receipt.provider_id}
    with transaction.atomic():
        rows = list(
            DeliveryRow.objects.select_for_update()
            .filter(account_id=account_id, provider_id__in=list(by_id))
            .values_list("id", "provider_id", "key", "medium", "state")
        )
        rows += _by_our_reference(account_id, by_id)
        for pk, provider_id, _key, _medium, state in rows:
            if state in (Delivery.SENT, Delivery.UNCERTAIN):
                _settle(pk, by_id[provider_id])
        _note_addresses(rows, by_id, at=at)
        known = {row[1] for row in rows}
        EarlyReceipt.objects.bulk_create(
            EarlyReceipt(
                account_id=account_id,
                provider_id=receipt.provider_id[:LONGEST_REASON],
                delivered=receipt.delivered,
                hard=receipt.hard,
                reason=receipt.reason[:LONGEST_REASON],
                at=at,
            )
            for provider_id, receipt in by_id.items()
            if provider_id not in known
        )
    return len(rows)


def _by_our_reference(account_id: int, by_id: dict[str, Receipt]) -> list[tuple[int, str, str, str, int]]:
    """Services that repeat our own reference settle what a killed worker left without the service's number."""
    ours = {number: name for name in by_id if (number := _number_of(name)) is not None}
    rows = DeliveryRow.objects.filter(pk__in=list(ours), account_id=account_id, provider_id="")
    return [
        (pk, ours[pk], key, medium, state)
        for pk, key, medium, state in rows.values_list("id", "key", "medium", "state")
    ]


def _number_of(reference: str) -> int | None:
    try:
        return delivery_of(reference)
    except ValueError:
        return None


def _settle(pk: int, receipt: Receipt) -> None:
    state = Delivery.DELIVERED if receipt.delivered else Delivery.FAILED
    DeliveryRow.objects.filter(pk=pk).update(state=state, reason=receipt.reason[:LONGEST_REASON])


def _note_addresses(
    rows: Sequence[tuple[int, str, str, str, int]], by_id: dict[str, Receipt], *, at: dt.datetime
) -> None:
    """Only receipts that settle something count, so that one told twice is one failure."""
    fresh = [row for row in rows if row[4] in (Delivery.SENT, Delivery.UNCERTAIN) and row[2]]
    for medium in {row[3] for row in fresh}:
        of_medium = [row for row in fresh if row[3] == medium]
        hard = [key for _, number, key, _, _ in of_medium if by_id[number].hard]
        soft = [
            key
            for _, number, key, _, _ in of_medium
            if not by_id[number].hard and not by_id[number].delivered
        ]
        well = [key for _, number, key, _, _ in of_medium if by_id[number].delivered]
        audiences.note_failures(medium, hard, soft, at=at)
        audiences.note_success(medium, well)


def meet_waiting(*, at: dt.datetime) -> int:
    """Receipts that crossed with our own writing; called by a rhythm. How many met their row. One question for all
    that wait, however many of them never will."""
    row = DeliveryRow.objects.filter(account_id=OuterRef("account_id"), provider_id=OuterRef("provider_id"))
    met = 0
    for receipt in EarlyReceipt.objects.filter(Exists(row)).order_by("id")[:MOST_AT_ONCE]:
        again = Receipt(receipt.provider_id, receipt.delivered, receipt.hard, receipt.reason)
        with transaction.atomic():
            receipt.delete()
            met += take(receipt.account_id, [again], at=at)
    return met


def forget_old(*, at: dt.datetime) -> int:
    """Receipts that never met a row: of messages sent by another system through the same account."""
    return EarlyReceipt.objects.filter(at__lt=at - KEPT).delete()[0]


def account_of_token(token: str) -> ChannelAccount | None:
    return ChannelAccount.objects.filter(token=token).first() if token else None
