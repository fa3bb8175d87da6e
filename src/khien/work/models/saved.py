"""How people look at work: filters they saved, and calendars that other programs read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class SavedFilter(models.Model):
    """A page's filter under a name, for its owner or (with `unit`) for everyone of a unit. Not a right to see what
    it would show. Personal data: its owner's account id, until she deletes it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_id = models.CharField(max_length=40)
    unit = models.ForeignKey("orgs.Unit", models.CASCADE, null=True, blank=True, related_name="+")
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=2000)
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)  # for undoing; gone for good the next day

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner_id", "page", "name"],
                condition=Q(deleted_at__isnull=True),
                name="work_filter_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """The secret address under which a calendar program reads a unit's due days. Only the secret's hash is kept; a
    new address ends the old one. Not a sign-in. Personal data: who asked for it, until it ends."""

    unit = models.ForeignKey("orgs.Unit", models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ended_at__isnull=True), name="work_feed_one"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.unit_id}"
