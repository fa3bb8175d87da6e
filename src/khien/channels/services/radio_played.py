"""What was played goes to the ledger: one activity a bulletin, station and day, its times counted.

An officer's press is written at once; what servers tell is written when the day is over, so that its count is whole.
Refuses to say how many people listened: nobody knows.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.channels.models import Airing
from khien.channels.rules.radio import AiringState
from khien.programme.api import ActivityKind, NewActivity, PeriodLocked, Product, record_activity

SOURCE = "channels.radio"
MOST_TIMES = 48


def say_played(actor: Actor, airing: Airing, *, times: int, at: dt.datetime) -> Airing:
    """Said by an officer of the commune. Said again changes nothing. Raises KhienError("not-yet", "recalled",
    "times"), PeriodLocked when the ledger is closed for that day."""
    if airing.on > timezone.localtime(at).date():
        raise KhienError(_("This day has not come yet."), code="not-yet")
    if not 1 <= times <= MOST_TIMES:
        raise KhienError(_("Say how often it was played, from 1 to 48."), code="times")
    with transaction.atomic():
        row = Airing.objects.select_for_update().select_related("station", "bulletin").get(pk=airing.pk)
        if row.told:
            return row
        if row.state == AiringState.RECALLED:
            raise KhienError(_("This bulletin was called back. It is not played any more."), code="recalled")
        row.state, row.played, row.said_by, row.said_at = AiringState.PLAYED, times, actor.label[:200], at
        row.save(update_fields=["state", "played", "said_by", "said_at"])
        _record(actor, row, at=at)
        _audited(actor, row, "radio.played", at=at)
    return row


def say_not_played(actor: Actor, airing: Airing, *, at: dt.datetime) -> None:
    """The station was broken, the power was off. It is no longer asked about; nothing goes to the ledger."""
    with transaction.atomic():
        mine = Airing.objects.filter(pk=airing.pk, state=AiringState.PLANNED).update(
            state=AiringState.NOT_PLAYED, said_by=actor.label[:200], said_at=at
        )
        if mine:
            _audited(actor, airing, "radio.not_played", at=at)


def tell_of_days(*, before: dt.date, at: dt.datetime) -> int:
    """What servers told about days that are over; how many entries are new. A closed period is left out."""
    told = 0
    rows = Airing.objects.filter(
        on__lt=before, on__gte=before - dt.timedelta(days=31), state=AiringState.PLAYED, told=False
    ).exclude(bulletin__drill=True)
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = Airing.objects.select_for_update().select_related("station", "bulletin").get(pk=pk)
                if not row.told:
                    _record(SYSTEM, row, at=at)
                    told += 1
        except PeriodLocked:
            continue
    return told


def _record(actor: Actor, row: Airing, *, at: dt.datetime) -> None:
    with translation.override("vi"):
        said = row.said_by or _("the station's server")
        new = NewActivity(
            unit_id=row.station.unit_id,
            kind=ActivityKind.BROADCAST,
            title=(_("Aired by loudspeaker: %(title)s") % {"title": row.bulletin.title})[:300],
            starts_on=row.on,
            place=row.station.name[:200],
            products=(Product(_("times aired"), row.played),) if row.played else (),
            note=_("Aired %(times)s times; said by %(who)s.") % {"times": row.played, "who": said},
        )
    made = record_activity(actor, new, source=SOURCE, key=f"airing:{row.uuid}", at=at)
    row.told, row.activity_uuid = True, made.chain
    row.save(update_fields=["told", "activity_uuid"])


def _audited(actor: Actor, row: Airing, action: str, *, at: dt.datetime) -> None:
    subject = audit.Subject("airing", str(row.uuid), row.bulletin.title)
    audit.record(
        actor=actor,
        action=action,
        subject=subject,
        new={"on": row.on.isoformat(), "times": row.played},
        at=at,
    )
