"""A table in a real browser: by mouse, by keyboard, on a phone and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

TABLE = "/style/bang"


def test_an_officer_filters_and_sorts_and_the_address_keeps_it(page: Page, axe: Any, shot: Any) -> None:
    page.goto(TABLE)
    page.get_by_role("combobox", name="Cơ quan chủ trì").select_option("Công an tỉnh")
    page.wait_for_url("**co-quan=**")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Công an tỉnh")
    page.get_by_role("link", name="Hạn", exact=True).click()
    page.wait_for_url("**sap-xep=han**")
    assert "co-quan=" in page.url
    expect(page.get_by_role("columnheader", name="Hạn")).to_have_attribute("aria-sort", "ascending")
    page.reload()
    expect(page.get_by_role("combobox", name="Cơ quan chủ trì")).to_have_value("Công an tỉnh")
    axe(page)
    shot(page, "table")


def test_changing_the_language_keeps_what_she_filtered(page: Page) -> None:
    page.goto(TABLE)
    page.get_by_role("combobox", name="Cơ quan chủ trì").select_option("Công an tỉnh")
    page.wait_for_url("**co-quan=**")
    page.locator("summary", has_text="Hiển thị").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("combobox", name="Lead unit")).to_have_value("Công an tỉnh")
    page.locator("summary", has_text="Rows").click()
    page.get_by_role("button", name="Tight rows").click()
    expect(page.locator("html")).to_have_attribute("data-density", "compact")


def test_the_back_button_brings_the_table_back_as_it_was(page: Page) -> None:
    page.goto(TABLE)
    page.get_by_role("link", name="Trang 2").click()
    page.wait_for_url("**trang=2")
    expect(page.get_by_role("rowheader").first).to_have_text("NV11")
    page.go_back()
    expect(page.get_by_role("rowheader").first).to_have_text("NV01")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_rows_are_walked_by_keyboard(page: Page) -> None:
    page.goto(TABLE)
    page.locator("tbody tr").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("tbody tr").nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#NV03")


def test_what_is_seen_is_saved_as_a_file(page: Page, tmp_path: Path) -> None:
    page.goto(f"{TABLE}?tinh-trang=done&sap-xep=-ma")
    page.locator("summary", has_text="Lưu thành tệp").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tệp Excel (.xlsx)").click()
    file = tmp_path / "table.xlsx"
    waiting.value.save_as(file)
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Mã", "Nhiệm vụ")
    assert rows[1][0] == "NV42"
    assert {row[-1] for row in rows[1:]} == {"Đã xong"}


def test_on_a_phone_rows_become_cards(phone: Page, axe: Any, shot: Any) -> None:
    phone.goto(TABLE)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(phone.locator("tbody tr").first).to_have_css("display", "block")
    axe(phone)
    shot(phone, "table-phone")


def test_it_works_without_script(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context({"width": 1280, "height": 900}, java_script_enabled=False).new_page()
    page.goto(TABLE)
    page.get_by_label("Tìm trong bảng").fill("áp phích")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("áp phích")
    page.locator("summary", has_text="Cột").click()
    page.get_by_label("Kinh phí").uncheck()
    page.get_by_role("button", name="Hiện các cột này").click()
    expect(page.get_by_role("columnheader", name="Kinh phí")).to_have_count(0)
    expect(page.get_by_label("Tìm trong bảng")).to_have_value("áp phích")
