"""What people say about an item of work, and the files they put beside it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.work.models.items import WorkItem


class Comment(models.Model):
    """A remark on an item, read by everyone who may open it. Not evidence, not an order, not private talk. Taken
    back by its author: the words go, the place stays. Personal data: author and words, as long as the item."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="comments")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    key = models.CharField(max_length=64)  # of the form that sent it: twice is once
    said_by_id = models.CharField(max_length=40)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "key"], name="work_comment_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Mention(models.Model):
    """A unit named in a comment with @: it finds the comment in its inbox until somebody there has seen it. Not a
    right to open anything. Personal data: who saw it, as long as the comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit"], condition=Q(seen_at__isnull=True), name="work_mention_waiting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "unit"], name="work_mention_once"),
        ]

    def __str__(self) -> str:
        return f"@{self.unit_id}"


class Attachment(models.Model):
    """A working file beside an item: a draft, a form, a list. Not evidence: that hangs on an activity. Personal data:
    whatever the file holds, who attached it; as long as the item."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="attachments")
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    attached_by_id = models.CharField(max_length=40)
    attached_by = models.CharField(max_length=200)
    attached_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item", "stored"], condition=Q(removed_at__isnull=True), name="work_attachment_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
