"""A programme adopted by Hoa with targets of every kind, and the ledger that moves them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from khien.base.access import Actor
from khien.plans.models import PlanDocument
from khien.programme.models import Activity, Programme, Target, TargetDefinition
from khien.programme.rules.activity import NewActivity, Product, Reach
from khien.programme.rules.ledger import ActivityKind, Audience, Basis
from khien.programme.selectors.target_figures import Figure, figures
from khien.programme.services import adopt, record_activity
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, uploaded
from tests.programme.conftest import AT, ON, settle
from vanban import Place
from vanban import Target as ReadTarget

__all__ = ["AT", "ON", "hoa"]

PLANS = "100% sở, ban, ngành và UBND các xã, phường xây dựng kế hoạch tuyên truyền."
PEOPLE = "Trên 80% người sử dụng Internet được phổ biến kỹ năng phòng tránh lừa đảo."
ARTICLES = "Hằng năm có ít nhất 12 tin, bài về an toàn thông tin."
INCIDENTS = "Dưới 20% sự cố mất an toàn thông tin có nguyên nhân từ nhận thức của người sử dụng."
SURVEY = "Tối thiểu 70% người dân nhận thức được các thủ đoạn lừa đảo."
OTHER = "100% máy trạm được cài đặt phần mềm phòng, chống mã độc."
ACTIVE = "100% UBND các xã, phường tổ chức hoạt động tuyên truyền."


def _target(
    n: int, text: str, comparator: str, value: float, unit: str, population: str | None
) -> ReadTarget:
    return ReadTarget(f"II.{n}", n, text, comparator, value, unit, population, "2026", Place(2))


TARGETS = (
    _target(1, PLANS, "=", 100, "%", "sở, ban, ngành và UBND các xã, phường"),
    _target(2, PEOPLE, ">", 80, "%", "người sử dụng Internet"),
    _target(3, ARTICLES, ">=", 12, "tin, bài", None),
    _target(4, INCIDENTS, "<", 20, "%", "sự cố mất an toàn thông tin"),
    _target(5, SURVEY, ">=", 70, "%", "người dân"),
    _target(6, OTHER, "=", 100, "%", "máy trạm"),
    _target(7, ACTIVE, "=", 100, "%", "UBND các xã, phường"),
)


@pytest.fixture
def programme(hoa: Actor, cast: Cast) -> Programme:
    """Kế hoạch 12/KH-UBND with seven targets, in force since 24/11/2026."""
    plan: PlanDocument = settle(hoa, read(uploaded(hoa), small_plan(targets=TARGETS)))
    return adopt(hoa, str(plan.uuid), at=AT)


@pytest.fixture
def target(programme: Programme) -> Callable[[str], Target]:
    """The target with these words."""
    return lambda text: Target.objects.select_related("programme", "definition").get(
        programme=programme, text=text
    )


@pytest.fixture
def value(target: Callable[[str], Target]) -> Callable[..., Figure]:
    """What the target with these words comes to on a day, counted anew."""

    def counted(text: str, on: dt.date = ON) -> Figure:
        definition = TargetDefinition.objects.select_related("target__programme").get(target=target(text))
        return figures(definition, [on])[0]

    return counted


@pytest.fixture
def record(programme: Programme, cast: Cast) -> Callable[..., Activity]:
    """`record("commune", people=60)`: an officer writes an activity of her unit for the programme's first task."""
    task = programme.tasks.all()[0]
    keys = iter(range(10_000))

    def write(
        unit: str | int,
        *,
        on: dt.date = dt.date(2026, 5, 20),
        kind: ActivityKind = ActivityKind.TALK,
        people: int = 0,
        audience: Audience = Audience.PUBLIC,
        product: str = "",
        quantity: int = 1,
    ) -> Activity:
        new = NewActivity(
            unit_id=unit if isinstance(unit, int) else int(getattr(cast.units, unit)),
            kind=kind,
            title="Tuyên truyền phòng tránh lừa đảo",
            starts_on=on,
            task_ids=(task.pk,),
            products=(Product(product, quantity),) if product else (),
            reach=(Reach(audience, people, Basis.COUNTED),) if people else (),
        )
        return record_activity(cast.actor("commune_officer"), new, source="form", key=f"t{next(keys)}", at=AT)

    return write


def percent(text: str) -> Decimal:
    return Decimal(text)
