"""A ward takes a material home: one ZIP with everything, what it may do with it, and proof of each file."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile

import pytest

from khien.library.renditions import package as module
from khien.library.renditions.errors import TooLarge
from khien.library.renditions.made import Made
from khien.library.renditions.package import LICENCE_FILE, MANIFEST_FILE, SOURCE_FILE, package
from khien.library.rules.kinds import Licence
from tests.library.starter_content import BRAND, UNIT, starter

CONTENT = starter("cong-an-gia-goi-dien")
MADE = (
    Made("b.txt", "text/plain; charset=utf-8", b"chao " * 100, notes=("shortened",)),
    Made("a.mp3", "audio/mpeg", b"ID3" + bytes(1000), seconds=29.5),
    Made("b.txt", "text/plain; charset=utf-8", b"khac"),
    Made("../../etc/passwd", "text/plain", b"x"),
    Made("GIAY-PHEP.txt", "text/plain", b"gia"),
)


def opened(made: Made) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made.data))


def test_everything_is_inside_and_proven() -> None:
    made = package(CONTENT, BRAND, MADE)
    assert made.media_type == "application/zip"
    assert made.filename.endswith("-v3-tron-bo.zip")
    with opened(made) as read:
        assert read.testzip() is None
        names = read.namelist()
        assert names[:2] == [LICENCE_FILE, SOURCE_FILE]
        assert names[-1] == MANIFEST_FILE
        assert len(names) == len(set(names)) == len(MADE) + 3
        assert not [name for name in names if "/" in name or "\\" in name or name.startswith(".")]
        said = json.loads(read.read(MANIFEST_FILE))
        for row in said["files"]:
            data = read.read(row["name"])
            assert (row["bytes"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert {row["name"] for row in said["files"]} == {
            "a.mp3",
            "b.txt",
            "b-2.txt",
            "passwd",
            "GIAY-PHEP-2.txt",
        }
        assert read.getinfo("a.mp3").compress_type == zipfile.ZIP_STORED
        assert not any(info.flag_bits & 0x08 for info in read.infolist())  # sizes stand before the data
    assert (said["uuid"], said["version"], said["approved_by"], said["approved_on"]) == (
        CONTENT.uuid,
        3,
        "Nguyễn Thị Lan",
        "2026-11-20",
    )


def test_the_licence_note_says_what_others_may_do() -> None:
    with opened(package(CONTENT, BRAND, (), note="Liên hệ phòng An toàn thông tin.")) as read:
        text = read.read(LICENCE_FILE).decode("utf-8-sig")
        page = read.read(SOURCE_FILE).decode()
    for said in (
        "CC BY 4.0",
        "ghi nguồn",
        UNIT,
        CONTENT.address,
        "20/11/2026",
        "31/12/2027",
        "English:",
        "phòng An toàn",
    ):
        assert said in text
    assert CONTENT.title in page
    inside = dataclasses.replace(
        CONTENT, licence=Licence.INSIDE, title="<b>&", approval=None, valid_until=None
    )
    with opened(package(inside, BRAND, ())) as read:
        assert "chỉ dùng trong các đơn vị" in read.read(LICENCE_FILE).decode("utf-8-sig")
        assert "&lt;b&gt;&amp;" in read.read(SOURCE_FILE).decode()


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    unlike = tuple(one for one in MADE if one.data != b"khac")
    assert package(CONTENT, BRAND, unlike) == package(CONTENT, BRAND, unlike[::-1])


def test_a_package_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    with pytest.raises(TooLarge):
        package(CONTENT, BRAND, MADE)
    with pytest.raises(TooLarge):
        package(CONTENT, BRAND, [MADE[3]] * 201)
