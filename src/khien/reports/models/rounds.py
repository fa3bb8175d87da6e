"""Report rounds and what each expected unit hands in. Figures here are frozen copies of the ledger, never typed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.reports.rules import RoundState, Step, SubmissionState


class ReportRoundQuerySet(models.QuerySet["ReportRound"]):
    def open_on(self, day: dt.date) -> ReportRoundQuerySet:
        """Units may hand in: opened, not closed, not cancelled."""
        return self.filter(state=RoundState.OPEN, opens_on__lte=day)


class ReportRound(models.Model):
    """One reporting period: which days count, when it is due, who is expected. Not the duty that asks for it
    (programme). `code` is what people and the shell call it. Personal data: who made it, as long as the report."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=60, unique=True)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="rounds")
    duty = models.ForeignKey(
        "programme.DutyToReport", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    title = models.CharField(max_length=300)
    period = models.CharField(
        max_length=10, blank=True
    )  # khien.base.periods code; empty = asked for specially
    first = models.DateField()
    cut_off = models.DateField()  # the last day that counts
    opens_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=RoundState.OPEN.value)
    ask = models.TextField(blank=True)  # what the standing office wants told this time
    ask_key = models.CharField(
        max_length=40, blank=True
    )  # of the form that opened it: sent twice it is one round
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ReportRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-due_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "due_on"], condition=Q(duty__isnull=False), name="report_round_once_a_due_day"
            ),
            models.UniqueConstraint(
                fields=["programme", "ask_key"], condition=~Q(ask_key=""), name="report_round_asked_once"
            ),
            models.CheckConstraint(condition=Q(cut_off__gte=F("first")), name="report_round_days_sane"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RoundState]), name="report_round_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExpectedUnit(models.Model):
    """A unit that has to report in a round. `due_on` differs from the round's when it was given more time; `excused`
    says why nothing is expected any more. Not a submission. No personal data."""

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="expected")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    excused = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "unit"], name="report_expected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class Submission(models.Model):
    """One unit's report in a round. Its figures are computed from the ledger and frozen when it is submitted; only
    the narrative is typed. Accepted is locked. Not the consolidated report.

    Personal data: who saved, submitted and decided, as long as the report must be kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=SubmissionState.DRAFT.value)
    direction = models.TextField(blank=True)  # I. chỉ đạo, tổ chức triển khai
    results = models.TextField(blank=True)  # kết quả nổi bật
    difficulties = models.TextField(blank=True)
    causes = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    figures = models.JSONField(default=dict)  # rules.figures
    scan = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    scan_name = models.CharField(max_length=255, blank=True)
    way = models.CharField(max_length=8, default="screen")  # screen | table | paper
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=200, blank=True)
    save_key = models.CharField(max_length=40, blank=True)  # of the page that saved last: it may go on saving
    submit_key = models.CharField(
        max_length=40, blank=True
    )  # of the last submit: the same key is the same act
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "state"], name="report_submission_state"),
            models.Index(fields=["unit", "state"], name="report_submission_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "unit"], name="report_submission_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in SubmissionState]),
                name="report_submission_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.DRAFT.value) | Q(submitted_at__isnull=False),
                name="report_submission_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class SubmissionActivity(models.Model):
    """An activity that a submission's figures were counted from, as frozen when it was submitted. Not a right to
    open it. No personal data."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="activity_links")
    activity = models.ForeignKey("programme.Activity", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "activity"], name="report_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.activity_id}"


class SubmissionEvent(models.Model):
    """Submitted, returned with a remark, accepted, opened again: what happened to a submission, in order. Never
    changed. `snapshot`: what was submitted, so that the next one can be compared. Personal data: who did it and the remark, as long as the submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    what = models.CharField(max_length=12)  # submitted | returned | accepted | reopened | taken_back
    remark = models.TextField(blank=True)
    snapshot = models.JSONField(default=dict)
    by_id = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["submission", "id"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.what}"


class ReminderSent(models.Model):
    """A step of the reminder ladder that a unit was sent: once, whatever happens to the worker. Not the inbox.
    No personal data (how many addresses, not which)."""

    expected = models.ForeignKey(ExpectedUnit, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField(default=1)  # "overdue" comes each week
    sent_at = models.DateTimeField()  # when it became due to be sent
    tries = models.PositiveSmallIntegerField(default=0)
    addresses = models.PositiveSmallIntegerField(default=0)
    delivered = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["expected", "step", "number"], name="report_reminded_once"),
            models.CheckConstraint(
                condition=Q(step__in=[s.value for s in Step]), name="report_reminder_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expected_id} {self.step}"


class UrgingLetter(models.Model):
    """A drafted "công văn đôn đốc" to one unit or to all that are late. A draft: the office numbers and signs it
    outside. Not proof of sending. Personal data: who drafted it, as long as the round."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="letters")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    units = models.JSONField(default=list)  # ids of the units named in it
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "-id"]

    def __str__(self) -> str:
        return self.name


class TakenTable(models.Model):
    """A workbook that came back from a unit without an account, looked at before anything is recorded. Not the
    report: that is a submission. Personal data: who took it in, as long as the round."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="tables")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "-id"]

    def __str__(self) -> str:
        return self.name
