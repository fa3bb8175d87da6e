"""Web push, against a push service of ours that decrypts as a browser does (http_ece) and checks the signature (py_vapid).

A subscription by a real Chromium needs Google's service on the Internet and is not tried here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from khien.base.clock import now
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.push_endpoints import known_service, subscription_from
from khien.channels.transports import tokens
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.channels.transports.push.keys import new_key, public_key
from khien.channels.transports.push.transport import LARGEST, Push, note
from khien.channels.transports.registry import transport_for
from tests.channels.contract import TransportContract, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports.standins.push_service import Browser, PushService
from tests.channels.transports.standins.server import MemoryKeeper, serving


@dataclass
class PushPeer:
    service: PushService

    def account(self) -> AccountData:
        host = self.service.base.removeprefix("http://")
        settings = {"contact": "mailto:tructot@anbinh.example", "more_hosts": [host]}
        return AccountData("w1", ChannelKind.PUSH, "Cảnh báo trên máy", settings, {})

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, self.service.browser(f"may-{number}"))

    def received(self) -> list[str]:
        return [shown["body"] for _browser, shown, _headers in self.service.notes]

    def stranger(self) -> None:
        """Whoever holds a key may send: there is no account at a push service."""

    def nobody_there(self) -> None:
        """Each browser has a service of its own; one that does not answer stops none of the others."""

    def gone(self, number: int) -> Parcel:
        return self._answered(number, 410)

    def busy(self, number: int) -> Parcel:
        return self._answered(number, 429)

    def mute(self, number: int) -> Parcel:
        return self._answered(number, 0)

    def _answered(self, number: int, status: int) -> Parcel:
        self.service.answers[f"may-{number}"] = status
        return self.parcel(number)


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushPeer]:
    monkeypatch.setattr(tokens, "_keepers", [MemoryKeeper()])
    service = PushService()
    with serving(service) as address:
        service.base = address
        yield PushPeer(service)


@pytest.fixture
def push(peer: PushPeer) -> Push:
    found = transport_for(peer.account(), console=False)
    assert isinstance(found, Push)
    return found


class TestPush(TransportContract):
    pass


def test_the_browser_reads_title_text_and_link(peer: PushPeer, push: Push) -> None:
    parcel = a_parcel(
        1, peer.service.browser("a"), subject="Giả công an", text="Gác máy.", link="https://k.example/x"
    )
    sent_over(push, [parcel])
    ((_name, shown, headers),) = peer.service.notes
    assert (shown["title"], shown["body"], shown["url"]) == ("Giả công an", "Gác máy.", "https://k.example/x")
    assert shown["tag"] == headers["topic"]
    assert (headers["urgency"], headers["ttl"]) == ("normal", "86400")


def test_a_warning_wakes_the_telephone_and_ends_in_time(peer: PushPeer, push: Push) -> None:
    ends = now() + dt.timedelta(minutes=30)
    sent_over(push, [a_parcel(1, peer.service.browser("a"), urgent=True, expires_at=ends)])
    ((_name, shown, headers),) = peer.service.notes
    assert shown["urgent"] is True
    assert headers["urgency"] == "high"
    assert 1700 <= int(headers["ttl"]) <= 1800


def test_what_has_ended_is_not_sent(peer: PushPeer, push: Push) -> None:
    ended = now() - dt.timedelta(minutes=1)
    (outcome,), _down = sent_over(push, [a_parcel(1, peer.service.browser("a"), expires_at=ended)])
    assert (outcome.fate, outcome.reason, peer.received()) == (Fate.REFUSED, "expired", [])


def test_a_second_attempt_takes_the_place_of_the_first(peer: PushPeer, push: Push) -> None:
    parcel = peer.parcel(1)
    sent_over(push, [parcel])
    sent_over(push, [parcel])
    first, second = (headers["topic"] for _name, _shown, headers in peer.service.notes)
    assert first == second


@pytest.mark.parametrize(
    ("status", "fate", "hard"),
    [
        (404, Fate.REFUSED, True),
        (410, Fate.REFUSED, True),
        (413, Fate.REFUSED, False),
        (401, Fate.REFUSED, False),
        (301, Fate.REFUSED, False),
        (429, Fate.TRY_AGAIN, False),
        (500, Fate.TRY_AGAIN, False),
        (503, Fate.TRY_AGAIN, False),
    ],
)
def test_what_a_service_says_is_understood(
    peer: PushPeer, push: Push, status: int, fate: Fate, hard: bool
) -> None:
    peer.service.answers["may-1"] = status
    (outcome,), down = sent_over(push, [peer.parcel(1)])
    assert (outcome.fate, outcome.hard, down) == (fate, hard, None)


def test_one_service_that_is_down_stops_none_of_the_others(peer: PushPeer) -> None:
    nowhere = f"127.0.0.1:{free_port()}"
    account = peer.account()
    account.settings["more_hosts"].append(nowhere)
    lost = a_parcel(1, Browser("x").subscription(f"http://{nowhere}"))
    outcomes, down = sent_over(transport_for(account, console=False), [lost, peer.parcel(2)])
    fates = {outcome.ref: outcome.fate for outcome in outcomes}
    assert (fates, down) == ({"thu-0001": Fate.TRY_AGAIN, "thu-0002": Fate.TAKEN}, None)


def test_a_long_text_is_cut_to_what_every_service_takes() -> None:
    for length in (900, 1000, 3000, 60_000):
        packed = note(
            a_parcel(1, "", text="Cảnh báo “lừa đảo” ở xã. " * (length // 20), link="https://k.example/x")
        )
        assert len(packed) <= LARGEST
        assert json.loads(packed)["url"] == "https://k.example/x"


def test_without_a_title_the_first_line_is_one() -> None:
    shown = json.loads(note(a_parcel(1, "", subject="", text="Giả công an\nGác máy ngay.")))
    assert (shown["title"], shown["body"]) == ("Giả công an", "Gác máy ngay.")


def test_every_key_is_of_its_own_and_has_the_length_browsers_want() -> None:
    first, second = new_key(), new_key()
    assert first != second
    assert len(public_key(first)) == 87
    assert public_key(first) == public_key(first)


BAD_PLACES = [
    "http://fcm.googleapis.com/fcm/send/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://10.0.0.5/x",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "https://2130706433/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com.ke-gian.example/x",
    "https://ke-gian.example/fcm.googleapis.com",
    "https://xfcm.googleapis.com.vn/x",
    "https://fcm.googleapis.com@10.0.0.5/x",
    "https://10.0.0.5#@fcm.googleapis.com/x",
    "https://10.0.0.5\\@fcm.googleapis.com/x",
    "https://fcm.googleapis.com/",
    "https://fcm.googleapis.com/a b",
    "https://fcm.googleapis.com/\n",
    "https://fcm.googleapis.com:x/y",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/" + "x" * 1001,
    "",
]


@pytest.mark.parametrize("place", BAD_PLACES)
def test_places_that_are_no_push_service_are_refused(place: str) -> None:
    assert not known_service(place)


@pytest.mark.parametrize(
    "place",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://hk2-p.notify.windows.com/w/?token=abc",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_browsers_own_services_are_known(place: str) -> None:
    assert known_service(place)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: "no json",
        lambda d: "[]",
        lambda d: json.dumps({**d, "endpoint": 5}),
        lambda d: json.dumps({**d, "keys": []}),
        lambda d: json.dumps({**d, "keys": {**d["keys"], "auth": "AAAA"}}),
        lambda d: json.dumps({**d, "keys": {**d["keys"], "p256dh": "ă" * 87}}),
        lambda d: json.dumps({**d, "keys": {"auth": d["keys"]["auth"]}}),
        lambda d: json.dumps({**d, "filler": "x" * 3000}),
        lambda d: "[" * 1999,
    ],
)
def test_what_no_browser_gives_is_no_subscription(change: object) -> None:
    data = json.loads(Browser("a").subscription("https://fcm.googleapis.com"))
    assert subscription_from(json.dumps(data)) is not None
    assert subscription_from(change(data)) is None  # type: ignore[operator]


def test_no_key_and_no_endpoint_stand_in_logs_or_outcomes(
    peer: PushPeer, push: Push, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    bad = json.loads(peer.service.browser("hong"))
    bad["keys"]["p256dh"] = "B" + "A" * 86  # right length, no point of the curve
    parcels = [peer.parcel(1), peer.gone(2), peer.busy(3), peer.mute(4), a_parcel(5, json.dumps(bad))]
    shown = repr(sent_over(push, parcels)) + caplog.text + repr(push)
    private = tokens.keeper().made_once(peer.account(), "vapid", new_key)
    assert private not in shown
    assert peer.service.base not in shown
    assert "/push/" not in shown
