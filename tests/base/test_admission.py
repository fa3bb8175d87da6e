"""The door for uploads: what is in the file counts, and its name is put right before a storage sees it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from pytest_django.fixtures import Settings

from khien.base import scanning
from khien.base.files_admission import admit
from khien.base.media.checks import DOCUMENTS, PICTURES, WrongContent
from tests.base import samples
from tests.base.clamd_twin import EICAR, ClamdTwin
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_chau_sends_a_png_called_jpg(cast: Cast, folder: Path) -> None:
    sent = SimpleUploadedFile("ảnh.jpg", samples.picture("PNG"), content_type="image/jpeg")
    admit(sent, accepted=PICTURES, actor=cast.actor("editor"), at=AT)
    assert (sent.name, sent.content_type) == ("ảnh.png", "image/png")
    assert sent.read() == samples.picture("PNG")


def test_a_large_upload_that_lies_on_the_disk_is_looked_at_there(cast: Cast, folder: Path) -> None:
    with TemporaryUploadedFile("kế hoạch.pdf", "application/pdf", 0, None) as sent:
        sent.write(samples.paper(3))
        assert admit(sent, accepted=DOCUMENTS, actor=cast.actor("editor"), at=AT).kind.label == "PDF"
        assert sent.read(5) == b"%PDF-"


def test_what_is_harmful_or_wrong_does_not_pass(cast: Cast, folder: Path, settings: Settings) -> None:
    chau = cast.actor("editor")
    with pytest.raises(WrongContent):
        admit(SimpleUploadedFile("a.png", b"<svg/>"), accepted=PICTURES, actor=chau, at=AT)
    twin = ClamdTwin()
    settings.KHIEN_CLAMAV = twin.address
    with pytest.raises(scanning.Infected):
        admit(
            SimpleUploadedFile("a.png", samples.picture("PNG") + EICAR), accepted=PICTURES, actor=chau, at=AT
        )
    twin.close()
