"""How far a campaign is: counted from its rows whenever it is asked, so that no counter can drift."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from khien.channels.models import DayTotal, DeliveryRow, Message, Post
from khien.channels.rules.kinds import REACHED, Delivery, Medium, MessageState


@dataclass(frozen=True, slots=True)
class MessageProgress:
    """Counts of one message. `posts` for media without recipients. `link_hits` are totals, not people."""

    message_id: int
    step_id: int
    medium: Medium
    variant: str
    state: MessageState
    counts: dict[Delivery, int]
    cost_vnd: int
    link_hits: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        return sum(self.counts.get(state, 0) for state in OPEN)

    @property
    def reached(self) -> int:
        return sum(self.counts.get(state, 0) for state in REACHED)


OPEN = (Delivery.QUEUED, Delivery.LEASED, Delivery.HANDING, Delivery.WAITING)


@dataclass(frozen=True, slots=True)
class Progress:
    messages: tuple[MessageProgress, ...]

    @property
    def total(self) -> int:
        return sum(message.total for message in self.messages)

    @property
    def left(self) -> int:
        return sum(message.left for message in self.messages)

    @property
    def reached(self) -> int:
        return sum(message.reached for message in self.messages)

    @property
    def cost_vnd(self) -> int:
        return sum(message.cost_vnd for message in self.messages)

    def of(self, state: Delivery) -> int:
        return sum(message.counts.get(state, 0) for message in self.messages)


def progress_of(campaign_id: int) -> Progress:
    """Five queries, whatever the number of recipients; counts come from an index."""
    messages = list(
        Message.objects.filter(step__campaign_id=campaign_id).order_by("step__number", "medium", "variant")
    )
    ids = [message.pk for message in messages]
    counts: dict[int, dict[Delivery, int]] = defaultdict(dict)
    for rows in (DeliveryRow.objects, Post.objects):
        found = rows.filter(message_id__in=ids).order_by().values_list("message_id", "state")
        for message_id, state, number in found.annotate(number=Count("id")):
            counts[message_id][Delivery(state)] = number
    costs = dict(
        DeliveryRow.objects.filter(message_id__in=ids, cost_vnd__gt=0)
        .order_by()
        .values_list("message_id")
        .annotate(Sum("cost_vnd"))
    )
    hits = dict(
        DayTotal.objects.filter(message_id__in=ids, what="link")
        .order_by()
        .values_list("message_id")
        .annotate(Sum("count"))
    )
    return Progress(
        tuple(
            MessageProgress(
                message.pk,
                message.step_id,
                Medium(message.medium),
                message.variant,
                MessageState(message.state),
                dict(counts[message.pk]),
                int(costs.get(message.pk) or 0),
                int(hits.get(message.pk) or 0),
            )
            for message in messages
        )
    )


def failures_of(campaign_id: int) -> list[tuple[str, int]]:
    """(reason, how many), the most frequent first."""
    rows = DeliveryRow.objects.filter(
        message__step__campaign_id=campaign_id, state__in=[Delivery.FAILED, Delivery.SKIPPED]
    )
    counted = rows.order_by().values_list("reason").annotate(number=Count("id"))
    return sorted(((reason, number) for reason, number in counted), key=lambda pair: -pair[1])
