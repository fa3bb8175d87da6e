"""Bulletins to servers of stations, recalls, and receipts of what was played: told by the server or asked for.

A server knows our reference and takes a bulletin once; what it did not answer for is uncertain and is not sent again by
itself. Refuses to trust a receipt: it must name a bulletin that was handed to that very station.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from khien.base.files import open_kept
from khien.base.sealing import CannotOpen
from khien.channels.models import Airing, Bulletin, PlayReceipt, RadioStation, StationHand
from khien.channels.rules.radio import AiringState, BulletinState, HandState, Priority
from khien.channels.services.moments import moment_of
from khien.channels.services.radio_stations import receipt_address, station_account
from khien.channels.transports.contract import Fate, Outcome, Parcel, TransportDown
from khien.channels.transports.radio.transport import Radio, RadioLine

log = logging.getLogger("khien.channels")
MOST_RECEIPTS = 500
MOST_ATTEMPTS = 10
LOOK_BACK = dt.timedelta(days=3)
LATE = dt.timedelta(minutes=5)  # a server's clock may be ahead
_STATE = {
    Fate.TAKEN: HandState.TAKEN,
    Fate.REFUSED: HandState.REFUSED,
    Fate.TRY_AGAIN: HandState.WAITING,
    Fate.UNCERTAIN: HandState.UNCERTAIN,
}


def hand_over(bulletin_id: int, *, at: dt.datetime) -> int:
    """To every station whose server waits for it; how many took it now."""
    bulletin = Bulletin.objects.select_related("unit", "sound").filter(pk=bulletin_id).first()
    if bulletin is None or bulletin.state != BulletinState.READY or bulletin.drill:
        return 0
    due = Q(next_at__isnull=True) | Q(next_at__lte=at)
    waiting = bulletin.hands.filter(due, state=HandState.WAITING, station__active=True)
    return sum(_hand(bulletin, hand, at=at) for hand in waiting.select_related("station__unit"))


def waiting_bulletins(*, at: dt.datetime) -> list[int]:
    """With a hand that is to be tried again."""
    rows = StationHand.objects.filter(
        state=HandState.WAITING, next_at__lte=at, bulletin__state=BulletinState.READY
    )
    return list(rows.values_list("bulletin_id", flat=True).distinct()[:200])


def _hand(bulletin: Bulletin, hand: StationHand, *, at: dt.datetime) -> bool:
    """Taken by one worker: the row says uncertain before anything is on the wire."""
    mine = StationHand.objects.filter(pk=hand.pk, state=HandState.WAITING, attempts=hand.attempts)
    if not mine.update(state=HandState.UNCERTAIN, attempts=hand.attempts + 1, changed_at=at):
        return False
    outcome = _sent(bulletin, hand.station)
    state = _STATE[outcome.fate]
    if state == HandState.WAITING and hand.attempts + 1 >= MOST_ATTEMPTS:
        state = HandState.REFUSED
    wait = dt.timedelta(minutes=min(2**hand.attempts, 60))
    StationHand.objects.filter(pk=hand.pk).update(
        state=state,
        provider_id=outcome.provider_id[:120],
        reason=outcome.reason[:200],
        next_at=at + wait if state == HandState.WAITING else None,
        changed_at=at,
    )
    trouble = "" if outcome.fate is Fate.TAKEN else outcome.reason[:300]
    RadioStation.objects.filter(pk=hand.station_id).update(trouble=trouble)
    return outcome.fate is Fate.TAKEN


def _sent(bulletin: Bulletin, station: RadioStation) -> Outcome:
    parcel = parcel_of(bulletin, station)
    asked: list[str] = []

    def parcels() -> Iterator[Parcel]:
        asked.append(parcel.ref)
        yield parcel

    try:
        with Radio(station_account(station)).open() as line:
            return next(iter(line.send(parcels())))
    except TransportDown as down:
        # What was refused at the door or never asked for was certainly not taken.
        fate = Fate.TRY_AGAIN if down.permanent or not asked else Fate.UNCERTAIN
        return Outcome(parcel.ref, fate, reason=down.words)
    except CannotOpen:
        return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="sealed")


def parcel_of(bulletin: Bulletin, station: RadioStation) -> Parcel:
    """The bulletin as this station gets it."""
    sound = b""
    if bulletin.sound is not None:
        with open_kept(bulletin.sound.sha256) as file:
            sound = file.read()
    return Parcel(
        ref=bulletin.uuid.hex,
        to="",
        subject=bulletin.title,
        text=bulletin.text,
        language=bulletin.language,
        urgent=bulletin.alert_uuid is not None or bulletin.priority == Priority.EMERGENCY,
        expires_at=bulletin.expires_at,
        extra={
            "priority": bulletin.priority,
            "first": bulletin.starts_on.isoformat(),
            "last": bulletin.ends_on.isoformat(),
            "times": bulletin.times,
            "seconds": bulletin.seconds,
            "areas": [(station.unit.code, station.unit.name)],
            "author": bulletin.unit.name,
            "created_at": bulletin.made_at.isoformat(),
            "receipts": receipt_address(station),
        },
        files=(("ban-tin.mp3", "audio/mpeg", sound),) if sound else (),
    )


def take_back(bulletin_id: int, *, at: dt.datetime) -> int:
    """Tell the servers that have it; how many know it now."""
    told = 0
    hands = StationHand.objects.filter(
        bulletin_id=bulletin_id, state__in=[HandState.TAKEN, HandState.UNCERTAIN]
    ).select_related("station", "bulletin")
    for hand in hands:
        try:
            with Radio(station_account(hand.station)).open() as line:
                done = isinstance(line, RadioLine) and line.recall(hand.provider_id or hand.bulletin.uuid.hex)
        except (TransportDown, CannotOpen):
            done = False
        if done:
            StationHand.objects.filter(pk=hand.pk).update(state=HandState.RECALLED, changed_at=at)
            told += 1
        else:
            RadioStation.objects.filter(pk=hand.station_id).update(trouble="recall")
    return told


# ---- receipts -------------------------------------------------------------------------------------------------
def fetch_receipts(*, at: dt.datetime) -> int:
    """Ask every connected station what it played; how many plays were new."""
    return sum(
        _fetched(station, at=at)
        for station in RadioStation.objects.filter(connected=True, active=True).select_related("unit")
    )


def _fetched(station: RadioStation, *, at: dt.datetime) -> int:
    since = (station.asked_until or at - LOOK_BACK) - LATE
    try:
        with Radio(station_account(station)).open() as line:
            if not isinstance(line, RadioLine):
                return 0
            told = line.receipts(since.isoformat())
    except TransportDown as down:
        RadioStation.objects.filter(pk=station.pk).update(trouble=down.words[:300])
        return 0
    except CannotOpen:
        log.warning("station %s: its settings cannot be opened", station.uuid)
        return 0
    new = take_receipts(station, told, at=at)
    RadioStation.objects.filter(pk=station.pk).update(asked_until=at, trouble="")
    return new


def take_receipts(station: RadioStation, told: object, *, at: dt.datetime) -> int:
    """Plays as the station's server tells them; how many were new. What makes no sense is left out, not guessed."""
    if not isinstance(told, list):
        return 0
    return sum(_take(station, one, at=at) for one in told[:MOST_RECEIPTS] if isinstance(one, dict))


