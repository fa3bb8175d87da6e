"""What people may send: judged by content. Each refusal is a sentence in Vietnamese that names the file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

import pytest

from khien.base.errors import KhienError, TooMuch
from khien.base.media import captions, checks, kinds, packages, pictures
from khien.base.media.checks import (
    CAPTIONS,
    DOCUMENTS,
    FILMS,
    KINDS,
    PACKAGES,
    PICTURES,
    SOUNDS,
    WrongContent,
)
from tests.base import samples

EVERYTHING = PICTURES | SOUNDS | FILMS | CAPTIONS | DOCUMENTS | PACKAGES


def checked(data: bytes, name: str, accepted: frozenset[str] = EVERYTHING) -> checks.Checked:
    return checks.checked(io.BytesIO(data), name=name, accepted=accepted)


def refused(data: bytes, name: str, accepted: frozenset[str] = EVERYTHING) -> WrongContent:
    with pytest.raises(WrongContent) as error:
        checked(data, name, accepted)
    assert f"“{name}”" in str(error.value)
    assert error.value.status == 422
    return error.value


@pytest.mark.parametrize(
    ("make", "name", "media_type"),
    [
        (lambda: samples.picture("PNG"), "a.png", "image/png"),
        (lambda: samples.picture("JPEG"), "a.jpeg", "image/jpeg"),
        (lambda: samples.picture("WEBP"), "a.webp", "image/webp"),
        (lambda: samples.moving_picture(5), "a.gif", "image/gif"),
        (samples.mp3, "a.mp3", "audio/mpeg"),
        (lambda: samples.encoded(".mp3", "-b:a", "64k", "-id3v2_version", "0", "-write_xing", "0"), "a.mp3", "audio/mpeg"),
        (samples.wav, "a.wav", "audio/wav"),
        (lambda: samples.encoded(".ogg", "-codec:a", "libvorbis"), "a.ogg", "audio/ogg"),
        (lambda: samples.encoded(".ogg", "-codec:a", "libopus"), "a.opus", "audio/ogg"),
        (lambda: samples.encoded(".m4a", "-codec:a", "aac"), "a.m4a", "audio/mp4"),
        (samples.mp4, "a.mp4", "video/mp4"),
        (lambda: samples.encoded(".mp4", "-codec:v", "libx264", "-movflags", "frag_keyframe+empty_moov"), "a.mp4", "video/mp4"),
        (lambda: samples.encoded(".webm", "-codec:v", "libvpx-vp9"), "a.webm", "video/webm"),
        (lambda: samples.VTT, "a.vtt", kinds.VTT),
        (lambda: samples.SRT, "a.srt", kinds.SRT),
        (lambda: b"\xef\xbb\xbf" + samples.SRT, "a.srt", kinds.SRT),
        (samples.paper, "a.pdf", "application/pdf"),
        (samples.word, "a.docx", kinds.DOCX),
        (samples.workbook, "a.xlsx", kinds.XLSX),
        (samples.slides, "a.pptx", kinds.PPTX),
        (lambda: samples.with_own_word(kinds.ODT), "a.odt", kinds.ODT),
        (lambda: samples.with_own_word(kinds.EPUB), "a.epub", kinds.EPUB),
        (lambda: samples.zipped(("ap-phich/a.png", b"x"), ("doc.txt", b"y")), "a.zip", "application/zip"),
    ],
)  # fmt: skip
def test_sound_files_come_in(make: Callable[[], bytes], name: str, media_type: str) -> None:
    found = checked(make(), f"Bộ cẩm nang {name}")
    assert (found.media_type, found.name) == (media_type, f"Bộ cẩm nang {name}")


@pytest.mark.parametrize(
    ("name", "put_right"),
    [("a.jpg", "a.png"), ("a.PNG", "a.PNG"), ("không đuôi", "không đuôi.png"), ("C:\\ảnh\\b.webp", "b.png")],
)
def test_a_name_of_another_kind_of_picture_is_put_right(name: str, put_right: str) -> None:
    assert checked(samples.picture("PNG"), name).name == put_right


@pytest.mark.parametrize("name", ["a.pdf", "a.exe", "a.html", "a.mp3", "a.php"])
def test_a_name_that_says_something_else_altogether_is_refused(name: str) -> None:
    wrong = refused(samples.picture("PNG"), name)
    assert wrong.code == "wrong-name"
    assert "bên trong là tệp PNG" in str(wrong)


def test_a_kind_that_this_place_does_not_take_is_refused_with_the_kinds_it_takes() -> None:
    wrong = refused(samples.paper(), "a.pdf", PICTURES)
    assert wrong.code == "wrong-kind"
    assert "JPEG, PNG, WebP, GIF" in str(wrong)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "svg"),
        (b"<?xml version='1.0'?>\n<!-- a --><svg/>", "svg"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "wrong-kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"MZ\x90\0\x03\0\0\0", "wrong-kind"),
        (b"\x7fELF\x02\x01\x01\0", "wrong-kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "locked",
        ),
    ],
)
def test_drawings_pages_and_programs_never_come_in_under_any_name(data: bytes, code: str) -> None:
    assert refused(data, "a.png").code == code


def test_an_empty_file_and_one_that_is_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KhienError, match="Tệp trống"):
        checked(b"", "a.png")
    small = KINDS | {"image/png": checks.Kind("PNG", "image/png", (".png",), "pictures", 10)}
    monkeypatch.setattr(checks, "KINDS", small)
    with pytest.raises(TooMuch, match="lớn hơn"):
        checked(samples.picture("PNG"), "a.png")


# ---- pictures


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (samples.png_that_says(30_000, 30_000), "too-many-pixels"),
        (samples.png_that_says(25_000, 10), "too-many-pixels"),  # too long a side for any page
        (samples.png_that_says(100, 100), "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "broken"),
        (b"GIF89a" + b"\0" * 5, "broken"),
    ],
)
def test_a_picture_that_would_fill_the_memory_or_cannot_be_drawn_is_refused(data: bytes, code: str) -> None:
    assert refused(data, "a.png" if data[:1] == b"\x89" else "a.gif").code == code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    whole = samples.picture(kind, (300, 300))
    assert refused(whole[: len(whole) * 2 // 3], f"a.{kind.lower()}").code == "broken"


def test_a_moving_picture_counts_all_its_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_FRAMES", 10)
    assert refused(samples.moving_picture(20), "a.gif").code == "too-many-pixels"
    monkeypatch.setattr(pictures, "MOST_FRAMES", 500)
    monkeypatch.setattr(pictures, "MOST_PIXELS_MOVING", 100)
    assert refused(samples.moving_picture(20), "b.gif").code == "too-many-pixels"


@pytest.mark.parametrize(
    "second",
    [
        samples.zipped(("Evil.class", b"x")),
        samples.zipped(("a", b"x")),
        b"<script>alert(1)</script>",
        b"<?php system('id');",
        b"<HTML>",
    ],
    ids=["jar", "zip", "script", "php", "html"],
)
def test_a_picture_that_is_something_else_too_is_refused(second: bytes) -> None:
    for kind in ("PNG", "JPEG", "GIF"):
        assert refused(samples.picture(kind) + second, f"a.{kind.lower()}").code == "two-kinds"


def test_a_pdf_that_is_also_a_zip_and_a_picture_that_is_also_a_pdf_are_refused() -> None:
    assert refused(samples.paper() + samples.zipped(("a", b"x")), "a.pdf").code == "two-kinds"
    assert refused(samples.picture("GIF") + b"%PDF-1.7\n1 0 obj", "a.gif").code == "two-kinds"


# ---- packages


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (samples.bomb, "bomb"),
        (samples.overlapping_bomb, "bomb"),
        (samples.that_lies_about_its_size, "broken"),
        (samples.behind_password, "locked"),
        (lambda: samples.zipped(("../../etc/passwd", b"x")), "outside"),
        (lambda: samples.zipped(("/etc/passwd", b"x")), "outside"),
        (lambda: samples.zipped(("C:\\Windows\\a.txt", b"x")), "outside"),
        (lambda: samples.zipped(("qua/KHUYEN-MAI.EXE", b"MZ")), "program"),
        (lambda: samples.zipped(("a.apk", b"x")), "program"),
        (lambda: samples.zipped(("a.txt", b"x"))[:-30], "broken"),
    ],
)
def test_packages_made_to_harm_are_refused(make: Callable[[], bytes], code: str) -> None:
    assert refused(make(), "bo-tai-lieu.zip").code == code


def test_a_package_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_PARTS", 3)
    assert refused(samples.zipped(*((str(number), b"x") for number in range(5))), "a.zip").code == "bomb"


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("word/vbaProject.bin", b"macro", "program"),
        ("word/custom.xml", b'<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>', "bomb"),
        ("word/big.xml", b"\0" * (60 << 20), "bomb"),
    ],
)
def test_a_word_file_with_macros_or_made_to_harm_its_reader_is_refused(
    part: str, content: bytes, code: str
) -> None:
    word = samples.zipped(("word/document.xml", b"<w/>"), (part, content))
    assert refused(word, "a.docx").code == code


def test_a_word_file_that_was_cut_off_is_refused_as_what_it_claims_to_be() -> None:
    assert refused(samples.word()[:2000], "a.docx").code in {"broken", "wrong-name"}


# ---- papers


def test_a_pdf_behind_a_password_is_refused() -> None:
    wrong = refused(samples.locked_paper(), "a.pdf")
    assert wrong.code == "locked"
    assert "có đặt mật khẩu" in str(wrong)


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing follows", samples.paper()[:60]])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    assert refused(data, "a.pdf").code == "broken"


# ---- sound and film


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (lambda: b"ID3\x04\0\0\0\0\0\0" + b"\0" * 5000, "a.mp3", "broken"),
        (lambda: b"\xff\xfb\x90\x00" + b"\0" * 5000, "a.mp3", "broken"),
        (lambda: samples.wav()[:40], "a.wav", "broken"),
        (lambda: b"OggS" + b"\0" * 500, "a.ogg", "wrong-codec"),
        (lambda: samples.mp4()[:-200], "a.mp4", "broken"),
        (lambda: samples.mp4("libx265"), "a.mp4", "wrong-codec"),
        (lambda: samples.encoded(".mp4", "-codec:v", "mpeg4"), "a.mp4", "wrong-codec"),
        (lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 200, "a.webm", "broken"),
    ],
)
def test_sound_and_film_that_telephones_cannot_play_are_refused(
    make: Callable[[], bytes], name: str, code: str
) -> None:
    wrong = refused(make(), name)
    assert wrong.code == code


# ---- captions


def test_subrip_becomes_webvtt_with_the_same_times() -> None:
    made = captions.as_vtt(samples.SRT)
    assert made.startswith(b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.500\n")
    assert captions.spans_of(made, "") == captions.spans_of(samples.SRT, "") == [(1000, 4500)]
    assert checked(made, "a.vtt").media_type == kinds.VTT
    assert captions.spans_of(captions.as_vtt(samples.VTT), "") == [(1000, 4500)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"WEBVTT\n\n", "không có dòng phụ đề"),
        (b"WEBVTT\n\n00:05.000 --> 00:04.000\nx", "dòng 3 kết thúc trước khi bắt đầu"),
        (b"WEBVTT\n\n5 --> 6\nx", "dòng 3 không có mốc thời gian"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x</script>", "dòng 4 chứa mã"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nti\xd5ng", "UTF-8"),
    ],
)
def test_captions_that_cannot_be_shown_are_refused_by_their_line(data: bytes, said: str) -> None:
    wrong = refused(data, "a.vtt")
    assert wrong.code == "wrong-captions"
    assert said in str(wrong)


def test_whatever_was_found_the_file_is_left_at_its_start() -> None:
    for data in (samples.picture("PNG"), b"MZ"):
        stream = io.BytesIO(data)
        with contextlib.suppress(WrongContent):
            checks.checked(stream, name="a.png", accepted=PICTURES)
        assert stream.tell() == 0
