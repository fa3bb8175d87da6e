"""The question behind a link, for the page with the button."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from khien.audiences.models import ConsentRequest
from khien.audiences.rules.numbers import masked
from khien.audiences.selectors.tokens import asked_by
from khien.base.sealing import CannotOpen, unseal


@dataclass(frozen=True, slots=True)
class Asked:
    group: UUID
    purpose: str
    shown: str  # masked
    wording: str


def asked_for(token: str, *, at: dt.datetime) -> Asked | None:
    """None for a link that is not ours, too old, or whose question was cleared away."""
    uuid = asked_by(token)
    row = ConsentRequest.objects.filter(uuid=uuid, expires_at__gte=at).first() if uuid else None
    if row is None:
        return None
    try:
        plain = unseal(row.sealed)
    except CannotOpen:
        return None
    return Asked(row.group, row.purpose, masked(row.channel, plain), row.wording)
