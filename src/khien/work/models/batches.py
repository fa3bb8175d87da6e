"""Many items changed at once: what was chosen, what was asked, what became of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.work.rules.batches import Act, BatchState


class Batch(models.Model):
    """One bulk edit, or one table taken in, between looking and doing, and afterwards for undoing. Not an archive:
    what happened stands in the audit. Personal data: who did it, and names of persons in `rows` and `changes`;
    both are emptied ninety days after it was made.

    `rows`: what it is about (item ids with the revision that was seen, or a table's rows). `asked`: what was typed.
    `changes`: [item id, old value, revision afterwards]; `refused`: [item id, sentence].
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    act = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default=BatchState.WAITING.value)
    file_name = models.CharField(max_length=255, blank=True)
    rows = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    back = models.CharField(max_length=2000, blank=True)  # the table's address, to return to
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["made_at"], name="work_batch_made"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(act__in=[act.value for act in Act]), name="work_batch_act"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BatchState]), name="work_batch_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.state}"
