"""Writes one row per recipient, set-based: the database chooses and writes, no recipient passes through Python.

Goes on where it stopped (`Message.prepared_upto`); each slice of addresses is one short transaction, so that others
write meanwhile. The constraint `channels_nobody_twice` stands below: a slice done twice writes nothing the second time.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction

from khien.audiences import api as audiences
from khien.base import clock
from khien.channels.models import CampaignStep, DeliveryRow, Message, Post
from khien.channels.rules.kinds import PERSONAL, Delivery, Medium, MessageState
from khien.channels.rules.reasons import Reason

SLICE = 50_000  # addresses in one transaction: some 0.5 s of writing on SQLite
MAY_HAVE_IT = (Delivery.QUEUED, Delivery.LEASED, Delivery.HANDING, Delivery.SENT, Delivery.DELIVERED)
_COUNT = "(SELECT count(*) FROM {table} d WHERE d.key = c.key AND d.state IN (3, 4) AND d.sent_at >= %s)"


def prepare(step_id: int, medium: Medium) -> int:
    """All messages (A and B) of a step on a personal medium; how many rows are there now. Others: one post each."""
    step = CampaignStep.objects.select_related("campaign").get(pk=step_id)
    messages = list(Message.objects.filter(step=step, medium=medium).order_by("variant"))
    if medium not in PERSONAL:
        return _prepare_posts(messages)
    waiting = [m for m in messages if m.state in (MessageState.PLANNED, MessageState.PREPARING)]
    if waiting:
        Message.objects.filter(pk__in=[m.pk for m in waiting]).update(state=MessageState.PREPARING)
        for upto in _slices(str(medium), after=waiting[0].prepared_upto):
            _write_slice(step, messages, upto)
        changed = Message.objects.filter(pk__in=[m.pk for m in waiting], state=MessageState.PREPARING)
        changed.update(state=MessageState.READY, prepared_at=clock.now())
    return DeliveryRow.objects.filter(message__in=messages).count()


def _prepare_posts(messages: list[Message]) -> int:
    with transaction.atomic():
        for message in messages:
            Post.objects.get_or_create(message=message, account=message.account)
            Message.objects.filter(pk=message.pk, state=MessageState.PLANNED).update(
                state=MessageState.READY, prepared_at=clock.now()
            )
    return len(messages)


def _slices(channel: str, *, after: int) -> list[tuple[int, int]]:
    """Half-open (low, high] ranges of address ids that are still to be looked at."""
    low, high = audiences.address_span(channel)
    start = max(after, low - 1)
    return [(begin, min(begin + SLICE, high)) for begin in range(start, high, SLICE)]


def _write_slice(step: CampaignStep, messages: list[Message], bounds: tuple[int, int]) -> None:
    chosen = _chosen(step, str(messages[0].medium))
    low, high = bounds
    with transaction.atomic(), connection.cursor() as cursor:
        for message, (begin, end) in zip(messages, _shares(messages), strict=True):
            sql, params = _insert(step, message, chosen)
            cursor.execute(sql, [*params, low, high, begin, end])
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(prepared_upto=high)


def _chosen(step: CampaignStep, channel: str) -> audiences.Chosen:
    rules = [audiences.rule_from(data) for data in step.campaign.audience]
    warning = step.campaign.alert_uuid is not None
    return audiences.chosen(rules, channel, on=clock.today(), warning=warning)


def _shares(messages: list[Message]) -> list[tuple[str, str]]:
    """Which part of all keys each variant gets, as [begin, end) of four hexadecimal digits; "g" is past the last."""
    bounds, begin = [], "0000"
    for number, message in enumerate(messages):
        last = number == len(messages) - 1
        end = "g" if last else f"{min(65535, 65536 * message.share // 100):04x}"
        bounds.append((begin, end))
        begin = end
    return bounds


def _insert(step: CampaignStep, message: Message, chosen: audiences.Chosen) -> tuple[str, list[Any]]:
    """The statement, its last four places left open: ids (low, high], digits [begin, end).

    The digits stand at another place of the key for each step: who got A yesterday may get B today.
    """
    table = DeliveryRow._meta.db_table
    state, state_params = _first_state(step, table)
    offset = 1 + (step.pk * 4) % 28
    sql = (
        f"INSERT INTO {table} (message_id, step_id, medium, key, address_id, state, attempts, lease, account_id,"
        " provider_id, parts, cost_vnd, reason, sent_at)"
        f" SELECT %s, %s, %s, c.key, c.id, {state}, 0, '', NULL, '', 0, 0,"
        f" CASE WHEN {state} = {Delivery.SKIPPED.value} THEN '{Reason.CAP.value}' ELSE '' END,"
        f" {'CAST(NULL AS timestamptz)' if connection.vendor == 'postgresql' else 'NULL'}"
        f" FROM ({chosen.sql}) AS c"
        " WHERE c.id > %s AND c.id <= %s"
        f" AND substr(c.key, {offset}, 4) >= %s AND substr(c.key, {offset}, 4) < %s"
    )
    params = [message.pk, step.pk, message.medium, *state_params, *state_params, *chosen.params]
    if step.after_id:
        had = ", ".join(str(held.value) for held in (*MAY_HAVE_IT, Delivery.UNCERTAIN, Delivery.WAITING))
        sql += (
            f" AND NOT EXISTS (SELECT 1 FROM {table} b WHERE b.step_id = {int(step.after_id)}"
            f" AND b.medium = '{Medium(message.medium).value}' AND b.key = c.key AND b.state IN ({had}))"
        )
    return sql + " ON CONFLICT DO NOTHING", params


def _first_state(step: CampaignStep, table: str) -> tuple[str, list[Any]]:
    """QUEUED, or SKIPPED for who had as many messages lately as the campaign allows. A warning knows no cap."""
    campaign = step.campaign
    if campaign.alert_uuid is not None or not campaign.cap_messages:
        return str(Delivery.QUEUED.value), []
    since = clock.now() - dt.timedelta(days=campaign.cap_days)
    adapted = connection.ops.adapt_datetimefield_value(since)
    case = (
        f"CASE WHEN {_COUNT.format(table=table)} >= {int(campaign.cap_messages)}"
        f" THEN {Delivery.SKIPPED.value} ELSE {Delivery.QUEUED.value} END"
    )
    return case, [adapted]
