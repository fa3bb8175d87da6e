"""A small province of 2020 and the moment of the tests. Names are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.access import Actor, Grant
from khien.orgs.models import Unit
from khien.orgs.rules import Kind, Level, Role
from khien.orgs.services.units import NewUnit, open_unit

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
EARLY = dt.date(2015, 1, 1)
REFORM = dt.date(2025, 7, 1)
LAN = Actor(id="lan", label="Nguyễn Thị Lan", grants=(Grant(Role.STANDING_OFFICE),))


def opened(
    name: str, kind: Kind, level: Level, parent: Unit | None = None, *, code: str = "", on: dt.date = EARLY
) -> Unit:
    new = NewUnit(name=name, kind=kind, level=level, code=code, parent_id=parent.pk if parent else None)
    return open_unit(new, on=on, actor=LAN, at=AT)


@pytest.fixture
def province(db: None) -> Unit:
    return opened("Ủy ban nhân dân tỉnh An Bình", Kind.PEOPLES_COMMITTEE, Level.PROVINCE, code="T97")


@pytest.fixture
def information(province: Unit) -> Unit:
    return opened("Sở Thông tin và Truyền thông", Kind.DEPARTMENT, Level.PROVINCE, province, code="STTTT")


@pytest.fixture
def science(province: Unit) -> Unit:
    return opened("Sở Khoa học và Công nghệ", Kind.DEPARTMENT, Level.PROVINCE, province, code="SKHCN")
