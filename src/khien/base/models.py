"""Tables without domain words: the audit, kept files, and what the job workers say about themselves.

Refuses to know what an action or a file is about: that is the business of the app that records or keeps.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or remove what may only be added to. A mistake in code, never shown to people."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit entries are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit entries are never removed")


class AuditEntry(models.Model):
    """Who did what to which thing, when; each entry carries the hash of the one before it.

    Not a log of page views and not a place for secrets or whole documents. Written only by `base.audit.record`.
    Personal data: the actor's name and what `old`/`new` say; kept as long as the installation (accountability).
    `old` and `new` are canonical JSON text, because a database's JSON type renumbers and reorders what was hashed.
    """

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.CharField(max_length=40, db_index=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-seq"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit entries are never removed")

    @property
    def old_values(self) -> dict[str, Any]:
        return json.loads(self.old) if self.old else {}

    @property
    def new_values(self) -> dict[str, Any]:
        return json.loads(self.new) if self.new else {}


class AuditHead(models.Model):
    """The last entry's number and hash (one row). Writers queue on it; a cut-off tail shows against it.

    Not a count to show people, and never set by hand. No personal data.
    """

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class StoredFile(models.Model):
    """One content, kept once under its SHA-256 and never altered. Not a document: who uploaded it, why and under
    which name is said by the row of the app that points here; `name` is only the first name it came with.

    Personal data: whatever the file holds; kept while a row points at it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="stored_file_size_not_negative")
        ]

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """When a job worker was last alive. A running job whose worker fell silent is taken up again.

    Not a log of what workers did. No personal data. Rows of workers silent for a day are removed.
    """

    worker_id = models.CharField(max_length=64, unique=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class Schedule(models.Model):
    """When a repeating job is due next. The job and its rhythm are declared in code, not here.

    Not a calendar of people. No personal data.
    """

    code = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
