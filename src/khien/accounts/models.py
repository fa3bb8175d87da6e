"""Accounts: how a person signs in. What she may do is a membership in `orgs`, not here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A sign-in. Not a person of a unit (orgs.Person) and not a role.

    Personal data: e-mail address and sign-in name, until the account is closed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        "orgs.Person", models.SET_NULL, null=True, blank=True, related_name="account"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []
