"""Peers of channels that end in this house: the other side is a list of ours, filled as the board is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports import inside
from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel
from tests.channels.contract import a_parcel


class InsidePeer:
    def __init__(self, kind: ChannelKind) -> None:
        self.kind = kind
        self.put: dict[str, str] = {}

    def take(self, account: AccountData, parcel: Parcel) -> Outcome:
        self.put.setdefault(parcel.ref, parcel.text)
        return Outcome(parcel.ref, Fate.TAKEN, provider_id=f"so-{parcel.ref}")

    def account(self) -> AccountData:
        return AccountData("1", self.kind, "Kênh của nhà", {}, {})

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, "")

    def received(self) -> list[str]:
        return list(self.put.values())

    def stranger(self) -> None:
        return None

    def nobody_there(self) -> None:
        return None

    def gone(self, number: int) -> None:
        return None

    def busy(self, number: int) -> None:
        return None

    def mute(self, number: int) -> None:
        return None


@contextmanager
def inside_peer(kind: ChannelKind) -> Iterator[InsidePeer]:
    peer = InsidePeer(kind)
    before = dict(inside._boards)
    inside._boards[kind] = peer.take
    try:
        yield peer
    finally:
        inside._boards.clear()
        inside._boards.update(before)
