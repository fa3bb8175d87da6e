"""A plan adopted in February 2026 whose units report by 10/6 and 10/11, and what happens in its rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections

from khien.base.access import Actor
from khien.programme import api as programmes
from khien.programme.api import ActivityKind, Audience, Basis, NewActivity, Product, Reach
from khien.programme.models import Programme
from khien.programme.services import adopt
from khien.reports.models import ExpectedUnit, ReportRound, Submission
from khien.reports.services.rounds import open_due_rounds
from khien.reports.services.submissions import Narrative, accept, begin, submit
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, uploaded
from tests.programme.conftest import settle
from vanban import DutyToReport, Money, Place, Schedule, Task

__all__ = ["hoa"]

ADOPTED = dt.datetime(2026, 2, 9, 3, 0, tzinfo=dt.UTC)
MAY = dt.date(2026, 5, 25)
JUNE = dt.date(2026, 6, 9)
NOVEMBER = dt.date(2026, 11, 5)
ON = dt.date(2026, 11, 24)
ALL_UNITS = "Các sở, ban, ngành, UBND các xã, phường"


def moment(day: dt.date, hour: int = 3) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def plan_of_the_year() -> object:
    """Two tasks: classes by the department, leaflets by every commune; two duties to report."""
    return small_plan(
        tasks=(
            Task(
                "IV.1",
                "body",
                "Tập huấn",
                "Tổ chức tập huấn cho cán bộ đầu mối.",
                lead=("Sở Khoa học và Công nghệ",),
                schedule=Schedule(start="2026-03", end="2026-11"),
                budget=Money(50_000_000, "Ngân sách tỉnh"),
                place=Place(4),
            ),
            Task(
                "IV.2",
                "body",
                "Truyền thông",
                "In tờ rơi phát cho các chợ.",
                lead=("UBND các xã, phường",),
                schedule=Schedule(start="2026-03", end="2026-12"),
                products=("Tờ rơi",),
                budget=Money(20_000_000, None),
                place=Place(5),
            ),
        ),
        reporting=(
            DutyToReport(
                "VI", "semiannual", "06-10", ALL_UNITS, "Công an tỉnh", "Báo cáo 6 tháng.", Place(3)
            ),
            DutyToReport("VI", "annual", "11-10", ALL_UNITS, "Công an tỉnh", "Báo cáo năm.", Place(3)),
        ),
        findings=(),
    )


@pytest.fixture
def programme(hoa: Actor, cast: Cast) -> Programme:
    """Kế hoạch 12/KH-UBND, adopted on 9 February 2026."""
    plan = settle(hoa, read(uploaded(hoa), plan_of_the_year()))  # type: ignore[arg-type]
    return adopt(hoa, str(plan.uuid), at=ADOPTED)


@pytest.fixture
def half(programme: Programme) -> ReportRound:
    """The first half's round, opened on 25 May."""
    opened = open_due_rounds(on=MAY, at=moment(MAY))
    assert [row.code for row in opened] == ["12-KH-UBND-2026-H1"]
    return opened[0]


@pytest.fixture
def year(programme: Programme) -> ReportRound:
    """The year's round, opened on 5 November."""
    [opened] = open_due_rounds(on=NOVEMBER, at=moment(NOVEMBER))
    assert opened.code == "12-KH-UBND-2026"
    return opened


@pytest.fixture
def task(programme: Programme) -> Callable[[str], int]:
    """`task("IV.2")` is its id."""
    return lambda path: programme.tasks.get(path=path).pk


@pytest.fixture
def did(cast: Cast, task: Callable[[str], int]) -> Callable[..., int]:
    """`did("commune", "IV.2", day, people=120)`: the unit recorded an activity; its id."""

    def record(
        unit: str | int,
        path: str,
        day: dt.date,
        *,
        people: int = 100,
        spent: int | None = None,
        title: str = "Phát tờ rơi ở chợ",
        product: str = "Tờ rơi",
        kind: ActivityKind = ActivityKind.HANDOUT,
    ) -> int:
        unit_id = unit if isinstance(unit, int) else int(cast.units.id(unit) or 0)
        new = NewActivity(
            unit_id=unit_id,
            kind=kind,
            title=title,
            starts_on=day,
            task_ids=(task(path),),
            products=(Product(product, 2),),
            reach=(Reach(Audience.PUBLIC, people, Basis.COUNTED),),
            spent_vnd=spent,
            money_source="Ngân sách cấp xã" if spent else "",
        )
        key = f"{unit_id} {path} {day} {title} {people}"
        made = programmes.record_activity(
            cast.actor("standing_office"), new, source="test", key=key, at=moment(ON)
        )
        return made.id

    return record


WORDS = Narrative(
    direction="Đã ban hành kế hoạch.",
    results="Phát tờ rơi ở hai chợ.",
    difficulties="Thiếu kinh phí.",
    next_steps="Tiếp tục phát tờ rơi.",
    proposals="Đề nghị cấp thêm tờ rơi.",
)


def expected(found: ReportRound, unit_id: int) -> ExpectedUnit:
    return ExpectedUnit.objects.select_related("round", "unit").get(round=found, unit_id=unit_id)


@pytest.fixture
def hand_in(cast: Cast) -> Callable[..., Submission]:
    """`hand_in(half, "commune", on=day)`: the unit submits; with `accepted`, the office accepts."""

    def act(
        found: ReportRound,
        unit: str | int,
        *,
        on: dt.date,
        accepted: bool = False,
        words: Narrative = WORDS,
        who: str = "commune_officer",
    ) -> Submission:
        unit_id = unit if isinstance(unit, int) else int(cast.units.id(unit) or 0)
        officer = cast.actor(who)
        row = begin(officer, expected(found, unit_id), at=moment(on))
        row = submit(officer, row.pk, words, revision=row.revision, key="", on=on, at=moment(on))
        if accepted:
            row = accept(cast.actor("standing_office"), row.pk, on=on, at=moment(on, 5))
        return row

    return act


def put_away(answer: Any) -> None:
    """Close an answer that sends a file, without closing the test's own connection with it (PostgreSQL)."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
