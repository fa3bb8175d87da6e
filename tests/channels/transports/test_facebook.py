"""A Facebook page, against a stand-in written from Facebook's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from khien.base.clock import now
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Parcel, PostGone, TransportDown
from khien.channels.transports.facebook.transport import Facebook
from khien.channels.transports.registry import transport_for
from tests.channels.contract import SECRET, TransportContract, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports.standins import facebook as other
from tests.channels.transports.standins.server import serving

PNG = ("ap-phich.png", "image/png", b"\x89PNG" + b"0" * 200)
APP = "Khoa-Ung-Dung-5"


@dataclass
class FacebookPeer:
    page: other.Page
    address: str

    def account(self) -> AccountData:
        settings = {"page_id": other.PAGE, "version": "v23.0", "graph": self.address}
        secrets = {"page_token": SECRET, "app_secret": APP}
        return AccountData("f1", ChannelKind.FACEBOOK, "Trang của Sở", settings, secrets)

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, "")

    def received(self) -> list[str]:
        return [post["message"] for post in self.page.posts.values()]

    def stranger(self) -> AccountData:
        return replace(self.account(), secrets={"page_token": "Het-Han-Roi-2", "app_secret": APP})

    def nobody_there(self) -> AccountData:
        account = self.account()
        return replace(account, settings={**account.settings, "graph": f"http://127.0.0.1:{free_port()}"})

    def gone(self, number: int) -> None:
        return None

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, "", text=f"Cảnh báo {other.BUSY} {number}")

    def mute(self, number: int) -> Parcel:
        """Nothing of it is on the page: whether it comes later nobody knows."""
        self.page.mute_writes = False
        return a_parcel(number, "", text=f"Cảnh báo {other.MUTE} {number}")


@pytest.fixture
def peer() -> Iterator[FacebookPeer]:
    page = other.Page(SECRET, APP)
    with serving(page) as address:
        yield FacebookPeer(page, address)


@pytest.fixture
def facebook(peer: FacebookPeer) -> Facebook:
    found = transport_for(peer.account(), console=False)
    assert isinstance(found, Facebook)
    return found


class TestFacebook(TransportContract):
    pass


def test_a_post_with_a_link_can_be_seen_at_its_address(peer: FacebookPeer, facebook: Facebook) -> None:
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", link="https://k.example/l/ab")])
    assert outcome.address == f"https://www.facebook.com/{outcome.provider_id}"
    assert peer.page.posts[outcome.provider_id]["link"] == "https://k.example/l/ab"


def test_a_picture_is_sent_as_a_photo(peer: FacebookPeer, facebook: Facebook) -> None:
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", files=(PNG,))])
    assert peer.page.posts[outcome.provider_id]["photo"]


def test_a_post_waits_at_facebook_for_its_time(peer: FacebookPeer, facebook: Facebook) -> None:
    when = (now() + dt.timedelta(hours=2)).isoformat()
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", extra={"publish_at": when})])
    assert outcome.fate is Fate.TAKEN
    assert not peer.page.posts[outcome.provider_id]["published"]


@pytest.mark.parametrize("hours", [-1, 0.05, 24 * 31])
def test_a_time_facebook_does_not_take_is_refused_here(
    peer: FacebookPeer, facebook: Facebook, hours: float
) -> None:
    when = (now() + dt.timedelta(hours=hours)).isoformat()
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", extra={"publish_at": when})])
    assert (outcome.fate, outcome.reason, peer.received()) == (Fate.REFUSED, "time", [])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": " "}, "empty"),
        ({"text": "a" * 63_207}, "too-long"),
        ({"extra": {"publish_at": "mai"}}, "time"),
        ({"extra": {"publish_at": "2026-11-25T08:00"}}, "time"),
        ({"files": (("to.png", "image/png", b"0" * (10 * 1024 * 1024 + 1)),)}, "too-large"),
        ({"text": f"Cảnh báo {other.FORBIDDEN}"}, "policy"),
        ({"text": f"Cảnh báo {other.STRANGE}"}, "facebook7777"),
    ],
)
def test_what_cannot_be_posted_is_refused_with_its_reason(
    peer: FacebookPeer, facebook: Facebook, changes: dict[str, object], reason: str
) -> None:
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", **changes)])
    assert (outcome.fate, outcome.reason, peer.received()) == (Fate.REFUSED, reason, [])


def test_after_a_broken_line_the_page_is_asked_whether_the_post_stands(
    peer: FacebookPeer, facebook: Facebook
) -> None:
    (outcome,), _down = sent_over(facebook, [a_parcel(1, "", text=f"Cảnh báo {other.MUTE}")])
    assert outcome.fate is Fate.TAKEN
    assert outcome.provider_id in peer.page.posts
    (again,), _down = sent_over(facebook, [a_parcel(2, "", text=f"Cảnh báo {other.MUTE}")])
    assert (again.fate, again.reason, len(peer.received())) == (Fate.REFUSED, "duplicate", 1)


def test_a_token_that_ends_is_found_before_anything_is_taken(peer: FacebookPeer, facebook: Facebook) -> None:
    peer.page.ended = True
    outcomes, down = sent_over(facebook, [peer.parcel(1)])
    assert outcomes == []
    assert down is not None
    assert down.permanent


def test_counts_come_back_as_facebook_gives_them(peer: FacebookPeer, facebook: Facebook) -> None:
    (outcome,), _down = sent_over(facebook, [peer.parcel(1)])
    counts = facebook.counts(outcome.provider_id)
    assert counts == {"reactions": 41, "comments": 7, "shares": 12, "reach": 3456}


@pytest.mark.parametrize("may_delete", [True, False])
def test_a_post_is_taken_back_or_hidden_and_twice_is_once(
    peer: FacebookPeer, facebook: Facebook, may_delete: bool
) -> None:
    peer.page.may_delete = may_delete
    (outcome,), _down = sent_over(facebook, [peer.parcel(1)])
    facebook.withdraw(outcome.provider_id)
    facebook.withdraw(outcome.provider_id)
    if may_delete:
        with pytest.raises(PostGone):
            facebook.counts(outcome.provider_id)
    else:
        assert peer.page.posts[outcome.provider_id]["hidden"]


def test_no_token_stands_in_logs_or_errors_on_any_way(
    peer: FacebookPeer, facebook: Facebook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    shown = ""
    for parcel in (peer.parcel(1), peer.busy(2), peer.mute(3), a_parcel(4, "", text=other.FORBIDDEN)):
        shown += repr(sent_over(facebook, [parcel]))
    for account in (peer.stranger(), peer.nobody_there()):
        with pytest.raises(TransportDown) as caught:
            transport_for(account, console=False).check()
        shown += f"{caught.value!r}{caught.value.__context__!r}"
    shown += caplog.text
    for secret in (SECRET, APP, "Het-Han-Roi-2", "appsecret_proof"):
        assert secret not in shown
