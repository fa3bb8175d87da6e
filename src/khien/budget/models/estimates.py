"""What units ask for, and what was answered. Not money given: that is an allocation; not money spent: the ledger."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.budget.rules.levels import LONGEST_SOURCE, Level
from khien.budget.rules.states import GRANTED, EstimateState


class EstimateQuerySet(models.QuerySet["Estimate"]):
    def waiting(self) -> EstimateQuerySet:
        return self.filter(state=EstimateState.REQUESTED)


class Estimate(models.Model):
    """A unit's request for money of one year and source (dự toán). Not an allocation, however it was answered.

    `level` empty = as its source's words say. `granted_vnd` is what was approved, set only when it was. `form_key`
    makes a form sent twice one estimate. Personal data: who wrote and decided it (account id and name), kept as long
    as the accounts of that year must be kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.CharField(max_length=120, unique=True)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="estimates")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    task = models.ForeignKey("programme.Task", models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    level = models.CharField(max_length=10, blank=True)
    amount_vnd = models.BigIntegerField()
    basis = models.TextField()  # what it is for and how it was reckoned
    state = models.CharField(max_length=10, default=EstimateState.DRAFT.value)
    granted_vnd = models.BigIntegerField(null=True, blank=True)
    remark = models.TextField(blank=True)  # the newest answer's words
    revision = models.PositiveIntegerField(default=1)
    written_by_id = models.CharField(max_length=40)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    requested_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["programme", "year", "state"], name="budget_estimate_year"),
            models.Index(fields=["unit", "state"], name="budget_estimate_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="budget_estimate_some"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EstimateState]), name="budget_estimate_state"
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=[level.value for level in Level]),
                name="budget_estimate_level",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(state.value for state in GRANTED), granted_vnd__gt=0)
                | (~Q(state__in=sorted(state.value for state in GRANTED)) & Q(granted_vnd__isnull=True)),
                name="budget_estimate_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source} {self.amount_vnd}"


class EstimateStep(models.Model):
    """One move of an estimate: submitted, returned, approved … Never changed; not the talk about it.

    Personal data: the name of who moved it, kept as long as the estimate."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10)
    amount_vnd = models.BigIntegerField()  # what was asked for, or what was granted
    remark = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["estimate", "id"]

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.state}"
