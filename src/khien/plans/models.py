"""Uploaded documents, what was read out of them, and every change people made to it.

These tables must not be used as the programme: units act on what was adopted (`programme`), never on a row
under review. Rows are never deleted: a dropped row keeps its decision, a row that undo takes away is not `alive`.
The source (`PlanSource`) stands apart from the rows, so that lists and counts never load a document.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.plans.rules.cascade import Part, Verdict
from khien.plans.rules.kinds import AgencyRole, AgencyState, Decision, FindingState, PlanStatus, RowKind
from khien.plans.rules.rows import RowData, from_json
from khien.plans.rules.source import anchor
from vanban import Place

_IN_FORCE_ONCE = [PlanStatus.ADOPTED.value, PlanStatus.SUPERSEDED.value]


class PlanQuerySet(models.QuerySet["PlanDocument"]):
    def listed(self) -> PlanQuerySet:
        """All but the withdrawn."""
        return self.exclude(status=PlanStatus.WITHDRAWN)

    def waiting(self) -> PlanQuerySet:
        """Those that wait for a person: under review, or not to be read."""
        return self.filter(status__in=[PlanStatus.REVIEW, PlanStatus.UNREADABLE])

    def of_unit(self, unit_id: int | None) -> PlanQuerySet:
        """The plans of one unit, or with None the province's own."""
        return self.filter(unit__isnull=True) if unit_id is None else self.filter(unit_id=unit_id)

    def of_units(self, unit_ids: frozenset[int]) -> PlanQuerySet:
        return self.filter(unit_id__in=unit_ids)


class PlanDocument(models.Model):
    """One uploaded document and where it stands on its way to being adopted. Not the programme made from it.

    `unit` empty = the province's own plan, kept by the standing office. Personal data: the label of who uploaded,
    proposed and adopted, and the signer's name as printed; kept as long as the plan, which is a public document.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    status = models.CharField(max_length=12, default=PlanStatus.QUEUED.value)

    # The reading. `heartbeat` is the last sign of life of the worker; the sentence is for people.
    reader_version = models.CharField(max_length=40, blank=True)
    reading_doing = models.CharField(max_length=200, blank=True)
    reading_done = models.PositiveIntegerField(default=0)
    reading_total = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_milliseconds = models.PositiveIntegerField(default=0)
    unreadable = models.CharField(max_length=500, blank=True)

    # The head, as read and as put right by people.
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.CharField(max_length=10, blank=True)  # ISO, as precise as stated
    issuer = models.CharField(max_length=300, blank=True)
    place_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    signer = models.CharField(max_length=300, blank=True)
    period_from = models.PositiveSmallIntegerField(null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_total_vnd = models.BigIntegerField(null=True, blank=True)
    recipients = models.JSONField(default=list)

    # Who did what. Actors are kept as text: this storey knows no account.
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.CharField(max_length=40)
    uploaded_by_label = models.CharField(max_length=200)
    needs_second_person = models.BooleanField(default=False)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by_id = models.CharField(max_length=40, blank=True)
    proposed_by_label = models.CharField(max_length=200, blank=True)
    proposed_edit = models.PositiveIntegerField(default=0)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by_id = models.CharField(max_length=40, blank=True)
    adopted_by_label = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    last_edit = models.PositiveIntegerField(default=0)  # number of the newest PlanEdit

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-uploaded_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "status"], name="plans_unit_status"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in PlanStatus]), name="plans_status_known"
            ),
            models.UniqueConstraint(
                fields=["stored", "unit"],
                condition=Q(unit__isnull=False) & ~Q(status=PlanStatus.WITHDRAWN.value),
                name="plans_file_once_per_unit",
            ),
            models.UniqueConstraint(
                fields=["stored"],
                condition=Q(unit__isnull=True) & ~Q(status=PlanStatus.WITHDRAWN.value),
                name="plans_file_once_for_province",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_IN_FORCE_ONCE, adopted_at__isnull=False)
                | (~Q(status__in=_IN_FORCE_ONCE) & Q(adopted_at__isnull=True)),
                name="plans_adopted_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def read_seconds(self) -> float:
        return max(0.1, self.read_milliseconds / 1000)

    @property
    def label(self) -> str:
        """What people call it: "Kế hoạch 3630/KH-UBND", or the file's name until it is read."""
        named = " ".join(part for part in (self.kind, self.number) if part)
        return named or self.title[:80] or self.file_name


class PlanSource(models.Model):
    """The document taken apart, for showing beside the rows. Not for finding anything. No personal data
    beyond what the issued document prints."""

    plan = models.OneToOneField(PlanDocument, models.CASCADE, primary_key=True, related_name="source")
    kind = models.CharField(max_length=10)
    pages = models.PositiveIntegerField(null=True, blank=True)
    content = models.JSONField()  # rules.source

    def __str__(self) -> str:
        return f"source of {self.plan_id}"


