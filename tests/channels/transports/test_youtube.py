"""YouTube, against a stand-in written from Google's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from khien.base.clock import now
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports import tokens
from khien.channels.transports.contract import AccountData, Fate, Parcel, PostGone
from khien.channels.transports.registry import transport_for
from khien.channels.transports.youtube import upload
from khien.channels.transports.youtube.transport import YouTube
from tests.channels.contract import SECRET, TransportContract, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports.standins import youtube as other
from tests.channels.transports.standins.server import MemoryKeeper, serving

FILM = ("clip.mp4", "video/mp4", b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 3000)
VTT = ("clip.vtt", "text/vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nGác máy.\n".encode())
REFRESH = "1//Lam-Moi-Kenh"


@dataclass
class YouTubePeer:
    channel: other.Channel

    def account(self) -> AccountData:
        settings = {
            "client_id": other.CLIENT,
            "privacy": "public",
            "google": self.channel.base,
            "oauth": self.channel.base,
            "patience": 0,
        }
        secrets = {"client_secret": SECRET, "refresh_token": REFRESH}
        return AccountData("y1", ChannelKind.YOUTUBE, "Kênh của Đài", settings, secrets)

    def parcel(self, number: int) -> Parcel:
        return a_parcel(number, "", files=(FILM,))

    def received(self) -> list[str]:
        return [film["snippet"]["description"] for film in self.channel.films.values()]

    def stranger(self) -> AccountData:
        return replace(
            self.account(), uuid="y2", secrets={"client_secret": "Sai-Roi-33", "refresh_token": REFRESH}
        )

    def nobody_there(self) -> AccountData:
        account, nowhere = self.account(), f"http://127.0.0.1:{free_port()}"
        return replace(account, uuid="y3", settings={**account.settings, "google": nowhere, "oauth": nowhere})

    def gone(self, number: int) -> None:
        return None

    def busy(self, number: int) -> Parcel:
        return a_parcel(number, "", text=f"Phim {other.BUSY}", files=(FILM,))

    def mute(self, number: int) -> Parcel:
        return a_parcel(number, "", text=f"Phim {other.MUTE}", files=(FILM,))


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[YouTubePeer]:
    monkeypatch.setattr(tokens, "_keepers", [MemoryKeeper()])
    monkeypatch.setattr(upload, "PIECE", 2 * other.STEP)
    channel = other.Channel(SECRET, REFRESH)
    with serving(channel) as address:
        channel.base = address
        yield YouTubePeer(channel)


@pytest.fixture
def youtube(peer: YouTubePeer) -> YouTube:
    found = transport_for(peer.account(), console=False)
    assert isinstance(found, YouTube)
    return found


class TestYouTube(TransportContract):
    pass


def test_a_film_arrives_whole_in_pieces_with_its_captions(peer: YouTubePeer, youtube: YouTube) -> None:
    parcel = a_parcel(1, "", files=(FILM, VTT), link="https://k.example/l/ab")
    (outcome,), _down = sent_over(youtube, [parcel])
    film = peer.channel.films[outcome.provider_id]
    assert film["data"] == FILM[2]
    assert film["snippet"]["description"].endswith("https://k.example/l/ab")
    assert peer.channel.captions[outcome.provider_id] == VTT[2]
    assert (outcome.address, outcome.reason) == (f"https://youtu.be/{outcome.provider_id}", "")


def test_a_line_that_breaks_goes_on_where_it_broke(peer: YouTubePeer, youtube: YouTube) -> None:
    (outcome,), _down = sent_over(youtube, [a_parcel(1, "", text=f"Phim {other.BREAKS}", files=(FILM,))])
    assert outcome.fate is Fate.TAKEN
    assert [film["data"] for film in peer.channel.films.values()] == [FILM[2]]


def test_a_film_from_our_own_folder_is_not_read_into_memory(
    peer: YouTubePeer, youtube: YouTube, tmp_path: Path
) -> None:
    path = tmp_path / "phim.mp4"
    path.write_bytes(FILM[2])
    (outcome,), _down = sent_over(youtube, [a_parcel(1, "", extra={"video": path})])
    assert peer.channel.films[outcome.provider_id]["data"] == FILM[2]


def test_a_path_typed_into_a_form_opens_no_file(youtube: YouTube) -> None:
    (outcome,), _down = sent_over(youtube, [a_parcel(1, "", extra={"video": "/etc/passwd"})])
    assert (outcome.fate, outcome.reason) == (Fate.REFUSED, "no-film")


def test_a_film_waits_at_youtube_for_its_time(peer: YouTubePeer, youtube: YouTube) -> None:
    when = now() + dt.timedelta(days=1)
    (outcome,), _down = sent_over(
        youtube, [a_parcel(1, "", files=(FILM,), extra={"publish_at": when.isoformat()})]
    )
    status = peer.channel.films[outcome.provider_id]["status"]
    assert status["privacyStatus"] == "private"
    assert status["publishAt"] == when.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"files": ()}, "no-film"),
        ({"files": (("a.mp4", "video/mp4", b""),)}, "too-large"),
        ({"subject": ""}, "title"),
        ({"subject": "a" * 101}, "title"),
        ({"subject": "<b>"}, "signs"),
        ({"text": "đ" * 2501}, "too-long"),
        ({"extra": {"privacy": "friends"}}, "privacy"),
        ({"extra": {"publish_at": "2020-01-01T00:00:00+07:00"}}, "time"),
        ({"extra": {"publish_at": "mai"}}, "time"),
    ],
)
def test_what_youtube_would_refuse_is_refused_before_the_upload(
    peer: YouTubePeer, youtube: YouTube, changes: dict[str, object], reason: str
) -> None:
    (outcome,), _down = sent_over(youtube, [replace(peer.parcel(1), **changes)])  # type: ignore[arg-type]
    assert (outcome.fate, outcome.reason) == (Fate.REFUSED, reason)
    assert peer.channel.units == 0


def test_a_film_goes_to_no_other_place_than_the_service(peer: YouTubePeer, youtube: YouTube) -> None:
    peer.channel.foreign_session = "http://127.0.0.1:1"
    (outcome,), _down = sent_over(youtube, [peer.parcel(1)])
    assert outcome.fate is not Fate.TAKEN
    assert peer.channel.films == {}


def test_a_token_that_ends_early_is_renewed(peer: YouTubePeer, youtube: YouTube) -> None:
    sent_over(youtube, [peer.parcel(1)])
    peer.channel.ended = True
    outcomes, down = sent_over(youtube, [peer.parcel(2)])
    assert (outcomes, down is not None and down.permanent) == ([], False)
    (outcome,), down = sent_over(youtube, [peer.parcel(2)])
    assert (outcome.fate, down) == (Fate.TAKEN, None)


def test_counts_come_back_and_a_film_can_be_hidden(peer: YouTubePeer, youtube: YouTube) -> None:
    (outcome,), _down = sent_over(youtube, [peer.parcel(1)])
    assert youtube.counts(outcome.provider_id) == {"views": 1234, "likes": 56, "comments": 7}
    youtube.withdraw(outcome.provider_id)
    assert peer.channel.films[outcome.provider_id]["status"] == {"privacyStatus": "private"}
    youtube.withdraw("phim-la")
    with pytest.raises(PostGone):
        youtube.counts("phim-la")


def test_nothing_secret_stands_in_logs_or_errors_on_any_way(
    peer: YouTubePeer, youtube: YouTube, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    shown = ""
    for parcel in (peer.parcel(1), peer.busy(2), peer.mute(3)):
        shown += repr(sent_over(youtube, [parcel]))
    peer.channel.ended = True
    shown += repr(sent_over(youtube, [peer.parcel(4)]))
    for account in (peer.stranger(), peer.nobody_there()):
        _outcomes, down = sent_over(transport_for(account, console=False), [peer.parcel(5)])
        shown += f"{down!r}{down.__context__!r}"
    shown += caplog.text
    for secret in (SECRET, REFRESH, "Sai-Roi-33", "kin"):
        assert secret not in shown
