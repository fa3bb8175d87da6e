"""What the library writes into the ledger: a material that went out, and what units did with materials, by day.

A day's uses are written once the day is over, so that its count is whole; the key makes a second run write nothing.
Refuses to add reach: how many people saw a poster is said by who hung it, in her own activity.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.base.access import SYSTEM
from khien.library.models import DayCount, Edition, MaterialUse
from khien.library.rules.kinds import MaterialKind
from khien.library.wording import HOW_WORDS, KIND_NAMES
from khien.programme.api import (
    ActivityKind,
    NewActivity,
    PeriodLocked,
    Product,
    record_activity,
)

SOURCE = "library"
KINDS: dict[str, ActivityKind] = {
    "embed": ActivityKind.ONLINE,
    "feed": ActivityKind.ONLINE,
    "message": ActivityKind.MESSAGE,
    "played": ActivityKind.BROADCAST,
    "hung": ActivityKind.DISPLAY,
    "taught": ActivityKind.TALK,
    "adapt": ActivityKind.PRODUCTION,
}
LONGEST_LIST = 5


def tell_of_edition(edition: Edition, *, at: dt.datetime) -> bool:
    """The unit made a material and put it on the site. False when its days are locked: the report is closed."""
    material = edition.material
    with translation.override("vi"):
        kind = str(KIND_NAMES[MaterialKind(material.kind)])
        words = _("Published: %(title)s") if edition.number == 1 else _("Published anew: %(title)s")
        new = NewActivity(
            unit_id=material.unit_id,
            kind=ActivityKind.PRODUCTION,
            title=(words % {"title": edition.title})[:300],
            starts_on=timezone.localtime(edition.published_at).date(),
            task_ids=(material.task_id,) if material.task_id else (),
            products=(Product(kind, 1),) if edition.number == 1 else (),
            note=_("Version %(number)s, approved by %(name)s. Basis: %(basis)s.")
            % {"number": edition.number, "name": edition.approved_by, "basis": edition.basis},
        )
    return _record(new, key=f"edition:{edition.uuid}", at=at)


def tell_of_uses(*, before: dt.date, since: dt.date, at: dt.datetime) -> int:
    """One activity a unit, way and day for days in [since, before). How many were new or known."""
    grouped: dict[tuple[int, str, dt.date], list[MaterialUse]] = defaultdict(list)
    rows = MaterialUse.objects.filter(on__gte=since, on__lt=before, told=False).select_related("material")
    for use in rows.order_by("on", "unit_id", "how", "id"):
        grouped[use.unit_id, use.how, use.on].append(use)
    return sum(_tell_of_day(unit_id, how, on, uses, at=at) for (unit_id, how, on), uses in grouped.items())


def tell_of_visits(*, before: dt.date, since: dt.date, at: dt.datetime) -> int:
    """One activity a unit and day in [since, before): how often its materials were read on the public site. Requests,
    not people. How many were new or known."""
    rows = DayCount.objects.filter(on__gte=since, on__lt=before, what="seen")
    sums = rows.values_list("material__unit_id", "on").annotate(seen=Sum("count")).filter(seen__gt=0)
    return sum(_tell_of_visits(*row, at=at) for row in sums.order_by("on", "material__unit_id"))


def _tell_of_visits(unit_id: int, on: dt.date, seen: int, *, at: dt.datetime) -> bool:
    with translation.override("vi"):
        new = NewActivity(
            unit_id=unit_id,
            kind=ActivityKind.ONLINE,
            title=_("Materials on the public site: opened %(count)s times") % {"count": seen},
            starts_on=on,
            note=_("Counted by the server: times a page was opened, not people."),
        )
    return _record(new, key=f"seen:{unit_id}:{on.isoformat()}", at=at)


def _tell_of_day(unit_id: int, how: str, on: dt.date, uses: list[MaterialUse], *, at: dt.datetime) -> bool:
    titles = list(dict.fromkeys(use.material.title for use in uses))
    places = list(dict.fromkeys(use.where for use in uses if use.where))
    times = sum(use.count for use in uses)
    with translation.override("vi"):
        named = "; ".join(titles[:LONGEST_LIST]) + ("; …" if len(titles) > LONGEST_LIST else "")
        new = NewActivity(
            unit_id=unit_id,
            kind=KINDS.get(how, ActivityKind.OTHER),
            title=f"{HOW_WORDS[how]}: {named}"[:300],
            starts_on=on,
            place="; ".join(places)[:200],
            note=_("From the shared library: %(materials)s materials, %(times)s times.")
            % {"materials": len(titles), "times": times},
        )
    return _record(new, key=f"use:{unit_id}:{how}:{on.isoformat()}", at=at)


def _record(new: NewActivity, *, key: str, at: dt.datetime) -> bool:
    try:
        record_activity(SYSTEM, new, source=SOURCE, key=key, at=at)
    except PeriodLocked:
        return False
    return True
