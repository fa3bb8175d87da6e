"""Explanations of differences, and whose money a source is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.budget.rules.levels import LONGEST_SOURCE, Level


class VarianceNote(models.Model):
    """Why two sums differ, for a year, source or unit of a programme. Not a correction: the figures stay as they are.

    `subject` is the check's own (`rules.sums.Check.subject`). Older words are in the audit. Personal data: who wrote
    it (account id and name), as long as the accounts of that year.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="variance_notes")
    subject = models.CharField(max_length=420)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    written_by_id = models.CharField(max_length=40)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "subject"], name="budget_note_once"),
            models.CheckConstraint(condition=~Q(text=""), name="budget_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SourceLevel(models.Model):
    """Whose money a source of a programme is, where its words do not say or say it wrongly. Not a list of sources.

    `counts_as`: another source of the programme that it is only another name of. No personal data.
    """

    programme = models.ForeignKey("programme.Programme", models.CASCADE, related_name="source_levels")
    key = models.CharField(max_length=LONGEST_SOURCE)  # rules.levels.key_of
    source = models.CharField(max_length=LONGEST_SOURCE)
    level = models.CharField(max_length=10)
    counts_as = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "key"], name="budget_source_once"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="budget_source_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.level}"
