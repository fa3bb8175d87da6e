"""A clip of a published text plays for everybody with its captions; a draft's clip is nobody's."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from khien.base.access import Actor
from khien.base.files import keep
from khien.library.models import Material, MaterialFile
from tests.library.conftest import BODY, Writes, complete, let_out, send_in
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(200))
SRT = "1\n00:00:01,000 --> 00:00:03,000\nCúp máy ngay.\n".encode()
Files = tuple[Material, MaterialFile, MaterialFile]


@pytest.fixture
def clip(write: Writes, cast: Cast) -> Files:
    """A draft with a film, captions as SubRip, and a block that shows both."""
    material = write("Ba giây trước khi bấm")
    film = _file(material, "phim.mp4", "video/mp4", FILM)
    captions = _file(material, "phu-de.srt", "application/x-subrip", SRT)
    block = {
        "title": "Ba giây",
        "file": str(film.uuid),
        "captions": str(captions.uuid),
        "transcript": "Cúp máy ngay.",
        "seconds": 30,
    }
    return complete(material, by=cast["editor"], body=[*BODY, ("video", block)]), film, captions


def _file(material: Material, name: str, media_type: str, content: bytes) -> MaterialFile:
    stored = keep(io.BytesIO(content), name=name, limit_bytes=9999, at=AT, made_here=True)
    type(stored).objects.filter(pk=stored.pk).update(media_type=media_type)
    return MaterialFile.objects.create(material=material, title=name, stored=stored, file_name=name)


def test_mr_ba_plays_the_clip_and_reads_what_is_said(
    clip: Files, chau: Actor, anh: Actor, client: Client
) -> None:
    material, film, captions = clip
    let_out(send_in(material, chau), anh)
    page = client.get(f"/tai-lieu/{material.web_slug}/").content.decode()
    assert f'<video controls preload="metadata" src="/doan-phim/{film.uuid}/"' in page
    assert f'<track kind="captions" src="/doan-phim/{captions.uuid}/phu-de.vtt" srclang="vi"' in page
    assert "<details>" in page
    part = client.get(f"/doan-phim/{film.uuid}/", headers={"range": "bytes=4-11"})
    assert part.status_code == 206
    assert part["Content-Type"] == "video/mp4"
    assert b"".join(part.streaming_content) == FILM[4:12]
    told = client.get(f"/doan-phim/{captions.uuid}/phu-de.vtt")
    assert told["Content-Type"] == "text/vtt; charset=utf-8"
    assert told.content.decode().startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nCúp máy ngay.")


def test_a_drafts_clip_answers_nothing(clip: Files, client: Client) -> None:
    _material, film, captions = clip
    assert client.get(f"/doan-phim/{film.uuid}/").status_code == 404
    assert client.get(f"/doan-phim/{captions.uuid}/phu-de.vtt").status_code == 404


def test_a_file_that_the_text_does_not_show_stays_inside(
    clip: Files, chau: Actor, anh: Actor, client: Client
) -> None:
    material, film, _captions = clip
    hidden = _file(material, "nhap.mp4", "video/mp4", FILM + b"x")
    out = let_out(send_in(material, chau), anh)
    assert client.get(f"/doan-phim/{hidden.uuid}/").status_code == 404
    Material.objects.filter(pk=out.pk).update(live=False)
    assert client.get(f"/doan-phim/{film.uuid}/").status_code == 404
