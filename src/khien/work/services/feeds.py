"""A unit's calendar address: make a new one (the old one ends), end it, note that it was read.

Refuses to keep the secret: it is shown once, the database holds its hash.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict
from khien.orgs import api as orgs
from khien.work.models import CalendarFeed
from khien.work.selectors.feeds import secret_hash

SECRET_BYTES = 32
NOTED_EVERY = dt.timedelta(hours=1)  # reading is noted at most so often: a telephone asks all day


def make_feed(actor: Actor, unit_id: int, *, at: dt.datetime) -> str:
    """A new secret for the unit's calendar; whoever has the old one reads nothing any more. Raises Conflict when
    somebody else makes one at the same moment: only one of both is shown to anybody."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    try:
        with transaction.atomic():
            _end(unit_id, at)
            CalendarFeed.objects.create(
                unit_id=unit_id, secret_hash=secret_hash(token), made_by=actor.label, made_at=at
            )
            _audit(actor, "work.calendar_made", unit_id, at)
    except IntegrityError as error:
        raise Conflict(
            _(
                "Somebody else made an address for this unit at the same moment. Use that one, or make another."
            )
        ) from error
    return token


def end_feed(actor: Actor, unit_id: int, *, at: dt.datetime) -> bool:
    """Whether there was one to end."""
    with transaction.atomic():
        ended = _end(unit_id, at)
        if ended:
            _audit(actor, "work.calendar_ended", unit_id, at)
    return ended


def note_reading(feed: CalendarFeed, *, at: dt.datetime) -> None:
    if feed.read_at is None or at - feed.read_at >= NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)


def _end(unit_id: int, at: dt.datetime) -> bool:
    return bool(CalendarFeed.objects.filter(unit_id=unit_id, ended_at=None).update(ended_at=at))


def _audit(actor: Actor, action: str, unit_id: int, at: dt.datetime) -> None:
    card = orgs.unit(unit_id)
    audit.record(actor=actor, action=action, subject=audit.Subject("unit", card.uuid, card.name), at=at)
