"""What was made of an edition: files that can be made again at will."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

STATES = ("waiting", "making", "ready", "failed")


class RenditionFile(models.Model):
    """One form of one edition (or booklet) for one unit's name and choice of options; made by a job, kept, made again
    when wanted. Not the source of anything. `wanted_key` = hash of form, options and brand; `preview`: its first page, small.

    Personal data: none beyond the edition's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        "library.Edition", models.CASCADE, null=True, blank=True, related_name="renditions"
    )
    booklet = models.ForeignKey(
        "library.Booklet", models.CASCADE, null=True, blank=True, related_name="renditions"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    wanted_key = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="waiting")
    reason = models.CharField(max_length=300, blank=True)  # of a failure, for people
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)  # pages, width, height, seconds, text, notes
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["form", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "wanted_key"], name="library_rendition_once"),
            models.UniqueConstraint(fields=["booklet", "wanted_key"], name="library_booklet_rendition_once"),
            models.CheckConstraint(
                condition=models.Q(edition__isnull=False, booklet__isnull=True)
                | models.Q(edition__isnull=True, booklet__isnull=False),
                name="library_rendition_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(stored__isnull=False),
                name="library_rendition_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.filename or self.form


class DraftPreview(models.Model):
    """How a form of a draft would look, as a picture marked "draft". Never a file to use: what nobody approved has
    none. One for each revision and form; older ones go when a newer is asked for. No personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    material = models.ForeignKey("library.Material", models.CASCADE, related_name="previews")
    revision_id = models.BigIntegerField()
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="waiting")
    reason = models.CharField(max_length=300, blank=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["material", "revision_id", "form"], name="library_draft_preview_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(stored__isnull=False),
                name="library_draft_preview_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.form
