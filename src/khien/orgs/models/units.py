"""Units and what happened to them. History is never rewritten: a change closes a period and opens another.

Refuses: a tree kept by a path column. The tree of a day is read from the periods (`selectors.tree`), because a
move would otherwise have to rewrite every unit below, and the tree of 2021 would be lost.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.orgs.rules import Kind, Level

PERIOD_IS_SANE = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


class DatedQuerySet(models.QuerySet["Unit"]):
    def on(self, day: dt.date) -> DatedQuerySet:
        """Those that hold on a day (`valid_to` is the first day they no longer do)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Unit(models.Model):
    """An organisation in the tree, valid from a date to a date. No personal data.

    `name`, `short_name` and `parent` are those of its last period; `UnitPeriod` holds all of them.
    Not a place: where something happens is text or a placement. Not an account either.
    `valid_to` is the first day it no longer exists; empty while it does. `code` is unique among the units that
    hold at one time: the database guards those still open, the services the past.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in Kind], default=Kind.OTHER.value
    )
    level = models.CharField(
        max_length=10, choices=[(v.value, v.value) for v in Level], default=Level.SITE.value
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    territory_code = models.CharField(
        max_length=10, blank=True, help_text="code of the General Statistics Office"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False, help_text="all its names, folded")
    version = models.PositiveIntegerField(default=1, help_text="rises with every change; guards two editors")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=PERIOD_IS_SANE, name="unit_period_is_sane"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_a_name"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="unit_code_once_while_open"
            ),
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once_per_start"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "level"], name="unit_kind_level"),
            models.Index(fields=["territory_code"], name="unit_territory"),
            models.Index(fields=["valid_to"], name="unit_valid_to"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class UnitPeriod(models.Model):
    """What a unit was called and where it stood from a date to a date. No personal data.

    Not for what a unit does: tasks point at the unit, never at a period.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="periods")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="periods_below")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=PERIOD_IS_SANE, name="unitperiod_is_sane"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="unitperiod_not_its_own_parent"
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unitperiod_once_per_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unitperiod_one_open"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["parent", "valid_from"], name="unitperiod_below"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from}–{self.valid_to or '…'})"


class UnitEvent(models.Model):
    """A dated change with the instrument that ordered it. Never edited. No personal data but who recorded it.

    Not an audit: that says who typed what; this says what the law did to the unit.
    """

    class What(models.TextChoices):
        OPEN = "open"
        RENAME = "rename"
        MERGE = "merge"
        SPLIT = "split"
        MOVE = "move"
        TRANSFER = "transfer"  # some duties go to another unit, both live on
        CLOSE = "close"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()
    unit = models.ForeignKey(
        Unit,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        help_text="open, rename, move, close",
    )
    instrument = models.CharField(
        max_length=300, blank=True, help_text="number and issuer of the legal instrument"
    )
    note = models.TextField(blank=True)
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["on"], name="unitevent_on")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class UnitLink(models.Model):
    """One strand of an event: this predecessor went, wholly or in part, to that successor. No personal data.

    `share` is the part of the predecessor's duties, above 0 to 1; empty where the instrument does not say.
    `main` marks the successor to ask first when several share.
    """

    event = models.ForeignKey(UnitEvent, models.CASCADE, related_name="links")
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="links_onward")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="links_back")
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    main = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "predecessor", "successor"], name="unitlink_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="unitlink_two_units"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gt=0) & Q(share__lte=1)),
                name="unitlink_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
