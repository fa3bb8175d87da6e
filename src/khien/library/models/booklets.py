"""Booklets ("Bộ cẩm nang"): approved materials in an order, given out as one PDF or EPUB."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Booklet(models.Model):
    """An ordered choice of approved materials with a cover. Not a material of its own: a text is mended at its source
    and the booklet is made again. Personal data: who made it (account name)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    subtitle = models.CharField(max_length=200, blank=True)
    foreword = models.TextField(max_length=4000, blank=True)
    slug = models.SlugField(max_length=120, unique=True)
    shown = models.BooleanField(default=False)  # on the public site
    made_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    lock = models.PositiveIntegerField(default=0)  # two tabs: the second to save is told

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class BookletEntry(models.Model):
    """One material's place in a booklet. Not a copy of it. No personal data."""

    booklet = models.ForeignKey(Booklet, models.CASCADE, related_name="entries")
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["booklet", "material"], name="library_booklet_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}"
