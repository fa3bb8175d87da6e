"""Kept files: once, whole, unaltered, and never run."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from khien.base import files
from khien.base.errors import KhienError, Missing, TooMuch, Unavailable
from khien.base.media import DOCX, XLSX, media_type_of
from khien.base.models import StoredFile
from khien.plans.services.uploading import upload_plan
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.KHIEN_FILES = tmp_path / "files"
    return tmp_path / "files"


def kept(content: bytes, name: str = "Kế hoạch.pdf") -> StoredFile:
    return files.keep(io.BytesIO(content), name=name, limit_bytes=1 << 20, at=AT)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.django_db
def test_a_file_lies_under_its_hash_and_comes_back_as_it_was(folder: Path) -> None:
    stored = kept(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (stored.sha256, stored.size, stored.media_type) == (sha256, len(PDF), "application/pdf")
    assert (folder / sha256[:2] / sha256[2:4] / sha256).read_bytes() == PDF
    with files.open_kept(sha256) as content:
        assert content.read() == PDF
    assert left_in(folder) == [sha256]


@pytest.mark.django_db
def test_the_same_content_under_another_name_is_kept_once(folder: Path) -> None:
    first, second = kept(PDF), kept(PDF, name="bản sao.pdf")
    assert first == second
    assert len(left_in(folder)) == 1


@pytest.mark.django_db
def test_a_file_over_the_limit_leaves_nothing_behind(folder: Path) -> None:
    with pytest.raises(TooMuch):
        files.keep(io.BytesIO(PDF), name="a.pdf", limit_bytes=50, at=AT)
    assert left_in(folder) == []
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_an_empty_file_is_refused(folder: Path) -> None:
    with pytest.raises(KhienError) as refused:
        kept(b"")
    assert refused.value.code == "empty-file"
    assert left_in(folder) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "code", "status"), [(errno.ENOSPC, "disk-full", 507), (errno.EIO, "folder-not-writable", 503)]
)
def test_a_full_disk_is_said_and_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, status: int
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable) as refused:
        kept(PDF)
    assert (refused.value.code, refused.value.status) == (code, status)
    assert left_in(folder) == []
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_an_upload_that_breaks_off_leaves_nothing_behind(folder: Path) -> None:
    class BrokenOff:
        def read(self, size: int = -1) -> bytes:
            raise ConnectionResetError(errno.ECONNRESET, "reset")

    with pytest.raises(Unavailable):
        files.keep(BrokenOff(), name="a.pdf", limit_bytes=100, at=AT)
    assert left_in(folder) == []


@pytest.mark.django_db
def test_a_name_with_a_path_in_it_is_only_a_name(folder: Path) -> None:
    assert kept(PDF, name="..\\..\\/etc/passwd").name == "passwd"
    with pytest.raises(Missing):
        files.path_of("../../../../etc/passwd")


@pytest.mark.django_db
def test_a_file_lost_from_the_folder_is_missing() -> None:
    stored = kept(PDF)
    files.path_of(stored.sha256).unlink()
    with pytest.raises(Missing):
        files.open_kept(stored.sha256)


@pytest.mark.django_db
def test_a_page_of_html_is_only_ever_downloaded_and_sealed() -> None:
    stored = kept(b"<!DOCTYPE html><script>alert(1)</script>", name="a.pdf")
    answer = files.response(stored, filename="Kế hoạch.html", inline=True)
    assert stored.media_type == "text/html"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    answer.close()


@pytest.mark.django_db
def test_a_pdf_is_shown_when_asked_and_downloaded_otherwise() -> None:
    stored = kept(PDF)
    shown, sent = (files.response(stored, filename="a.pdf", inline=inline) for inline in (True, False))
    assert shown["Content-Disposition"].startswith("inline")
    assert sent["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    shown.close()
    sent.close()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PDF, "a.docx", "application/pdf"),
        (zipped("word/document.xml"), "a.pdf", DOCX),
        (zipped("xl/workbook.xml"), "a.zip", XLSX),
        (zipped("a.txt"), "a.docx", "application/zip"),
        (b"PK\x03\x04 broken", "a.docx", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a", "application/msword"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "a",
            "application/vnd.ms-excel",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/x-ole-storage"),
        (b"\x89PNG\r\n\x1a\n...", "a.jpg", "image/png"),
        (b"RIFF....WEBP", "a", "image/webp"),
        (b"....ftypheic", "a", "image/heic"),
        (b"  <html><body>", "a.doc", "text/html"),
        (b"<?xml version='1.0'?><svg/>", "a.png", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "a", "application/xml"),
        ("Kế hoạch".encode(), "a.txt", "text/plain"),
        ("Kế hoạch".encode("utf-16"), "a.txt", "text/plain"),
        ("# Kế hoạch".encode(), "a.MD", "text/markdown"),
        (b"ti\xd5ng Vi\xd6t", "a.txt", "text/plain"),
        (b"\x00\x01\x02", "a.txt", "application/octet-stream"),
        (b"\x01\x02\x03", "a.txt", "application/octet-stream"),
    ],
)
def test_the_kind_is_found_by_content(content: bytes, name: str, expected: str) -> None:
    assert media_type_of(io.BytesIO(content), name=name) == expected


@pytest.mark.django_db
def test_what_a_killed_server_left_half_written_is_taken_away_after_a_day(folder: Path) -> None:
    stored = kept(PDF)
    for name, age in (("old", 2), ("running", 0)):
        path = folder / "incoming" / name
        path.write_bytes(b"half")
        moment = (AT - dt.timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
    assert files.remove_left_behind(before=AT - dt.timedelta(days=1)) == 1
    assert left_in(folder) == sorted([stored.sha256, "running"])


@pytest.mark.django_db
def test_what_nothing_points_at_goes_after_its_time_and_what_is_sent_again_stays(folder: Path) -> None:
    kept(PDF)
    later = AT + dt.timedelta(days=8)
    assert files.remove_unused(before=AT) == 0
    files.keep(io.BytesIO(PDF), name="lại.pdf", limit_bytes=1 << 20, at=later)
    assert files.remove_unused(before=AT + dt.timedelta(days=1)) == 0
    assert files.remove_unused(before=later + dt.timedelta(days=1)) == 1
    assert left_in(folder) == []
    assert not StoredFile.objects.exists()
    assert kept(PDF).size == len(PDF)


@pytest.mark.django_db
def test_a_file_that_a_plan_points_at_is_never_swept(folder: Path, cast: Cast) -> None:
    plan = upload_plan(
        cast.actor("standing_office"),
        io.BytesIO("KẾ HOẠCH tuyên truyền".encode()),
        name="ke-hoach.txt",
        unit_id=None,
        replaces=None,
        ask_to_read=lambda _plan_id: None,
        at=AT,
    )
    assert files.remove_unused(before=AT + dt.timedelta(days=365)) == 0
    assert left_in(folder) == [StoredFile.objects.get().sha256]
    assert plan.plan.pk
