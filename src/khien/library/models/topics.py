"""What materials are about, and the instruments of law they rest on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import translation


class Topic(models.Model):
    """What a material is about. The office may add and rename; `code` stays, addresses stay. Not an audience.

    No personal data.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    slug = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=40, default="book")
    summary = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    shown = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.name_en if self.name_en and translation.get_language() == "en" else self.name


class Instrument(models.Model):
    """An instrument of law that materials cite, and until when it holds. Not its text, and not the legal references
    of a plan (those are the plan's own). What it is replaced by tells which materials need another look.

    No personal data.
    """

    number = models.CharField(max_length=60, unique=True)  # "116/2025/QH15"
    title = models.CharField(max_length=300)
    holds_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    address = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(holds_from__isnull=True)
                | models.Q(ended_on__gte=models.F("holds_from")),
                name="library_instrument_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
