"""Text messages by SMPP, against the SMSC of the npm package `smpp`."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Parcel, Receipt
from khien.channels.transports.sms_smpp import transport as smpp
from khien.channels.transports.sms_smpp.coding import Long, coded
from khien.channels.transports.sms_smpp.forms import SmsSmppForm
from khien.channels.transports.sms_smpp.told import Ids, receipt_in
from khien.library.api import sms_count
from tests.channels.contract import TransportContract, a_parcel, sent_over
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


# ---- what a text message says of itself -----------------------------------------------------------------------


def _settled(smsc: Smsc, count: int) -> list[dict[str, Any]]:
    """The other process prints after it has answered."""
    for _ in range(100):
        if len(smsc.messages) >= count:
            break
        time.sleep(0.02)
    return smsc.messages


def test_shows_the_brand_and_overtakes_when_urgent(smsc_with: Callable[..., Smsc]) -> None:
    smsc = smsc_with()
    ends = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    urgent = replace(a_parcel(1, "+84906000001"), urgent=True, expires_at=ends, text="Khan: gac may ngay")
    plain = replace(a_parcel(2, "+84906000002"), text="Canh giac {[€]}")
    sent_over(smpp.SmsSmpp(account_for(smsc.port)), [urgent, plain])
    first, second = sorted(_settled(smsc, 2), key=lambda one: str(one["to"]))
    assert (first["from"], first["ton"], first["to"]) == ("CANHBAO AB", 5, "84906000001")
    assert (first["priority"], first["coding"], first["asks"]) == (3, 0, 1)
    assert (second["priority"], second["text"]) == (0, "Canh giac {[€]}")


@pytest.mark.parametrize("long", list(Long))
@pytest.mark.parametrize(
    "text", ["Đừng chuyển tiền. " * 20, "Dung chuyen tien [€]. " * 20, "Cẩn thận 🛡️ " * 12]
)
def test_long_texts_arrive_whole_in_every_way(smsc_with: Callable[..., Smsc], long: Long, text: str) -> None:
    smsc = smsc_with()
    (outcome,), _down = sent_over(
        smpp.SmsSmpp(account_for(smsc.port, long=long.value)),
        [replace(a_parcel(1, "+84906000001"), text=text)],
    )
    (message,) = _settled(smsc, 1)
    assert message["text"] == text
    assert outcome.parts >= 2
    assert message["parts"] == (1 if long is Long.PAYLOAD else outcome.parts)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_what_is_shown_beside_a_text_is_what_is_sent(text: str) -> None:
    assert coded(text, long=Long.UDH8, ref="k1").parts == max(1, sms_count(text).parts)


def test_receipts_are_heard_on_the_line_that_sends(smsc_with: Callable[..., Smsc]) -> None:
    smsc = smsc_with(receipts="decimal")
    parcels = [a_parcel(1, "+84906000001"), a_parcel(2, "+84906004444")]
    heard: list[Receipt] = []
    with smpp.SmsSmpp(account_for(smsc.port, ids="decimal")).open() as line:
        ids = {outcome.ref: outcome.provider_id for outcome in line.send(iter(parcels))}
        for _ in range(100):
            heard += line.told()
            if len(heard) == 2:
                break
            time.sleep(0.02)
    by_id = {receipt.provider_id: receipt for receipt in heard}
    assert by_id[ids["thu-0001"]].delivered
    failed = by_id[ids["thu-0002"]]
    assert (failed.delivered, failed.hard, failed.reason) == (False, True, "no-address")


def test_receipts_are_heard_by_a_listener(smsc_with: Callable[..., Smsc]) -> None:
    smsc = smsc_with(receipts="tlv")
    account = account_for(smsc.port, bind="transmitter")
    heard: list[Receipt] = []

    def listen() -> None:
        for batch in smpp.SmsSmpp(account).receipts(seconds=10):
            heard.extend(batch)
            return

    thread = threading.Thread(target=listen)
    thread.start()
    time.sleep(0.5)
    (outcome,), _down = sent_over(smpp.SmsSmpp(account), [a_parcel(1, "+84906000001")])
    thread.join(12)
    assert [(receipt.provider_id, receipt.delivered) for receipt in heard] == [(outcome.provider_id, True)]


def test_too_fast_is_slower_not_lost(smsc_with: Callable[..., Smsc]) -> None:
    smsc = smsc_with(every=5)
    parcels = [replace(a_parcel(number, f"+8490600{number:04}"), text="Gac may") for number in range(1, 12)]
    outcomes, down = sent_over(smpp.SmsSmpp(account_for(smsc.port, window=4)), parcels)
    fates = [outcome.fate for outcome in outcomes]
    assert down is None
    assert fates.count(Fate.TRY_AGAIN) == 2
    assert len(_settled(smsc, 9)) == fates.count(Fate.TAKEN) == 9


@pytest.mark.parametrize(
    ("text", "tlvs", "ids", "told_of"),
    [
        ("id:0A1 sub:001 stat:DELIVRD err:000", {}, Ids.SAME, Receipt("0A1", delivered=True)),
        (
            "id:161 stat:EXPIRED err:069",
            {},
            Ids.DECIMAL,
            Receipt("a1", delivered=False, reason="expired"),
        ),
        ("id:00000000a1 stat:DELIVRD", {}, Ids.HEX, Receipt("161", delivered=True)),
        ("id:7 stat:ACCEPTD", {}, Ids.SAME, None),
        ("HUY", {}, Ids.SAME, None),
        (
            "",
            {0x1E: b"77\0", 0x427: b"\x05"},
            Ids.SAME,
            Receipt("77", delivered=False, reason="refused"),
        ),
        ("id: stat:", {}, Ids.SAME, None),
    ],
)
def test_receipts_of_many_centres(
    text: str, tlvs: dict[int, bytes], ids: Ids, told_of: Receipt | None
) -> None:
    assert receipt_in(text, tlvs, ids=ids, gone_errors=["001"]) == told_of


def test_a_brand_that_an_operator_never_registers_is_refused_when_typed() -> None:
    account = account_for(1)
    for brand in ("CANH BAO AN BINH", "Cảnh báo", "<b>", ""):
        assert "brand" in SmsSmppForm({**account.settings, **account.secrets, "brand": brand}).errors
