"""Uploads of units and people between dry run and confirmation."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class ImportBatch(models.Model):
    """One uploaded table and every row's fate. Personal data: the rows' names, telephones and e-mails, kept until
    confirmed or seven days after the upload, whichever is first; then `rows` is emptied.

    Not an archive of files: the table can be exported again at any time.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DROPPED = "dropped"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, help_text="of what the dry run compared with")
    counts = models.JSONField(default=dict)
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "uploaded_at"], name="importbatch_state")
        ]

    def __str__(self) -> str:
        return self.file_name
