"""Writes one row per recipient, set-based: the database chooses and writes, no recipient passes through Python.

Goes on where it stopped (`Message.prepared_upto`); each slice of addresses is one short transaction, so that others
write meanwhile. The constraint `channels_nobody_twice` stands below: a slice done twice writes nothing the second time.
How many messages somebody had lately is asked when rows are about to go, not here: a question for each of a million.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from khien.audiences import api as audiences
from khien.base import clock
from khien.channels.models import CampaignStep, DeliveryRow, Message
from khien.channels.rules.kinds import PERSONAL, Delivery, Medium, MessageState

SLICE = 50_000  # addresses in one transaction: some 0.5 s of writing on SQLite
MAY_HAVE_IT = tuple(state for state in Delivery if state not in (Delivery.FAILED, Delivery.SKIPPED))
_INSERT = (
    "INSERT INTO {table} (message_id, step_id, medium, key, address_id, state, attempts, lease, account_id,"
    " provider_id, parts, cost_vnd, reason, sent_at)"
    " SELECT %s, %s, %s, c.key, c.id, {state}, 0, '', NULL, '', 0, 0, '', {nothing}"
    " FROM ({chosen}) AS c"
    " WHERE c.id > %s AND c.id <= %s AND substr(c.key, {place}, 4) >= %s AND substr(c.key, {place}, 4) < %s"
)
_NOT_REACHED = (
    " AND NOT EXISTS (SELECT 1 FROM {table} b WHERE b.step_id = {step} AND b.medium = '{medium}'"
    " AND b.key = c.key AND b.state IN ({had}))"
)


def prepare(step_id: int, medium: Medium) -> int:
    """All messages (A and B) of a step on a personal medium; others get their post when somebody carries them.
    The campaign's id."""
    step = CampaignStep.objects.select_related("campaign").get(pk=step_id)
    messages = list(Message.objects.filter(step=step, medium=medium).order_by("variant"))
    if medium not in PERSONAL:
        _prepare_posts(messages)
        return step.campaign_id
    waiting = [m for m in messages if m.state in (MessageState.PLANNED, MessageState.PREPARING)]
    if waiting:
        Message.objects.filter(pk__in=[m.pk for m in waiting]).update(state=MessageState.PREPARING)
        for upto in _slices(str(medium), after=waiting[0].prepared_upto):
            _write_slice(step, messages, upto)
        changed = Message.objects.filter(pk__in=[m.pk for m in waiting], state=MessageState.PREPARING)
        changed.update(state=MessageState.READY, prepared_at=clock.now())
    return step.campaign_id


def _prepare_posts(messages: list[Message]) -> None:
    with transaction.atomic():
        for message in messages:
            Message.objects.filter(pk=message.pk, state=MessageState.PLANNED).update(
                state=MessageState.READY, prepared_at=clock.now()
            )


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

    The digits stand at another place of the key for each step: who got A yesterday may get B today. Names in the
    statement are ours, values are parameters.
    """
    table = DeliveryRow._meta.db_table
    sql = _INSERT.format(
        table=table,
        state=Delivery.QUEUED.value,
        nothing="CAST(NULL AS timestamptz)" if connection.vendor == "postgresql" else "NULL",
        chosen=chosen.sql,
        place=1 + (step.pk * 4) % 28,
    )
    params = [message.pk, step.pk, message.medium, *chosen.params]
    if step.after_id:
        had = ", ".join(str(held.value) for held in MAY_HAVE_IT)
        medium = Medium(message.medium).value
        sql += _NOT_REACHED.format(table=table, step=int(step.after_id), medium=medium, had=had)
    return sql + " ON CONFLICT DO NOTHING", params
