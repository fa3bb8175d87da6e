"""A campaign of the department: Châu makes it from a published material, Vũ Quốc Anh approves, An Hòa's people get it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from khien.audiences.api import SegmentRule
from khien.base.access import Actor
from khien.channels.models import Campaign
from khien.channels.rules.kinds import ChannelKind, Medium
from khien.channels.services import campaign_plan, campaign_texts, campaigns
from khien.library import api as library
from khien.library.models import Material
from tests.channels.sending.stage import account, contacts
from tests.library.conftest import anh, chau, published, write
from tests.people import AT, Cast

__all__ = ["anh", "chau", "published", "write"]
ON = dt.date(2026, 11, 24)
BASIS = "Kế hoạch 05/KH-UBND, mục III.2"
Plans = Callable[..., Campaign]


@pytest.fixture
def people(cast: Cast) -> None:
    """Three of An Hòa by mail, two of them by SMS too; both channels are turned on, SMS costs 300 đồng a part."""
    department = cast.units.department
    contacts(3, department, audience="elderly")
    contacts(2, department, audience="elderly", channel="sms", start=10)
    account(department)
    account(department, ChannelKind.SMS_HTTP, name="Nhà mạng", price_vnd=300, monthly_budget_vnd=1_000_000)


@pytest.fixture
def plan(cast: Cast, chau: Actor, published: Material, people: None) -> Plans:
    """`plan("Cúp máy")`: a draft that lacks nothing."""

    def make(
        title: str = "Cúp máy cuối năm", *, by: Actor = chau, media: tuple[Medium, ...] = ()
    ) -> Campaign:
        unit_id = cast.units.department
        made = campaign_plan.make(
            by, unit_id, title=title, purpose="Người cao tuổi biết cúp máy.", first_day=ON, at=AT
        )
        rule = SegmentRule(unit_ids=(unit_id,), audiences=("elderly",))
        made = campaign_plan.add_rule(by, made, rule, version=made.version, on=ON, at=AT)
        edition = library.newest_edition(str(published.uuid))
        wanted = media or (Medium.EMAIL, Medium.SMS)
        return campaign_texts.choose_material(by, made, edition, wanted, version=made.version, at=AT)

    return make


@pytest.fixture
def sent_in(plan: Plans, chau: Actor) -> Campaign:
    made = plan("Đã trình")
    return campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)


@pytest.fixture
def approved(plan: Plans, chau: Actor, anh: Actor) -> Campaign:
    made = plan("Đã duyệt")
    made = campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)
    return campaigns.approve(anh, made, version=made.version, basis=BASIS, on=ON, at=AT)
