"""Media on their way out: in parts for telephones, marked for caches, and nothing that could run."""

from __future__ import annotations

import datetime as dt
import io
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from khien.base import files, files_serving
from khien.base.errors import Refused
from khien.base.media import serving
from khien.base.models import Scan, StoredFile
from tests.base import samples

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
BACKENDS = {
    "folder": "khien.base.store.media_folder.MediaFolder",
    "s3": "khien.base.store.media_s3.MediaOnS3",
}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _storage(anywhere: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs with media in a folder, and in the S3-compatible store."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": BACKENDS[anywhere]}}
    monkeypatch.setattr(serving, "_folders", {"images/", "clips/"})
    cache.clear()


def put(name: str, content: bytes) -> str:
    """Its address."""
    return default_storage.url(default_storage.save(name, ContentFile(content)))


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_picture_is_shown_whole_with_its_kind_by_content(client: Client, settings: Settings) -> None:
    address = put("images/anh.jpg", samples.picture("PNG"))
    assert address == "/tep/images/anh.jpg"
    answer = client.get(address)
    assert (answer.status_code, body(answer)) == (200, samples.picture("PNG"))
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Length"] == str(len(samples.picture("PNG")))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_an_address_with_a_hash_in_it_is_kept_by_browsers_for_a_year(client: Client) -> None:
    address = put("images/anh.0123456789abcdef0123.webp", samples.picture("WEBP"))
    assert client.get(address)["Cache-Control"] == "public, max-age=31536000, immutable"


def test_who_holds_it_already_is_sent_nothing(client: Client) -> None:
    address = put("images/anh.png", samples.picture("PNG"))
    first = client.get(address)
    by_mark = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    by_date = client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert (by_mark.status_code, by_date.status_code) == (304, 304)
    assert by_mark.content == b""
    assert by_mark["ETag"] == first["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200
    assert parsedate_to_datetime(first["Last-Modified"]).tzinfo is not None


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-", slice(0, None), "bytes 0-{last}/{size}"),
        ("bytes=0-1", slice(0, 2), "bytes 0-1/{size}"),
        ("bytes=100-199", slice(100, 200), "bytes 100-199/{size}"),
        ("bytes=-50", slice(-50, None), "bytes {fifty}-{last}/{size}"),
        ("bytes=200-99999999", slice(200, None), "bytes 200-{last}/{size}"),
        ("bytes=-99999999", slice(0, None), "bytes 0-{last}/{size}"),
    ],
)
def test_a_telephone_asks_for_parts_of_a_sound(client: Client, asked: str, part: slice, said: str) -> None:
    sound = samples.wav(1.0)
    address = put("clips/ban-tin.wav", sound)
    answer = client.get(address, HTTP_RANGE=asked)
    assert (answer.status_code, body(answer)) == (206, sound[part])
    size = len(sound)
    assert answer["Content-Range"] == said.format(size=size, last=size - 1, fifty=size - 50)
    assert answer["Content-Length"] == str(len(sound[part]))
    assert answer["Content-Type"] == "audio/wav"
    assert "sandbox" not in answer["Content-Security-Policy"]  # Chromium plays nothing from inside one
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_part_behind_the_end_is_said_to_be_nowhere(client: Client) -> None:
    sound = samples.wav()
    answer = client.get(put("clips/a.wav", sound), HTTP_RANGE=f"bytes={len(sound)}-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(sound)}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=-", "bytes"]
)
def test_words_that_mean_no_single_part_bring_the_whole(client: Client, asked: str) -> None:
    answer = client.get(put("clips/a.wav", samples.wav()), HTTP_RANGE=asked)
    assert (answer.status_code, body(answer)) == (200, samples.wav())


def test_a_part_is_sent_only_to_who_holds_the_rest_of_the_same_content(client: Client) -> None:
    address = put("clips/a.wav", samples.wav())
    mark = client.get(address)["ETag"]
    assert client.get(address, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=mark).status_code == 206
    assert client.get(address, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE='"older"').status_code == 200


def test_head_tells_all_and_sends_nothing(client: Client) -> None:
    address = put("clips/a.wav", samples.wav())
    answer = client.head(address)
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(samples.wav())))
    assert body(answer) == b""
    assert client.post(address).status_code == 405


