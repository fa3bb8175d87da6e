"""Two communes with loudspeakers: An Hòa by USB stick, Bình Minh with a server. Sound is a few bytes unless a test
asks for the real voice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from khien.base.access import Actor
from khien.channels.models import Bulletin, RadioStation
from khien.channels.rules.radio import Priority
from khien.channels.services import radio_bulletins, radio_stations
from khien.channels.services.radio_bulletins import Schedule
from khien.channels.services.radio_stations import StationWords
from khien.library import api as library
from khien.library.models import Material
from khien.library.renditions.made import Made
from tests.channels.radio.station_server import KEY, StationServer, station_server
from tests.library.conftest import Writes, anh, chau, edition_of, let_out, published, send_in, write
from tests.people import AT, Cast

__all__ = ["Writes", "anh", "chau", "let_out", "published", "send_in", "write"]
TODAY = dt.date(2026, 11, 24)
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00 sound"


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


@pytest.fixture
def binh(cast: Cast) -> Actor:
    return cast.actor("commune_officer")


@pytest.fixture(autouse=True)
def _quick_voice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The voice is heard in its own test; here a bulletin only needs bytes."""
    if "really_be_heard" in request.node.name:
        return

    def speak(text: str, *, title: str, unit_name: str, language: str = "vi", chime: bool = True) -> Made:
        return Made("ban-tin.mp3", "audio/mpeg", SOUND + title.encode(), seconds=42.0, text=text)

    monkeypatch.setattr(library, "speak", speak)


@pytest.fixture
def by_stick(hoa: Actor, cast: Cast) -> RadioStation:
    words = StationWords(name="Đài truyền thanh xã An Hòa")
    return radio_stations.open_station(hoa, cast.units.commune, words, at=AT)


@pytest.fixture
def server() -> Iterator[StationServer]:
    with station_server() as running:
        yield running


@pytest.fixture
def connected(hoa: Actor, cast: Cast, server: StationServer) -> RadioStation:
    words = StationWords(name="Đài phường Bình Minh", connected=True, url=server.url, key=KEY)
    return radio_stations.open_station(hoa, cast.units.other_commune, words, at=AT)


Airs = Callable[..., Bulletin]


@pytest.fixture
def aired(hoa: Actor, published: Material, cast: Cast) -> Airs:
    """`aired(station, …)`: a bulletin of the published text, three days, morning and evening, read aloud."""

    def make(
        *stations: RadioStation, key: str = "k", priority: Priority = Priority.NORMAL, days: int = 3
    ) -> Bulletin:
        schedule = Schedule(
            first=TODAY,
            last=TODAY + dt.timedelta(days=days - 1),
            times=("05:30", "17:00"),
            priority=priority,
        )
        made = radio_bulletins.schedule_edition(
            hoa, edition_of(published).pk, stations, schedule, unit_id=cast.units.province, key=key, at=AT
        )
        radio_bulletins.make_sound(made.pk, at=AT)
        return Bulletin.objects.get(pk=made.pk)

    return make
