"""What lies on the desk beside the ledger: drafts, tables before they are taken in, albums of evidence, words to search.

Nothing here is a record of what was done: that is `models.ledger`. All of it may be thrown away; a ledger entry never.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.programme.models.ledger import Activity
from khien.programme.models.programme import Programme, Task
from khien.programme.rules.ledger import EvidenceKind


class ActivityWords(models.Model):
    """Folded words of an entry (title, place, note, unit, tasks), so that it is found without marks. Not a source of
    anything shown; made with the entry and made anew at any time (`services.words`). No personal data."""

    activity = models.OneToOneField(Activity, models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]


class ActivityDraft(models.Model):
    """A form of an activity that is not recorded yet, as one person typed it. Not in the ledger, counted nowhere,
    shown to nobody else. Personal data: her account id; kept until recorded, dropped or 30 days old."""

    key = models.UUIDField()
    actor_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)  # name of a field → the values sent
    title = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-saved_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["actor_id", "key"], name="ledger_draft_once"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.key)


class DraftUpload(models.Model):
    """A photo or file sent with a draft, cleaned and kept, waiting to become evidence. Not evidence yet: shown only to
    who sent it. Personal data: people in photos; goes with the draft."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(ActivityDraft, models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=5)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    preview = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        ordering: ClassVar[list[str]] = ["draft", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "stored"], name="ledger_draft_upload_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[EvidenceKind.PHOTO.value, EvidenceKind.FILE.value]),
                name="ledger_draft_upload_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityImport(models.Model):
    """One uploaded table of activities between dry run and recording, and how far the recording is. Not an archive of
    files. `sha256` of the file makes each row's key: the same file recorded twice records once.
    Personal data: who uploaded it; `rows` hold what she typed and are emptied when recorded, dropped or 7 days old."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DROPPED = "dropped"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [line, sentence] of rows that could not be recorded after all
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-uploaded_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "uploaded_at"], name="ledger_import_state"),
        ]

    def __str__(self) -> str:
        return self.file_name


class EvidenceAlbum(models.Model):
    """A PDF of evidence that somebody asked for, and how far its making is. Not evidence itself: it is made anew at
    any time. Personal data: people in its photos; who asked; kept 7 days."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    activity_ids = models.JSONField(default=list)  # the entries she might read when she asked, in order
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return self.title
