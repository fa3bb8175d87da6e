"""Commune radio against a station's server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Parcel, Transport
from tests.channels.contract import TransportContract, a_parcel, sent_over
from tests.channels.radio.station_server import KEY, StationServer, station_server

SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00 not really a sound"


class RadioPeer:
    def __init__(self, server: StationServer) -> None:
        self.server = server

    def account(self) -> AccountData:
        return AccountData("1", ChannelKind.RADIO, "Đài xã", {"url": self.server.url}, {"key": KEY})

    def parcel(self, number: int) -> Parcel:
        files = (("ban-tin.mp3", "audio/mpeg", SOUND),)
        return a_parcel(number, "", files=files, extra={"seconds": 42.0, "times": ["05:30"]})

    def received(self) -> list[str]:
        return [package["text"] for package in self.server.taken.values()]

    def stranger(self) -> AccountData:
        return replace(self.account(), secrets={"key": "sai-khoa-roi"})

    def nobody_there(self) -> AccountData:
        return replace(self.account(), settings={"url": "http://127.0.0.1:9"})

    def _in_a_mood(self, number: int, mood: str) -> Parcel:
        parcel = self.parcel(number)
        self.server.moods[parcel.subject] = mood
        return parcel

    def gone(self, number: int) -> Parcel:
        return self._in_a_mood(number, "gone")

    def busy(self, number: int) -> Parcel:
        return self._in_a_mood(number, "busy")

    def mute(self, number: int) -> Parcel:
        return self._in_a_mood(number, "mute")


class TestRadio(TransportContract):
    @pytest.fixture
    def peer(self) -> Iterator[RadioPeer]:
        with station_server() as server:
            yield RadioPeer(server)

    def test_the_same_reference_is_one_bulletin(self, peer: RadioPeer, transport: Transport) -> None:
        parcel = peer.parcel(1)
        first, _down = sent_over(transport, [parcel])
        second, _down = sent_over(transport, [parcel])
        assert first[0].provider_id == second[0].provider_id
        assert len(peer.received()) == 1
        assert peer.server.sound_of(first[0].provider_id) == SOUND
