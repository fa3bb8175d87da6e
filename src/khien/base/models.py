"""Tables without domain words: the audit, kept files with their room, and what the job workers say
about themselves.

Refuses to know what an action or a file is about: that is the business of the app that records or keeps.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Scan(models.TextChoices):
    """What the scanner for harmful software said of a content."""

    NOT_ASKED = "not_asked", _("Not scanned")  # kept while no scanner was there, or made by ourselves
    CLEAN = "clean", _("No harmful software found")
    UNANSWERED = "unanswered", _("The scanner did not answer; scanned again later")
    TOO_LARGE = "too_large", _("Too large for the scanner")
    INFECTED = "infected", _("Harmful software found")


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
    checked_at = models.DateTimeField(null=True, blank=True)  # by the scanner; `base.scanning`
    verdict = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_ASKED)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="stored_file_size_not_negative"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Scan.values), name="stored_file_verdict_is_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"],
                condition=models.Q(verdict__in=["not_asked", "unanswered"]),
                name="stored_file_to_scan",
            )
        ]

    def __str__(self) -> str:
        return self.name


class FileRoom(models.Model):
    """An owner's room for files; the row on which two uploads of one owner queue, so that no two pass the limit.

    Not a register of owners: a row comes with the first file. `limit_bytes` empty means the installation's own limit.
    No personal data.
    """

    owner_key = models.CharField(max_length=80, unique=True)
    limit_bytes = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(limit_bytes__isnull=True) | models.Q(limit_bytes__gte=0),
                name="file_room_limit_not_negative",
            )
        ]

    def __str__(self) -> str:
        return self.owner_key


class FileHolding(models.Model):
    """That an owner uses a content, how large it is and in how many places: what a quota is counted from. The same
    content in two places of one owner counts once; of two owners, once for each.

    Not who may read the file, and not where it is used: the app's own rows say that. `stored` is empty for a file in
    Django's storage, whose name is the `item_key` then. No personal data.
    """

    owner_key = models.CharField(max_length=80)
    item_key = models.CharField(max_length=300)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    bytes = models.BigIntegerField()
    uses = models.PositiveIntegerField(default=1)
    held_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner_key", "item_key"], name="file_holding_once_for_an_owner"),
            models.CheckConstraint(
                condition=models.Q(bytes__gte=0, uses__gte=1), name="file_holding_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_key} {self.item_key}"


class WorkerBeat(models.Model):
    """When a job worker was last alive. A running job whose worker fell silent is taken up again.

    Not a log of what workers did. No personal data. Rows of workers silent for a day are removed.
    """

    worker_id = models.CharField(max_length=64, unique=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class JobSetAside(models.Model):
    """That a person decided not to run a failed job again. The job's row stays 30 days from then, to be looked at.

    Not a state of jobs that wait or run, and not a log of runs (the audit says who ran what again).
    Personal data: the name of who decided; gone with the job's row.
    """

    job = models.OneToOneField(
        "django_tasks_database.DBTaskResult", models.CASCADE, related_name="+", primary_key=True
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.job_id}"


class Schedule(models.Model):
    """When a repeating job is due next. The job and its rhythm are declared in code, not here.

    Not a calendar of people. No personal data.
    """

    code = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
