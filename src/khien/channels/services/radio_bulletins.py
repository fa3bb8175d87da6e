"""Bulletins: scheduled from an approved edition, a warning or a campaign; read aloud by a job; recalled.

Asked twice for the same thing makes it once (`source_key`). Refuses a text that nobody approved: there is no way to
type one in.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.base.files import keep
from khien.channels.models import Airing, Bulletin, RadioStation, StationHand
from khien.channels.rules import radio as rules
from khien.channels.rules.radio import AiringState, BulletinState, HandState, Priority
from khien.channels.services import asking
from khien.library import api as library

LARGEST = 40 << 20
DEAD_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    first: dt.date
    last: dt.date
    times: Sequence[str]
    priority: Priority = Priority.NORMAL
    slot: int = 60
    expires_at: dt.datetime | None = None


def schedule_edition(
    actor: Actor,
    edition_id: int,
    stations: Iterable[RadioStation],
    schedule: Schedule,
    *,
    unit_id: int,
    key: str,
    at: dt.datetime,
) -> Bulletin:
    """A bulletin of an approved text. `key` of the form: sent twice is one bulletin.

    Raises Missing for a text that is not out, KhienError("no-station", "days").
    """
    texts = library.texts_of(edition_id, unit_id=unit_id)
    made = Bulletin(
        title=texts.title[:255],
        text=texts.radio,
        language=texts.language,
        unit_id=unit_id,
        edition_id=edition_id,
        source_key=f"form:{key}",
    )
    return air(actor, made, stations, schedule, at=at)


def air(
    actor: Actor, made: Bulletin, stations: Iterable[RadioStation], schedule: Schedule, *, at: dt.datetime
) -> Bulletin:
    """Keeps the bulletin, plans its days at the stations and has it read aloud."""
    known = Bulletin.objects.filter(source_key=made.source_key).first()
    if known is not None:
        return known
    chosen = list(stations)
    _check(chosen, schedule, at=at)
    with transaction.atomic():
        _fill(made, actor, schedule, at)
        kept, new = Bulletin.objects.get_or_create(source_key=made.source_key, defaults=_columns(made))
        if not new:
            return kept
        _plan(kept, chosen, at=at)
        audit.record(
            actor=actor,
            action="radio.scheduled",
            subject=audit.Subject("bulletin", str(kept.uuid), kept.title),
            new={
                "first": schedule.first.isoformat(),
                "last": schedule.last.isoformat(),
                "times": list(schedule.times),
                "priority": int(schedule.priority),
                "stations": len(chosen),
            },
            at=at,
        )
        asking.ask("make_bulletin", urgent=schedule.priority == Priority.EMERGENCY, bulletin_id=kept.pk)
    return kept


def _check(chosen: list[RadioStation], schedule: Schedule, *, at: dt.datetime) -> None:
    if not chosen:
        raise KhienError(_("Choose at least one station."), code="no-station")
    today = timezone.localtime(at).date()
    if schedule.last < schedule.first or schedule.last < today:
        raise KhienError(_("The last day lies before the first, or is over."), code="days")
    if (schedule.last - schedule.first).days >= rules.MOST_DAYS:
        raise KhienError(
            _("A bulletin runs for at most %(days)s days.") % {"days": rules.MOST_DAYS}, code="days"
        )


def _fill(made: Bulletin, actor: Actor, schedule: Schedule, at: dt.datetime) -> None:
    made.starts_on, made.ends_on = schedule.first, schedule.last
    made.times, made.priority, made.slot = list(schedule.times), int(schedule.priority), schedule.slot
    made.expires_at = schedule.expires_at
    made.made_by_id, made.made_by, made.made_at = actor.id, actor.label[:200], at


def _columns(made: Bulletin) -> dict[str, object]:
    left_out = {"id", "source_key"}
    return {
        f.attname: getattr(made, f.attname) for f in Bulletin._meta.concrete_fields if f.name not in left_out
    }


def _plan(bulletin: Bulletin, stations: list[RadioStation], *, at: dt.datetime) -> None:
    now = timezone.localtime(at)
    at_once = bulletin.priority == Priority.EMERGENCY
    airings = []
    for day in rules.days_of(max(bulletin.starts_on, now.date()), bulletin.ends_on):
        planned = rules.times_left(bulletin.times, day, today=now.date(), clock=f"{now:%H:%M}")
        if at_once and day == now.date():
            planned += 1
        if planned:
            airings += [
                Airing(bulletin=bulletin, station=station, on=day, planned=planned) for station in stations
            ]
    Airing.objects.bulk_create(airings, batch_size=500)
    StationHand.objects.bulk_create(
        [
            StationHand(
                bulletin=bulletin,
                station=station,
                state=HandState.WAITING if station.connected else HandState.BY_HAND,
                changed_at=at,
            )
            for station in stations
        ],
        batch_size=500,
    )


def make_sound(bulletin_id: int, *, at: dt.datetime) -> bool:
    """What the job does; whether there is sound now. Run again it makes nothing new."""
    bulletin = Bulletin.objects.select_related("unit").filter(pk=bulletin_id).first()
    if bulletin is None or bulletin.state not in (BulletinState.MAKING, BulletinState.FAILED):
        return False
    try:
        made = _spoken(bulletin)
        stored = keep(io.BytesIO(made[0]), name="ban-tin.mp3", limit_bytes=LARGEST, at=at, made_here=True)
    except KhienError as error:
        Bulletin.objects.filter(pk=bulletin.pk).update(
            state=BulletinState.FAILED, reason=str(error.message)[:300]
        )
        return False
    with transaction.atomic():
        done = Bulletin.objects.filter(pk=bulletin.pk).exclude(state=BulletinState.RECALLED)
        if not done.update(state=BulletinState.READY, sound=stored, seconds=made[1], reason=""):
            return False
        urgent = bulletin.priority == Priority.EMERGENCY
        asking.ask("hand_to_stations", urgent=urgent, bulletin_id=bulletin.pk)
    return True


def _spoken(bulletin: Bulletin) -> tuple[bytes, float]:
    """Exactly the text that was kept, so that what is heard is what the page shows."""
    made = library.speak(
        bulletin.text, title=bulletin.title, unit_name=bulletin.unit.name, language=bulletin.language
    )
    return made.data, made.seconds


def try_sound_again(actor: Actor, bulletin: Bulletin, *, at: dt.datetime) -> None:
    """For one whose sound failed, or whose worker died."""
    stuck = bulletin.state == BulletinState.MAKING and bulletin.made_at < at - DEAD_AFTER
    if bulletin.state == BulletinState.FAILED or stuck:
        with transaction.atomic():
            Bulletin.objects.filter(pk=bulletin.pk).update(state=BulletinState.MAKING, reason="")
            asking.ask("make_bulletin", bulletin_id=bulletin.pk)


def recall(actor: Actor, bulletin: Bulletin, *, at: dt.datetime) -> None:
    """Nothing more of it is played; what was played stays in the ledger. Twice is once."""
    with transaction.atomic():
        mine = Bulletin.objects.filter(pk=bulletin.pk, recalled_at__isnull=True).update(
            state=BulletinState.RECALLED, recalled_at=at, recalled_by=actor.label[:200]
        )
        if not mine:
            return
        Airing.objects.filter(bulletin=bulletin, state=AiringState.PLANNED, played=0).update(
            state=AiringState.RECALLED
        )
        bulletin.hands.filter(state__in=[HandState.WAITING, HandState.BY_HAND]).update(
            state=HandState.RECALLED, changed_at=at
        )
        audit.record(
            actor=actor,
            action="radio.recalled",
            subject=audit.Subject("bulletin", str(bulletin.uuid), bulletin.title),
            at=at,
        )
        asking.ask("recall_from_stations", bulletin_id=bulletin.pk)


def stations_of_units(unit_ids: Iterable[int]) -> list[RadioStation]:
    """Every active station there; of all units when none is named."""
    ids = set(unit_ids)
    rows = RadioStation.objects.filter(active=True)
    return list(rows.filter(unit_id__in=ids) if ids else rows)


def recall_alert(alert_uuids: Iterable[str], *, at: dt.datetime) -> None:
    """A warning was updated or cancelled: its bulletins are not played any more."""
    for bulletin in Bulletin.objects.filter(alert_uuid__in=list(alert_uuids), recalled_at__isnull=True):
        recall(SYSTEM, bulletin, at=at)
