"""The contract, kept by a channel whose other side is our own table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from khien.channels.rules.kinds import ChannelKind
from tests.channels.contract import TransportContract
from tests.channels.transports.inside_peers import InsidePeer, inside_peer


class TestPortal(TransportContract):
    @pytest.fixture
    def peer(self) -> Iterator[InsidePeer]:
        with inside_peer(ChannelKind.PORTAL) as peer:
            yield peer
