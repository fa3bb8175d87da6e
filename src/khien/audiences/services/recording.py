"""What an officer writes down for somebody: a consent given on paper, a provision of law, "do not write to me".

Refuses to bring back who left: consent on paper does not outweigh what she said herself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from khien.audiences.errors import NeedsGuardian, NoProof, SaidNo
from khien.audiences.models import Address, Contact, NeverContact
from khien.audiences.rules.numbers import Written
from khien.audiences.rules.standing import GONE, YOUNG, ConsentStep, Standing
from khien.audiences.services import trail
from khien.base import audit
from khien.base.access import Actor
from khien.base.sealing import key_of, seal


@dataclass(frozen=True, slots=True)
class Recorded:
    """A consent as typed. `basis`: the provision, when it is by law and for warnings only; else `proof` is needed."""

    unit_id: int
    audience: str
    proof: str
    basis: str = ""
    guardian: bool = False
    name: str = ""
    language: str = "vi"

    def check(self) -> None:
        """Raises NoProof, NeedsGuardian."""
        if not self.proof.strip() and not self.basis.strip():
            raise NoProof
        if self.audience in YOUNG and not self.guardian:
            raise NeedsGuardian


def record_consent(
    actor: Actor, channel: str, written: Written, new: Recorded, *, at: dt.datetime
) -> Address:
    """One person, with proof. An address that agreed already stays as it is. Raises NoProof, NeedsGuardian, SaidNo."""
    new.check()
    key = key_of(channel, written.same)
    standing = Standing.BY_LAW if new.basis.strip() else Standing.AGREED
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(channel=channel, key=key).first()
        barred = NeverContact.objects.filter(channel=channel, key=key).exists()
        if barred or (address is not None and address.standing in GONE):
            raise SaidNo
        if address is not None and address.standing == Standing.AGREED:
            return address
        if address is None:
            address = _new(channel, key, written, new, at)
        address.standing, address.basis, address.proof = standing, new.basis[:200], new.proof[:300]
        address.agreed_at = at
        address.save()
        step = ConsentStep.BY_LAW if standing == Standing.BY_LAW else ConsentStep.RECORDED
        trail.note(channel, key, step, at=at, proof=new.proof or new.basis, by=actor.label)
        _audited(actor, "audiences.recorded", channel, key, at)
    return address


def _new(channel: str, key: str, written: Written, new: Recorded, at: dt.datetime) -> Address:
    contact = Contact.objects.create(
        name=new.name[:120], unit_id=new.unit_id, audience=new.audience, language=new.language, origin="officer",
        created_at=at, changed_at=at,
    )  # fmt: skip
    return Address(
        contact=contact, channel=channel, key=key, sealed=seal(written.address), unit_id=new.unit_id,
        audience=new.audience, language=new.language, created_at=at,
    )  # fmt: skip


def put_on_never(actor: Actor, channel: str, key: str, *, why: str, at: dt.datetime) -> None:
    """Nobody writes to this address any more, whatever a list brought later says. Twice is once."""
    with transaction.atomic():
        if NeverContact.objects.filter(channel=channel, key=key).exists():
            return
        trail.never([(channel, key)], why=why, at=at)
        Address.objects.filter(channel=channel, key=key).update(standing=Standing.LEFT)
        trail.note(channel, key, ConsentStep.NEVER, at=at, proof=why, by=actor.label)
        _audited(actor, "audiences.never", channel, key, at)


def note_lookup(actor: Actor, channel: str, key: str, *, found: bool, at: dt.datetime) -> None:
    """Looking one person up is written down like a change."""
    _audited(actor, "audiences.looked_up", channel, key, at, found=found)


def _audited(actor: Actor, action: str, channel: str, key: str, at: dt.datetime, **new: object) -> None:
    subject = audit.Subject("address", f"{channel}:{key}", channel)
    audit.record(actor=actor, action=action, subject=subject, new=new or None, at=at)
