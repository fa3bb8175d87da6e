"""Who used what where. Units are named, people of the public never."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

HOWS = ("download", "package", "embed", "feed", "adapt", "booklet", "message", "played", "hung", "taught")


class MaterialUse(models.Model):
    """A unit used a material: one row a unit, material, way, form, place and day, counted up. Not a page view.

    `where` is what the officer typed ("Nhà văn hóa thôn 3"). Personal data: the name of the officer who used it, as
    long as the year's report may be inspected (five years).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="uses")
    edition = models.ForeignKey("library.Edition", models.PROTECT, null=True, blank=True, related_name="uses")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, choices=[(how, how) for how in HOWS])
    form = models.CharField(max_length=40, blank=True)
    where = models.CharField(max_length=200, blank=True)
    on = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=1)
    officer = models.CharField(max_length=200, blank=True)
    told = models.BooleanField(
        default=False
    )  # she records the activity herself: the day's entry leaves it out

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["material", "unit", "how", "form", "where", "on"], name="library_use_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.on}"


class DayCount(models.Model):
    """How often something happened with a material on a day: seen, found useful or not, listened to, printed.

    Totals only; nothing says who. Not a use by a unit. No personal data.
    """

    material = models.ForeignKey("library.Material", models.CASCADE, related_name="day_counts")
    on = models.DateField()
    what = models.CharField(max_length=12)  # seen, useful, useless, heard, printed, scanned
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["material", "on", "what"], name="library_day_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
