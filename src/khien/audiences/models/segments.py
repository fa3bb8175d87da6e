"""Named choices of people."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Segment(models.Model):
    """A rule that chooses addresses when it is asked, by place, group, interest and deeds of this programme.

    Not a list of people: nobody is stored in it. No personal data but the officer's name who made it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose it is; empty: the standing office's
    title = models.CharField(max_length=120)
    rule = models.JSONField(default=dict)  # rules.segment.SegmentRule
    made_by = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)  # two tabs: the older one is told
    changed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "id"]

    def __str__(self) -> str:
        return self.title
