"""An activity of the commune An Hòa with a photo, recorded by Bình; photos as telephones make them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.programme.models import Activity, Evidence, Programme
from khien.programme.rules.activity import NewActivity, Product, Reach
from khien.programme.rules.activity_rows import COLUMNS
from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.services import record_activity
from khien.programme.services.evidence import add_evidence, keep_upload
from tests.people import Cast
from tests.programme.conftest import AT, hoa, programme, small_plan, under_review, uploaded

__all__ = ["AT", "hoa", "programme", "small_plan", "under_review", "uploaded"]
DAY = dt.date(2026, 11, 20)
KEY = UUID("0b0c6e1e-5a7e-4a53-8a3e-5b1f2b6f7a01")


def photo(
    name: str = "IMG_1.jpg", *, size: tuple[int, int] = (1200, 900), colour: str = "teal"
) -> SimpleUploadedFile:
    """A photo turned on its side, with place, owner and camera in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "Điện thoại", "Phạm Văn Bình"
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 4.0, 5.0), 3: "E", 4: (108.0, 1.0, 2.0)})
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG", exif=exif)
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/jpeg")


def workbook(rows: Sequence[Mapping[str, object]]) -> bytes:
    """A filled table: field → cell; what is not given is a plain talk of 20/11/2026."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Bảng hoạt động tháng 11"])
    sheet.append(list(COLUMNS.values()))
    for number, row in enumerate(rows):
        plain = {"title": f"Nói chuyện ở thôn {number}", "starts_on": DAY} | dict(row)
        sheet.append([plain.get(name) for name in COLUMNS])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def binh(cast: Cast) -> Actor:
    """Officer of the commune An Hòa."""
    return cast.actor("commune_officer")


@pytest.fixture
def a_class(programme: Programme, cast: Cast) -> NewActivity:
    first, second, *_ = programme.tasks.all()
    return NewActivity(
        unit_id=cast.units.commune,
        kind=ActivityKind.CLASS,
        title="Tập huấn nhận biết lừa đảo cho hội viên phụ nữ",
        starts_on=DAY,
        place="Nhà văn hóa thôn 3",
        task_ids=(first.pk, second.pk),
        products=(Product("lớp tập huấn", 1),),
        reach=(Reach(Audience.WOMEN, 60),),
        spent_vnd=3_000_000,
        money_source="Ngân sách cấp xã",
    )


@pytest.fixture
def recorded(binh: Actor, a_class: NewActivity) -> Activity:
    return record_activity(binh, a_class, source="form", key="one", at=AT)


@pytest.fixture
def with_photo(binh: Actor, recorded: Activity) -> Evidence:
    add_evidence(binh, recorded, kept=[keep_upload(photo(), at=AT)], at=AT)
    return Evidence.objects.get()


@pytest.fixture
def form_of(cast: Cast, programme: Programme) -> Callable[..., dict[str, Any]]:
    """What the form sends: form_of(title="…")."""
    unit = orgs.unit(cast.units.commune).uuid

    def values(**changes: object) -> dict[str, Any]:
        plain: dict[str, Any] = {
            "key": str(KEY),
            "title": "Phát tờ rơi ở chợ",
            "starts_on": "20/11/2026",
            "unit": unit,
            "tasks": [str(programme.tasks.all()[0].uuid)],
            "audience": ["women", "elderly"],
            "people_women": "60",
            "people_elderly": "1.250",
            "basis_elderly": "estimated",
            "low_elderly": "1000",
            "high_elderly": "1500",
        }
        return plain | changes

    return values
