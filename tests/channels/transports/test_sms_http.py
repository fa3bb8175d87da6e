"""Text messages through an HTTP gateway, against a stand-in that answers as an aggregator's sheet says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Parcel, Receipt
from khien.channels.transports.registry import transport_for
from khien.channels.transports.sms_http.forms import SmsHttpForm
from khien.channels.transports.sms_http.transport import SmsHttp
from tests.channels.contract import SECRET, TransportContract, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports.gateways import Gateway, listening_gateway

TEMPLATE = {"phone": "{to}", "message": "{text}", "sender": "{brand}", "request_id": "{ref}"}


def account_for(port: int, **settings: Any) -> AccountData:
    values = {"url": f"http://127.0.0.1:{port}/send", "body": "json", "template": json.dumps(TEMPLATE),
              "brand": "CANHBAO AB", "number_form": "plain", "auth": "bearer", "window": 4, "success_field": "code",
              "success_values": "100", "gone_values": "105", "id_field": "data.id"}  # fmt: skip
    return AccountData("u3", ChannelKind.SMS_HTTP, "Cổng tin", {**values, **settings}, {"password": SECRET})


@dataclass
class GatewayPeer:
    gateway: Gateway

    def account(self) -> AccountData:
        return account_for(self.gateway.port)

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, f"+8490{number + 6000000:07}")

    def received(self) -> list[str]:
        return [taken["message"] for taken in self.gateway.taken]

    def stranger(self) -> AccountData:
        return replace(self.account(), secrets={"password": "Sai-Mat-Khau-77"})

    def nobody_there(self) -> AccountData:
        return account_for(free_port())

    def gone(self, number: int) -> Parcel:
        return a_parcel(number, "+84901230000")

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, "+84901231111")

    def mute(self, number: int) -> Parcel:
        return a_parcel(number, "+84901232222")


@pytest.fixture
def peer() -> Iterator[GatewayPeer]:
    with listening_gateway() as gateway:
        yield GatewayPeer(gateway)


class TestSmsHttp(TransportContract):
    pass


def asks_after(port: int) -> AccountData:
    return account_for(
        port,
        query_url=f"http://127.0.0.1:{port}/status?ref={{ref}}",
        query_field="state",
        query_taken="accepted",
        query_absent="unknown",
    )


def test_doubt_is_cleared_up_by_our_reference(peer: GatewayPeer) -> None:
    transport = transport_for(asks_after(peer.gateway.port), console=False)
    taken, lost = a_parcel(1, "+84901232222"), a_parcel(2, "+84901233333")
    outcomes, down = sent_over(transport, [taken, lost])
    assert down is None
    assert {o.ref: o.fate for o in outcomes} == {taken.ref: Fate.TAKEN, lost.ref: Fate.TRY_AGAIN}


def test_the_number_of_the_gateway_is_what_its_receipt_names(peer: GatewayPeer) -> None:
    account = account_for(
        peer.gateway.port, receipt_delivered="sent", receipt_failed="fail", receipt_gone="absent"
    )
    (outcome,), _down = sent_over(transport_for(account, console=False), [peer.parcel(1)])
    told = [
        {"id": outcome.provider_id, "status": "SENT"},
        {"id": "G2", "status": "absent"},
        {"id": "G3", "status": "q"},
    ]
    assert SmsHttp(account).receipts_from(json.dumps(told).encode(), {}) == [
        Receipt(outcome.provider_id, delivered=True),
        Receipt("G2", delivered=False, hard=True, reason="no-address"),
    ]
    assert SmsHttp(account).receipts_from(b"id=G9&status=fail", {})[0].reason == "refused"


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe", b"[" * 20_000, b'"x"', b"<xml/>", b"x" * 70_000])
def test_nonsense_from_outside_is_no_receipt(body: bytes) -> None:
    with pytest.raises(ValueError):
        SmsHttp(account_for(1)).receipts_from(body, {})


def test_quotes_and_braces_in_a_text_stay_text(peer: GatewayPeer) -> None:
    text = 'Dùng "mã {secret}" \\ {ref}\n", "phone": "84900000001'
    parcel = replace(peer.parcel(1), text=text)
    sent_over(transport_for(peer.account(), console=False), [parcel])
    (taken,) = peer.gateway.taken
    assert taken["message"] == text
    assert taken["phone"] == parcel.to.lstrip("+")


@pytest.mark.parametrize(
    "template", ["{}", "[]", "nope", '{"a": "{to}"}', '{"a": "{to}{text}{password}"}', '{"a": ' * 5000]
)
def test_a_template_that_cannot_work_is_refused_when_typed(template: str) -> None:
    account = account_for(1)
    form = SmsHttpForm({**account.settings, **account.secrets, "template": template})
    assert "template" in form.errors


def test_numbers_are_written_as_the_gateway_wants(peer: GatewayPeer) -> None:
    for form, seen in (("plus", "+84906000001"), ("local", "0906000001"), ("plain", "84906000001")):
        transport = transport_for(account_for(peer.gateway.port, number_form=form), console=False)
        sent_over(transport, [peer.parcel(1)])
        assert peer.gateway.taken[-1]["phone"] == seen
