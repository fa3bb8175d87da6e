"""Room that pictures take: counted with the row that uses the file, given back with it."""

from __future__ import annotations

import datetime as dt

from khien.base import quota
from khien.base.access import Actor
from khien.library.models import Picture

SHARED = "library"  # the owner of room for pictures that belong to no unit


def room_of(actor: Actor) -> str:
    """Her unit's room; the shared one for who works everywhere."""
    units = sorted(actor.unit_ids)
    return f"unit:{units[0]}" if units else SHARED


def take_room(picture: Picture, actor: Actor, *, at: dt.datetime) -> None:
    """Called when a picture's row is made. Raises quota.NoRoom: then the row goes too."""
    units = sorted(actor.unit_ids)
    Picture.objects.filter(pk=picture.pk, unit__isnull=True).update(unit_id=units[0] if units else None)
    quota.hold_named(room_of(actor), picture.file.name, picture.file_size or 1, at=at)


def give_room_back(picture: Picture) -> None:
    quota.release_named(f"unit:{picture.unit_id}" if picture.unit_id else SHARED, picture.file.name)
