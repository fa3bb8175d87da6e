"""What decisions gave to units. Written once: the database refuses to change or remove an allocation."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.budget.rules.levels import LONGEST_SOURCE, Level

ENTRY_RECORD, ENTRY_CORRECTION, ENTRY_WITHDRAWAL = "record", "correction", "withdrawal"


class AllocationDecision(models.Model):
    """The decision by which money was given, one for many units. Not the money itself: that is `Allocation`.

    Written once. Personal data: who entered it (account id and name), as long as the accounts of that year.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.CharField(max_length=120, unique=True)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=160)  # "312/QĐ-UBND"
    decided_on = models.DateField()
    title = models.CharField(max_length=500, blank=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    entered_by_id = models.CharField(max_length=40)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(number=""), name="budget_decision_has_a_number"),
            models.UniqueConstraint(
                fields=["programme", "number", "decided_on"], name="budget_decision_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def in_force(self) -> AllocationQuerySet:
        """What stands today: neither replaced by a correction nor withdrawn."""
        return self.filter(replaced_by__isnull=True).exclude(entry=ENTRY_WITHDRAWAL)


class Allocation(models.Model):
    """Money given to a unit by a decision, for a year and source. Below zero: a decision takes money back.

    Never edited, never deleted: a correction or withdrawal is a new entry with a reason. Not for money spent.
    `level` empty = as its source's words say. Personal data: who entered it (account id and name), kept as long as
    the accounts of that year must be kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.CharField(max_length=10, default=ENTRY_RECORD)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    decision = models.ForeignKey(AllocationDecision, models.PROTECT, related_name="allocations")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="allocations")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    task = models.ForeignKey("programme.Task", models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    level = models.CharField(max_length=10, blank=True)
    amount_vnd = models.BigIntegerField()
    note = models.CharField(max_length=500, blank=True)
    entered_by_id = models.CharField(max_length=40)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["programme", "year"], name="budget_allocation_year"),
            models.Index(fields=["unit", "year"], name="budget_allocation_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(entry="record", replaces__isnull=True, reason="")
                | (Q(entry__in=["correction", "withdrawal"], replaces__isnull=False) & ~Q(reason="")),
                name="budget_allocation_entry",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=[level.value for level in Level]),
                name="budget_allocation_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id} {self.amount_vnd}"


class AllocationBatch(models.Model):
    """A typed, pasted or uploaded table of allocations between dry run and confirmation. Not an archive: `rows` is
    emptied when it is confirmed, dropped or seven days old.

    Personal data: who entered it (account id and name), until then."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DROPPED = "dropped"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.CharField(max_length=120, unique=True)
    programme = models.ForeignKey("programme.Programme", models.CASCADE, related_name="+")
    number = models.CharField(max_length=160)
    decided_on = models.DateField()
    title = models.CharField(max_length=500, blank=True)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decision = models.ForeignKey(AllocationDecision, models.PROTECT, null=True, blank=True, related_name="+")
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "uploaded_at"], name="budget_batch_state"),
        ]

    def __str__(self) -> str:
        return self.number
