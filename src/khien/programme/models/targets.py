"""How a target is counted, what was measured, and what it came to on which day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.programme.models.programme import Target, Task
from khien.programme.rules.ledger import Basis
from khien.programme.rules.targets import Direction, Light, Method


class TargetDefinition(models.Model):
    """What people agreed a target counts, in words and as a method. Not its value. No personal data but who set it
    last, as long as the programme."""

    target = models.OneToOneField(Target, models.CASCADE, related_name="definition")
    method = models.CharField(max_length=10, default=Method.UNDEFINED.value)
    numerator_text = models.CharField(max_length=500, blank=True)
    denominator_text = models.CharField(max_length=500, blank=True)
    denominator_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator_year = models.PositiveSmallIntegerField(null=True, blank=True)
    denominator_source = models.CharField(max_length=500, blank=True)
    condition = models.CharField(max_length=40, blank=True)  # UnitCondition or a registered one, for UNITS
    product_name = models.CharField(max_length=200, blank=True)  # any of "tin, bài"
    kinds = models.JSONField(default=list)  # ActivityKind codes a COUNT counts where no product is named
    per_year = models.BooleanField(default=False)  # counted anew each calendar year
    turns = models.BooleanField(default=False)  # people: each time counts ("lượt người")
    cause = models.CharField(max_length=300, blank=True)  # of incidents
    audiences = models.JSONField(default=list)  # Audience codes; empty = all
    set_phrase = models.CharField(max_length=500, blank=True)  # "các sở, ban, ngành"
    units = models.ManyToManyField("orgs.Unit", related_name="+")  # the set, as it was resolved
    tasks = models.ManyToManyField(Task, related_name="counted_by")  # empty = every task of the programme
    baseline_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_source = models.CharField(max_length=500, blank=True)
    direction = models.CharField(max_length=4, default=Direction.UP.value)
    revision = models.PositiveIntegerField(default=1)
    set_by = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(method__in=[m.value for m in Method]), name="target_method_known"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[d.value for d in Direction]), name="target_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.target_id}"

    @property
    def is_guess(self) -> bool:
        """Whether nobody has confirmed it yet."""
        return self.set_at is None


class TargetDefinitionChange(models.Model):
    """How a definition was changed: one row a saving, never changed. Not the definition in force. Personal data: who
    changed it, as long as the programme."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="definition_changes")
    revision = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)  # field → [before, after], as people read them
    reason = models.CharField(max_length=500, blank=True)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "-revision"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "revision"], name="target_definition_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.revision}"


class TargetMilestone(models.Model):
    """The value a target should have reached at the end of a year. Not a measured value. No personal data."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "year"], name="target_milestone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.value}"


class TargetReading(models.Model):
    """A figure a person measured or copied, with its source (typed, survey, incidents). Never edited: a newer one
    replaces it and says why. Personal data: who entered it, as long as the programme."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, models.CASCADE, related_name="readings")
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    basis = models.CharField(max_length=10)
    source_text = models.CharField(max_length=500)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)  # why it replaces another
    withdrawn = models.BooleanField(default=False)  # the replacing entry takes the figure away
    recorded_by_id = models.CharField(max_length=40)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "-on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in Basis]), name="target_reading_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"


class TargetShares(models.Model):
    """What each unit adds to a target's newest snapshot, for fast pages. Made anew with it; not a source of figures.
    No personal data."""

    target = models.OneToOneField(Target, models.CASCADE, related_name="shares")
    rows = models.JSONField(default=list)  # [unit, has, activities, amount, [units it took over]]
    on = models.DateField()
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.on} {len(self.rows)}"


class TargetSnapshot(models.Model):
    """What a target came to on a day, kept for trend and fast pages. Made anew from ledger and readings at any time;
    not a source of figures. No personal data."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="snapshots")
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    light = models.CharField(max_length=6, default=Light.GREY.value)
    remark = models.CharField(max_length=16, blank=True)  # Remark
    computed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "on"], name="target_snapshot_once"),
            models.CheckConstraint(
                condition=Q(light__in=[light.value for light in Light]), name="target_light_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"
