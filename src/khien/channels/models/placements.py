"""Print points: places where something may hang, what hangs there, and how often its code was opened."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.channels.rules.placements import PlaceKind, PrintSize


class Placement(models.Model):
    """A market, a bank counter, a bus, a school gate: where we may hang something, with the owner's word for it.

    Not a camera and not a map of people. No personal data: an owner is named by the office or firm, not by name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")  # who sees to it
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in PlaceKind])
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)  # folded: the same place twice is one
    place = models.CharField(max_length=200, blank=True)  # address in words
    size = models.CharField(max_length=8, choices=[(size.value, size.value) for size in PrintSize])
    consent = models.CharField(max_length=300, blank=True)  # who agreed, by which paper; no private person
    consent_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)  # no longer ours to use
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "name_key"], name="channels_placement_once")
        ]

    def __str__(self) -> str:
        return self.name


class Hanging(models.Model):
    """What hangs at a place from a day until a day, and the photo that shows it. A new poster is a new hanging.

    Not proof that anybody read it. Personal data: name of the officer who hung it, five years as the ledger; the photo
    carries no place or camera data.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="hangings")
    edition = models.ForeignKey("library.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=255)
    target = models.CharField(max_length=500)  # path on this site that the code leads to
    code = models.CharField(max_length=10, unique=True)  # of the place and poster, the same for everybody
    from_on = models.DateField()
    until_on = models.DateField()
    hung_on = models.DateField(null=True, blank=True)  # empty = to be hung
    hung_by_id = models.CharField(max_length=40, blank=True)
    hung_by = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    photo_at = models.DateTimeField(null=True, blank=True)
    down_on = models.DateField(null=True, blank=True)
    down_by = models.CharField(max_length=200, blank=True)
    key = models.UUIDField(unique=True)  # of the form that made it: sent twice is once
    told = models.BooleanField(default=False)
    activity_uuid = models.CharField(max_length=36, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-from_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["down_on", "until_on"], name="channels_hanging_due")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="channels_hanging_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ScanDay(models.Model):
    """How often the code of a hanging was opened on a day: requests, not people, robots left out. No personal data."""

    hanging = models.ForeignKey(Hanging, models.CASCADE, related_name="scans")
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hanging", "on"], name="channels_scan_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.count}"
