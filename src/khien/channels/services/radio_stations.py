"""Stations: added, changed, put to rest. The key of a server is sealed and never shown again."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.sealing import seal, unseal
from khien.channels.models import RadioStation
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services.inside_accounts import ensure
from khien.channels.transports.contract import AccountData


@dataclass(frozen=True, slots=True)
class StationWords:
    """What an officer types. `key` empty = as it was."""

    name: str
    connected: bool = False
    url: str = ""
    key: str = ""
    note: str = ""
    active: bool = True


def open_station(actor: Actor, unit_id: int, words: StationWords, *, at: dt.datetime) -> RadioStation:
    """Raises KhienError("twice") when the commune has one of that name."""
    station = RadioStation(unit_id=unit_id, token=secrets.token_urlsafe(32))
    _fill(station, words, at)
    return _kept(actor, station, old=None, at=at)


def change_station(
    actor: Actor, station: RadioStation, words: StationWords, *, at: dt.datetime
) -> RadioStation:
    """Raises KhienError("twice")."""
    old = _facts(station)
    _fill(station, words, at)
    return _kept(actor, station, old=old, at=at)


def station_account(station: RadioStation) -> AccountData:
    """As a transport takes it. Raises base.sealing.CannotOpen."""
    kept = _opened(station)
    return AccountData(
        str(station.uuid),
        ChannelKind.RADIO,
        station.name,
        {"url": kept.get("url", "")},
        {"key": kept.get("key", "")},
    )


def station_address(station: RadioStation) -> str:
    """Of its server, for the form; never the key."""
    return _opened(station).get("url", "")


def receipt_address(station: RadioStation) -> str:
    """Where its server tells what it played."""
    path = reverse("channels:radio_receipts", kwargs={"token": station.token})
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _opened(station: RadioStation) -> dict[str, str]:
    if not station.sealed_settings:
        return {}
    found: dict[str, str] = json.loads(unseal(station.sealed_settings))
    return found


def _fill(station: RadioStation, words: StationWords, at: dt.datetime) -> None:
    station.name = words.name.strip()
    station.note = words.note.strip()
    station.active = words.active
    station.connected = words.connected
    station.changed_at = at
    if words.connected:
        key = words.key or _opened(station).get("key", "")
        station.sealed_settings = seal(json.dumps({"url": words.url, "key": key}))
    else:
        station.sealed_settings = ""
        station.trouble = ""


def _kept(
    actor: Actor, station: RadioStation, *, old: dict[str, object] | None, at: dt.datetime
) -> RadioStation:
    try:
        with transaction.atomic():
            station.save()
            ensure(actor, ChannelKind.RADIO, unit_id=station.unit_id, at=at)
            audit.record(
                actor=actor,
                action="radio.station",
                subject=audit.Subject("radio_station", str(station.uuid), station.name),
                old=old,
                new=_facts(station),
                at=at,
            )
    except IntegrityError as error:
        raise KhienError(_("This commune has a station of that name already."), code="twice") from error
    return station


def _facts(station: RadioStation) -> dict[str, object]:
    """Without address and key."""
    return {"name": station.name, "connected": station.connected, "active": station.active}
