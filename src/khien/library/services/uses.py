"""Who used what where: counted as it happens, told to the ledger once a day is over.

Refuses to count people: a unit's use is a unit's, a citizen's visit is a total of the day.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.models import Edition, MaterialUse
from khien.library.models.uses import HOWS
from khien.library.wording import USE_FAULTS

LONGEST_PLACE = 200


def record_use(
    actor: Actor | None,
    edition: Edition,
    unit_id: int,
    how: str,
    *,
    on: dt.date,
    today: dt.date,
    form: str = "",
    where: str = "",
    count: int = 1,
    told: bool = False,
) -> MaterialUse:
    """One more use of this material by the unit on that day in that way, form and place.

    `actor` None: a feed or a frame on the unit's own site. `told`: she records the activity in the ledger herself, so
    the day's own entry leaves this one out. Raises KhienError("future", "bad-use").
    """
    if how not in HOWS or not 1 <= count <= 10_000:
        raise KhienError(USE_FAULTS["bad-use"], code="bad-use")
    if on > today:
        raise KhienError(USE_FAULTS["future"], code="future")
    place = " ".join(where.split())[:LONGEST_PLACE]
    key = {"material_id": edition.material_id, "unit_id": unit_id, "how": how, "form": form, "where": place}
    fresh = {"edition": edition, "officer": actor.label if actor else "", "count": 0}
    try:
        with transaction.atomic():
            row, _made = MaterialUse.objects.get_or_create(**key, on=on, defaults=fresh)
    except IntegrityError:  # the same use counted by two servers at once
        row = MaterialUse.objects.get(**key, on=on)
    more = {"told": True} if told else {}
    MaterialUse.objects.filter(pk=row.pk).update(count=F("count") + count, edition=edition, **more)
    row.refresh_from_db()
    return row


def record_download(
    actor: Actor, edition: Edition, unit_id: int, *, form: str, how: str = "download", today: dt.date
) -> None:
    """A file taken by an officer: once a day, unit and form, however often she presses."""
    known = MaterialUse.objects.filter(
        material_id=edition.material_id, unit_id=unit_id, how=how, form=form, where="", on=today
    )
    if not known.exists():
        record_use(actor, edition, unit_id, how, on=today, today=today, form=form)
