"""What is kept of one person: for herself, and for an officer whom she asked. Addresses masked but the one that was
proved or typed; the trail as it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from khien.audiences.models import Address, ConsentAct, Contact, ContactDeed, ContactInterest, NeverContact
from khien.audiences.rules.numbers import masked
from khien.audiences.rules.standing import REACHED, Standing
from khien.audiences.selectors.places import plain_name
from khien.base.sealing import CannotOpen, unseal
from khien.orgs import api as orgs


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """`shown`: in full when it is the proved one, else masked."""

    id: int
    channel: str
    shown: str
    standing: Standing
    since: dt.datetime | None
    proof: str
    basis: str

    @property
    def reached(self) -> bool:
        return self.standing in REACHED


@dataclass(frozen=True, slots=True)
class TrailStep:
    channel: str
    step: str
    at: dt.datetime
    proof: str
    wording: str
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    contact_id: int
    uuid: str
    name: str
    unit_id: int
    place: str
    audience: str
    language: str
    created_at: dt.datetime
    addresses: tuple[KeptAddress, ...]
    topics: tuple[str, ...]
    deeds: tuple[tuple[str, dt.date], ...]
    trail: tuple[TrailStep, ...]

    def data(self) -> dict[str, Any]:
        """For the download, in plain words of JSON."""
        return {
            "name": self.name,
            "place": self.place,
            "group": self.audience,
            "language": self.language,
            "kept_since": self.created_at.isoformat(),
            "addresses": [
                {"channel": a.channel, "address": a.shown, "state": a.standing.name.lower(), "proof": a.proof}
                for a in self.addresses
            ],
            "topics": list(self.topics),
            "took_part_in": [{"what": what, "on": on.isoformat()} for what, on in self.deeds],
            "consent": [
                {
                    "channel": s.channel,
                    "step": s.step,
                    "at": s.at.isoformat(),
                    "asked": s.wording,
                    "proof": s.proof,
                }
                for s in self.trail
            ],
        }


def kept_of(contact: Contact, *, proved_id: int | None) -> Kept:
    """Six queries. `proved_id`: the address shown in full."""
    rows = list(Address.objects.filter(contact=contact).order_by("channel", "pk"))
    keys = [row.key for row in rows]
    names = orgs.unit_names([contact.unit_id])
    return Kept(
        contact.pk,
        str(contact.uuid),
        contact.name,
        contact.unit_id,
        plain_name(names.get(contact.unit_id, "")),
        contact.audience,
        contact.language,
        contact.created_at,
        tuple(_kept(row, full=row.pk == proved_id) for row in rows),
        tuple(
            ContactInterest.objects.filter(contact=contact).order_by("topic").values_list("topic", flat=True)
        ),
        tuple(ContactDeed.objects.filter(contact=contact).order_by("on").values_list("deed", "on")),
        trail_of(keys),
    )


def trail_of(keys: list[str]) -> tuple[TrailStep, ...]:
    rows = ConsentAct.objects.filter(key__in=keys).order_by("at", "pk")
    return tuple(TrailStep(r.channel, r.step, r.at, r.proof, r.wording, r.by) for r in rows)


def barred(channel: str, key: str) -> NeverContact | None:
    return NeverContact.objects.filter(channel=channel, key=key).first()


def shown(row: Address, *, full: bool = False) -> str:
    try:
        plain = unseal(row.sealed)
    except CannotOpen:
        return "•••"
    return plain if full and row.channel in ("email", "sms") else masked(row.channel, plain)


def _kept(row: Address, *, full: bool) -> KeptAddress:
    standing = Standing(row.standing)
    return KeptAddress(
        row.pk, row.channel, shown(row, full=full), standing, row.agreed_at, row.proof, row.basis
    )
