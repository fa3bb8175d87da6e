"""The public face and the components, in a real browser: whoever comes, however she wants to see it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

THEMES = ["light", "dark", "contrast"]
HEADERS = 400  # bytes an answer's head takes
FIRST_VISIT = 120 * 1024  # bytes on the wire, DESIGN.md §6


@pytest.mark.parametrize("theme", THEMES)
def test_every_component_is_accessible_in_every_theme(
    page: Page, choose: Any, axe: Any, shot: Any, theme: str
) -> None:
    choose(page, theme=theme)
    page.goto("/style")
    assert page.locator("html").get_attribute("data-theme") == theme
    axe(page)
    shot(page, f"style-{theme}")


@pytest.mark.parametrize("theme", THEMES)
def test_every_component_fits_a_phone(phone: Page, choose: Any, axe: Any, shot: Any, theme: str) -> None:
    choose(phone, theme=theme)
    phone.goto("/style")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(phone)
    shot(phone, f"style-{theme}-phone")


def test_a_citizen_opens_the_home_page_on_a_phone(phone: Page, axe: Any, shot: Any) -> None:
    phone.goto("/")
    expect(phone.locator("html")).to_have_attribute("lang", "vi")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bạn đang gặp chuyện gì?")
    axe(phone)
    shot(phone, "home-phone")


def test_a_first_visit_stays_small(phone: Page) -> None:
    """Style, script and icons count as served: compressed once when they are collected. The page itself is not."""
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        body = response.body()
        kind = response.headers.get("content-type", "").partition(";")[0]
        packed = kind in ("text/css", "text/javascript", "image/svg+xml")
        sizes[response.url] = HEADERS + (len(gzip.compress(body)) if packed else len(body))

    phone.on("response", weigh)
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    assert {Path(urlsplit(url).path).suffix for url in sizes} >= {"", ".css", ".js", ".svg", ".woff2"}
    print(f"first visit: {sum(sizes.values())} bytes in {len(sizes)} answers")  # noqa: T201
    assert sum(sizes.values()) <= FIRST_VISIT


def test_she_switches_to_english_large_text_and_dark_without_script(
    open_context: Callable[..., BrowserContext], shot: Any
) -> None:
    page = open_context({"width": 390, "height": 844}, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Large text").click()
    page.get_by_role("button", name="Dark").click()
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "en")
    expect(html).to_have_attribute("data-text", "large")
    expect(html).to_have_attribute("data-theme", "dark")
    shot(page, "home-phone-english-large-dark")


def test_the_theme_changes_at_once_and_is_remembered(page: Page) -> None:
    page.goto("/")
    with page.expect_response("**/giao-dien/"):
        page.get_by_role("button", name="Tối").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("theme", THEMES)
def test_a_wrong_address_says_what_to_do(phone: Page, choose: Any, axe: Any, shot: Any, theme: str) -> None:
    choose(phone, theme=theme)
    answer = phone.goto("/khong-co-trang-nay/")
    assert answer is not None
    assert answer.status == 404
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Không tìm thấy")
    expect(phone.get_by_role("link", name="Về trang đầu")).to_be_visible()
    axe(phone)
    shot(phone, f"missing-{theme}-phone")


def test_the_sign_in_page_is_accessible(page: Page, axe: Any, shot: Any) -> None:
    page.goto("/lam-viec/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/tai-khoan/" in page.url
    axe(page)
    shot(page, "sign-in")


def test_a_dialog_opens_by_keyboard_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/style")
    opener = page.get_by_role("link", name="Xóa bản nháp")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_form_with_errors_leads_to_its_fields(page: Page, axe: Any, shot: Any) -> None:
    page.goto("/style/bieu-mau")
    page.get_by_label("Số người tham dự").fill("0")
    page.get_by_role("button", name="Lưu lớp tập huấn").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Xin sửa các chỗ sau")
    summary.get_by_role("link", name="Tên lớp tập huấn").click()
    expect(page.get_by_label("Tên lớp tập huấn")).to_be_focused()
    expect(page.get_by_label("Số người tham dự")).to_have_value("0")
    axe(page)
    shot(page, "form-with-errors")
