"""The Console twin of every kind: rows an officer can read, nothing on a wire, nothing secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports import console
from khien.channels.transports.contract import AccountData, Fate, Line, Parcel
from khien.channels.transports.registry import SLICES, transport_for
from tests.channels.contract import SECRET, a_parcel, sent_over

TESTS = Path(__file__).parent
pytestmark = pytest.mark.parametrize("kind", SLICES, ids=str)


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def _account(kind: ChannelKind) -> AccountData:
    names = SLICES[kind].secret_fields or ("password",)
    return AccountData("1", kind, "Kênh thử", {}, dict.fromkeys(names, SECRET))


def test_every_kind_keeps_the_contract_with_a_peer(kind: ChannelKind) -> None:
    test = TESTS / f"test_{kind.value}.py"
    assert test.exists(), f"{test} is missing"
    assert "(TransportContract)" in test.read_text(encoding="utf-8")


def test_writes_down_each_parcel_once(kind: ChannelKind) -> None:
    parcels = [a_parcel(number, "84901234567") for number in (1, 2, 3)]
    outcomes, down = sent_over(transport_for(_account(kind), console=True), parcels)
    assert down is None
    assert [o.fate for o in outcomes] == [Fate.TAKEN] * 3
    assert [row["text"] for row in console.rows(kind)] == [p.text for p in reversed(parcels)]


def test_asks_for_one_at_a_time(kind: ChannelKind) -> None:
    asked: list[int] = []

    def parcels() -> Iterator[Parcel]:
        for number in range(1, 9):
            asked.append(number)
            yield a_parcel(number, "84901234567")

    with transport_for(_account(kind), console=True).open() as line:
        assert isinstance(line, Line)
        next(line.send(parcels()))
    assert asked == [1]


def test_counts_and_limits_like_the_real_one(kind: ChannelKind) -> None:
    real, twin = (transport_for(_account(kind), console=one) for one in (False, True))
    text = "Không chuyển tiền cho người lạ. " * 12
    assert twin.parts(text) == real.parts(text)
    assert twin.limits == real.limits


def test_shows_no_secret_and_no_whole_address(kind: ChannelKind, tmp_path: Path) -> None:
    twin = transport_for(_account(kind), console=True)
    sent_over(twin, [a_parcel(1, "84901234567"), a_parcel(2, "nguyen.van.an@example.vn")])
    written = "".join(file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.jsonl"))
    assert SECRET not in written + twin.check() + repr(twin)
    assert "84901234567" not in written
    assert "nguyen.van.an" not in written


def test_keeps_files_by_their_content(kind: ChannelKind, tmp_path: Path) -> None:
    files = (("../../ap phich.png", "image/png", b"png"),)
    sent_over(transport_for(_account(kind), console=True), [a_parcel(1, "", files=files)])
    (row,) = console.rows(kind)
    kept = tmp_path / "console" / kind.value / "files" / row["files"][0]["kept"]
    assert kept.read_bytes() == b"png"
    assert kept.suffix == ".png"


def test_a_full_disk_is_no_sent_message(kind: ChannelKind, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(console.Console, "_write", full)
    with transport_for(_account(kind), console=True).open() as line, pytest.raises(OSError, match="space"):
        list(line.send(iter([a_parcel(1, "84901234567")])))
