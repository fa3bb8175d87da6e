"""Accounts: how a person signs in. What she may do is a membership in `orgs`, not here."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from khien.accounts.rules import State, Way, state_of


class User(AbstractUser):  # type: ignore[django-manager-missing]  # pictures know her, through Wagtail without types
    """A sign-in. Not a person of a unit (orgs.Person) and not a role.

    Personal data: sign-in name, name, e-mail address (optional: many officers have no official mailbox); until
    the account is closed, and one year after for the audit's sake.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    person = models.OneToOneField(
        "orgs.Person", models.SET_NULL, null=True, blank=True, related_name="account"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    failed_sign_ins = models.PositiveIntegerField(default=0, help_text="since the last one that succeeded")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="user_email_once_in_any_case"
            ),
        ]

    def __str__(self) -> str:
        """Her name, as lists and filters of the editor show people."""
        return self.label

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name or self.username


class Invitation(models.Model):
    """A one-time code with which its person sets a password: the first one, or a new one in place of a lost one.

    Not a way around the second factor. The code itself is never kept, only its keyed hash.
    Personal data: through the account only; kept as long as the account.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=40, help_text="actor id")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-issued_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="invitation_holds_a_while"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_used_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_per_account",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def state(self, at: dt.datetime) -> State:
        return state_of(used_at=self.used_at, revoked_at=self.revoked_at, expires_at=self.expires_at, at=at)
