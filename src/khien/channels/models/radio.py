"""Commune radio: stations, bulletins, and on which day each was aired where. What a campaign or a warning says through
loudspeakers stands here too, so that a station has one list for the day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.channels.rules.radio import AiringState, BulletinState, HandState, Priority


class RadioStation(models.Model):
    """The loudspeakers of one commune. With a connection we hand bulletins to its server; without one an officer
    takes them on a USB stick and says when they were played.

    Not a list of people and no microphone: nothing comes back but that something was played. No personal data;
    address and key of the server sealed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    connected = models.BooleanField(default=False)
    sealed_settings = models.TextField(blank=True)  # {"url": …, "key": …}, base.sealing
    token = models.CharField(max_length=43, unique=True)  # in the address that receives play receipts
    active = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    asked_until = models.DateTimeField(null=True, blank=True)  # receipts fetched up to here
    trouble = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "name"], name="channels_station_once")
        ]

    def __str__(self) -> str:
        return self.name


class Bulletin(models.Model):
    """A text read aloud, with its days, hours and urgency. From an approved edition, a warning or a campaign only.

    Not a live microphone and not a text somebody typed in at the last moment. Personal data: name of the officer
    who scheduled it, five years as the ledger.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=255)
    text = models.TextField()
    language = models.CharField(max_length=5, default="vi")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")  # in whose name
    edition = models.ForeignKey("library.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    alert_uuid = models.UUIDField(null=True, blank=True)
    source_key = models.CharField(max_length=80, unique=True)  # what it was made for: asked twice, made once
    priority = models.PositiveSmallIntegerField(
        default=Priority.NORMAL.value, choices=[(p.value, p.name) for p in Priority]
    )
    slot = models.PositiveSmallIntegerField(default=60)  # seconds asked for; 0 = the whole text
    starts_on = models.DateField()
    ends_on = models.DateField()
    times = models.JSONField(default=list)  # ["05:30", "17:00"]
    expires_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10,
        default=BulletinState.MAKING.value,
        choices=[(state.value, state.value) for state in BulletinState],
    )
    reason = models.CharField(max_length=300, blank=True)  # why there is no sound
    sound = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    seconds = models.FloatField(default=0)
    drill = models.BooleanField(default=False)
    made_by_id = models.CharField(max_length=40)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["alert_uuid"], name="channels_bulletin_of_alert"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="channels_bulletin_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class StationHand(models.Model):
    """Whether a bulletin is at a station: handed to its server, or waiting to be fetched. Once a bulletin and station.
    Not proof that it was played. No personal data."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="hands")
    station = models.ForeignKey(RadioStation, models.PROTECT, related_name="hands")
    state = models.CharField(
        max_length=10,
        default=HandState.WAITING.value,
        choices=[(state.value, state.value) for state in HandState],
    )
    provider_id = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bulletin", "station"], name="channels_hand_once")
        ]

    def __str__(self) -> str:
        return self.state


class Airing(models.Model):
    """A bulletin at a station on one day: how often it should be played, how often it was. The unit the ledger counts.

    Not a count of listeners: nobody knows those. Personal data: name of the officer who said it was played, five years.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="airings")
    station = models.ForeignKey(RadioStation, models.PROTECT, related_name="airings")
    on = models.DateField()
    state = models.CharField(
        max_length=10,
        default=AiringState.PLANNED.value,
        choices=[(state.value, state.value) for state in AiringState],
    )
    planned = models.PositiveSmallIntegerField(default=1)  # times
    played = models.PositiveSmallIntegerField(default=0)
    said_by = models.CharField(max_length=200, blank=True)  # empty = the station's server
    said_at = models.DateTimeField(null=True, blank=True)
    told = models.BooleanField(default=False)  # the ledger has it
    activity_uuid = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bulletin", "station", "on"], name="channels_airing_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["station", "on"], name="channels_stations_day"),
            models.Index(fields=["state", "on"], name="channels_airing_state"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"


class PlayReceipt(models.Model):
    """One play as a station's server told it. The same receipt told twice is one. Not the plan of
    what is to be played. No personal data."""

    station = models.ForeignKey(RadioStation, models.CASCADE, related_name="receipts")
    receipt_id = models.CharField(max_length=80)
    airing = models.ForeignKey(Airing, models.CASCADE, related_name="receipts")
    played_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["station", "receipt_id"], name="channels_play_receipt_once")
        ]

    def __str__(self) -> str:
        return self.receipt_id
