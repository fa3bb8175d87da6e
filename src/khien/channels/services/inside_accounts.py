"""Channels that are our own have an account too, so that campaigns and warnings find them: made with the first station,
place or outlet, and never asked for."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.orgs import api as orgs

NAMES = {
    ChannelKind.RADIO: "Loa truyền thanh các xã, phường",
    ChannelKind.PRINT: "Các điểm đặt áp phích",
    ChannelKind.PRESS: "Các cơ quan báo chí",
    ChannelKind.PORTAL: "Cổng thông tin của chương trình",
}


def ensure(actor: Actor, kind: ChannelKind, *, unit_id: int, at: dt.datetime) -> ChannelAccount:
    """The one of that kind, in the name of the topmost unit. An office that switched it off keeps it off."""
    found = ChannelAccount.objects.filter(kind=kind).order_by("pk").first()
    if found is not None:
        return found
    with transaction.atomic():
        made = ChannelAccount.objects.create(
            kind=kind,
            name=NAMES[kind],
            unit_id=topmost(unit_id),
            active=True,
            token=secrets.token_urlsafe(32),
            tested_at=at,
            tested_well=True,
            changed_at=at,
        )
        subject = audit.Subject("channel_account", str(made.uuid), made.name)
        audit.record(actor=actor, action="channels.inside_account", subject=subject, at=at)
    return made


def topmost(unit_id: int) -> int:
    """The unit at the top of the tree it stands in."""
    unit = orgs.unit(unit_id)
    for _step in range(10):
        if unit.parent_id is None:
            break
        unit = orgs.unit(unit.parent_id)
    return unit.id
