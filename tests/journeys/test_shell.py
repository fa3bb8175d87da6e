"""The workspace's shell: an officer's first page, at a desk and on a phone, and what happens when the line drops."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from khien.accounts.models import User

START = "/lam-viec/"
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_an_officer_finds_her_desk(
    page: Page, focal_officer: User, sign_in: Any, choose: Any, axe: Any, shot: Any, theme: str
) -> None:
    sign_in(page, focal_officer)
    choose(page, theme=theme)
    page.goto(START)
    expect(page.get_by_role("heading", level=1)).to_have_text("Xin chào Lê Thị Mai")
    expect(page.get_by_role("banner")).to_contain_text("Sở Khoa học và Công nghệ")
    current = page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Bắt đầu")
    expect(current).to_have_attribute("aria-current", "page")
    axe(page)
    shot(page, f"start-{theme}")


def test_the_first_tab_leads_past_the_menu(page: Page, focal_officer: User, sign_in: Any) -> None:
    sign_in(page, focal_officer)
    page.goto(START)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến thẳng nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_menu_is_at_the_thumb(
    phone: Page, focal_officer: User, sign_in: Any, axe: Any, shot: Any
) -> None:
    sign_in(phone, focal_officer)
    phone.goto(START)
    assert phone.evaluate(NARROW)
    axe(phone)
    shot(phone, "start-phone")
    opener = phone.get_by_role("button", name="Danh mục")
    opener.click()
    side = phone.get_by_role("navigation", name="Danh mục chính")
    expect(side).to_be_visible()
    axe(phone)
    shot(phone, "menu-phone")
    phone.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(opener).to_be_focused()


def test_she_folds_the_menu_and_it_stays_folded(
    page: Page, focal_officer: User, sign_in: Any, axe: Any
) -> None:
    sign_in(page, focal_officer)
    page.goto(START)
    page.get_by_role("button", name="Thu gọn danh mục").click()
    side = page.get_by_role("navigation", name="Danh mục chính")
    assert side.evaluate("side => side.getBoundingClientRect().width") < 100
    page.reload()
    expect(page.get_by_role("button", name="Thu gọn danh mục")).to_have_attribute("aria-expanded", "false")
    expect(side.get_by_role("link", name="Bắt đầu")).to_be_visible()
    axe(page)


def test_she_signs_out_from_the_menu_under_her_name(page: Page, focal_officer: User, sign_in: Any) -> None:
    sign_in(page, focal_officer)
    page.goto(START)
    page.locator("summary", has_text="Lê Thị Mai").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto(START)
    assert "/tai-khoan/" in page.url


def test_when_the_line_drops_she_is_told_and_keeps_what_she_typed(page: Page, axe: Any) -> None:
    page.goto("/style/bang")
    page.context.set_offline(True)
    page.get_by_label("Tìm trong bảng").fill("áp phích")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("#toasts")).to_contain_text("Mất kết nối")
    expect(page.get_by_label("Tìm trong bảng")).to_have_value("áp phích")
    axe(page)
    page.get_by_role("button", name="Đóng thông báo").click()
    expect(page.locator("#toasts .notice")).to_have_count(0)


def test_an_error_while_a_part_is_exchanged_leaves_the_page_alone(page: Page) -> None:
    page.goto("/style/bang")
    page.evaluate("""() => {
        const link = document.querySelector(".pages a");
        link.setAttribute("hx-get", "/khong-co/");
        link.id = "broken";
        htmx.process(link);
    }""")
    page.locator("#broken").click()
    expect(page.locator("#toasts")).to_contain_text("Không tìm thấy")
    expect(page.get_by_role("row")).to_have_count(11)


def test_what_she_types_is_saved_as_she_goes_and_survives_a_lost_line(page: Page, axe: Any) -> None:
    page.goto("/style/bieu-mau")
    line = page.locator(".saved")
    page.get_by_label("Tên lớp tập huấn").fill("An toàn trên mạng cho người cao tuổi")
    expect(line).to_contain_text("Đã lưu")
    page.context.set_offline(True)
    page.get_by_label("Ghi chú").fill("Tại nhà văn hóa")
    expect(line).to_contain_text("Chưa lưu được")
    axe(page)
    page.context.set_offline(False)
    expect(line).to_contain_text("Đã lưu")


def test_what_could_not_be_saved_comes_back_with_the_page(page: Page) -> None:
    page.route(
        "**/style/bieu-mau",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.goto("/style/bieu-mau")
    line = page.locator(".saved")
    page.get_by_label("Tên lớp tập huấn").fill("An toàn trên mạng cho người cao tuổi")
    page.get_by_label("Ước tính").check()
    expect(line).to_contain_text("Chưa lưu được")
    page.reload()
    expect(page.get_by_label("Tên lớp tập huấn")).to_have_value("An toàn trên mạng cho người cao tuổi")
    expect(page.get_by_label("Ước tính")).to_be_checked()
    expect(line).to_contain_text("Chưa lưu được")
    page.unroute("**/style/bieu-mau")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(line).to_contain_text("Đã lưu")


def test_a_form_is_sent_once_however_often_she_presses(page: Page) -> None:
    page.goto("/style/bieu-mau")
    page.evaluate("""() => {
        window.sent = 0;
        document.addEventListener("submit", (event) => {  // after ours: count, and stay on the page
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
        });
    }""")
    button = page.get_by_role("button", name="Lưu lớp tập huấn")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    assert page.evaluate("window.sent") == 1
