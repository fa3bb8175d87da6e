"""People who said we may write to them. The only tables of Khiên that hold a citizen's address.

Must not be used for: what somebody thinks, whom she knows, what she did elsewhere. No table here may gain a free note
about a person, a score, or a column that another programme filled.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from khien.audiences.rules.standing import Channel, Standing

CHANNELS = [(channel.value, channel.value) for channel in Channel]


class Contact(models.Model):
    """Somebody, as little as needed: a place and a group. Not an account, not a profile.

    Personal data: name (may be empty), place, group of age or work as she chose it, language. Until she erases it or
    two years after her last address stopped being written to.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")  # where she lives or works
    audience = models.CharField(max_length=16)  # programme.Audience
    language = models.CharField(max_length=5, default="vi")
    origin = models.CharField(max_length=40)  # "site", "import:<uuid>", "contest" …
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class Address(models.Model):
    """One way to reach a contact: the address sealed, found by its keyed hash, with what she agreed to.

    Place, group and language are kept here again, always equal to the contact's, so that a million are counted from
    one index. Never shown whole in a list. Personal data: a telephone number, mail address or account of a service,
    encrypted; as long as its contact.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="addresses")
    channel = models.CharField(max_length=8, choices=CHANNELS)
    key = models.CharField(max_length=32)  # base.sealing.key_of(channel, address)
    sealed = models.TextField()
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=16)
    language = models.CharField(max_length=5, default="vi")
    standing = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in Standing])
    basis = models.CharField(max_length=200, blank=True)  # the provision, when BY_LAW
    proof = models.CharField(max_length=300, blank=True)  # "phiếu đăng ký ngày …", the form's address
    agreed_at = models.DateTimeField(null=True, blank=True)
    soft_failures = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["channel", "key"], name="audiences_address_once"),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.BY_LAW.value) | ~models.Q(basis=""),
                name="audiences_by_law_names_the_provision",
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.AGREED.value)
                | (models.Q(agreed_at__isnull=False) & ~models.Q(proof="")),
                name="audiences_agreed_has_proof_and_date",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["channel", "standing", "unit", "audience", "language", "contact"],
                name="audiences_who_is_reached",  # counts read nothing but this
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key[:6]}"


class ContactInterest(models.Model):
    """A topic she ticked. Never guessed from what she opened. Personal data: with its contact."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="interests", db_index=False)
    topic = models.CharField(max_length=40)  # library.Topic.code

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["topic", "contact"], name="audiences_interest_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["contact"], name="audiences_interests_of")
        ]

    def __str__(self) -> str:
        return self.topic


class ContactDeed(models.Model):
    """That she took part in something of this programme ("contest:2026", "course:…"), told by the app that holds it.

    Not what she answered there, not what she read. Personal data: with its contact.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="deeds", db_index=False)
    deed = models.CharField(max_length=60)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deed", "contact"], name="audiences_deed_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["contact"], name="audiences_deeds_of")]

    def __str__(self) -> str:
        return self.deed
