"""A working day with one thumb: Bình finds what is due, records it, asks for time; Hoa decides; the card moves."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from khien.accounts.models import User
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.programme.models import Programme
from khien.programme.services import adopt
from khien.work.models import WorkItem
from tests.people import Cast
from tests.plans.conftest import hoa, read, uploaded
from tests.programme.conftest import settle
from tests.work.conftest import work_plan

__all__ = ["hoa"]

COUNTER = "Hướng dẫn người dân tại quầy."
NEWS = "Đăng tin, bài cảnh báo lừa đảo."


@pytest.fixture
def running(transactional_db: None, hoa: Actor) -> Programme:
    """The programme, adopted by Hoa today; its work opens by itself."""
    plan = read(uploaded(hoa), work_plan(last_year=today().year + 1))
    settle(hoa, plan)
    return adopt(hoa, str(plan.uuid), at=now())


@pytest.fixture
def binh(running: Programme, cast: Cast) -> User:
    """The focal officer of xã An Hòa."""
    return cast["commune_officer"]


def _card(page: Page, title: str) -> Any:
    return page.locator(".inbox-card").filter(has_text=title).first


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_binh_records_what_was_done_from_its_card_and_the_card_is_gone(
    phone: Page, sign_in: Any, binh: User, axe: Any, shot: Any
) -> None:
    sign_in(phone, binh)
    phone.goto(reverse("work:landing"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("An Hòa")
    assert _fits(phone)
    axe(phone)
    shot(phone, "inbox-phone")
    before = phone.locator(".inbox-card").count()
    _card(phone, COUNTER).get_by_role("link", name="Ghi hoạt động").click()
    expect(phone.get_by_role("checkbox", name=re.compile(COUNTER[:20]))).to_be_checked()
    phone.get_by_label("Việc đã làm").fill("Hướng dẫn 40 người tại bộ phận một cửa")
    phone.get_by_role("button", name="Ghi vào sổ").click()
    phone.wait_for_url(re.compile(f"{reverse('work:inbox')}$"))  # back where he came from
    expect(phone.locator(".inbox-card")).to_have_count(before - 1)


def test_the_round_button_is_at_the_thumb_and_opens_the_form(phone: Page, sign_in: Any, binh: User) -> None:
    sign_in(phone, binh)
    phone.goto(reverse("work:inbox"))
    plus = phone.locator(".inbox-plus")
    box = plus.bounding_box()
    assert box is not None
    assert box["width"] >= 56
    assert box["y"] > 844 / 2
    plus.click()
    expect(phone.get_by_label("Việc đã làm")).to_be_visible()


def test_binh_asks_for_time_hoa_grants_it_and_the_plans_day_stays_told(
    phone: Page, page: Page, sign_in: Any, binh: User, standing_officer: User, axe: Any, shot: Any
) -> None:
    news = WorkItem.objects.filter(task__text=NEWS, unit__code="XAH", role="lead").order_by("due_on")[0]
    until = today() + dt.timedelta(days=60)
    sign_in(phone, binh)
    phone.goto(reverse("work:item", args=[news.uuid]))
    assert _fits(phone)
    axe(phone)
    shot(phone, "item-phone")
    phone.get_by_text("Xin gia hạn").click()
    phone.get_by_label("Gia hạn đến ngày").fill("01/01/2020")
    phone.locator("#act-time").get_by_label("Lý do").fill("Chờ tài liệu của Sở")
    phone.get_by_role("button", name="Gửi đề nghị", exact=True).click()
    expect(phone.locator("#act-time").get_by_label("Lý do")).to_have_value("Chờ tài liệu của Sở")
    axe(phone)
    phone.get_by_label("Gia hạn đến ngày").fill(f"{until:%d/%m/%Y}")
    phone.get_by_role("button", name="Gửi đề nghị", exact=True).click()
    expect(phone.get_by_text(f"xin gia hạn đến {until:%d/%m/%Y}")).to_be_visible()

    sign_in(page, standing_officer)
    page.goto(reverse("work:inbox"))
    page.locator(".inbox-card").filter(has_text="Chờ tài liệu của Sở").get_by_role(
        "link", name="Quyết định"
    ).click()
    axe(page)
    page.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(page.get_by_text(f"{until:%d/%m/%Y}").first).to_be_visible()
    expect(page.get_by_text(f"theo kế hoạch: {news.due_on:%d/%m/%Y}")).to_be_visible()
    shot(page, "item-desk")


def test_hoa_sees_all_units_and_a_figure_opens_its_list(
    page: Page, sign_in: Any, binh: User, standing_officer: User, axe: Any
) -> None:
    sign_in(page, standing_officer)
    page.goto(reverse("work:overview"))
    axe(page)
    page.get_by_role("link", name="Theo nhóm nhiệm vụ").click()
    page.locator("tbody").get_by_role("link", name="Tuyên truyền").click()
    expect(page.get_by_text(NEWS).first).to_be_visible()
