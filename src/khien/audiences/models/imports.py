"""Lists of contacts that officers bring."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class ContactImport(models.Model):
    """A list brought by an officer: looked at first (`looked`), then taken in or dropped. Not the contacts themselves.

    Personal data: the file (sealed store, dropped the day after the import ends or a week after it was brought) and
    the officer's name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    file = models.ForeignKey("base.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10,
        choices=[(s, s) for s in ("brought", "looking", "looked", "taking", "taken", "dropped", "failed")],
    )
    columns = models.JSONField(default=dict)  # which column is what, the group and the choices made
    basis = models.CharField(max_length=200, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    found = models.JSONField(default=dict)  # counts and up to 200 rows that need a look
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    by_id = models.CharField(max_length=40)
    by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.filename
