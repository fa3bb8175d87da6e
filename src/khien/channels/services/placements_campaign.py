"""A campaign's message for print points: what is to be hung at every place in use, for the officers to walk to."""

from __future__ import annotations

import datetime as dt
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from khien.base.access import SYSTEM
from khien.base.errors import KhienError
from khien.channels.models import Placement
from khien.channels.rules.placements import USUAL
from khien.channels.services.placements import What, plan_hanging
from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel

MOST = 5000


def put_posters(account: AccountData, parcel: Parcel, *, at: dt.datetime) -> Outcome:
    """`parcel.extra`: edition_id, unit_ids, kinds (of places), first, last (ISO days); what is missing means all, and two
    months from today. The same parcel plans once."""
    extra = parcel.extra
    today = timezone.localtime(at).date()
    try:
        first = dt.date.fromisoformat(extra["first"]) if extra.get("first") else today
        last = dt.date.fromisoformat(extra["last"]) if extra.get("last") else first + USUAL
        what = What(
            first=first,
            last=last,
            edition_id=int(extra["edition_id"]) if extra.get("edition_id") else None,
            title=parcel.subject or parcel.text[:255],
        )
        places = _places(extra.get("unit_ids", []), extra.get("kinds", []))
        if not places:
            return Outcome(parcel.ref, Fate.REFUSED, reason="no_places")
        with transaction.atomic():
            for place in places:
                plan_hanging(SYSTEM, place, what, key=_key(account, parcel, place), at=at)
    except (KhienError, ValueError, TypeError) as error:
        return Outcome(parcel.ref, Fate.REFUSED, reason=getattr(error, "code", "bad_schedule"))
    return Outcome(
        parcel.ref,
        Fate.TAKEN,
        provider_id=f"{parcel.ref}:{len(places)}"[:80],
        parts=1,
        address="/lam-viec/diem-dat/",
    )


def _places(unit_ids: list[int], kinds: list[str]) -> list[Placement]:
    rows = Placement.objects.filter(closed_on__isnull=True)
    if unit_ids:
        rows = rows.filter(unit_id__in=[int(pk) for pk in unit_ids])
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return list(rows[:MOST])


def _key(account: AccountData, parcel: Parcel, place: Placement) -> UUID:
    return uuid5(NAMESPACE_URL, f"khien:post:{account.uuid}:{parcel.ref}:{place.uuid}")
