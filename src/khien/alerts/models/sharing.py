"""Indicators for response centres, the objects that went out, and the keys of those who read them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.alerts.rules.indicators import IndicatorKind, Tlp

MARKS = [(mark.value, mark.value) for mark in Tlp]


class Indicator(models.Model):
    """A sign by which machines know a scam: an address, a number, a file. Withdrawn, never deleted or rewritten.

    Not a register of people, and never shown to the public. Personal data: a telephone number or account of a
    supposed scammer may belong to somebody real; marked AMBER at least, kept as long as response centres need it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in IndicatorKind])
    value = models.CharField(max_length=1000)
    round = models.PositiveSmallIntegerField(default=1)  # the same value once more after it was withdrawn
    tlp = models.CharField(max_length=12, choices=MARKS)
    confidence = models.PositiveSmallIntegerField(default=75)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    alert = models.ForeignKey("alerts.Alert", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "value", "round"], name="alert_indicator_round"),
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(withdrawn_at__isnull=True),
                name="alert_indicator_living_once",
            ),
            models.CheckConstraint(condition=Q(confidence__lte=100), name="alert_indicator_confidence"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="alert_indicator_until_after_from",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["phone", "account"]) | Q(tlp__in=["amber", "amber+strict", "red"]),
                name="alert_indicator_of_people_amber",
            ),
        ]

    def __str__(self) -> str:
        return self.value


class SharedObject(models.Model):
    """One version of a STIX object on the shelf of its mark, exactly as it is given out. Only ever added.

    Not a cache: rows that went out stay as they went. Personal data: as the indicator's.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="objects_out")
    stix_id = models.CharField(max_length=120)
    stix_type = models.CharField(max_length=40)
    version = models.DateTimeField()
    added = models.DateTimeField()
    tlp = models.CharField(max_length=12, choices=MARKS)
    body = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tlp", "added"], name="alert_shared_shelf"),
            models.Index(fields=["stix_id", "version"], name="alert_shared_versions"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tlp", "stix_id", "version"], name="alert_shared_once")
        ]

    def __str__(self) -> str:
        return self.stix_id


class ShareKey(models.Model):
    """The key of one response centre: which marks it may read. The secret is kept as a hash and shown once.

    Not an account of this house. Personal data: none; the holder is a centre, not a person.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=20, unique=True)  # the user name of HTTP Basic
    secret_sha256 = models.CharField(max_length=64)
    holder = models.CharField(max_length=200)
    ceiling = models.CharField(max_length=12, choices=MARKS)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name
