"""Accounts at the services that carry our messages, and how fast they may be used."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.channels.rules.kinds import ChannelKind


class ChannelAccount(models.Model):
    """One account at one operator or service: an SMPP bind, a mailbox, an Official Account, a page.

    Several of one medium are operators with failover: `position` orders them. Not a list of recipients, and no
    setting that makes a message look as if somebody else had sent it. No personal data; credentials sealed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ChannelKind])
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    active = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=1)
    settings = models.JSONField(default=dict)
    sealed_secrets = models.TextField(blank=True)  # JSON object, base.sealing
    rate_per_second = models.FloatField(default=10)
    burst = models.PositiveIntegerField(default=20)
    open_from = models.TimeField(null=True, blank=True)  # promotional hours; warnings go at any time
    open_until = models.TimeField(null=True, blank=True)
    price_vnd = models.PositiveIntegerField(default=0)  # đồng per part
    monthly_budget_vnd = models.PositiveBigIntegerField(null=True, blank=True)
    token = models.CharField(max_length=43, unique=True)  # in the address that receives receipts
    tested_at = models.DateTimeField(null=True, blank=True)
    tested_well = models.BooleanField(null=True)
    tested_words = models.CharField(max_length=300, blank=True)
    troubled_until = models.DateTimeField(null=True, blank=True)  # does not answer: others carry until then
    trouble = models.CharField(max_length=300, blank=True)
    troubles = models.PositiveSmallIntegerField(default=0)  # in a row
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(rate_per_second__gt=0), name="channels_rate_is_positive"
            ),
            models.CheckConstraint(condition=models.Q(burst__gt=0), name="channels_burst_is_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class RateBucket(models.Model):
    """How many more may be sent through an account now, across all workers. Not a statistic. No personal data."""

    account = models.OneToOneField(ChannelAccount, models.CASCADE, primary_key=True, related_name="bucket")
    tokens = models.FloatField()
    filled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}: {self.tokens:.1f}"
