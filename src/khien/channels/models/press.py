"""Press: outlets with the quota a plan gives them, kits sent to editors, pieces that came out."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.channels.rules.press import OutletKind, PieceForm


class PressOutlet(models.Model):
    """A newspaper, a radio and television station, a newsletter: whom we send kits and what it owes a month.

    Not a list of journalists and no record of what anybody wrote about us. Personal data: none; `email` is the
    editorial office's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in OutletKind])
    email = models.EmailField(blank=True)
    quota_text = models.CharField(max_length=300, blank=True)  # in the words of the plan
    quota_from = models.DateField(null=True, blank=True)
    quota_until = models.DateField(null=True, blank=True)
    task = models.ForeignKey("programme.Task", models.SET_NULL, null=True, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "name"], name="channels_outlet_once")
        ]

    def __str__(self) -> str:
        return self.name


class PressPiece(models.Model):
    """An article, a piece of news, a report that came out, with where it can be seen. Written into the ledger once.

    Not a judgement of what it says. Personal data: name of the officer who recorded it, five years as the ledger.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    outlet = models.ForeignKey(PressOutlet, models.PROTECT, related_name="pieces")
    form = models.CharField(max_length=12, choices=[(form.value, form.value) for form in PieceForm])
    title = models.CharField(max_length=255)
    on = models.DateField()
    link = models.CharField(max_length=500, blank=True)
    photo = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.ForeignKey("library.Edition", models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    told = models.BooleanField(default=False)
    activity_uuid = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["outlet", "link"], name="channels_piece_once", condition=~models.Q(link="")
            )
        ]

    def __str__(self) -> str:
        return self.title


class PressKit(models.Model):
    """A package for editors: the text, pictures, licence, how to reach us; with an address that needs no account.

    Not under embargo and nothing secret. Personal data: name of the officer who made it, five years.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("library.Edition", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    note = models.TextField(max_length=2000, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    token = models.CharField(max_length=43, unique=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=160)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.title


class KitSending(models.Model):
    """A kit sent to an outlet, once each. Not what the outlet made of it. No personal data."""

    kit = models.ForeignKey(PressKit, models.CASCADE, related_name="sendings")
    outlet = models.ForeignKey(PressOutlet, models.PROTECT, related_name="sendings")
    state = models.CharField(max_length=10)  # rules.press.KitState
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kit", "outlet"], name="channels_kit_sent_once")
        ]

    def __str__(self) -> str:
        return self.state
