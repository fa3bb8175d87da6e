"""A small plan of our own, as the reader would give it, and the same plan in the database under review."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import transaction

from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanRow, RowAgency
from khien.plans.rules.kinds import AgencyState, RowKind
from khien.plans.services.adoption import adopt_plan
from khien.plans.services.editing import accept_rows
from khien.plans.services.naming import Answer
from khien.plans.services.reading import begin_reading, store_reading
from khien.plans.services.settling import decide_agency
from khien.plans.services.uploading import upload_plan
from tests.people import Cast
from vanban import (
    Assignment,
    Budget,
    BudgetLine,
    Clause,
    DutyToReport,
    Finding,
    Head,
    LegalReference,
    Money,
    Paragraph,
    Place,
    Plan,
    Schedule,
    Target,
    Task,
    Theme,
)

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
READER = "1.0"


def small_plan(**changes: object) -> Plan:
    """Three tasks (one doubtful, one without a lead), two targets, money, a duty, a theme, a finding."""
    texts = (
        "KẾ HOẠCH Tuyên truyền an toàn thông tin năm 2026",
        "II. MỤC TIÊU",
        "1. 100% cơ quan tổ chức tuyên truyền.",
        "IV. NHIỆM VỤ",
        "1. Tổ chức tập huấn cho cán bộ đầu mối.",
        "2. Phát tin trên hệ thống truyền thanh; in tờ rơi cho các chợ.",
        "3. Mở cuộc thi tìm hiểu an toàn thông tin.",
    )
    blocks = tuple(Paragraph(text, Place(i)) for i, text in enumerate(texts))
    values: dict[str, object] = {
        "source_kind": "txt",
        "head": Head(
            kind="Kế hoạch",
            number="12/KH-UBND",
            symbol="KH-UBND",
            date="2026-01-15",
            issuer="Ủy ban nhân dân tỉnh An Bình",
            place="An Bình",
            title="Tuyên truyền an toàn thông tin năm 2026",
            period_from=2026,
            period_to=2026,
        ),
        "clauses": (
            Clause("IV", "IV.", "NHIỆM VỤ", 0, (Place(3),)),
            Clause("IV.1", "1.", "Tổ chức", 1, (Place(4),)),
        ),
        "references": (
            LegalReference("Quyết định", "1907/QĐ-TTg", "2020-11-23", "Thủ tướng", None, True, Place(0)),
        ),
        "targets": (
            Target(
                "II.1", 1, "100% cơ quan tổ chức tuyên truyền.", "=", 100, "%", "cơ quan", "2026", Place(2)
            ),
        ),
        "themes": (Theme("III", 1, "Kỹ năng tránh lừa đảo.", Place(1)),),
        "tasks": (
            Task(
                "IV.1",
                "body",
                "Tập huấn",
                "Tổ chức tập huấn cho cán bộ đầu mối.",
                lead=("Sở Khoa học và Công nghệ",),
                schedule=Schedule(start="2026-03", end="2026-06"),
                budget=Money(50_000_000, "Ngân sách tỉnh"),
                place=Place(4),
            ),
            Task(
                "IV.2",
                "body",
                None,
                "Phát tin trên hệ thống truyền thanh; in tờ rơi cho các chợ.",
                lead=("Trung tâm Văn hóa Không Có Thật",),
                products=("Tờ rơi",),
                budget=Money(20_000_000, None),
                place=Place(5),
                confidence=0.6,
                doubts=("Không rõ ai chủ trì.",),
            ),
            Task("IV.3", "body", None, "Mở cuộc thi tìm hiểu an toàn thông tin.", place=Place(6)),
        ),
        "assignments": (
            Assignment("V.1", ("Sở Khoa học và Công nghệ",), ("Theo dõi, tổng hợp.",), Place(3)),
        ),
        "reporting": (
            DutyToReport(
                "VI", "annual", "12-15", "Các sở, ban, ngành", "UBND tỉnh", "Báo cáo năm.", Place(3)
            ),
        ),
        "budget": Budget(70_000_000, (BudgetLine("Phụ lục", 2026, "Ngân sách tỉnh", 70_000_000, Place(3)),)),
        "findings": (
            Finding(
                "missing_lead",
                "warning",
                "IV.3",
                "Nhiệm vụ không có cơ quan chủ trì.",
                "3. Mở cuộc thi",
                "Hỏi lại.",
                (Place(6),),
            ),
        ),
        "blocks": blocks,
    }
    return Plan(**{**values, **changes})  # type: ignore[arg-type]


def no_queue(plan_id: int) -> None:
    """Reading is done by hand in these tests."""


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    """Nguyễn Thị Hoa, officer of the standing office."""
    return cast.actor("standing_office")


def uploaded(
    actor: Actor, content: bytes = b"Ke hoach", *, name: str = "ke-hoach.txt", unit_id: int | None = None
) -> PlanDocument:
    return upload_plan(
        actor, io.BytesIO(content), name=name, unit_id=unit_id, ask_to_read=no_queue, at=AT
    ).plan


def read(plan: PlanDocument, what: Plan, *, version: str = READER) -> PlanDocument:
    assert begin_reading(plan.pk, reader_version=version, at=AT) is not None
    stored = store_reading(plan.pk, what, reader_version=version, milliseconds=800, at=AT)
    assert stored is not None
    return stored


def settled(actor: Actor, plan: PlanDocument) -> PlanDocument:
    """Every unsure agency kept as text, every task accepted."""
    for agency in RowAgency.objects.filter(row__plan=plan, state=AgencyState.UNSURE):
        decide_agency(actor, agency, answer=Answer("none"), everywhere=False, at=AT)
    accept_rows(actor, plan, PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True), at=AT)
    return plan


def adopted(actor: Actor, plan: PlanDocument, *, at: dt.datetime = AT) -> PlanDocument:
    with transaction.atomic():
        adopt_plan(actor, str(settled(actor, plan).uuid), at=at)
    plan.refresh_from_db()
    return plan


def adopted_province_plan(hoa: Actor) -> PlanDocument:
    return adopted(hoa, read(uploaded(hoa, b"Ke hoach cua tinh"), small_plan()))


@pytest.fixture
def under_review(hoa: Actor) -> PlanDocument:
    return read(uploaded(hoa), small_plan())


@pytest.fixture
def task(under_review: PlanDocument) -> Callable[[str], PlanRow]:
    """`task("IV.2")`: that task of the plan under review, fresh from the database."""

    def fresh(path: str) -> PlanRow:
        return PlanRow.objects.select_related("plan").get(
            plan=under_review, kind=RowKind.TASK, path=path, alive=True
        )

    return fresh
