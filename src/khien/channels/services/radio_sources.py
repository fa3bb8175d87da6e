"""Bulletins that nobody schedules by hand: of a campaign's message, which may carry a warning.

Drills never come here: they go to the Console twin.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from khien.base.access import SYSTEM
from khien.base.errors import KhienError
from khien.channels.models import Bulletin, ChannelAccount
from khien.channels.rules.radio import EMERGENCY_TIMES, MOST_DAYS, USUAL_TIMES, BadTimes, Priority, times_from
from khien.channels.services.radio_bulletins import Schedule, air, stations_of_units
from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel
from khien.library import api as library

URGENT = frozenset({"extreme", "severe"})
ALERT_DAYS = 7


def put_bulletin(account: AccountData, parcel: Parcel, *, at: dt.datetime) -> Outcome:
    """A campaign's message for our own list of stations. `parcel.extra`: first, last (ISO days), times (list or text),
    priority, unit_ids; what is missing gets the usual: three days from today, morning and evening, everywhere."""
    owner = ChannelAccount.objects.filter(uuid=account.uuid).first()
    if owner is None:
        return Outcome(parcel.ref, Fate.REFUSED, reason="no_account")
    try:
        schedule = _schedule(parcel, at=at)
        stations = stations_of_units(int(pk) for pk in parcel.extra.get("unit_ids", []))
        made = Bulletin(
            title=(parcel.subject or parcel.text)[:255],
            text=parcel.text,
            language=parcel.language,
            unit_id=owner.unit_id,
            alert_uuid=parcel.extra.get("alert") or None,
            source_key=f"post:{account.uuid}:{parcel.ref}"[:80],
        )
        kept = air(SYSTEM, made, stations, schedule, at=at)
    except (KhienError, BadTimes, ValueError, TypeError) as error:
        return Outcome(parcel.ref, Fate.REFUSED, reason=getattr(error, "code", "bad_schedule"))
    return Outcome(
        parcel.ref,
        Fate.TAKEN,
        provider_id=kept.uuid.hex,
        address=f"/lam-viec/loa-truyen-thanh/ban-tin/{kept.uuid}/",
    )


def _schedule(parcel: Parcel, *, at: dt.datetime) -> Schedule:
    today = timezone.localtime(at).date()
    extra = parcel.extra
    if extra.get("alert"):
        return _alert_schedule(parcel, today)
    first = dt.date.fromisoformat(extra["first"]) if extra.get("first") else today
    last = dt.date.fromisoformat(extra["last"]) if extra.get("last") else first + dt.timedelta(days=2)
    times = extra.get("times") or USUAL_TIMES
    words = times if isinstance(times, str) else ", ".join(str(time) for time in times)
    return Schedule(
        first=max(first, today),
        last=min(last, first + dt.timedelta(days=MOST_DAYS - 1)),
        times=times_from(words),
        priority=Priority(int(extra.get("priority") or Priority.NORMAL)),
        expires_at=parcel.expires_at,
    )


def _alert_schedule(parcel: Parcel, today: dt.date) -> Schedule:
    """A grave warning interrupts and is repeated often, a lesser one goes first at the usual hours; until it expires,
    a week at most."""
    urgent = str(parcel.extra.get("severity", "")).lower() in URGENT
    until = parcel.expires_at or parse_datetime(str(parcel.extra.get("expires_at", "")))
    last = timezone.localtime(until).date() if until and timezone.is_aware(until) else today
    return Schedule(
        first=today,
        last=max(today, min(last, today + dt.timedelta(days=ALERT_DAYS - 1))),
        times=EMERGENCY_TIMES if urgent else USUAL_TIMES,
        priority=Priority.EMERGENCY if urgent else Priority.PRIORITY,
        expires_at=until,
    )


def voice(text: str, title: str) -> tuple[bytes, float]:
    """For transports: a bulletin that comes without sound."""
    made = library.speak(text, title=title, unit_name="")
    return made.data, made.seconds
