"""`khien files`: from the folder to the S3-compatible store and back, stopped and begun again, and told what is lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from khien.base import files
from khien.base.store import FOLDER, S3, StoreUnreachable, current, moving, store_named
from khien.base.store.folder import FolderStore
from khien.base.store.s3 import S3Store
from khien.cli import exits
from khien.cli.main import main
from tests.base.conftest import s3_place

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
CONTENTS = [f"%PDF-1.7 tờ rơi số {number}".encode() for number in range(5)]
HASHES = [hashlib.sha256(content).hexdigest() for content in CONTENTS]
pytestmark = pytest.mark.django_db


def nothing(_what: str, _done: int, _total: int) -> None:
    """No progress bar here."""


def move(source: str, target: str) -> moving.Moved:
    return moving.move_contents(store_named(source), store_named(target), progress=nothing)


@pytest.fixture
def in_folder(bucket: dict[str, str], settings: Settings) -> dict[str, str]:
    """Five files in the folder, and a bucket that holds nothing yet; the folder is in use."""
    settings.KHIEN_S3 = {}
    for number, content in enumerate(CONTENTS):
        files.keep(io.BytesIO(content), name=f"to-roi-{number}.pdf", limit_bytes=1000, at=AT)
    settings.KHIEN_S3 = bucket
    return bucket


def test_every_file_goes_to_the_store_and_back_and_none_is_taken_away(
    in_folder: dict[str, str], settings: Settings
) -> None:
    there = move(FOLDER, S3)
    assert (there.sent, there.there, there.failed) == (5, 0, [])
    assert there.sent_bytes == sum(map(len, CONTENTS))
    assert {lying.sha256 for lying in S3Store().each()} == set(HASHES)
    assert {lying.sha256 for lying in FolderStore().each()} == set(HASHES)
    for lying in list(FolderStore().each()):
        FolderStore().remove(lying.sha256)
    back = move(S3, FOLDER)
    assert (back.sent, back.failed) == (5, [])
    settings.KHIEN_S3 = {}
    for sha256, content in zip(HASHES, CONTENTS, strict=True):
        assert files.path_of(sha256).read_bytes() == content


def test_a_move_that_was_stopped_goes_on_where_it_stood(
    in_folder: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, sent = S3Store.settle, []

    def pulled_out(self: S3Store, temporary: Path, sha256: str) -> None:
        if len(sent) == 2:
            raise StoreUnreachable
        sent.append(sha256)
        settle(self, temporary, sha256)

    monkeypatch.setattr(S3Store, "settle", pulled_out)
    monkeypatch.setattr(S3Store, "make_ready", lambda *_: None)
    with pytest.raises(StoreUnreachable):
        move(FOLDER, S3)
    monkeypatch.undo()
    again = move(FOLDER, S3)
    assert (again.there, again.sent) == (2, 3)
    assert move(FOLDER, S3).sent == 0


def test_what_is_lost_or_damaged_at_the_source_is_named_and_the_rest_goes_on(
    in_folder: dict[str, str],
) -> None:
    FolderStore().remove(HASHES[0])
    damaged = FolderStore().path(HASHES[1])
    damaged.chmod(0o600)
    damaged.write_bytes(b"x" * len(CONTENTS[1]))
    moved = move(FOLDER, S3)
    assert moved.failed == [(HASHES[0], "missing"), (HASHES[1], "damaged")]
    assert moved.sent == 3
    assert S3Store().size(HASHES[1]) is None


def test_pictures_of_pages_go_along_under_their_own_names(bucket: dict[str, str]) -> None:
    here, there = moving.media_named(FOLDER), moving.media_named(S3)
    for name in ("images/a.png", "images/sâu/b.png", "original_images/c.jpg"):
        here.save(name, ContentFile(name.encode() * 100))
    there.save("images/a.png", ContentFile(b"half of it"))  # from a run that was stopped
    moved = moving.move_media(here, there, progress=nothing)
    assert (moved.sent, moved.there, moved.failed) == (3, 0, [])
    assert sorted(there.each_name()) == sorted(here.each_name())
    assert b"".join(there.part("images/a.png", 0, 5)) == b"image"
    assert moving.move_media(here, there, progress=nothing).there == 3
    here.delete("images/a.png")
    assert moving.move_media(there, here, progress=nothing).sent == 1


@pytest.mark.parametrize("deep", [False, True])
def test_a_check_names_what_the_store_no_longer_holds_as_it_was(anywhere: str, deep: bool) -> None:
    for number, content in enumerate(CONTENTS[:3]):
        files.keep(io.BytesIO(content), name=f"to-roi-{number}.pdf", limit_bytes=1000, at=AT)
    assert list(moving.faults(current(), deep=deep, progress=nothing)) == []
    spoil(HASHES[1], b"y" * len(CONTENTS[1]))
    spoil(HASHES[2], b"short")
    current().remove(HASHES[0])
    found = {fault.name: fault.reason for fault in moving.faults(current(), deep=deep, progress=nothing)}
    wanted = {"to-roi-0.pdf": "missing", "to-roi-2.pdf": "size"}
    assert found == wanted | ({"to-roi-1.pdf": "damaged"} if deep else {})


def spoil(sha256: str, content: bytes) -> None:
    store: Any = current()
    if store.name == "folder":
        store.path(sha256).chmod(0o600)
        store.path(sha256).write_bytes(content)
    else:
        store.client.put_object(Bucket=store.bucket, Key=store._key(sha256), Body=content)


# ---- the command


def test_the_command_moves_says_what_next_and_checks(
    in_folder: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["files", "move", "--to", "s3"]) == exits.OK
    said = capsys.readouterr().out
    assert "Tệp đã lưu: chép 5, đã có sẵn 0, không chép được 0." in said
    assert "Đặt KHIEN_S3_URL" in said
    assert main(["files", "move", "--to", "s3"]) == exits.OK
    assert "chép 0, đã có sẵn 5" in capsys.readouterr().out
    assert main(["files", "status"]) == exits.OK
    said = capsys.readouterr().out
    assert "kho S3" in said
    assert "Tệp đã lưu: 5" in said
    assert "bi-mat" not in said
    assert main(["files", "check", "--deep"]) == exits.OK
    assert "nguyên vẹn" in capsys.readouterr().out


def test_the_command_names_lost_files_and_ends_with_no(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files.keep(io.BytesIO(CONTENTS[0]), name="to-roi.pdf", limit_bytes=1000, at=AT)
    FolderStore().remove(HASHES[0])
    assert main(["files", "check"]) == exits.FAILED
    assert "to-roi.pdf: không còn trong kho" in capsys.readouterr().err


def test_the_command_needs_to_know_the_other_store(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["files", "move", "--to", "s3"]) == exits.CONFIGURATION
    assert "KHIEN_S3_URL" in capsys.readouterr().err


def test_a_store_that_does_not_answer_is_one_sentence(
    folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.KHIEN_S3 = s3_place("127.0.0.1:9", "kho")
    assert main(["files", "status"]) == exits.UNAVAILABLE
    assert "Kho tệp đang không trả lời" in capsys.readouterr().err
