"""A warning about false police: Châu (editor of the department) writes it, Anh (approver) and Lâm (leader) approve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khien.alerts.models import Alert
from khien.alerts.renditions.signature import new_pair
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.issued import AlertText
from khien.alerts.services import workflow, writing
from khien.base.access import Actor
from tests.people import AT, Cast

VI = AlertText(
    headline="Cảnh báo: giả danh công an phường gọi điện yêu cầu cập nhật VNeID",
    short="Gia danh cong an goi cap nhat VNeID de chiem tien. Hay cup may, khong bam link, goi 113.",
    long="Từ sáng 24/11, nhiều người dân bị gọi điện tự xưng công an phường, yêu cầu cài ứng dụng VNeID giả.",
    instruction="Cúp máy.\nKhông bấm đường dẫn, không cài ứng dụng.\nGọi 113 hoặc công an xã.",
    radio="Bà con chú ý. Có kẻ giả danh công an gọi điện yêu cầu cập nhật VNeID. Hãy cúp máy và gọi 113.",
)
EN = AlertText(
    headline="Warning: false police officers telephone about VNeID",
    short="False police call about VNeID to steal money. Hang up, open no link, call 113.",
    long="Since this morning people have been called by false ward police who ask them to install a false app.",
    instruction="Hang up.\nOpen no link.\nCall 113.",
    radio="",
)


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One key for the whole run: making one takes a moment."""
    path = tmp_path_factory.mktemp("alerts") / "pair.pem"
    path.write_bytes(b"".join(new_pair("Khiên", at=AT)))
    return path


@pytest.fixture(autouse=True)
def _key_of_the_run(pair: Path, settings: Any) -> None:
    settings.KHIEN_ALERT_KEPT_PAIR = pair


@pytest.fixture
def chau(cast: Cast) -> Actor:
    return cast.actor("editor")


@pytest.fixture
def anh(cast: Cast) -> Actor:
    return cast.actor("approver")


@pytest.fixture
def lam(cast: Cast) -> Actor:
    return cast.actor("leader")


Writes = Callable[..., Alert]


@pytest.fixture
def write(cast: Cast) -> Writes:
    """`write()`: a draft that lacks nothing, by Châu for the department; changes are parts of a Draft."""

    def make(
        *, by: str = "editor", unit_id: int | None = None, at: dt.datetime = AT, **changes: Any
    ) -> Alert:
        parts: dict[str, Any] = {
            "texts": {"vi": VI, "en": EN},
            "unit_ids": (cast.units.commune,),
            "audiences": ("elderly",),
            "expires_at": at + dt.timedelta(days=2),
            "contact": "Công an tỉnh",
        }
        draft = Draft(**(parts | changes))
        return writing.begin(cast.actor(by), unit_id or cast.units.department, draft, at=at)

    return make


@pytest.fixture
def send(write: Writes, chau: Actor, anh: Actor, lam: Actor) -> Writes:
    """`send()`: the same, approved by Anh and Lâm and sent."""

    def make(alert: Alert | None = None, *, at: dt.datetime = AT, **changes: Any) -> Alert:
        return out(alert or write(at=at, **changes), chau, anh, lam, at=at)

    return make


def out(alert: Alert, writer: Actor, first: Actor, second: Actor, *, at: dt.datetime = AT) -> Alert:
    workflow.submit(writer, alert, at=at)
    waiting = Alert.objects.get(pk=alert.pk)
    workflow.approve(first, waiting, revision=waiting.revision, at=at)
    workflow.approve(second, waiting, revision=waiting.revision, at=at)
    return Alert.objects.get(pk=alert.pk)
