"""Writes down what became of parcels, a chunk in one transaction, and tells audiences which addresses are gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Count

from khien.audiences import api as audiences
from khien.channels.models import ChannelAccount, DeliveryRow, EarlyReceipt
from khien.channels.rules.kinds import Delivery
from khien.channels.rules.reasons import Reason
from khien.channels.services.composing import delivery_of
from khien.channels.transports.contract import Fate, Outcome

MOST_ATTEMPTS = 6
LONGEST_PROVIDER_ID = 80
LONGEST_REASON = 80
_WRITE = (
    "UPDATE {table} SET state = %s, provider_id = %s, parts = %s, cost_vnd = %s, reason = %s, sent_at = %s"
    " WHERE id = %s AND lease = %s AND state IN (2, 6)"
)
_STATE = {
    Fate.TAKEN: Delivery.SENT,
    Fate.REFUSED: Delivery.FAILED,
    Fate.TRY_AGAIN: Delivery.WAITING,
    Fate.UNCERTAIN: Delivery.UNCERTAIN,
}


def write_down(
    account: ChannelAccount,
    code: str,
    outcomes: Sequence[Outcome],
    keys: Mapping[int, str],
    *,
    at: dt.datetime,
) -> None:
    """`keys`: keyed hash by delivery id. Rows that another worker holds now are left alone."""
    if not outcomes:
        return
    tried = [delivery_of(o.ref) for o in outcomes if o.fate == Fate.TRY_AGAIN]
    with transaction.atomic():
        tired = set(
            DeliveryRow.objects.filter(pk__in=tried, attempts__gte=MOST_ATTEMPTS).values_list("id", flat=True)
        )
        moment = connection.ops.adapt_datetimefield_value(at)
        sql = _WRITE.format(table=DeliveryRow._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(sql, [_row(o, account, code, moment, tired) for o in outcomes])
        _meet_early_receipts(account, outcomes)
        hard = [keys[delivery_of(o.ref)] for o in outcomes if o.hard and delivery_of(o.ref) in keys]
        if hard:
            audiences.note_failures(_address_channel(account), hard, at=at)


def _row(
    outcome: Outcome, account: ChannelAccount, code: str, moment: str | None, tired: set[int]
) -> tuple[int | str | None, ...]:
    number = delivery_of(outcome.ref)
    state, reason = _STATE[outcome.fate], outcome.reason[:LONGEST_REASON]
    if number in tired:
        state, reason = Delivery.FAILED, str(Reason.GAVE_UP)
    parts = outcome.parts if outcome.fate in (Fate.TAKEN, Fate.UNCERTAIN) else 0
    provider_id = outcome.provider_id[:LONGEST_PROVIDER_ID]
    return (state.value, provider_id, parts, parts * account.price_vnd, reason, moment, number, code)


def _meet_early_receipts(account: ChannelAccount, outcomes: Sequence[Outcome]) -> None:
    """A receipt that was faster than our own writing."""
    sent = {o.provider_id: delivery_of(o.ref) for o in outcomes if o.fate == Fate.TAKEN and o.provider_id}
    if not sent:
        return
    for receipt in EarlyReceipt.objects.filter(account=account, provider_id__in=list(sent)):
        state = Delivery.DELIVERED if receipt.delivered else Delivery.FAILED
        rows = DeliveryRow.objects.filter(pk=sent[receipt.provider_id], state=Delivery.SENT)
        rows.update(state=state, reason=receipt.reason)
        receipt.delete()


def _address_channel(account: ChannelAccount) -> str:
    return "sms" if account.kind.startswith("sms") else account.kind


def over_cap(keys: Sequence[str], *, most: int, days: int, at: dt.datetime) -> set[str]:
    """Keys that had `most` messages or more in the last `days`. One question."""
    rows = DeliveryRow.objects.filter(
        key__in=keys, state__in=[Delivery.SENT, Delivery.DELIVERED], sent_at__gte=at - dt.timedelta(days=days)
    )
    counted = rows.order_by().values("key").annotate(number=Count("id")).filter(number__gte=most)
    return {row["key"] for row in counted}
