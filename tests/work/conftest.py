"""A running programme with work in it: An Bình, four communes' worth of tasks, told by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from khien.base.access import Actor
from khien.programme.models import Activity, Programme, Task
from khien.programme.rules.activity import NewActivity, Product
from khien.programme.rules.ledger import ActivityKind
from khien.programme.services import adopt, record_activity
from khien.work.models import WorkItem
from khien.work.services.opening import open_items
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, uploaded
from tests.programme.conftest import settle
from vanban import Plan, Schedule
from vanban import Task as PlanTask

__all__ = ["hoa"]

AT = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
BEGUN = dt.date(2026, 3, 2)
DEPARTMENT, COMMUNE, OTHER = (
    "Sở Khoa học và Công nghệ",
    "Ủy ban nhân dân xã An Hòa",
    "Ủy ban nhân dân phường Bình Minh",
)


def work_plan(*, last_year: int = 2026) -> Plan:
    """Four tasks: news every month by two communes, a portal page by June, classes every year, all the time."""
    tasks = (
        PlanTask(
            "IV.1",
            "body",
            "Tuyên truyền",
            "Đăng tin, bài cảnh báo lừa đảo.",
            lead=(COMMUNE, OTHER),
            coordinating=(DEPARTMENT,),
            products=("01 bài viết và 02 tin/tháng",),
            schedule=Schedule(recurrence="monthly"),
        ),
        PlanTask(
            "IV.2",
            "body",
            "Tuyên truyền",
            "Xây dựng trang tra cứu dấu hiệu lừa đảo.",
            lead=(DEPARTMENT,),
            products=("Trang tra cứu",),
            schedule=Schedule(end="2026-06", recurrence="once"),
        ),
        PlanTask(
            "IV.3",
            "body",
            "Tập huấn",
            "Tập huấn cán bộ.",
            lead=(DEPARTMENT,),
            coordinating=(COMMUNE,),
            products=("Mỗi năm 02 lớp tập huấn",),
            schedule=Schedule(recurrence="annual"),
        ),
        PlanTask(
            "IV.4",
            "body",
            "Tập huấn",
            "Hướng dẫn người dân tại quầy.",
            lead=(COMMUNE,),
            schedule=Schedule(text="Thường xuyên", recurrence="continuous"),
        ),
    )
    head = replace(small_plan().head, period_to=last_year)
    return small_plan(tasks=tasks, findings=(), head=head)


@pytest.fixture
def running(hoa: Actor, cast: Cast) -> Programme:
    """The programme, adopted by Hoa on 2 March 2026; its work is opened by `work_on`."""
    plan = read(uploaded(hoa), work_plan())
    settle(hoa, plan)
    return adopt(hoa, str(plan.uuid), at=AT)


@pytest.fixture
def opened(running: Programme) -> Programme:
    """The programme with its work of the first day."""
    open_items(running.pk, on=BEGUN, at=AT)
    return running


def at(day: dt.date) -> dt.datetime:
    """Ten in the morning in Vietnam."""
    return dt.datetime(day.year, day.month, day.day, 3, 0, tzinfo=dt.UTC)


def task(programme: Programme, path: str) -> Task:
    return Task.objects.get(programme=programme, path=path)


def item(programme: Programme, path: str, unit_id: int, period: str = "") -> WorkItem:
    return WorkItem.objects.get(
        task__programme=programme,
        task__path=path,
        unit_id=unit_id,
        period=period,
        parent=None,
        merged_into=None,
    )


def did(
    actor: Actor, unit_id: int, what: Task, on: dt.date, *products: tuple[str, int], key: str = ""
) -> Activity:
    """The unit did something for the task on a day; recorded the same day."""
    new = NewActivity(
        unit_id=unit_id,
        kind=ActivityKind.PRESS,
        title=f"Việc ngày {on:%d/%m}",
        starts_on=on,
        task_ids=(what.pk,),
        products=tuple(Product(name, n) for name, n in products),
    )
    return record_activity(actor, new, source="test", key=key or f"{unit_id}-{on}-{products}", at=at(on))
