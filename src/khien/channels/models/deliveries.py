"""What became of each message. High volume: one row a recipient and step; the ledger gets daily totals.

Must not be used to learn what a person reads: there is no column for opening or clicking, and none may be added.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from khien.channels.rules.kinds import Delivery

OPEN = [Delivery.QUEUED.value, Delivery.LEASED.value, Delivery.HANDING.value]


class DeliveryRow(models.Model):
    """One recipient of one step on one medium, and how far it went. The constraint makes "twice" impossible.

    `address_id` is no foreign key: who erases herself goes at once, the count of what was sent stays. Never holds an
    address. Personal data: the keyed hash of the address, emptied 90 days after the campaign ended.
    """

    message = models.ForeignKey("channels.Message", models.CASCADE, related_name="deliveries", db_index=False)
    step = models.ForeignKey("channels.CampaignStep", models.CASCADE, related_name="+", db_index=False)
    medium = models.CharField(max_length=6)
    key = models.CharField(max_length=32)
    address_id = models.BigIntegerField()
    state = models.PositiveSmallIntegerField(
        default=Delivery.QUEUED.value, choices=[(s.value, s.name) for s in Delivery]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=16, default="", blank=True)
    account = models.ForeignKey(
        "channels.ChannelAccount", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    provider_id = models.CharField(max_length=80, default="", blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    cost_vnd = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=80, default="", blank=True)  # a code of rules.reasons
    sent_at = models.DateTimeField(null=True, blank=True)  # of the last attempt

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "medium", "key"], name="channels_nobody_twice"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["message", "state", "id"], name="channels_next_to_send"),
            models.Index(fields=["lease"], name="channels_held_by", condition=models.Q(state__in=[1, 2])),
            models.Index(
                fields=["account", "provider_id"],
                name="channels_receipt_of",
                condition=~models.Q(provider_id=""),
            ),
            models.Index(
                fields=["key", "sent_at"],
                name="channels_sent_lately",
                condition=models.Q(state__in=[3, 4]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {Delivery(self.state).name}"


class SendLease(models.Model):
    """One worker's hold on one line of an account. Silent for a minute: the worker is dead, its rows are looked at.

    Not a statistic of workers. No personal data.
    """

    account = models.ForeignKey("channels.ChannelAccount", models.CASCADE, related_name="+")
    line = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, unique=True)
    beat_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "line"], name="channels_one_worker_a_line")
        ]

    def __str__(self) -> str:
        return self.code


class EarlyReceipt(models.Model):
    """A receipt that came before we had written down what we sent. Taken up within a minute, dropped after a day.

    Not a second truth about a delivery. No personal data.
    """

    account = models.ForeignKey("channels.ChannelAccount", models.CASCADE, related_name="+")
    provider_id = models.CharField(max_length=80)
    delivered = models.BooleanField()
    hard = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "provider_id"], name="channels_early_receipt")
        ]

    def __str__(self) -> str:
        return self.provider_id


class DayTotal(models.Model):
    """What happened with a message on a day, as a sum: sent, delivered, failed, uncertain, skipped, link, shown, cost.

    Not a record of who did it: nobody is named. No personal data.
    """

    message = models.ForeignKey("channels.Message", models.CASCADE, related_name="day_totals")
    on = models.DateField()
    what = models.CharField(max_length=10)
    count = models.PositiveBigIntegerField(default=0)
    told = models.BooleanField(default=False)  # the ledger has this day

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "on", "what"], name="channels_day_total_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"


class ShortLink(models.Model):
    """A short address that leads from a message to its page and counts how often, never who. The same for everybody.

    Not a per-person code. No personal data.
    """

    code = models.CharField(max_length=10, unique=True)
    message = models.ForeignKey("channels.Message", models.CASCADE, related_name="short_links")
    target = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.code


class Post(models.Model):
    """What went out where there is no recipient: a post of a page, a banner, a bulletin, a press kit. Once a message
    and account. Not a delivery to a person. No personal data: counts only as the service gives them.
    """

    message = models.ForeignKey("channels.Message", models.CASCADE, related_name="posts")
    account = models.ForeignKey(
        "channels.ChannelAccount", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.PositiveSmallIntegerField(
        default=Delivery.QUEUED.value, choices=[(s.value, s.name) for s in Delivery]
    )
    lease = models.CharField(max_length=16, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=120, default="", blank=True)
    address = models.CharField(max_length=500, blank=True)  # where it can be seen
    counts = models.JSONField(default=dict)  # {"views": 120, …}
    reason = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "account"], name="channels_post_once")
        ]

    def __str__(self) -> str:
        return self.provider_id or str(self.pk)
