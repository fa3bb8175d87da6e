"""Photos lose place and person, bombs and programs are refused, nothing is deleted, all of it fits into one PDF."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from khien.base import files
from khien.base.access import Actor
from khien.base.errors import KhienError, TooMuch
from khien.programme import api
from khien.programme.errors import AlreadyReplaced, WrongActivity
from khien.programme.models import Activity, Evidence, EvidenceAlbum
from khien.programme.services import albums, pictures, withdraw_activity
from khien.programme.services.evidence import add_evidence, hide_evidence, keep_upload
from tests.ledger.conftest import AT, photo


def _opened(sha256: str) -> Image.Image:
    with files.open_kept(sha256) as stream:
        return Image.open(io.BytesIO(stream.read()))


@pytest.mark.django_db
def test_place_and_person_leave_the_photo_and_it_stands_upright() -> None:
    sent = photo(size=(3000, 1500))
    assert b"\xc4\x90i\xe1\xbb\x87n tho\xe1\xba\xa1i" in sent.read() or Image.open(sent).getexif()
    sent.seek(0)
    kept = keep_upload(sent, at=AT)
    image = _opened(kept.stored.sha256)
    assert dict(image.getexif()) == {}
    assert "exif" not in image.info
    assert image.size == (1024, 2048)  # turned, and no side longer than 2048
    assert kept.preview is not None
    assert max(_opened(kept.preview.sha256).size) == 480


def _told(kind: str) -> bytes:
    """A picture of that kind that says who took it, in every place the kind has for words."""
    stream, image = io.BytesIO(), Image.new("RGB", (60, 40), "navy")
    exif = Image.Exif()
    exif[0x013B] = "Phạm Văn Bình"
    words = PngImagePlugin.PngInfo()
    words.add_text("comment", "Pham Van Binh")
    words.add_itxt("XML:com.adobe.xmp", "Pham Van Binh")
    more: dict[str, Any] = {
        "JPEG": {"exif": exif, "xmp": b"Pham Van Binh", "comment": b"Pham Van Binh"},
        "PNG": {"exif": exif, "pnginfo": words},
        "WEBP": {"exif": exif, "xmp": b"Pham Van Binh"},
        "GIF": {"comment": b"Pham Van Binh"},
        "TIFF": {"tiffinfo": {270: "Pham Van Binh", 700: b"Pham Van Binh"}},
    }[kind]
    image.save(stream, kind, **more)
    data = stream.getvalue()
    if kind == "JPEG":  # IPTC, as newsrooms write it
        part = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0dPham Van Binh"
        data = data[:2] + b"\xff\xed" + struct.pack(">H", len(part) + 2) + part + data[2:]
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_no_comment_and_no_other_words_stay_in_a_photo(kind: str) -> None:
    told = _told(kind)
    assert b"Pham Van Binh" in told
    picture = pictures.cleaned(told, name="a")
    for data in (picture.whole, picture.preview, pictures.smaller(told, side=50)):
        assert b"Binh" not in data
        assert set(Image.open(io.BytesIO(data)).info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"
        }  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_other_kinds_of_photo_become_jpeg_too(kind: str) -> None:
    stream = io.BytesIO()
    Image.new("RGBA" if kind in ("PNG", "WEBP") else "RGB", (50, 40), "navy").save(stream, kind)
    picture = pictures.cleaned(stream.getvalue(), name="a")
    assert Image.open(io.BytesIO(picture.whole)).format == "JPEG"


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = photo().read()
    assert pictures.cleaned(data, name="a") == pictures.cleaned(data, name="b")


def _bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(TooMuch):
        pictures.cleaned(_bomb(*size), name="bomb.png")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        ("a.jpg", b"\xff\xd8\xff\xe0 broken", "not-a-photo"),
        ("bao-cao.pdf", b"<!doctype html><script>alert(1)</script>", "wrong-kind"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "wrong-kind"),
        ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00", "wrong-kind"),
        ("rong.pdf", b"", "empty-file"),
    ],
)
def test_what_is_no_evidence_is_refused_by_its_content(name: str, data: bytes, code: str) -> None:
    with pytest.raises(KhienError) as refused:
        keep_upload(SimpleUploadedFile(name, data), at=AT)
    assert refused.value.code == code


def test_evidence_comes_later_too_and_twice_is_once(binh: Actor, recorded: Activity) -> None:
    pdf = SimpleUploadedFile("danh-sach.pdf", b"%PDF-1.7\n%%EOF")
    pieces = [keep_upload(photo(), at=AT), keep_upload(pdf, at=AT)]
    links = ["https://a.vn/1"]
    assert add_evidence(binh, recorded, kept=pieces, links=links, caption="Hội trường", at=AT) == 3
    assert add_evidence(binh, recorded, kept=pieces, links=links, at=AT) == 0
    (lines,) = api.evidence_of([recorded.chain]).values()
    assert [(line.kind, line.caption) for line in lines] == [
        ("photo", "Hội trường"),
        ("file", "Hội trường"),
        ("link", "Hội trường"),
    ]


def test_evidence_follows_the_chain_through_a_correction(
    binh: Actor,
    with_photo: Evidence,
    as_person: Callable[[str], Client],
    form_of: Callable[..., dict[str, Any]],
) -> None:
    browser, old = as_person("commune_officer"), with_photo.activity
    sent = form_of(based=str(old.uuid), reason="Nhầm", apart="1")
    assert browser.post(reverse("ledger:correct", args=[old.chain]), sent).status_code == 302
    page = browser.get(reverse("ledger:activity", args=[old.chain])).content.decode()
    assert reverse("ledger:piece_preview", args=[with_photo.uuid]) in page


def test_hidden_needs_a_reason_and_the_file_stays(binh: Actor, with_photo: Evidence) -> None:
    with pytest.raises(WrongActivity):
        hide_evidence(binh, with_photo, reason=" ", at=AT)
    hide_evidence(binh, with_photo, reason="Rõ mặt trẻ em", at=AT)
    assert api.evidence_of([with_photo.activity.chain]) == {}
    assert with_photo.stored is not None
    assert _opened(with_photo.stored.sha256).size


def test_nothing_is_added_to_what_was_withdrawn(binh: Actor, recorded: Activity) -> None:
    gone = withdraw_activity(binh, recorded, reason="Nhầm", key="w", at=AT)
    with pytest.raises(AlreadyReplaced):
        add_evidence(binh, gone, links=["https://a.vn"], at=AT)


def test_a_photo_is_sent_once_and_then_from_the_browsers_own(
    with_photo: Evidence, as_person: Callable[[str], Client]
) -> None:
    browser, page = as_person("commune_officer"), reverse("ledger:piece_file", args=[with_photo.uuid])
    first = browser.get(page)
    assert b"".join(first.streaming_content).startswith(b"\xff\xd8\xff")
    assert first.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in first.headers["Content-Security-Policy"]
    assert browser.get(page, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_one_pdf_holds_what_was_done_with_its_photos(
    binh: Actor, with_photo: Evidence, as_person: Callable[[str], Client]
) -> None:
    browser = as_person("commune_officer")
    task = with_photo.activity.tasks.all()[0]
    asked = browser.post(reverse("ledger:ask_album"), {"nhiem-vu": str(task.uuid)})
    assert "Tải tệp PDF" in browser.get(asked.headers["Location"]).content.decode()
    album = EvidenceAlbum.objects.get()
    assert album.stored is not None
    with files.open_kept(album.stored.sha256) as stream:
        pdf = pypdfium2.PdfDocument(stream.read())
    try:
        page = pdf[0]
        text = page.get_textpage().get_text_range()
        images = [item for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        for words in (
            with_photo.activity.title,
            "20/11/2026",
            "Nhà văn hóa thôn 3",
            "3.000.000 đồng",
            "Trang 1/1",
        ):
            assert words in " ".join(text.split())
        assert len(images) == 1
    finally:
        pdf.close()


def test_many_photos_are_left_to_the_job_which_made_twice_makes_once(
    binh: Actor, recorded: Activity, as_person: Callable[[str], Client]
) -> None:
    kept = [
        keep_upload(photo(f"{n}.jpg", size=(60 + n, 40)), at=AT) for n in range(albums.AT_ONCE_PHOTOS + 1)
    ]
    add_evidence(binh, recorded, kept=kept, at=AT)
    browser = as_person("commune_officer")
    asked = browser.post(reverse("ledger:ask_album"), {})
    assert "Đang làm tệp PDF" in browser.get(asked.headers["Location"]).content.decode()
    album = EvidenceAlbum.objects.get()
    albums.make_album(album.pk, at=AT)
    albums.make_album(album.pk, at=AT)
    album.refresh_from_db()
    assert (album.state, album.done) == ("done", albums.AT_ONCE_PHOTOS + 1)


def test_the_same_entries_give_the_same_pdf(with_photo: Evidence) -> None:
    made = [api.evidence_pdf([with_photo.activity_id], title="Minh chứng", at=AT) for _ in range(2)]
    assert made[0] == made[1]


def test_an_album_that_cannot_be_kept_says_why_and_is_never_waited_for(
    with_photo: Evidence, binh: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> EvidenceAlbum:
        return albums.ask_for_album(binh, [with_photo.activity_id], title="a", at=AT)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left")

    first, second = ask(), ask()
    with monkeypatch.context() as patch:
        patch.setattr(files, "_copy", full)
        albums.make_album(first.pk, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr(albums, "write_album", full)
        with pytest.raises(OSError, match="No space left"):
            albums.make_album(second.pk, at=AT)
    for album, words in ((first, "Ổ đĩa"), (second, "phía chúng tôi")):
        album.refresh_from_db()
        assert album.state == "failed"
        assert words in album.problem
