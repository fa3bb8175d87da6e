"""The store of contents: one contract, kept by the folder and by an S3-compatible server; then what only one can do."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pytest_django.fixtures import Settings

from khien.base import files
from khien.base.errors import Missing, Unavailable
from khien.base.models import StoredFile
from khien.base.store import FOLDER, S3, StoreUnreachable, current, store_named
from khien.base.store.cache import FileCache
from khien.base.store.s3 import S3Store, client_of
from tests.base.conftest import s3_place

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
POSTER = b"%PDF-1.7\n" + b"poster " * 1000
SHA = hashlib.sha256(POSTER).hexdigest()


def kept(content: bytes = POSTER, **more: Any) -> StoredFile:
    return files.keep(io.BytesIO(content), name="Áp phích.pdf", limit_bytes=1 << 20, at=AT, **more)


def names() -> list[str]:
    return sorted(lying.sha256 for lying in current().each())


def incoming(folder: Path) -> list[Path]:
    return list((folder / "incoming").glob("*"))


@pytest.mark.django_db
def test_a_content_lies_there_whole_and_comes_back(anywhere: str, folder: Path) -> None:
    stored = kept()
    with files.open_kept(stored.sha256) as content:
        assert content.read() == POSTER
    assert files.path_of(SHA).read_bytes() == POSTER
    assert current().name == anywhere
    assert current().size(SHA) == len(POSTER)
    assert [(lying.sha256, lying.size) for lying in current().each()] == [(SHA, len(POSTER))]
    assert incoming(folder) == []
    assert current().probe()


@pytest.mark.django_db
def test_sent_twice_it_lies_there_once(anywhere: str) -> None:
    assert kept() == kept()
    assert names() == [SHA]


@pytest.mark.django_db
def test_what_is_lost_from_the_store_is_missing_and_may_be_sent_again(anywhere: str) -> None:
    kept()
    current().remove(SHA)
    assert current().size(SHA) is None
    with pytest.raises(Missing, match=r"backup|sao lưu"):
        files.open_kept(SHA)
    with pytest.raises(Missing):
        files.path_of(SHA)
    kept()
    assert files.path_of(SHA).read_bytes() == POSTER


@pytest.mark.django_db
def test_what_nothing_points_at_goes_row_and_content(anywhere: str) -> None:
    kept()
    assert files.remove_unused(before=AT + dt.timedelta(days=1)) == 1
    assert (names(), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_content_without_a_row_goes_after_its_time_and_one_with_a_row_stays(anywhere: str) -> None:
    kept()
    lost = b"the server was killed before it wrote the row"
    StoredFile.objects.filter(pk=kept(lost).pk).delete()
    assert files.remove_rowless(before=AT - dt.timedelta(days=3650)) == 0
    assert files.remove_rowless(before=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)) == 1
    assert names() == [SHA]
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_transaction_that_fails_leaves_no_row(anywhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Exception):
        pass

    def fail(*_: Any) -> None:
        raise Broken

    monkeypatch.setattr(files, "_mark", fail)
    with pytest.raises(Broken):
        kept()
    assert StoredFile.objects.count() == 0


# ---- the S3-compatible store alone


@pytest.mark.django_db
def test_what_a_sweep_took_between_sending_and_the_row_is_sent_again(
    bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready = S3Store.make_ready

    def swept_away(self: S3Store, temporary: Path, sha256: str) -> None:
        make_ready(self, temporary, sha256)
        self.remove(sha256)

    monkeypatch.setattr(S3Store, "make_ready", swept_away)
    kept()
    assert current().size(SHA) == len(POSTER)


@pytest.mark.django_db
def test_contents_lie_under_the_folder_of_the_bucket_that_the_setting_names(bucket: dict[str, str]) -> None:
    kept()
    held = client_of(tuple(sorted(bucket.items()))).list_objects_v2(Bucket=bucket["bucket"])["Contents"]
    assert [item["Key"] for item in held] == [f"khien/files/{SHA[:2]}/{SHA}"]


@pytest.mark.django_db
def test_a_reader_gets_a_copy_that_is_fetched_once(bucket: dict[str, str], settings: Settings) -> None:
    kept()
    copy = files.path_of(SHA)
    assert copy.is_relative_to(settings.KHIEN_FILE_CACHE)
    copy.unlink()
    assert files.path_of(SHA).read_bytes() == POSTER  # fetched
    asked: list[str] = []
    client_of(tuple(sorted(bucket.items()))).meta.events.register(
        "before-call.s3.GetObject", lambda **_: asked.append("get")
    )
    assert files.path_of(SHA).read_bytes() == POSTER
    assert asked == []


@pytest.mark.django_db
def test_a_content_damaged_in_the_store_is_never_handed_out(
    bucket: dict[str, str], settings: Settings
) -> None:
    kept()
    files.path_of(SHA).unlink()
    client_of(tuple(sorted(bucket.items()))).put_object(
        Bucket=bucket["bucket"], Key=f"khien/files/{SHA[:2]}/{SHA}", Body=b"something else"
    )
    with pytest.raises(Unavailable) as refused:
        files.open_kept(SHA)
    assert refused.value.code == "damaged-content"
    assert [path for path in Path(settings.KHIEN_FILE_CACHE).rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_a_store_that_does_not_answer_keeps_nothing_and_says_so(
    folder: Path, settings: Settings, s3_server: str
) -> None:
    settings.KHIEN_S3 = s3_place("127.0.0.1:9", "kho")  # nobody listens there
    with pytest.raises(StoreUnreachable) as refused:
        kept()
    assert (refused.value.code, refused.value.status) == ("store-unreachable", 503)
    assert incoming(folder) == []
    assert StoredFile.objects.count() == 0
    with pytest.raises(StoreUnreachable):
        files.open_kept(SHA)


@pytest.mark.django_db
def test_a_bucket_that_is_not_there_keeps_nothing(folder: Path, settings: Settings, s3_server: str) -> None:
    settings.KHIEN_S3 = s3_place(s3_server, "khong-co-kho-nay")
    with pytest.raises(StoreUnreachable):
        kept()
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_a_full_store_is_said_like_a_full_disk(
    bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def put_object(self, **_: Any) -> None:
            raise ClientError({"Error": {"Code": "XMinioStorageFull", "Message": "full"}}, "PutObject")

    monkeypatch.setattr("khien.base.store.s3.client_of", lambda _place: Full())
    with pytest.raises(Unavailable) as refused:
        kept()
    assert (refused.value.code, refused.value.status) == ("disk-full", 507)
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_a_full_disk_beside_the_store_is_said_and_loses_nothing(
    bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    files.path_of(SHA).unlink()

    def full(*_: Any, **__: Any) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(FileCache, "fill", full)
    with pytest.raises(Unavailable) as refused:
        files.open_kept(SHA)
    assert refused.value.code == "disk-full"
    assert names() == [SHA]


def test_the_copies_stay_within_their_room_and_those_in_use_stay(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, most_bytes=250)
    contents = [bytes([number]) * 100 for number in range(4)]
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    for age, (sha256, content) in enumerate(zip(hashes, contents, strict=True)):
        path = cache.fill(sha256, [content])
        long_ago = path.stat().st_mtime - 4000 + age
        if age < 3:
            os.utime(path, (long_ago, long_ago))
    cache.trim()
    assert [cache.found(sha256) is not None for sha256 in hashes] == [False, False, True, True]


def test_a_fetch_that_a_killed_server_left_half_done_is_taken_away(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, most_bytes=1000)
    half = tmp_path / "ab" / "x.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    cache.trim()
    assert not half.exists()


def test_the_s3_libraries_are_loaded_only_where_the_setting_asks_for_them(tmp_path: Path) -> None:
    code = (
        "import django, sys; django.setup(); import khien.base.files, khien.base.media.checks; "
        "import importlib; importlib.import_module('khien.project.urls'); "
        "loaded = {'boto3', 'botocore', 'storages', 'pypdfium2'} & set(sys.modules); sys.exit(', '.join(loaded) or 0)"
    )
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
        "KHIEN_DATA": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_both_stores_can_be_named(bucket: dict[str, str]) -> None:
    assert [store_named(name).name for name in (FOLDER, S3)] == ["folder", "s3"]
    assert current().name == "s3"
