"""From the reviewed plan to the tasks of one unit, in a browser: Hoa adopts, Lê Thị Mai finds her work."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from khien.accounts.models import User
from khien.base.access import Actor
from khien.plans.models import PlanDocument
from khien.plans.services.twins import drop_twins
from khien.programme.models import Programme, Task
from khien.programme.services import adopt
from khien.project.demo_plan import demo_plan
from tests.people import Cast
from tests.plans.conftest import AT, hoa, uploaded
from tests.plans.conftest import read as store
from tests.programme.conftest import settle
from vanban import read, write_report

__all__ = ["hoa"]

LED = "Chủ trì 3 nhiệm vụ"
PAGES = ["programmes", "programme", "tasks", "targets"]


@pytest.fixture
def sample(hoa: Actor) -> PlanDocument:
    """Our own plan of tỉnh An Bình, written and read by us, under review."""
    written = io.BytesIO()
    write_report(demo_plan(), written)
    content = written.getvalue()
    return store(uploaded(hoa, content, name="ke-hoach-an-binh.docx"), read(content))


@pytest.fixture
def settled(hoa: Actor, sample: PlanDocument) -> PlanDocument:
    """Nothing hinders its adoption any more."""
    drop_twins(hoa, sample, at=AT)
    return settle(hoa, sample)


@pytest.fixture
def running(hoa: Actor, settled: PlanDocument) -> Programme:
    return adopt(hoa, str(settled.uuid), at=AT)


@pytest.fixture
def mai(cast: Cast) -> User:
    """The focal officer of Sở Khoa học và Công nghệ."""
    return cast["focal_officer"]


def _url(name: str, programme: Programme) -> str:
    return reverse(f"programme:{name}", kwargs={"uuid": programme.uuid})


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def _tables_fit(page: Page) -> bool:
    """No table of the page has to be pushed sideways."""
    return bool(
        page.evaluate(
            "[...document.querySelectorAll('.table-box')].every(b => b.scrollWidth <= b.clientWidth)"
        )
    )


def _clauses(page: Page) -> list[str]:
    return page.locator("tbody tr td:first-child").all_inner_texts()


def test_hoa_is_told_what_hinders_before_she_can_adopt(
    page: Page, sign_in: Any, standing_officer: User, sample: PlanDocument, axe: Any
) -> None:
    sign_in(page, standing_officer)
    page.goto(reverse("programme:adopt", kwargs={"plan_uuid": sample.uuid}))
    expect(page.get_by_role("heading", name="Cần giải quyết trước khi thông qua")).to_be_visible()
    expect(page.get_by_role("button", name="Thông qua kế hoạch")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name="Về trang rà soát").click()
    page.wait_for_url(re.compile("/ra-soat/"))


def test_hoa_adopts_the_sample_plan_and_stands_before_its_programme(
    page: Page, sign_in: Any, standing_officer: User, settled: PlanDocument, axe: Any, shot: Any
) -> None:
    sign_in(page, standing_officer)
    page.goto(reverse("programme:adopt", kwargs={"plan_uuid": settled.uuid}))
    axe(page)
    shot(page, "adopt")
    page.get_by_role("button", name="Thông qua kế hoạch").click()
    page.wait_for_url(re.compile(r"/chuong-trinh/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kế hoạch")
    expect(page.get_by_text("Chương trình bắt đầu từ hôm nay")).to_be_visible()
    tasks = Task.objects.filter(programme__plan=settled).count()
    expect(page.locator(".figure").first).to_have_text(str(tasks))
    axe(page)
    shot(page, "programme")


def test_mai_finds_the_tasks_of_her_unit_by_one_tap(
    page: Page, sign_in: Any, mai: User, running: Programme, axe: Any, shot: Any
) -> None:
    sign_in(page, mai)
    page.goto("/lam-viec/")
    axe(page)
    page.get_by_role("link", name=LED).click()
    page.wait_for_url(re.compile("don-vi-toi=chu-tri"))
    expect(page.locator("tbody tr")).to_have_count(3)
    for row in page.locator("tbody tr").all():
        expect(row).to_contain_text("Sở Khoa học và Công nghệ")
    assert _tables_fit(page)
    shot(page, "own_tasks")


def test_mai_filters_sorts_opens_a_task_and_comes_back_to_what_she_saw(
    page: Page, sign_in: Any, mai: User, running: Programme, axe: Any
) -> None:
    sign_in(page, mai)
    page.goto(_url("tasks", running) + "?don-vi-toi=chu-tri")
    page.get_by_label("Đơn vị tôi").select_option("tat-ca")
    page.wait_for_url(re.compile("don-vi-toi=tat-ca"))
    expect(page.locator("tbody tr")).to_have_count(7)
    page.get_by_role("columnheader", name="Nhiệm vụ").get_by_role("link").click()
    page.wait_for_url(re.compile("sap-xep=nhiem-vu"))
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Nhiệm vụ")
    seen = _clauses(page)
    assert len(seen) == 7
    link = page.locator("tbody th a").first
    text = link.inner_text()
    link.click()
    page.wait_for_url(re.compile("/nhiem-vu/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("main")).to_contain_text(text)
    axe(page)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(7)
    assert _clauses(page) == seen


def test_mai_takes_the_list_home_as_a_file(
    page: Page, sign_in: Any, mai: User, running: Programme, tmp_path: Path
) -> None:
    sign_in(page, mai)
    page.goto(_url("tasks", running) + "?don-vi-toi=chu-tri")
    page.get_by_text("Lưu thành tệp").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tệp Excel").click()
    waiting.value.save_as(tmp_path / "nhiem-vu.xlsx")
    sheet = load_workbook(tmp_path / "nhiem-vu.xlsx").worksheets[0]
    lines = [str(row) for row in sheet.iter_rows(values_only=True)]
    assert sum("Sở Khoa học và Công nghệ" in line for line in lines) == 3


def test_on_a_phone_mai_has_her_tasks_under_her_thumb(
    phone: Page, sign_in: Any, mai: User, running: Programme, axe: Any, shot: Any
) -> None:
    sign_in(phone, mai)
    phone.goto("/lam-viec/")
    assert _fits(phone)
    shot(phone, "start_phone")
    phone.get_by_role("link", name=LED).tap()
    phone.wait_for_url(re.compile("don-vi-toi=chu-tri"))
    expect(phone.locator("tbody tr")).to_have_count(3)
    assert _fits(phone)
    assert _tables_fit(phone)
    axe(phone)
    phone.locator("tbody th a").first.tap()
    phone.wait_for_url(re.compile("/nhiem-vu/[0-9a-f-]{36}/$"))
    assert _fits(phone)
    axe(phone)
    shot(phone, "task_phone")


def test_mai_is_shown_no_way_to_a_page_that_would_refuse_her(
    page: Page, sign_in: Any, mai: User, standing_officer: User, running: Programme
) -> None:
    task = Task.objects.filter(programme=running).first()
    assert task is not None
    pages = [
        (_url("programme", running), "Văn bản"),
        (reverse("programme:task", args=[task.uuid]), "Xem trong văn bản"),
    ]
    for who in (standing_officer, mai):  # the province's adopted plan is read by every officer
        sign_in(page, who)
        for address, words in pages:
            page.goto(address)
            page.locator(".page-head").get_by_role("link", name=words).click()
            page.wait_for_url(re.compile("/ke-hoach/[0-9a-f-]{36}/"))
            expect(page.locator("h1")).not_to_contain_text("Bạn không")
            assert page.request.get(page.url).status == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_programme_is_open_to_everybody_at_desk_and_on_a_phone(
    name: str, page: Page, phone: Page, sign_in: Any, mai: User, running: Programme, axe: Any, shot: Any
) -> None:
    address = reverse("programme:programmes") if name == "programmes" else _url(name, running)
    for window, where in ((page, "desk"), (phone, "phone")):
        sign_in(window, mai)
        window.goto(address)
        assert _fits(window)
        assert _tables_fit(window)
        axe(window)
        shot(window, f"programme_{name}_{where}")
