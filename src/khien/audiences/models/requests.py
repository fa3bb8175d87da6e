"""What somebody asked for and has not yet confirmed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.audiences.models.contacts import CHANNELS


class ConsentRequest(models.Model):
    """An address typed on the public pages that has yet to prove it is hers. Not a contact: nothing is sent to it but
    the one message that asks.

    The link and the code are made from the row's uuid with the installation's key; neither is stored. Personal data:
    the address, sealed, and what she chose; dropped when confirmed, at the latest three days after it was asked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.UUIDField(db_index=True)  # those asked with one form: one person, several addresses
    purpose = models.CharField(max_length=6, choices=[("join", "join"), ("mine", "mine")])
    channel = models.CharField(max_length=8, choices=CHANNELS)
    key = models.CharField(max_length=32)
    sealed = models.TextField()
    unit = models.ForeignKey("orgs.Unit", models.CASCADE, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=5, default="vi")
    topics = models.JSONField(default=list)
    wording = models.CharField(max_length=500, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return str(self.uuid)
