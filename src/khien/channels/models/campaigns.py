"""What is to be said, in which steps, over which media. What became of it stands in `deliveries`."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.channels.rules.kinds import CampaignState, Medium, MessageState, StepKind


class Campaign(models.Model):
    """Messages from approved materials (or one warning), to chosen people, over real channels, in a period.

    Not a newsletter list and not a conversation. Personal data: names of the officers who made and approved it, as
    long as the year's report may be inspected (five years).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    task = models.ForeignKey("programme.Task", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=10, default=CampaignState.DRAFT.value, choices=[(s.value, s.value) for s in CampaignState]
    )
    alert_uuid = models.UUIDField(
        null=True, blank=True, unique=True
    )  # carries this warning: overtakes, any hour
    drill = models.BooleanField(default=False)  # reaches consoles only
    audience = models.JSONField(default=list)  # rules of audiences.api.SegmentRule, joined by OR
    segment_titles = models.JSONField(default=list)  # what the office called them
    cap_days = models.PositiveSmallIntegerField(default=7)
    cap_messages = models.PositiveSmallIntegerField(default=3)  # to one address in cap_days; 0 = no cap
    ends_at = models.DateTimeField(null=True, blank=True)  # after that nothing more is handed over
    hours_from = models.TimeField(null=True, blank=True)  # golden hours
    hours_until = models.TimeField(null=True, blank=True)
    made_by_id = models.CharField(max_length=40)
    made_by = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    approved_cost_vnd = models.PositiveBigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # two tabs: the older one is told
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "waiting", "stopped"]) | ~models.Q(basis=""),
                name="channels_goes_out_with_a_basis",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CampaignAct(models.Model):
    """One thing somebody did to a campaign. Written once, never edited. Personal data: the officer's name; five years."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="acts")
    act = models.CharField(
        max_length=16
    )  # made, changed, sent_in, returned, approved, started, paused, resumed, …
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d}"


class CampaignStep(models.Model):
    """Teaser, main message, reminder, once more to those not reached. Not a message: those hang on it. No personal data."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in StepKind])
    starts_at = models.DateTimeField()
    after = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # AGAIN: not reached by

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "number"], name="channels_step_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"


class Message(models.Model):
    """One text of a step on one medium; two when variants A and B are compared.

    `text` is what is sent, already approved with the campaign; not a template with personal fields. No personal data.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(CampaignStep, models.CASCADE, related_name="messages")
    medium = models.CharField(max_length=10, choices=[(medium.value, medium.value) for medium in Medium])
    variant = models.CharField(max_length=1, default="A", choices=[("A", "A"), ("B", "B")])
    share = models.PositiveSmallIntegerField(default=100)  # per cent of the step's recipients on this medium
    edition = models.ForeignKey("library.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    account = models.ForeignKey(
        "channels.ChannelAccount", models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    extra = models.JSONField(
        default=dict
    )  # what only this medium knows: ZNS template, schedule of a bulletin …
    link = models.CharField(max_length=500, blank=True)  # where it leads; counted as totals through ShortLink
    state = models.CharField(
        max_length=10, default=MessageState.PLANNED.value, choices=[(s.value, s.value) for s in MessageState]
    )
    prepared_upto = models.BigIntegerField(default=0)  # preparing goes on behind this address id
    prepared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["step", "medium", "variant"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "medium", "variant"], name="channels_message_once"),
            models.CheckConstraint(condition=models.Q(share__lte=100), name="channels_share_is_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.variant}"
