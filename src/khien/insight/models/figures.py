"""Figures of a programme as they stood on a day. Kept for comparing and for the public page, never for reports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class DayFigures(models.Model):
    """One programme on one day, aggregates as JSON (`rules.figures`). Not a source of figures for a report: those come
    from accepted submissions. A newer count of the same day replaces it. No personal data."""

    programme = models.ForeignKey("programme.Programme", models.CASCADE, related_name="+")
    on = models.DateField()
    figures = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "-on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "on"], name="insight_figures_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.on}"
