"""The consolidated report of a round, with its data frozen, and the office's own templates."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.reports.models.rounds import ReportRound
from khien.reports.rules import ConsolidationState


class ReportTemplate(models.Model):
    """An office's own wording or Word template for the consolidated report. Not a report. Personal data: who put it
    in, as long as it is used."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey("programme.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    texts = models.JSONField(default=dict)  # section → text with {{ places }}
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    current = models.BooleanField(default=False)
    put_by = models.CharField(max_length=200)
    put_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(current=True), name="report_template_one_current"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Consolidation(models.Model):
    """One version of a round's consolidated report: draft → checked → signed → archived. `data` is everything it
    prints and every figure's trace, frozen when it was made; `texts` what the office wrote into its sections.
    Not the units' submissions. Personal data: who made, checked and signed it, as long as the report."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="consolidations")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=ConsolidationState.DRAFT.value)
    data = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    digest = models.CharField(
        max_length=64, blank=True
    )  # of data, texts and template: same digest, same bytes
    word = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    table = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(ReportTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # of 100, while it is being made
    failed = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # why a version after a signed one
    authors = models.JSONField(default=list)  # account ids of who made or wrote in it: they do not check it
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    checked_by = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    save_keys = models.JSONField(default=dict)  # text → the open page that saved it last and may go on

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "version"], name="report_consolidation_version"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ConsolidationState]),
                name="report_consolidation_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ConsolidationState.DRAFT.value, ConsolidationState.CHECKED.value])
                | Q(number__isnull=False, signed_on__isnull=False),
                name="report_consolidation_signed_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"
