"""The big buttons of the first page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from khien.portal.rules.buttons import LONGEST_LABEL


class HomeButton(models.Model):
    """One big button under "Bạn đang gặp chuyện gì?" and where it leads. Not a menu and not a count of who pressed.

    `address` is a path on this site. Personal data: the name of the officer who changed it last, while it stands.
    """

    code = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=LONGEST_LABEL)
    label_en = models.CharField(max_length=LONGEST_LABEL, blank=True)
    icon = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=100)
    shown = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(
        default=0
    )  # counts changes: two officers at once meet as a conflict
    changed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(address__startswith="/") & ~models.Q(address__startswith="//"),
                name="portal_button_leads_into_this_site",
            )
        ]

    def __str__(self) -> str:
        return self.label
