"""Items of work: one task of the programme, for one unit, in one period.

Never a figure of its own: how far an item is comes from the ledger (`khien.programme`), and `state`, `done`,
`asked` here are only kept so that lists are fast; `services.refresh` makes them anew.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable

from khien.work.rules import ItemRole, RequestState, State


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def open_on(self, day: dt.date) -> WorkItemQuerySet:
        """Whose period has begun and that still wait for their unit."""
        closed = [State.DONE, State.LATE, State.STOPPED, State.PASSED_ON]
        return self.exclude(state__in=closed).filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day))

    def begun_on(self, day: dt.date) -> WorkItemQuerySet:
        """Whose time has begun, done or not."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day))


class WorkItem(models.Model):
    """A task for one unit in one period. Not for what was done (the ledger), not for personal to-dos.

    `unit` answers for it today; `for_unit` is the one the plan meant. A sub-task has `parent` and its own `title`.
    `quota`: [[product, count], …] of the period; empty = one activity is enough. `due_on` may be put off
    (ExtensionRequest); `first_due_on` stays. Personal data: none but the person asked to do it (`person`), while
    she holds her role.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey("programme.Task", models.CASCADE, related_name="items")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    for_unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    title = models.CharField(max_length=500, blank=True)
    period = models.CharField(
        max_length=10, blank=True
    )  # "2026-06", "2026-Q2", "2026"; empty = the whole task
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    quota = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    person = models.ForeignKey("orgs.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="took_over")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stop_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, default=State.NOT_STARTED.value)
    done = models.PositiveIntegerField(default=0)  # of `asked`, in the quota's count
    asked = models.PositiveIntegerField(default=1)
    activities = models.PositiveIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    refreshed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str | Combinable]] = [F("due_on").asc(nulls_last=True), "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "state", "due_on"], name="work_item_inbox"),
            models.Index(fields=["task", "period"], name="work_item_task"),
            models.Index(fields=["state", "due_on"], name="work_item_state"),
            models.Index(fields=["due_on"], name="work_item_due"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "for_unit", "role", "period"],
                condition=Q(parent__isnull=True),
                name="work_item_opened_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="work_item_state_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in ItemRole]), name="work_item_role_known"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(stop_reason=""), name="work_item_stop_says_why"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="work_item_days_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id} {self.period}"


class Statement(models.Model):
    """What the unit's officer says of an item. Shown beside the derived state, never instead of it; the newest
    counts, older ones stay. Personal data: who said it, as long as the item."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="statements")
    state = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    said_by_id = models.CharField(max_length=40)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "-id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"


class ExtensionRequest(models.Model):
    """A unit asks for more time; whoever leads the programme grants or refuses. Not a change of the plan.
    Personal data: who asked and who decided, as long as the item."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, default=RequestState.ASKED.value)
    asked_by_id = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="asked"), name="work_extension_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.until}"


class HandOver(models.Model):
    """An item goes to another unit: offered, then taken or refused. Not a reorganisation of units.
    Personal data: who offered and who answered, as long as the item."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="hand_overs")
    from_unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=10, default=RequestState.ASKED.value)
    offered_by_id = models.CharField(max_length=40)
    offered_by = models.CharField(max_length=200)
    offered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="asked"), name="work_handover_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="work_handover_two_units"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.to_unit_id}"
