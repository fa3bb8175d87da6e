"""Who wrote, sent, approved, refused and issued an alert."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from khien.alerts.rules.life import Act


class AlertAct(models.Model):
    """One thing somebody did to an alert, with her name and post as they were. Only ever added.

    Not the audit, which covers the whole house. Personal data: the officer's name and post, kept as long as the alert.
    """

    alert = models.ForeignKey("alerts.Alert", models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12, choices=[(act.value, act.value) for act in Act])
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    emergency = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["alert", "act"],
                condition=models.Q(act__in=["issued", "expired"]),
                name="alert_issued_and_expired_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.actor_label}"
