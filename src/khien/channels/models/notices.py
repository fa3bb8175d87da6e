"""Notices on the public site, each for a time."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """One line on top of the public site, with where it leads, from a moment until a moment.

    Not a warning (alerts keep those) and not an advertisement. Personal data: name of the officer who set it, five years.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=80, unique=True)
    text = models.CharField(max_length=200)
    link = models.CharField(max_length=500, blank=True)  # a path on this site or an https address
    language = models.CharField(max_length=5, default="vi")
    priority = models.PositiveSmallIntegerField(default=1)  # 1 normal … 3 first
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-priority", "-from_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["until_at", "from_at"], name="channels_notice_time")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="channels_notice_ends_later"
            )
        ]

    def __str__(self) -> str:
        return self.text
