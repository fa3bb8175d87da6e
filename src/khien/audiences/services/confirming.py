"""An address proves to be hers, by a link or a code; only now is it kept. She comes back by herself the same way.

Pressed twice, it is done once. A wrong code counts against every question of its form; five wrong ones end it.
"""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from khien.audiences.errors import CannotConfirm
from khien.audiences.models import Address, ConsentRequest, Contact, ContactInterest, NeverContact
from khien.audiences.rules.standing import ConsentStep, Standing
from khien.audiences.selectors.tokens import asked_by, code_of
from khien.audiences.services.trail import note

MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`purpose`: "join" or "mine". `waiting`: other addresses of the same form that have yet to answer."""

    purpose: str
    channel: str
    address_id: int
    waiting: int


def confirm_by_link(token: str, *, at: dt.datetime) -> Confirmed:
    """Raises CannotConfirm."""
    uuid = asked_by(token)
    if uuid is None:
        raise CannotConfirm
    with transaction.atomic():
        row = ConsentRequest.objects.select_for_update().filter(uuid=uuid).first()
        if row is None:
            raise CannotConfirm
        return _settled(row, at)


def confirm_by_code(group: UUID, code: str, *, at: dt.datetime) -> Confirmed:
    """Raises CannotConfirm."""
    digits = "".join(char for char in code if char in "0123456789")[:12]
    with transaction.atomic():
        rows = list(ConsentRequest.objects.select_for_update().filter(group=group).order_by("pk"))
        for row in rows:
            if row.tries < MOST_TRIES and hmac.compare_digest(code_of(row), digits):
                return _settled(row, at)
        ConsentRequest.objects.filter(pk__in=[row.pk for row in rows], tries__lt=MOST_TRIES).update(
            tries=min((row.tries for row in rows), default=0) + 1
        )
    raise CannotConfirm


def _settled(row: ConsentRequest, at: dt.datetime) -> Confirmed:
    """Under the row's lock."""
    if row.expires_at < at:
        raise CannotConfirm
    address = Address.objects.select_for_update().filter(channel=row.channel, key=row.key).first()
    if row.done_at is None and row.purpose == "join":
        address = _agreed(row, address, at)
    if address is None:
        raise CannotConfirm  # erased meanwhile
    if row.done_at is None:
        row.done_at = at
        row.save(update_fields=["done_at"])
    open_ones = ConsentRequest.objects.filter(group=row.group, done_at__isnull=True, expires_at__gte=at)
    return Confirmed(row.purpose, row.channel, address.pk, open_ones.count())


def _agreed(row: ConsentRequest, address: Address | None, at: dt.datetime) -> Address:
    barred = NeverContact.objects.filter(channel=row.channel, key=row.key).delete()[0]
    gone = address is not None and address.standing not in (Standing.AGREED, Standing.BY_LAW)
    contact = _contact(row, address, at)
    proof = row.proof or "nhan-tin"
    agreed = {
        "standing": Standing.AGREED.value,
        "agreed_at": at,
        "proof": proof,
        "basis": "",
        "soft_failures": 0,
    }
    if address is None:
        address = Address(contact=contact, channel=row.channel, key=row.key, created_at=at)
    address.sealed = row.sealed
    for name, value in agreed.items():
        setattr(address, name, value)
    _placed(address, contact)
    address.save()
    choose_topics(contact, row.topics)
    step = ConsentStep.RETURNED if barred or gone else ConsentStep.CONFIRMED
    note(row.channel, row.key, step, at=at, proof=proof, wording=row.wording)
    return address


def _contact(row: ConsentRequest, address: Address | None, at: dt.datetime) -> Contact:
    """Hers already, or made now; one for all addresses of one form."""
    unit_id = row.unit_id
    if unit_id is None:
        raise CannotConfirm  # the form of an older version asked no place
    if address is not None:
        contact = Contact.objects.select_for_update().get(pk=address.contact_id)
    else:
        contact, _made = Contact.objects.select_for_update().get_or_create(
            uuid=row.group,
            defaults={
                "unit_id": unit_id, "audience": row.audience, "language": row.language, "origin": "site",
                "created_at": at, "changed_at": at,
            },
        )  # fmt: skip
    place_contact(contact, unit_id=unit_id, audience=row.audience, language=row.language, at=at)
    return contact


def place_contact(contact: Contact, *, unit_id: int, audience: str, language: str, at: dt.datetime) -> None:
    """Place, group and language of a contact and of all its addresses, which repeat them."""
    contact.unit_id, contact.audience, contact.language, contact.changed_at = unit_id, audience, language, at
    contact.save(update_fields=["unit_id", "audience", "language", "changed_at"])
    Address.objects.filter(contact=contact).update(unit_id=unit_id, audience=audience, language=language)


def _placed(address: Address, contact: Contact) -> None:
    address.unit_id, address.audience, address.language = contact.unit_id, contact.audience, contact.language


def choose_topics(contact: Contact, topics: list[str]) -> None:
    ContactInterest.objects.filter(contact=contact).exclude(topic__in=topics).delete()
    ContactInterest.objects.bulk_create(
        (ContactInterest(contact=contact, topic=topic) for topic in topics), ignore_conflicts=True
    )
