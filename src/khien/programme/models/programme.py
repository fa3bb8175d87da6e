"""What an adopted plan asks for: tasks with their units, targets, money, duties to report.

Made from a plan by `services.adopt`, never typed here. What was done is not kept in these tables and never will
be: progress is computed from the ledger. When a newer version of the plan is adopted, a new programme begins and
the old one ends on that day; its rows stay as they were, so that old periods are still told by the old version.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.programme.rules import DutyRole, Role


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def running(self, on: dt.date) -> ProgrammeQuerySet:
        """In force on a day: begun, and not replaced before it."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), begun_on__lte=on)


class Programme(models.Model):
    """One adopted version of a plan, in force from a day until it is replaced. Not the document itself (plans).

    `unit` empty = the province's own. No personal data.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.OneToOneField("plans.PlanDocument", models.PROTECT, related_name="programme")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    title = models.CharField(max_length=1000)
    number = models.CharField(max_length=160, blank=True)  # "Kế hoạch 3630/KH-UBND"
    period_from = models.PositiveSmallIntegerField(null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(null=True, blank=True)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    stated_total_vnd = models.BigIntegerField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-begun_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")),
                name="programme_period_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title[:80]

    @property
    def shown(self) -> str:
        """With the unit whose own programme it is: "Kế hoạch 18/KH-UBND · UBND xã Bình Hòa"."""
        return f"{self} · {self.unit}" if self.unit else str(self)


class Target(models.Model):
    """A measurable objective of a programme. Not its measured value: that comes from the ledger. No personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets")
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=120, blank=True)
    row_uuid = models.UUIDField()  # the row of the plan it was made from
    text = models.TextField()
    comparator = models.CharField(max_length=2)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit_of_measure = models.CharField(max_length=120)
    population = models.TextField(blank=True)
    deadline = models.CharField(max_length=10, blank=True)  # ISO, as precise as the plan says
    deadline_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "position"], name="programme_target_order"),
            models.CheckConstraint(
                condition=Q(comparator__in=[">=", ">", "<", "<=", "="]), name="programme_target_comparator"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Theme(models.Model):
    """What the programme wants communicated. Not a material of the library. No personal data."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="themes")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]

    def __str__(self) -> str:
        return self.text[:80]


class Task(models.Model):
    """A piece of work of a programme. Not a to-do list: nobody ticks it, its state comes from the ledger.
    No personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tasks")
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=120, blank=True)
    row_uuid = models.UUIDField()
    group = models.TextField(blank=True)
    text = models.TextField()
    products = models.JSONField(default=list)  # texts
    schedule_text = models.CharField(max_length=500, blank=True)
    recurrence = models.CharField(max_length=12, blank=True)
    start = models.CharField(max_length=10, blank=True)  # ISO, as precise as the plan says
    end = models.CharField(max_length=10, blank=True)
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    money_source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    search_text = models.TextField(
        editable=False, blank=True
    )  # folded text, group and units: found without marks

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["programme", "end_on"], name="programme_task_due"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "position"], name="programme_task_order"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Assignment(models.Model):
    """A task's lead or coordinating agency as the plan names it. Never the set itself: its units are
    `AssignedUnit`. No personal data."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    phrase = models.CharField(max_length=500)
    set_label = models.CharField(max_length=500, blank=True)  # what the set is called when it names several

    class Meta:
        ordering: ClassVar[list[str]] = ["task", "-role", "position"]  # lead before coordinating
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "role", "position"], name="programme_assignment_order"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="programme_assignment_role"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


class AssignedUnit(models.Model):
    """A unit that an assignment means. Not who answers today: orgs follows successors. No personal data."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="units")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assignment", "unit"], name="programme_assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.unit_id}"


class BudgetLine(models.Model):
    """Money the plan foresees, by year and source. Not money spent: that comes from the ledger. No personal data."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="budget_lines")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    amount_vnd = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class DutyToReport(models.Model):
    """Who reports what to whom, how often, by which date. Not a report round (reports). No personal data."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=120, blank=True)
    row_uuid = models.UUIDField()
    text = models.TextField()
    frequency = models.CharField(max_length=12, blank=True)
    due = models.CharField(max_length=5, blank=True)  # "12-15", or "18" = that day of each month

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]

    def __str__(self) -> str:
        return self.text[:80]


class DutyAgency(models.Model):
    """The sender or recipient of a duty, as the plan names it, with the units it means. Not the addressee of a
    letter. No personal data."""

    duty = models.ForeignKey(DutyToReport, models.CASCADE, related_name="agencies")
    role = models.CharField(max_length=12)
    phrase = models.CharField(max_length=500)
    set_label = models.CharField(max_length=500, blank=True)
    units = models.ManyToManyField("orgs.Unit", related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in DutyRole]), name="programme_duty_role"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
