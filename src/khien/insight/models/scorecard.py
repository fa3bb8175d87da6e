"""Whether and how a programme's results stand on a public page. Off until the standing office switches it on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Scorecard(models.Model):
    """What of one programme everybody may see. Not the figures: those are `DayFigures`, aggregates only. Units that are
    late are named only where the office chose it. Personal data: who switched it last, as long as the programme."""

    programme = models.OneToOneField("programme.Programme", models.CASCADE, related_name="+")
    published = models.BooleanField(default=False)
    title = models.CharField(max_length=300, blank=True)
    intro = models.CharField(max_length=1000, blank=True)
    show_targets = models.BooleanField(default=True)
    show_tasks = models.BooleanField(default=True)
    show_reports = models.BooleanField(default=True)
    show_activities = models.BooleanField(default=True)
    show_plans = models.BooleanField(default=True)
    show_money = models.BooleanField(default=False)
    name_late = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(name_late=False) | models.Q(show_reports=True),
                name="insight_late_only_with_reports",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.programme_id)
