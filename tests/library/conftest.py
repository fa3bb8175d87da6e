"""A small library: Hoàng Minh Châu (editor) and Vũ Quốc Anh (approver) of the department, Phạm Văn Bình of the commune
An Hòa who uses what they make. Files of renditions are made by the test that wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from khien.base.access import Actor
from khien.library.models import Edition, Material, MaterialSource, Topic
from khien.library.rules.kinds import MaterialKind
from khien.library.services import drafting, workflow
from tests.people import AT, Cast

BASIS = "Kế hoạch 05/KH-UBND, mục III.2"
BODY = [
    ("paragraph", "<p>Công an không làm việc qua điện thoại. Gặp cuộc gọi như vậy, hãy cúp máy.</p>"),
    ("heading", {"text": "Việc cần làm", "small": False}),
    ("notice", {"tone": "danger", "title": "Dừng lại", "text": "Không chuyển tiền, không đọc mã OTP."}),
]


@pytest.fixture
def chau(cast: Cast) -> Actor:
    return cast.actor("editor")


@pytest.fixture
def anh(cast: Cast) -> Actor:
    return cast.actor("approver")


@pytest.fixture
def binh(cast: Cast) -> Actor:
    return cast.actor("commune_officer")


Writes = Callable[..., Material]


@pytest.fixture
def write(cast: Cast) -> Writes:
    """`write("Cúp máy")`: a draft that lacks nothing, by Châu for the department (or `by`, `unit`)."""

    def make(
        title: str = "Cúp máy khi có người xưng công an", *, by: str = "editor", **changes: Any
    ) -> Material:
        unit_id = changes.pop("unit_id", cast.units.department)
        draft = drafting.begin(cast.actor(by), unit_id, kind=MaterialKind.ARTICLE, title=title)
        return complete(draft, by=cast[by], **changes)

    return make


def complete(draft: Material, *, by: Any, **changes: Any) -> Material:
    """Fill in what is needed and save it as a revision, as the editor does."""
    text = draft.get_latest_revision_as_object()
    fields = {
        "summary": "Công an không yêu cầu chuyển tiền qua điện thoại. Hãy cúp máy và gọi 113.",
        "body": BODY,
        "audience_codes": ",elderly,",
        "sms": "Công an không làm việc qua điện thoại. Hãy cúp máy, gọi 113.",
        "bulletin": "Bà con chú ý. " + "Công an không làm việc qua điện thoại. Hãy cúp máy và gọi 113. " * 6,
        "poster_headline": "Xưng công an? Cúp máy.",
        "poster_points": "Không chuyển tiền\nKhông đọc mã OTP",
        "poster_call": "Gọi 113",
    } | changes
    for name, value in fields.items():
        setattr(text, name, value)
    text.sources = [MaterialSource(title="Luật Bảo vệ dữ liệu cá nhân", number="91/2025/QH15", legal=True)]
    text.topics.set([Topic.objects.order_by("pk")[0]])
    text.save_revision(user=by, log_action=False)
    return Material.objects.get(pk=draft.pk)


def send_in(material: Material, by: Actor) -> Material:
    workflow.submit(by, material, at=AT)
    return Material.objects.get(pk=material.pk)


def let_out(material: Material, by: Actor, *, basis: str = BASIS, **rest: Any) -> Material:
    """Approved with its newest text."""
    workflow.approve(
        by, material, revision_id=int(material.latest_revision_id or 0), basis=basis, at=AT, **rest
    )
    return Material.objects.get(pk=material.pk)


@pytest.fixture
def published(write: Writes, chau: Actor, anh: Actor) -> Material:
    return let_out(send_in(write(), chau), anh)


def edition_of(material: Material) -> Edition:
    found = Edition.objects.filter(material=material).first()
    assert found is not None
    return found
