"""Who agreed to what, when and how it is known; and whom nobody may write to. Both outlive the contact itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from khien.audiences.models.contacts import CHANNELS
from khien.audiences.rules.standing import ConsentStep


class ConsentAct(models.Model):
    """One step of an address's consent. Written once, never edited; not a log of messages.

    Holds the keyed hash only, so that proof remains when the address is erased. Personal data: none that can be read
    without the key; the officer's name who typed a consent in. Five years.
    """

    channel = models.CharField(max_length=8, choices=CHANNELS)
    key = models.CharField(max_length=32)
    step = models.CharField(max_length=12, choices=[(step.value, step.value) for step in ConsentStep])
    at = models.DateTimeField()
    proof = models.CharField(max_length=300, blank=True)
    wording = models.CharField(max_length=500, blank=True)  # what she was asked, word for word
    by = models.CharField(max_length=200, blank=True)  # empty: she herself

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["channel", "key"], name="audiences_trail_of")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"


class NeverContact(models.Model):
    """Addresses nobody may write to, whatever a later import says. Only she herself takes hers off, by confirming.

    Not a list of people: keyed hashes. No readable personal data; kept without end, that is its purpose.
    """

    channel = models.CharField(max_length=8, choices=CHANNELS)
    key = models.CharField(max_length=32)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["channel", "key"], name="audiences_never_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key[:6]}"
