"""A unit's report in a browser: Bình writes it on his phone, Hoa returns it, he mends it, she accepts, the days lock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from khien.accounts.models import User
from khien.reports.models import ReportRound, Submission
from tests.people import Cast
from tests.reports.conftest import did, half, hand_in, hoa, programme, task

__all__ = ["did", "half", "hand_in", "hoa", "programme", "task"]

SENTENCE = "Phát tờ rơi, cẩm nang 2 đợt cho 240 người."


@pytest.fixture
def binh(cast: Cast) -> User:
    """Phạm Văn Bình, focal officer of xã An Hòa."""
    return cast["commune_officer"]


@pytest.fixture
def deeds(half: ReportRound, did: Callable[..., int]) -> None:
    """What his commune did in spring."""
    did("commune", "IV.2", dt.date(2026, 3, 1), people=120)
    did("commune", "IV.2", dt.date(2026, 4, 1), people=120, title="Phát tờ rơi ở bến xe")


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def _hand_in(page: Page) -> None:
    page.get_by_role("button", name="Kiểm tra và nộp…").click()
    page.wait_for_url(re.compile("/nop/$"))
    page.get_by_role("button", name="Nộp báo cáo").click()
    page.wait_for_url(re.compile("/don-vi-bao-cao/"))


@pytest.mark.usefixtures("deeds")
def test_binh_hands_in_on_his_phone(phone: Page, sign_in: Any, binh: User, axe: Any, shot: Any) -> None:
    sign_in(phone, binh)
    phone.goto(reverse("reports:rounds"))
    axe(phone)
    assert _fits(phone)
    phone.get_by_role("link", name="Làm báo cáo").first.click()
    expect(phone.locator(".figure").first).to_have_text("2")
    phone.locator("details.task-figure > summary").first.click()
    expect(phone.get_by_role("link", name="Phát tờ rơi ở bến xe")).to_be_visible()
    phone.get_by_label("Tồn tại, hạn chế, khó khăn").fill("Thiếu tờ rơi.")
    expect(phone.locator(".saved [data-text]")).to_contain_text("Đã lưu")
    phone.locator("details.suggest > summary").click()
    phone.get_by_role("button", name="Đưa các câu này vào báo cáo").click()
    expect(phone.get_by_label("Kết quả nổi bật")).to_have_value(SENTENCE)
    expect(phone.get_by_label("Tồn tại, hạn chế, khó khăn")).to_have_value("Thiếu tờ rơi.")
    axe(phone)
    assert _fits(phone)
    shot(phone, "report_write")
    _hand_in(phone)
    expect(phone.get_by_role("button", name="Rút lại")).to_be_visible()
    row = Submission.objects.get()
    assert (row.state, row.figures["people"], row.difficulties) == ("submitted", 240, "Thiếu tờ rơi.")


@pytest.mark.usefixtures("deeds")
def test_hoa_returns_it_binh_mends_it_she_sees_what_changed_and_accepts(
    page: Page,
    phone: Page,
    sign_in: Any,
    standing_officer: User,
    binh: User,
    half: ReportRound,
    hand_in: Callable[..., Submission],
    axe: Any,
    shot: Any,
) -> None:
    row = hand_in(half, "commune", on=dt.date(2026, 6, 9))
    sign_in(page, standing_officer)
    page.goto(reverse("reports:round", args=[half.code]))
    axe(page)
    shot(page, "report_round")
    page.get_by_role("link", name="Ủy ban nhân dân xã An Hòa").click()
    page.get_by_text("Trả lại để sửa…").click()
    page.get_by_label("Nội dung cần sửa").fill("Ghi rõ nguyên nhân.")
    page.get_by_role("button", name="Trả lại cho đơn vị").click()
    page.wait_for_load_state()

    sign_in(phone, binh)
    phone.goto(reverse("reports:rounds"))
    expect(phone.get_by_text("Ghi rõ nguyên nhân.")).to_be_visible()
    phone.get_by_role("link", name="Sửa báo cáo").click()
    phone.get_by_label("Nguyên nhân").fill("Kinh phí về muộn.")
    _hand_in(phone)

    page.goto(reverse("reports:submission", args=[row.uuid]))
    changed = page.get_by_role("region", name="Thay đổi so với lần nộp trước")
    expect(
        changed.or_(page.locator("section", has_text="Thay đổi so với lần nộp trước")).first
    ).to_contain_text("Kinh phí về muộn.")
    axe(page)
    shot(page, "report_decide")
    page.get_by_role("button", name="Chấp nhận báo cáo").click()
    page.wait_for_load_state()
    expect(page.get_by_text("Mở lại báo cáo đã chấp nhận…")).to_be_visible()
    row.refresh_from_db()
    assert row.state == "accepted"


def test_hoa_drafts_the_urging_letter_for_all_late_units(
    page: Page, sign_in: Any, standing_officer: User, half: ReportRound, axe: Any
) -> None:
    sign_in(page, standing_officer)
    page.goto(reverse("reports:round", args=[half.code]))
    page.get_by_role("button", name="Soạn công văn đôn đốc").click()
    page.wait_for_load_state()
    page.get_by_text("Công văn đôn đốc đã soạn").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Cong-van-don-doc")).click()
    assert taken.value.suggested_filename.endswith(".docx")
    axe(page)
