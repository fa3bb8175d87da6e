"""Mail, against aiosmtpd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Parcel
from tests.channels.contract import SECRET, TransportContract, a_parcel
from tests.channels.ports import free_port
from tests.channels.transports.mail_sinks import NAME, Sink, listening


@dataclass
class MailPeer:
    sink: Sink
    port: int

    def account(self) -> AccountData:
        settings = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "username": NAME,
            "sender_name": "Sở Khoa học và Công nghệ tỉnh An Bình",
            "sender": "canh-bao@anbinh.example",
        }
        return AccountData("u1", ChannelKind.EMAIL, "Thư của Sở", settings, {"password": SECRET})

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, f"nguoi-{number}@example.vn")

    def received(self) -> list[str]:
        return self.sink.texts()

    def stranger(self) -> AccountData:
        return replace(self.account(), secrets={"password": "Sai-Mat-Khau-77"})

    def nobody_there(self) -> AccountData:
        account = self.account()
        return replace(account, settings={**account.settings, "port": free_port()})

    def gone(self, number: int) -> Parcel:
        return a_parcel(number, "no-one@example.vn")

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, "busy@example.vn")

    def mute(self, number: int) -> Parcel:
        return a_parcel(number, "mute@example.vn")


@pytest.fixture
def peer() -> Iterator[MailPeer]:
    sink = Sink()
    controller = listening(sink)
    yield MailPeer(sink, controller.port)
    controller.stop()


class TestEmail(TransportContract):
    pass
