"""Text messages by SMPP, against the SMSC of the npm package `smpp`."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Parcel
from khien.channels.transports.sms_smpp import transport as smpp
from tests.channels.contract import TransportContract, a_parcel
from tests.channels.ports import free_port
from tools import prepare

PASSWORD = "Canh1Cua"  # SMPP allows eight octets
SMSC = Path(__file__).parent / "smsc.cjs"


@dataclass
class Smsc:
    port: int
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [event for event in self.events if "text" in event]


@pytest.fixture
def smsc_with() -> Iterator[Callable[..., Smsc]]:
    """`smsc_with(receipts="decimal")` starts one."""
    if not (SMSC.parents[3] / "node_modules" / "smpp").is_dir():
        pytest.skip("the npm package smpp is not installed: make setup")
    running: list[subprocess.Popen[str]] = []

    def start(*, receipts: str = "none", every: int = 0) -> Smsc:
        process = subprocess.Popen(
            ["node", str(SMSC), PASSWORD, receipts, str(every)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=prepare.with_path(),
        )
        running.append(process)
        assert process.stdout is not None
        smsc = Smsc(json.loads(process.stdout.readline())["port"])
        threading.Thread(target=_hear, args=(process.stdout, smsc), daemon=True).start()
        return smsc

    yield start
    for process in running:
        process.kill()
        process.communicate()


def _hear(stdout: Any, smsc: Smsc) -> None:
    for line in stdout:
        smsc.events.append(json.loads(line))


def account_for(port: int, **settings: Any) -> AccountData:
    values = {"host": "127.0.0.1", "port": port, "system_id": "khien", "brand": "CANHBAO AB", "window": 10,
              "bind": "transceiver", "long": "udh8", "ids": "same", "valid_hours": 24, "wants_receipts": True,
              "gone_errors": "001"}  # fmt: skip
    return AccountData("u2", ChannelKind.SMS_SMPP, "Nhà mạng", {**values, **settings}, {"password": PASSWORD})


@dataclass
class SmsPeer:
    smsc: Smsc

    def account(self) -> AccountData:
        return account_for(self.smsc.port)

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, f"+8490{number + 6000000:07}")

    def received(self) -> list[str]:
        time.sleep(0.05)  # the other process prints after it has answered
        return [message["text"] for message in self.smsc.messages]

    def stranger(self) -> AccountData:
        return replace(self.account(), secrets={"password": "Sai4Roi!"})

    def nobody_there(self) -> AccountData:
        return account_for(free_port())

    def gone(self, number: int) -> Parcel:
        return a_parcel(number, "+84901230000")

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, "+84901231111")

    def mute(self, number: int) -> Parcel:
        return a_parcel(number, "+84901232222")


@pytest.fixture
def peer(smsc_with: Callable[..., Smsc], monkeypatch: pytest.MonkeyPatch) -> SmsPeer:
    monkeypatch.setattr(smpp, "BIND_SECONDS", 0.8)
    return SmsPeer(smsc_with())


class TestSmsSmpp(TransportContract):
    pass
