"""Zalo Official Account, against a stand-in written from Zalo's pages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports import tokens
from khien.channels.transports.contract import AccountData, Fate, Parcel, PostGone, TransportDown
from khien.channels.transports.registry import transport_for
from khien.channels.transports.zalo.events import NotFromZalo, read_event
from khien.channels.transports.zalo.transport import Zalo
from tests.channels.contract import SECRET, TransportContract, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports.standins import zalo as other
from tests.channels.transports.standins.server import MemoryKeeper, serving

FOLLOWER = "8000000000000000"
AT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@dataclass
class ZaloPeer:
    service: other.Zalo
    address: str

    def account(self) -> AccountData:
        settings = {
            "app_id": other.APP,
            "oa_id": other.OA,
            "message_kind": "cs",
            "author": "Sở Khoa học và Công nghệ",
            "cover_url": "https://khcn.anbinh.example/bia.jpg",
            "openapi": self.address,
            "business": self.address,
            "oauth": self.address,
            "patience": 0,
        }
        secrets = {
            "app_secret": SECRET,
            "refresh_token": "lam-moi-dau-tien",
            "webhook_secret": "Khoa-Webhook-9",
        }
        return AccountData("z1", ChannelKind.ZALO, "Sở KHCN", settings, secrets)

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, f"{FOLLOWER}{number:03}")

    def received(self) -> list[str]:
        return self.service.texts

    def stranger(self) -> AccountData:
        account = self.account()
        return replace(account, uuid="z2", secrets={**account.secrets, "app_secret": "Sai-Khoa-Roi-1"})

    def nobody_there(self) -> AccountData:
        account, nowhere = self.account(), f"http://127.0.0.1:{free_port()}"
        places = dict.fromkeys(("openapi", "business", "oauth"), nowhere)
        return replace(account, uuid="z3", settings={**account.settings, **places})

    def gone(self, number: int) -> Parcel:
        return a_parcel(number, other.GONE)

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, other.BUSY)

    def mute(self, number: int) -> Parcel:
        return a_parcel(number, other.MUTE)


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZaloPeer]:
    monkeypatch.setattr(tokens, "_keepers", [MemoryKeeper()])
    service = other.Zalo(SECRET, "lam-moi-dau-tien")
    with serving(service) as address:
        yield ZaloPeer(service, address)


@pytest.fixture
def zalo(peer: ZaloPeer) -> Zalo:
    found = transport_for(peer.account(), console=False)
    assert isinstance(found, Zalo)
    return found


class TestZalo(TransportContract):
    pass


def _zns(number: int, phone: str, **changes: object) -> Parcel:
    extra = {"template_id": other.TEMPLATE, "params": {"loai": "giả công an", "huong_dan": "gác máy"}}
    return a_parcel(number, phone, extra=extra | changes)


def test_a_notice_by_template_carries_our_reference(peer: ZaloPeer, zalo: Zalo) -> None:
    (outcome,), _down = sent_over(zalo, [_zns(1, "+84912345678")])
    assert (outcome.fate, outcome.provider_id) == (Fate.TAKEN, "thu-0001")
    (notice,) = peer.service.notices
    assert notice["phone"] == "84912345678"
    assert notice["tracking_id"] == "thu-0001"


def test_an_unanswered_notice_can_still_be_settled_by_our_reference(peer: ZaloPeer, zalo: Zalo) -> None:
    (outcome,), _down = sent_over(zalo, [_zns(1, f"+{other.MUTE_PHONE}")])
    assert (outcome.fate, outcome.provider_id) == (Fate.UNCERTAIN, "thu-0001")


@pytest.mark.parametrize(
    ("phone", "changes", "fate", "hard", "reason"),
    [
        (f"+{other.NO_ZALO}", {}, Fate.REFUSED, True, "no-address"),
        (f"+{other.AT_NIGHT}", {}, Fate.TRY_AGAIN, False, "night"),
        ("+84912345678", {"template_id": "1"}, Fate.REFUSED, False, "template"),
        ("+84912345678", {"params": {"la": "1"}}, Fate.REFUSED, False, "template"),
        ("+84912345678", {"template_id": ""}, Fate.REFUSED, False, "template"),
        ("+8491", {}, Fate.REFUSED, True, "no-address"),
    ],
)
def test_what_zalo_says_of_a_notice_is_understood(
    zalo: Zalo, phone: str, changes: dict[str, object], fate: Fate, hard: bool, reason: str
) -> None:
    (outcome,), down = sent_over(zalo, [_zns(1, phone, **changes)])
    assert (outcome.fate, outcome.hard, outcome.reason, down) == (fate, hard, reason, None)


def test_an_empty_purse_stops_the_line_and_calls_for_people(peer: ZaloPeer, zalo: Zalo) -> None:
    account = peer.account()
    alone = transport_for(replace(account, settings={**account.settings, "width": 1}), console=False)
    parcels = [_zns(1, "+84912345678"), _zns(2, f"+{other.POOR}"), _zns(3, "+84912345679")]
    outcomes, down = sent_over(alone, parcels)
    assert [(o.ref, o.fate) for o in outcomes] == [("thu-0001", Fate.TAKEN), ("thu-0002", Fate.TRY_AGAIN)]
    assert down is not None
    assert down.permanent
    assert len(peer.service.notices) == 1


def test_who_did_not_write_lately_gets_no_consultation(zalo: Zalo) -> None:
    (outcome,), down = sent_over(zalo, [a_parcel(1, other.SILENT_FOR_A_WEEK)])
    assert (outcome.fate, outcome.reason, outcome.hard, down) == (Fate.REFUSED, "window", False, None)


@pytest.mark.parametrize("kind", ["promotion", "transaction"])
def test_followers_get_a_form_with_header_text_and_button(peer: ZaloPeer, zalo: Zalo, kind: str) -> None:
    text = "Gác máy ngay. " * 120
    parcel = a_parcel(1, f"{FOLLOWER}001", text=text, link="https://k.example/l/ab", extra={"kind": kind})
    (outcome,), _down = sent_over(zalo, [parcel])
    assert outcome.fate is Fate.TAKEN
    assert peer.received() == [text]


@pytest.mark.parametrize("bad", [{"text": "a" * 2001}, {"to": "12a"}, {"extra": {"kind": "spam"}}])
def test_what_zalo_would_refuse_is_not_put_on_the_wire(
    peer: ZaloPeer, zalo: Zalo, bad: dict[str, object]
) -> None:
    (outcome,), _down = sent_over(zalo, [replace(peer.parcel(1), **bad)])  # type: ignore[arg-type]
    assert outcome.fate is Fate.REFUSED
    assert peer.received() == []


def test_an_article_is_written_and_handed_to_all_followers(peer: ZaloPeer, zalo: Zalo) -> None:
    parcel = a_parcel(1, "", text="Đoạn một.\n\nĐoạn hai.", link="https://k.example/l/ab")
    (outcome,), _down = sent_over(zalo, [parcel])
    assert outcome.fate is Fate.TAKEN
    assert peer.service.broadcasts == [outcome.provider_id]
    article = peer.service.articles[outcome.provider_id]
    assert [part["content"] for part in article["body"]] == [
        "Đoạn một.",
        "Đoạn hai.",
        "https://k.example/l/ab",
    ]
    assert zalo.counts(outcome.provider_id) == {"views": 120, "shares": 3}
    zalo.withdraw(outcome.provider_id)
    zalo.withdraw(outcome.provider_id)
    with pytest.raises(PostGone):
        zalo.counts(outcome.provider_id)


def test_an_article_that_the_office_wrote_is_only_handed_on(peer: ZaloPeer, zalo: Zalo) -> None:
    peer.service.articles["bai-cua-so"] = {}
    (outcome,), _down = sent_over(zalo, [a_parcel(1, "", extra={"article_id": "bai-cua-so"})])
    assert (outcome.fate, peer.service.broadcasts) == (Fate.TAKEN, ["bai-cua-so"])


def test_a_token_that_ends_early_is_renewed_and_nothing_is_lost(peer: ZaloPeer, zalo: Zalo) -> None:
    sent_over(zalo, [peer.parcel(1)])
    peer.service.ended = True
    (outcome,), down = sent_over(zalo, [peer.parcel(2)])
    assert (outcome.fate, down is not None and down.permanent) == (Fate.TRY_AGAIN, False)
    (outcome,), down = sent_over(zalo, [peer.parcel(2)])
    assert (outcome.fate, down) == (Fate.TAKEN, None)
    assert peer.service.spent == ["lam-moi-dau-tien", "lam-moi-1-kin"]


def test_followers_are_read_page_by_page_and_from_anywhere(peer: ZaloPeer, zalo: Zalo) -> None:
    peer.service.followers = [f"{FOLLOWER}{number:03}" for number in range(120)]
    pages = list(zalo.follower_pages())
    assert [(offset, total, len(ids)) for offset, total, ids in pages] == [
        (50, 120, 50),
        (100, 120, 50),
        (120, 120, 20),
    ]
    assert [ids for _o, _t, ids in zalo.follower_pages(100)] == [peer.service.followers[100:]]


def test_no_token_stands_in_logs_or_errors_on_any_way(
    peer: ZaloPeer, zalo: Zalo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    shown = ""
    for parcel in (
        peer.parcel(1),
        peer.gone(2),
        peer.busy(3),
        peer.mute(4),
        _zns(5, f"+{other.POOR}"),
        _zns(6, "+8491"),
    ):
        outcomes, down = sent_over(zalo, [parcel])
        shown += f"{outcomes!r}{down!r}"
    peer.service.ended = True
    shown += repr(sent_over(zalo, [peer.parcel(7)]))
    for account in (peer.stranger(), peer.nobody_there()):
        shown += repr(sent_over(transport_for(account, console=False), [peer.parcel(8)]))
    peer.service.mute_token = True
    with pytest.raises(TransportDown) as caught:
        transport_for(replace(peer.account(), uuid="z9"), console=False).check()
    shown += f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}" + caplog.text
    for secret in (*peer.account().secrets.values(), "-kin", "Sai-Khoa-Roi-1", f"{FOLLOWER}00", other.GONE):
        assert secret not in shown


def _event(**changes: object) -> bytes:
    body = {
        "app_id": other.APP,
        "oa_id": other.OA,
        "event_name": "follow",
        "timestamp": str(int(AT.timestamp() * 1000)),
    }
    return json.dumps(body | {"follower": {"id": f"{FOLLOWER}001"}} | changes).encode()


def _signed(body: bytes, secret: str = "Khoa-Webhook-9") -> str:
    stamp = str(json.loads(body)["timestamp"])
    return "mac=" + hashlib.sha256(other.APP.encode() + body + stamp.encode() + secret.encode()).hexdigest()


def _read(body: bytes, signature: str, secret: str = "Khoa-Webhook-9", oa_id: str = other.OA) -> object:
    return read_event(
        body, signature, app_id=other.APP, oa_id=oa_id, secret=secret, now_seconds=AT.timestamp()
    )


def test_signed_events_are_read() -> None:
    body = _event()
    assert getattr(_read(body, _signed(body)), "came", False)
    body = _event(event_name="unfollow")
    assert getattr(_read(body, _signed(body)), "went", False)
    message = {"msg_id": "zns1", "tracking_id": "k1f"}
    body = _event(event_name="user_received_message", message=message, sender={"id": other.OA})
    (receipt,) = getattr(_read(body, _signed(body)), "receipts", ())
    assert (receipt.provider_id, receipt.delivered) == ("k1f", True)


def test_what_people_write_is_not_read() -> None:
    body = _event(event_name="user_send_text", message={"text": "cho tôi hỏi"})
    event = _read(body, _signed(body))
    assert "cho tôi hỏi" not in repr(event)


@pytest.mark.parametrize(
    "case", ["unsigned", "other key", "changed", "old", "other account", "no secret", "no JSON", "huge"]
)
def test_events_that_are_not_zalos_are_refused(case: str) -> None:
    body = _event()
    signature, secret, oa_id = _signed(body), "Khoa-Webhook-9", other.OA
    if case == "unsigned":
        signature = ""
    elif case == "other key":
        signature = _signed(body, "khac")
    elif case == "changed":
        body = body.replace(b"001", b"002")
    elif case == "old":
        body = _event(timestamp=str(int((AT.timestamp() - 9000) * 1000)))
        signature = _signed(body)
    elif case == "other account":
        oa_id = "999"
    elif case == "no secret":
        signature, secret = _signed(body, ""), ""
    elif case == "no JSON":
        body = b"[" * 5000
    else:
        body = _event(filler="x" * 70_000)
        signature = _signed(body)
    with pytest.raises(NotFromZalo):
        _read(body, signature, secret, oa_id)
