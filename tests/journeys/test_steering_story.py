"""One sheet for the leader, a public page for everybody, and a commune's plan beside the province's, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from khien.base.access import Actor
from khien.insight.models import DayFigures
from khien.insight.rules.figures import Figures, LateUnit, to_data
from khien.plans.models import PlanDocument
from khien.plans.services.cascade import align_plan
from khien.programme.models import Programme
from khien.programme.services import adopt
from tests.journeys.conftest import DESK
from tests.people import Cast
from tests.plans.conftest import AT, adopted, hoa, read, uploaded
from tests.plans.test_cascade import of_commune, of_province
from tests.programme.conftest import settle
from vanban import Place, Target

__all__ = ["hoa"]

LONG = (
    "người dân từ đủ 15 tuổi trở lên trên địa bàn tỉnh được phổ biến kỹ năng nhận biết, phòng tránh lừa đảo"
)


@pytest.fixture
def full(hoa: Actor, cast: Cast) -> Programme:
    """Fourteen long targets, ten late units, a busy month: as much as the sheet must hold."""
    targets = tuple(
        Target(
            f"II.{n}", n, f"{50 + n}% {LONG} lần thứ {n}.", ">=", 50 + n, "%", "người dân", "2030", Place(2)
        )
        for n in range(1, 15)
    )
    plan = settle(hoa, read(uploaded(hoa, b"cua tinh"), of_province(targets=targets)))
    programme = adopt(hoa, str(plan.uuid), at=AT)
    now = timezone.now()
    today = timezone.localdate(now)
    late = tuple(
        LateUnit(f"Ủy ban nhân dân xã Khánh Sơn Tây {n}", "12-KH-UBND-2026", "Báo cáo năm 2026", 30 - n)
        for n in range(10)
    )
    days = tuple((today.replace(day=n).isoformat(), n) for n in range(1, 29))
    figures = Figures(
        on=today.isoformat(),
        tasks_on_time=1200,
        tasks_overdue=345,
        reports_expected=4048,
        reports_on_time=3900,
        reports_missing=148,
        money_planned=5_599_000_000,
        money_spent=2_365_200_000,
        activities=406,
        late=late,
        days=days,
    )
    DayFigures.objects.create(programme=programme, on=today, figures=to_data(figures), counted_at=now)
    return programme


def test_the_leaders_page_prints_on_exactly_one_sheet(
    page: Page,
    full: Programme,
    cast: Cast,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
    shot: Callable[[Page, str], None],
) -> None:
    sign_in(page, cast["standing_office"])
    page.goto(reverse("insight:steering"))
    expect(page.get_by_role("heading", name="Kế hoạch 12/KH-UBND")).to_be_visible()
    expect(page.locator(".steer-lines > li")).to_have_count(10)
    expect(page.get_by_text("Xem thêm 4 chỉ tiêu")).to_be_visible()
    axe(page)
    shot(page, "dieu-hanh")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(sheet) == 1
    assert [round(side) for side in sheet[0].get_size()] == [595, 842]
    told = sheet[0].get_textpage().get_text_range()
    assert "Khánh Sơn Tây 9" in told
    assert "In trên một trang" not in told


def test_on_a_telephone_nothing_runs_over_the_edge(
    phone: Page,
    full: Programme,
    cast: Cast,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(phone, cast["standing_office"])
    phone.goto(reverse("insight:steering"))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    axe(phone)


def test_the_office_looks_puts_the_results_up_and_a_stranger_reads_them(
    page: Page,
    open_context: Callable[..., BrowserContext],
    full: Programme,
    cast: Cast,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
) -> None:
    stranger = open_context(DESK).new_page()
    address = reverse("scorecard:one", kwargs={"uuid": full.uuid})
    assert stranger.goto(address).status == 404  # type: ignore[union-attr]
    sign_in(page, cast["standing_office"])
    page.goto(reverse("insight:scorecard", kwargs={"uuid": full.uuid}))
    axe(page)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Xem trước").click()
    expect(opened.value.get_by_text("Bản xem trước")).to_be_visible()
    page.get_by_role("button", name="Công khai trang này").click()
    expect(page.get_by_text("Trang đang công khai")).to_be_visible()
    stranger.goto(address)
    expect(stranger.get_by_text("chỉ tiêu đạt")).to_be_visible()
    assert "Khánh Sơn Tây" not in stranger.content()
    axe(stranger)


@pytest.fixture
def own(hoa: Actor, cast: Cast, full: Programme) -> PlanDocument:
    officer = cast.actor("commune_officer")
    sent = uploaded(officer, b"cua xa", unit_id=cast.units.commune)
    plan = adopted(officer, read(sent, of_commune("Phát 04 bản tin cảnh báo trên loa truyền thanh xã")))
    align_plan(plan.pk, at=AT)
    return plan


def test_from_the_matrix_to_a_communes_clauses_and_a_word_by_hand(
    page: Page,
    phone: Page,
    own: PlanDocument,
    cast: Cast,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, cast["standing_office"])
    page.goto(reverse("plans:cascades"))
    axe(page)
    page.get_by_role("link", name="Ủy ban nhân dân xã An Hòa").click()
    axe(page)
    missing = page.locator(".aligned-line", has_text="Khảo sát mức độ nhận biết")
    expect(missing.get_by_text("Chưa nêu", exact=True)).to_be_visible()
    missing.get_by_role("link", name="Đánh giá khác").click()
    axe(page)
    page.get_by_label("Đã nêu").check()
    page.get_by_role("button", name="Lưu đánh giá").click()
    expect(page.get_by_role("alert")).to_contain_text("Nêu lý do")
    page.get_by_label("Nhận xét").fill("Có công văn riêng.")
    page.get_by_role("button", name="Lưu đánh giá").click()
    expect(page.locator(".aligned-line", has_text="Khảo sát")).to_contain_text("Có công văn riêng.")
    sign_in(phone, cast["commune_officer"])
    phone.goto(reverse("plans:alignment", kwargs={"plan_uuid": own.uuid}))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    axe(phone)