class PlanRow(models.Model):
    """One row read out of a plan or added by a person: task, target, theme, assignment, duty, budget line or
    reference. Not a task of the programme. No personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(PlanDocument, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=12)
    position = models.FloatField()  # order inside the kind; a row put between two others takes the middle
    path = models.CharField(max_length=120, blank=True)
    data = models.JSONField()  # rules.rows
    key = models.CharField(max_length=32, blank=True)  # empty = not read but added by a person
    place_block = models.PositiveIntegerField(null=True, blank=True)
    place_row = models.PositiveIntegerField(null=True, blank=True)
    place_column = models.PositiveIntegerField(null=True, blank=True)
    place_page = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField(default=1.0)
    doubts = models.JSONField(default=list)
    decision = models.CharField(max_length=10, default=Decision.UNSEEN.value)
    alive = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "kind", "position", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "kind", "position"], name="plans_row_order"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in RowKind]), name="plans_row_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=[d.value for d in Decision]), name="plans_row_decision_known"
            ),
            models.UniqueConstraint(fields=["plan", "key"], condition=~Q(key=""), name="plans_row_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"

    @property
    def typed(self) -> RowData:
        return from_json(self.kind, self.data)

    @property
    def place(self) -> Place | None:
        if self.place_block is None:
            return None
        return Place(self.place_block, self.place_row, self.place_column, self.place_page)

    @property
    def anchor(self) -> str:
        return anchor(self.place)


class RowAgency(models.Model):
    """An agency as a row names it, and the unit or units it means. `unit_ids` stays a list of numbers because
    one phrase may mean a whole set; adoption turns them into real links. Not for asking what a unit has to do:
    that is the programme's. No personal data."""

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="agencies")
    role = models.CharField(max_length=12)
    ordinal = models.PositiveIntegerField()
    phrase = models.CharField(max_length=500)
    state = models.CharField(max_length=8)
    meaning = models.CharField(max_length=8)  # unit | set | unsure | none
    unit_ids = models.JSONField(default=list)
    set_rule = models.JSONField(null=True, blank=True)  # as orgs says it, where the phrase means a set
    label = models.CharField(max_length=500, blank=True)
    today_label = models.CharField(max_length=500, blank=True)
    score = models.FloatField(default=0.0)
    reason = models.CharField(max_length=500, blank=True)
    alternatives = models.JSONField(default=list)  # [[unit id, label, score], …]

    class Meta:
        ordering: ClassVar[list[str]] = ["row", "role", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["row", "role", "ordinal"], name="plans_agency_order"),
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in AgencyRole]), name="plans_agency_role_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in AgencyState]), name="plans_agency_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


class PlanFinding(models.Model):
    """Something a careful clerk would send back, found by the reader, and what a person said of it. Not for doubts
    about one row: those stand in the row. No personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(PlanDocument, models.CASCADE, related_name="findings")
    ordinal = models.PositiveIntegerField()
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    where = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    quote = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    places = models.JSONField(default=list)
    state = models.CharField(max_length=6, default=FindingState.OPEN.value)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "key"], name="plans_finding_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in FindingState]), name="plans_finding_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class PlanEdit(models.Model):
    """One change of a plan's rows, with what stood before and after: append-only, read by undo and by people. Not
    the audit: that chain says who did it, this says how to take it back.

    Personal data: the label of who made it; kept as long as the plan.
    """

    plan = models.ForeignKey(PlanDocument, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()  # 1, 2, 3 … inside the plan
    action = models.CharField(
        max_length=20
    )  # edit split merge add accept drop restore agency finding reread undo redo
    target = models.PositiveIntegerField(null=True, blank=True)  # undo, redo: the number of the edit meant
    subject = models.CharField(max_length=300, blank=True)  # what people read: "Nhiệm vụ IV.1.a"
    before = models.JSONField(default=dict)  # row or finding uuid -> state, null = was not there
    after = models.JSONField(default=dict)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_edit_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class CascadeVerdict(models.Model):
    """Whether a unit's own plan takes up one task of the plan it carries out: what the rules say, and what a person
    says instead. Not a measure of work done, and not for tasks that are not the unit's.

    `verdict` is what counts: `hand` where a person spoke, else `computed`. `parent_row` belongs to the version of
    the parent plan that was in force when it was computed. Personal data: the label of who spoke; kept as long as
    the plan.
    """

    plan = models.ForeignKey(PlanDocument, models.CASCADE, related_name="verdicts")
    parent_row = models.ForeignKey(PlanRow, models.CASCADE, related_name="verdicts_on")
    part = models.CharField(max_length=6)  # leads | helps
    computed = models.CharField(max_length=8)
    hand = models.CharField(max_length=8, blank=True)
    verdict = models.CharField(max_length=8)
    share = models.FloatField(default=0.0)
    remark = models.CharField(max_length=500, blank=True)
    said_by_id = models.CharField(max_length=40, blank=True)
    said_by_label = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["parent_row", "verdict"], name="plans_verdict_task"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "parent_row"], name="plans_verdict_once"),
            models.CheckConstraint(
                condition=Q(computed__in=[v.value for v in Verdict])
                & Q(hand__in=["", *(v.value for v in Verdict)])
                & Q(part__in=[Part.LEADS.value, Part.HELPS.value]),
                name="plans_verdict_known",
            ),
            models.CheckConstraint(
                condition=Q(hand="", verdict=models.F("computed"))
                | (~Q(hand="") & Q(verdict=models.F("hand"))),
                name="plans_verdict_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} × {self.parent_row_id}: {self.verdict}"
