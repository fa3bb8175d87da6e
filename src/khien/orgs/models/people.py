"""People who act for units, and what they may do there. Not citizens, not learners, not accounts."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.orgs.models.units import PERIOD_IS_SANE, Unit
from khien.orgs.rules import EVERYWHERE, Role


class Person(models.Model):
    """A person who acts for units.

    Personal data: name, telephone, e-mail. Kept while she has a membership and one year after the last one ends
    (`keep_until`); then `services.people.forget_people_past_keeping` replaces name and contacts.
    Not for citizens, and never for anything about her beyond reaching her at work.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=20, blank=True, help_text="digits, +84 written as 0")
    email = models.EmailField(blank=True)
    search_text = models.CharField(
        max_length=400, blank=True, editable=False, help_text="name folded, telephone, e-mail"
    )
    keep_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["email"], name="person_email"),
            models.Index(fields=["telephone"], name="person_telephone"),
            models.Index(fields=["keep_until"], name="person_keep_until"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: dt.date) -> MembershipQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Membership(models.Model):
    """A person's role in a unit (or everywhere, unit empty), from a date to a date.

    Personal data: the link itself and her position; kept as long as `Person` says. Not an account: it gives no
    way to sign in.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    position = models.CharField(max_length=200, blank=True, help_text="chức vụ, as written")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=PERIOD_IS_SANE, name="membership_period_is_sane"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(role__in=sorted(role.value for role in EVERYWHERE)),
                name="membership_everywhere_by_role",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(valid_to__isnull=True),
                name="membership_once_open",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(valid_to__isnull=True, unit__isnull=True),
                name="membership_once_open_everywhere",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "role"], name="membership_unit_role"),
        ]
        ordering: ClassVar[list[str]] = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit_id or 'everywhere'}"