def _take(station: RadioStation, one: Mapping[str, Any], *, at: dt.datetime) -> bool:
    number, played_at = str(one.get("id") or "")[:81], moment_of(one.get("played_at"))
    if (
        not 0 < len(number) <= 80
        or played_at is None
        or not at - dt.timedelta(days=30) < played_at <= at + LATE
    ):
        return False
    airing = _airing(station, str(one.get("bulletin") or ""), played_at)
    if airing is None:
        return False
    try:
        with transaction.atomic():
            PlayReceipt.objects.create(station=station, receipt_id=number, airing=airing, played_at=played_at)
            count = airing.receipts.count()
            Airing.objects.filter(pk=airing.pk, said_by="").update(
                state=AiringState.PLAYED, played=count, said_at=at
            )
    except IntegrityError:  # told before
        return False
    return True


def _airing(station: RadioStation, bulletin: str, played_at: dt.datetime) -> Airing | None:
    """The day it was played on; a bulletin played on a day nobody planned gets its own row."""
    hand = (
        StationHand.objects.filter(station=station)
        .filter(Q(provider_id=bulletin[:120]) | Q(bulletin__uuid__in=_uuid(bulletin)))
        .exclude(state=HandState.BY_HAND)
        .first()
        if bulletin
        else None
    )
    if hand is None:
        return None
    on = timezone.localtime(played_at).date()
    row, _made = Airing.objects.get_or_create(
        bulletin_id=hand.bulletin_id, station=station, on=on, defaults={"planned": 0}
    )
    return row


def _uuid(text: str) -> list[str]:
    plain = text.replace("-", "").lower()
    return [plain] if len(plain) == 32 and set(plain) <= set("0123456789abcdef") else []
