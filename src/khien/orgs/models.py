"""Units in time, people and what they may do there."""

from __future__ import annotations

import uuid

from django.db import models


class Unit(models.Model):
    """An organisation in the tree, valid from a date to a date. No personal data.

    Not a place: where something happens is text or a placement.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=300)


class Person(models.Model):
    """A person who acts for units. Personal data: name, telephone, e-mail; kept while she has a membership
    and one year after."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)


class Membership(models.Model):
    """A person's role in a unit (or everywhere, unit empty), from a date to a date. No personal data beyond the link."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30)
