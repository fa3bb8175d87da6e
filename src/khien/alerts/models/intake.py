"""Warnings of others: where they are read, and what came."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

STATES = ("new", "kept", "used", "dropped")
SIGNATURES = ("none", "good", "bad", "unproved")


class IncomingFeed(models.Model):
    """An address on the net whose warnings people here want to see (CAP, Atom or RSS).

    Not trusted: nothing from it goes out unread. Personal data: the name of who added it, kept as long as the feed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    address = models.URLField(max_length=500, unique=True)
    certificate = models.TextField(max_length=10_000, blank=True)  # PEM; to prove what it signs
    active = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    well_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=20, blank=True)  # a code of rules.feeds.Trouble
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class IncomingItem(models.Model):
    """One foreign warning, once, as it came; a person keeps it, makes a draft of it, or drops it.

    Not an alert of this house. Personal data: none of ours; what the foreign text says is kept with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    feed = models.ForeignKey(IncomingFeed, models.PROTECT, related_name="items")
    key = models.CharField(max_length=64)  # hash of the guid, or of identifier and time
    title = models.CharField(max_length=300)
    text = models.TextField(max_length=10_000, blank=True)
    instruction = models.TextField(max_length=4000, blank=True)
    link = models.CharField(max_length=1000, blank=True)
    sender = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, blank=True)
    severity = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    drill = models.BooleanField(default=False)
    cap = models.BooleanField(default=False)
    signature = models.CharField(max_length=8, choices=[(one, one) for one in SIGNATURES], default="none")
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one, one) for one in STATES], default="new")
    alert = models.ForeignKey("alerts.Alert", models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-came_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "came_at"], name="alert_incoming_state")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["feed", "key"], name="alert_incoming_once")
        ]

    def __str__(self) -> str:
        return self.title
