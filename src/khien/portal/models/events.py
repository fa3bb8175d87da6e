"""The calendar of events."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khien.portal.rules.states import EventState


class Event(models.Model):
    """Something that takes place for people to come to or tune in: a talk, a class, a contest's day. Not an activity of
    the ledger: that is written when it has taken place, by who held it.

    A day without hours has `all_day`; then `starts_at` is its midnight in Vietnam. `audience_codes` is ",elderly,pupils,".
    Personal data: the names of the officers who wrote and who showed it, as long as the event's entry.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    place = models.CharField(max_length=300)
    audience_codes = models.CharField(max_length=300, blank=True, default="")
    material = models.ForeignKey("library.Material", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, default=EventState.DRAFT.value)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=120, unique=True)
    revision = models.PositiveIntegerField(default=1)
    written_by_id = models.CharField(max_length=40)
    written_by = models.CharField(max_length=200)
    shown_by = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="portal_event_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EventState]), name="portal_event_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.SHOWN.value) | Q(shown_at__isnull=False),
                name="portal_event_shown_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title