def test_sound_is_not_packed_again_on_its_way_and_text_is(client: Client) -> None:
    address = put("clips/a.wav", samples.wav(1.0))
    for asked in ({}, {"HTTP_RANGE": "bytes=0-999"}):
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip", **asked)
        assert "Content-Encoding" not in answer
        assert answer["ETag"].startswith('"')
        assert "Content-Length" in answer
        answer.close()
    assert client.get("/style", HTTP_ACCEPT_ENCODING="gzip").get("Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("images/a.png", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("images/a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("images/a.js", b"alert(1)"),
        ("images/a.pdf", samples.paper()),
        ("original_images/a.png", samples.picture("PNG")),  # of a folder that nobody opened
        ("a.png", samples.picture("PNG")),
    ],
)
def test_what_could_run_and_what_was_not_opened_answers_like_what_is_not_there(
    client: Client, name: str, content: bytes
) -> None:
    assert (
        client.get(put(name, content)).status_code
        == client.get("/tep/images/khong-co.png").status_code
        == 404
    )


@pytest.mark.parametrize(
    "address",
    [
        "/tep/images/",
        "/tep/images",
        "/tep/images/../original_images/a.png",
        "/tep/images/%2e%2e/a.png",
        "/tep//etc/passwd",
    ],
)
def test_no_address_leads_out_of_the_opened_folders(client: Client, address: str) -> None:
    put("original_images/a.png", samples.picture("PNG"))
    put("a.png", samples.picture("PNG"))
    assert client.get(address).status_code == 404


def test_captions_are_shown_as_captions(client: Client) -> None:
    answer = client.get(put("clips/a.vtt", samples.VTT))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert body(answer) == samples.VTT


def test_a_store_that_does_not_answer_is_said_as_such(
    client: Client, settings: Settings, anywhere: str
) -> None:
    if anywhere == "s3":
        settings.KHIEN_S3 = settings.KHIEN_S3 | {"endpoint_url": "http://127.0.0.1:9"}
        storages._storages.clear()
        default_storage._wrapped = storages["default"]  # type: ignore[attr-defined]
        assert client.get("/tep/images/a.png").status_code == 503
    else:
        assert client.get("/tep/images/a.png").status_code == 404


# ---- kept files, behind an app's own rule


def kept(content: bytes, name: str) -> StoredFile:
    return files.keep(io.BytesIO(content), name=name, limit_bytes=1 << 22, at=AT)


def test_a_kept_sound_is_played_in_parts_and_checked_again_each_time() -> None:
    stored = kept(samples.wav(), "a.wav")
    asked = RequestFactory().get("/", headers={"range": "bytes=10-19"})
    answer = files_serving.send(asked, stored, filename="Bản tin.wav")
    assert (answer.status_code, body(answer)) == (206, samples.wav()[10:20])
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''B%E1%BA%A3n")
    held = RequestFactory().get("/", headers={"if-none-match": f'"{stored.sha256}"'})
    assert files_serving.send(held, stored, filename="a.wav").status_code == 304


def test_a_kept_page_of_html_is_only_a_download_and_its_kind_is_not_said() -> None:
    stored = kept(b"<!DOCTYPE html><script>alert(1)</script>", "a.html")
    answer = files_serving.send(RequestFactory().get("/"), stored, filename="a.html")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    answer.close()


def test_what_everybody_may_have_is_kept_by_caches_for_good() -> None:
    stored = kept(samples.picture("PNG"), "a.png")
    answer = files_serving.send(RequestFactory().get("/"), stored, filename="a.png", for_everyone=True)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    answer.close()


def test_a_kept_file_found_infected_is_not_sent() -> None:
    stored = kept(samples.picture("PNG"), "a.png")
    StoredFile.objects.update(verdict=Scan.INFECTED)
    with pytest.raises(Refused):
        files_serving.send(RequestFactory().get("/"), stored, filename="a.png")


def test_a_folder_is_opened_by_its_name_alone() -> None:
    for wrong in ("images", "/images/"):
        with pytest.raises(ValueError):
            serving.show_folder(wrong)
    serving.show_folder("bulletins/")
    assert "bulletins/" in serving._folders


def test_the_folder_of_media_is_private_to_the_server(
    folder: Path, anywhere: str, settings: Settings
) -> None:
    put("images/a.png", samples.picture("PNG"))
    if anywhere == "folder":
        assert (Path(settings.MEDIA_ROOT) / "images" / "a.png").stat().st_mode & 0o007 == 0
    assert list(default_storage.each_name()) == ["images/a.png"]  # type: ignore[attr-defined]
