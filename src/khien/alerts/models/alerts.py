"""Alerts and what belongs to them. Once `sent_at` stands, the database itself refuses any change (migration 0002):
what people were told must stay readable as it was. Correct an issued alert by a new one that names it.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.alerts.rules.vocabulary import (
    Category,
    Certainty,
    Event,
    Kind,
    Response,
    Scope,
    Severity,
    State,
    Urgency,
)


def _of(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Alert(models.Model):
    """One message of a warning: an alert, an update or a cancel. Frozen once `sent_at` is set.

    Not a material of the library, and not a message to one person. Personal data: ids of the officers who wrote it,
    kept as long as the alert.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")  # who says it
    kind = models.CharField(max_length=8, choices=_of(Kind), default=Kind.ALERT.value)
    state = models.CharField(max_length=8, choices=_of(State), default=State.DRAFT.value)
    drill = models.BooleanField(default=False)
    event = models.CharField(max_length=16, choices=_of(Event), default=Event.SCAM.value)
    category = models.CharField(max_length=10, choices=_of(Category), default=Category.SECURITY.value)
    severity = models.CharField(max_length=10, choices=_of(Severity), default=Severity.SEVERE.value)
    certainty = models.CharField(max_length=10, choices=_of(Certainty), default=Certainty.OBSERVED.value)
    urgency = models.CharField(max_length=10, choices=_of(Urgency), default=Urgency.IMMEDIATE.value)
    response = models.CharField(max_length=10, choices=_of(Response), default=Response.AVOID.value)
    scope = models.CharField(max_length=10, choices=_of(Scope), default=Scope.PUBLIC.value)
    restriction = models.CharField(
        max_length=200, blank=True
    )  # who may read it, when the scope is restricted
    audiences = models.JSONField(default=list, blank=True)  # codes of programme.api.Audience
    area_words = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)  # why it is updated or cancelled
    pattern_slug = models.CharField(max_length=120, blank=True)  # the scam pattern it was filled from
    onset = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    identifier = models.CharField(max_length=80, blank=True)  # CAP's, given when it is sent
    sent_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)  # counts every saving; a decision names the one it read
    page_key = models.CharField(max_length=40, blank=True)  # the page that saved last may save again
    writer_ids = models.JSONField(default=list, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-changed_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "expires_at"], name="alert_state_until"),
            models.Index(fields=["unit", "state"], name="alert_unit_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(expires_at__gt=F("sent_at")),
                name="alert_expires_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ISSUED.value, sent_at__isnull=False)
                | (~Q(state=State.ISSUED.value) & Q(sent_at__isnull=True)),
                name="alert_issued_iff_sent",
            ),
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier=""), name="alert_identifier_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def frozen(self) -> bool:
        return self.sent_at is not None


class AlertWords(models.Model):
    """The texts of an alert in one language, in two lengths and for the loudspeaker. No personal data. Not a
    translation of the library: it lives and dies with its alert."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="words")
    language = models.CharField(max_length=5)
    headline = models.CharField(max_length=160, blank=True)
    short = models.CharField(max_length=300, blank=True)
    long = models.TextField(max_length=4000, blank=True)
    instruction = models.TextField(max_length=2000, blank=True)
    radio = models.TextField(max_length=3000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alert", "language"], name="alert_words_once")
        ]

    def __str__(self) -> str:
        return self.headline


class AlertArea(models.Model):
    """A unit whose people are warned. No personal data. Not where something happened."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="areas")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alert", "unit"], name="alert_area_once")
        ]

    def __str__(self) -> str:
        return str(self.unit_id)


class AlertReference(models.Model):
    """A later message that updates or cancels an earlier one. No personal data. Not a mere mention."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="references")
    earlier = models.ForeignKey(Alert, models.PROTECT, related_name="followers")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alert", "earlier"], name="alert_reference_once"),
            models.CheckConstraint(condition=~Q(alert=F("earlier")), name="alert_not_its_own_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} → {self.earlier_id}"


class SignedAlert(models.Model):
    """The very bytes that were signed and published, with their hash. Written once, never changed.

    Not made anew from the rows, ever. Personal data: none beyond what the alert says.
    """

    alert = models.OneToOneField(Alert, models.PROTECT, related_name="signed")
    xml = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    certificate_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class AlertPoster(models.Model):
    """The poster of a sent alert, made once by a job. No personal data. Not the alert: it can be made anew."""

    alert = models.OneToOneField(Alert, models.CASCADE, related_name="poster")
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.alert_id)
