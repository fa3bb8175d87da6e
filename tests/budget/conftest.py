"""Money of Kế hoạch 12/KH-UBND: 70.000.000 đồng of Ngân sách tỉnh in 2026, and who asks for it, gives it, spends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from khien.base.access import Actor
from khien.budget.models import Allocation, AllocationBatch, Estimate
from khien.budget.services.allocations import DecisionHead, confirm, look_through
from khien.budget.services.estimates import NewEstimate, write_estimate
from khien.programme import api as programmes
from khien.programme.models import Programme
from khien.programme.services import adopt
from tests.people import Cast
from tests.programme.conftest import AT, ON, hoa, programme, read, settle, small_plan, under_review, uploaded

__all__ = ["AT", "ON", "hoa", "programme", "read", "small_plan", "under_review", "uploaded"]

PROVINCE, COMMUNE_MONEY = "Ngân sách tỉnh", "Ngân sách cấp xã"
Spend = Callable[..., None]
Give = Callable[..., list[Allocation]]


@pytest.fixture
def binh(cast: Cast) -> Actor:
    """Focal officer of xã An Hòa."""
    return cast.actor("commune_officer")


@pytest.fixture
def mai(cast: Cast) -> Actor:
    """Focal officer of Sở Khoa học và Công nghệ."""
    return cast.actor("focal_officer")


@pytest.fixture
def spend(programme: Programme, cast: Cast) -> Spend:
    """`spend(5_000_000, unit="commune", source=…, on=…)` through the ledger, for the plan's first tasks."""
    count = iter(range(1000))

    def one(
        amount: int,
        *,
        unit: str = "commune",
        source: str = PROVINCE,
        on: dt.date = dt.date(2026, 5, 20),
        tasks: int = 1,
        actor: str = "commune_officer",
    ) -> None:
        ids = tuple(task.pk for task in programme.tasks.all()[:tasks])
        new = programmes.NewActivity(
            unit_id=cast.units.id(unit) or 0,
            kind=programmes.ActivityKind.CLASS,
            title="Tập huấn",
            starts_on=on,
            task_ids=ids,
            spent_vnd=amount,
            money_source=source,
        )
        programmes.record_activity(cast.actor(actor), new, source="test", key=str(next(count)), at=AT)

    return one


def table_of(*rows: tuple[str, str]) -> list[dict[str, object]]:
    return [{"line": n, "unit": unit, "amount": amount} for n, (unit, amount) in enumerate(rows, 1)]


@pytest.fixture
def looked_through(hoa: Actor, programme: Programme) -> Callable[..., AllocationBatch]:
    def one(
        *rows: tuple[str, str],
        number: str = "312/QĐ-UBND",
        year: int = 2026,
        source: str = PROVINCE,
        key: str = "k1",
        on: dt.date = dt.date(2026, 2, 1),
    ) -> AllocationBatch:
        head = DecisionHead(number=number, decided_on=on, year=year, source=source)
        return look_through(hoa, programme.pk, head, table_of(*rows), key=key, at=AT)

    return one


@pytest.fixture
def give(hoa: Actor, looked_through: Callable[..., AllocationBatch]) -> Give:
    """`give(("XAH", "30 triệu"), number=…)`: the decision's allocations, taken in by Hoa."""
    count = iter(range(1000))

    def one(*rows: tuple[str, str], **head: object) -> list[Allocation]:
        batch = looked_through(*rows, key=f"give-{next(count)}", **head)
        decision = confirm(hoa, batch, on=ON, at=AT)
        return list(decision.allocations.order_by("pk"))

    return one


@pytest.fixture
def estimate(binh: Actor, programme: Programme, cast: Cast) -> Estimate:
    """Bình's draft: 30 triệu for 2026 of Ngân sách tỉnh."""
    new = NewEstimate(
        unit_id=cast.units.commune,
        year=2026,
        source=PROVINCE,
        amount_vnd=30_000_000,
        basis="03 lớp × 10 triệu",
    )
    return write_estimate(binh, programme.pk, new, key="e1", at=AT)


@pytest.fixture
def newer(hoa: Actor, programme: Programme) -> Programme:
    """The plan's newer version, adopted the same day; the older programme ends by it."""
    plan = uploaded(hoa, b"Ke hoach thay the", name="thay-the.txt")
    plan.replaces = programme.plan
    plan.save()
    return adopt(hoa, str(settle(hoa, read(plan, small_plan())).uuid), at=AT)
