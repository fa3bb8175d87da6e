"""The ledger: what was done, once, with evidence. The only source of figures.

Rows of `Activity` and of what hangs on it are written once. The database refuses to change or delete them: a
correction or withdrawal is a new entry that replaces the old one and says why. Not a to-do list, not a diary of
people: nobody who took part is named here, only how many there were.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.programme.models.programme import Target, Task
from khien.programme.rules.activity import Product, Reach
from khien.programme.rules.ledger import ActivityKind, Audience, Basis, Entry, EvidenceKind


class ActivityQuerySet(models.QuerySet["Activity"]):
    def in_force(self) -> ActivityQuerySet:
        """What stands today: neither replaced by a correction nor withdrawn."""
        return self.filter(replaced_by__isnull=True).exclude(entry=Entry.WITHDRAWAL)

    def between(self, first: dt.date, last: dt.date) -> ActivityQuerySet:
        """By the day it ended on, both days included: a figure belongs to the period in which it was complete."""
        return self.filter(ends_on__gte=first, ends_on__lte=last)


class Activity(models.Model):
    """One thing that was done. Never edited, never deleted; not for what is only planned.

    `chain` is the same for a record and everything that replaces it: the number people quote.
    `source` + `source_key` make recording idempotent: the same key comes back as the same entry.
    `money_source` is as the plan's budget names it. Personal data: who recorded it (account id and name), kept as
    long as the report it feeds must be kept; `title`, `place`, `note` must name no private person.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    chain = models.UUIDField(db_index=True)
    entry = models.CharField(max_length=10, default=Entry.RECORD.value)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=300, blank=True)
    place_unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    spent_vnd = models.BigIntegerField(null=True, blank=True)
    money_source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=120)
    recorded_by_id = models.CharField(max_length=40)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    tasks = models.ManyToManyField(Task, through="ActivityTask", related_name="activities")
    targets = models.ManyToManyField(Target, through="ActivityTarget", related_name="activities")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-ends_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "ends_on"], name="ledger_activity_unit_day"),
            models.Index(fields=["ends_on"], name="ledger_activity_day"),
            models.Index(fields=["recorded_at"], name="ledger_activity_recorded"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "source_key"], name="ledger_activity_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="ledger_activity_days_sane"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ActivityKind]), name="ledger_activity_kind"
            ),
            models.CheckConstraint(
                condition=Q(spent_vnd__isnull=True) | Q(spent_vnd__gte=0), name="ledger_activity_money"
            ),
            models.CheckConstraint(
                condition=Q(entry=Entry.RECORD.value, replaces__isnull=True, reason="")
                | (
                    Q(entry__in=[Entry.CORRECTION.value, Entry.WITHDRAWAL.value], replaces__isnull=False)
                    & ~Q(reason="")
                ),
                name="ledger_activity_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def activity_kind(self) -> ActivityKind:
        return ActivityKind(self.kind)

    def product_values(self) -> tuple[Product, ...]:
        """What it yielded, in order. One query unless prefetched."""
        return tuple(Product(row.name, row.quantity) for row in self.products.all())

    def reach_values(self) -> tuple[Reach, ...]:
        """Whom it reached. One query unless prefetched."""
        return tuple(
            Reach(Audience(row.audience), row.people, Basis(row.basis), row.low, row.high)
            for row in self.reach.all()
        )


class ActivityTask(models.Model):
    """A task the activity serves. Money and the plain total count with `main` only, so that an activity for three
    tasks is not three activities. Never changed. No personal data."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="task_links")
    task = models.ForeignKey(Task, models.PROTECT, related_name="activity_links")
    main = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "task"], name="ledger_activity_task_once"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(main=True), name="ledger_activity_one_main_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.task_id}"


class ActivityTarget(models.Model):
    """A target the activity says it serves, beside what its tasks imply. Never changed. No personal data."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="target_links")
    target = models.ForeignKey(Target, models.PROTECT, related_name="activity_links")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "target"], name="ledger_activity_target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.target_id}"


class ActivityProduct(models.Model):
    """What the activity yielded: "bài viết" × 2. Not the file itself (evidence). Never changed. No personal data."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="products")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["activity", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "position"], name="ledger_product_order"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="ledger_product_some"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.name}"


class ActivityReach(models.Model):
    """How many people of one audience, and how that was come by. Not who they were. Never changed.
    No personal data."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="reach")
    audience = models.CharField(max_length=12)
    people = models.PositiveIntegerField()
    basis = models.CharField(max_length=10)
    low = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["activity", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "audience"], name="ledger_reach_once"),
            models.CheckConstraint(
                condition=Q(audience__in=[audience.value for audience in Audience]),
                name="ledger_reach_audience",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in Basis]), name="ledger_reach_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.audience}"


class Evidence(models.Model):
    """A photo, file or link that shows an activity happened. More may be added later; none is changed.

    Belongs to the activity's whole chain. `stored` is what may be shown: a photo's copy without place and camera
    data (the original is not kept). Hidden, not deleted, with a reason: a photo that shows whom it should not.
    Personal data: people in photos and files; who added it; kept as long as the report it feeds must be kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=5)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    added_by_id = models.CharField(max_length=40)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.CharField(max_length=200, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["activity", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(kind=EvidenceKind.LINK.value, stored__isnull=True) & ~Q(url=""))
                | Q(
                    kind__in=[EvidenceKind.PHOTO.value, EvidenceKind.FILE.value], stored__isnull=False, url=""
                ),
                name="ledger_evidence_kind",
            ),
            models.UniqueConstraint(
                fields=["activity", "stored"],
                condition=Q(stored__isnull=False),
                name="ledger_evidence_file_once",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.name or self.url


class LedgerBook(models.Model):
    """One row a unit: whoever writes into its ledger, or locks days of it, takes this row first, so that the two
    never pass each other. Not for reading. No personal data."""

    unit = models.OneToOneField("orgs.Unit", models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"book of {self.unit_id}"


class LedgerLock(models.Model):
    """Days of a unit in which nothing may be recorded, corrected or withdrawn any more, because a report was
    accepted on them. Not a deadline. Lifted with a reason, never removed. Personal data: names of who locked and
    lifted it, as long as the report."""

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    code = models.CharField(max_length=80)  # what locked it: the code of a report round
    label = models.CharField(max_length=300)
    locked_at = models.DateTimeField()
    locked_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lift_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "first", "last"], name="ledger_lock_days"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledger_lock_days_sane"),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(lifted_at__isnull=True), name="ledger_lock_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.unit_id}"


class LedgerTally(models.Model):
    """Running sums of what is in force, by unit, task and reporting month (its 15th): what fast pages read.

    `task` empty = every activity of the unit in the month once, whatever it served. Kept in the transaction that
    writes the entry; `services.recount` makes it anew from the ledger. Not a source of figures for reports.
    No personal data.
    """

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="tallies")
    month = models.DateField()
    activities = models.IntegerField(default=0)
    products = models.IntegerField(default=0)
    people = models.BigIntegerField(default=0)
    spent_vnd = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["task", "month"], name="ledger_tally_task_month"),
            models.Index(fields=["month"], name="ledger_tally_month"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit", "task", "month"], condition=Q(task__isnull=False), name="ledger_tally_task"
            ),
            models.UniqueConstraint(
                fields=["unit", "month"], condition=Q(task__isnull=True), name="ledger_tally_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.task_id} {self.month}"
