"""Names that people decided about, and those still asked. Official names stand in `UnitPeriod`, not here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.orgs.models.units import Unit


class UnitAlias(models.Model):
    """A phrase that stands for a unit, for a set of units, or for nobody; remembered from a person's answer.

    Personal data: who decided (kept as the audit keeps it). Not for spellings that rules already understand.
    `within` limits it to the units below; empty = everywhere.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=300, help_text="the phrase, folded")
    phrase = models.CharField(max_length=300)
    within = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="aliases_inside")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="aliases")
    set_rule = models.JSONField(null=True, blank=True, help_text="rules.sets.UnitSet as data")
    origin = models.CharField(max_length=300, blank=True, help_text="where the phrase was met")
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "within"], name="unitalias_once_within"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(within__isnull=True), name="unitalias_once_everywhere"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(set_rule__isnull=True), name="unitalias_unit_or_set"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


class NameQuestion(models.Model):
    """A phrase that nothing understood for certain; waits until a person answers. No personal data.

    Not a list of wrong names: what a person decided is a `UnitAlias`.

    Answered questions are deleted: the answer is a `UnitAlias`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=300)
    phrase = models.CharField(max_length=300)
    within = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="name_questions")
    on = models.DateField(help_text="the day whose units are meant (the plan's date)")
    origin = models.CharField(max_length=300, blank=True)
    times = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "within"], name="namequestion_once_within"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(within__isnull=True), name="namequestion_once_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
