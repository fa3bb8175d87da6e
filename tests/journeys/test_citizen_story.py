"""A citizen on a cheap telephone: help in two taps, without script, without marks, without a network, on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from khien.search import api as search
from tests.people import Cast
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SLUGS = (
    "cong-an-gia-goi-dien",
    "goi-ngan-hang-gio-vang",
    "gio-dau-tien-khi-bi-lua",
    "lo-bam-link-lo-doc-otp",
)
PAGES = (
    "/",
    "/tai-lieu/",
    "/tai-lieu/cong-an-gia-goi-dien/",
    "/tai-lieu/gio-dau-tien-khi-bi-lua/",
    "/chu-de/",
    "/chu-de/lua-dao/",
    "/danh-cho/nguoi-cao-tuoi/",
    "/thu-doan/",
    "/thu-doan/co-phai-lua-dao/?dau-hieu=cong-an&dau-hieu=giu-bi-mat",
    "/tim-kiem/?q=ngan+hang",
    "/tim-kiem/?q=zzqqxx",
    "/tai-lieu/goi-ngan-hang-gio-vang/huu-ich/?tra-loi=co",
    "/gioi-thieu/",
    "/lien-he/",
    "/mat-mang/",
    "/khong-co-trang-nay/",
    "/en/",
    "/en/tai-lieu/gio-dau-tien-khi-bi-lua/",
)
# A condition that answers with a promise is true at once for wait_for_function: the page itself asks until it is kept.
KEPT = """async (address) => {
  for (let round = 0; round < 200 && !(await caches.match(address)); round += 1)
    await new Promise((done) => setTimeout(done, 50));
  return Boolean(await caches.match(address));
}"""
Open = Callable[..., BrowserContext]


@pytest.fixture
def site(live_server: Any, cast: Cast) -> None:
    publish(cast, *SLUGS)
    search.reindex()  # what the worker does after a text went out


def test_mrs_lan_presses_one_button_and_reads_what_to_do_without_script(
    site: None, open_context: Open, shot: Any
) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Có người xưng công an gọi điện").click()
    page.get_by_role("link", name="Làm gì ngay").click()
    expect(page.get_by_text("Hỏi công an xã, phường nơi bạn ở; khẩn cấp gọi 113.").first).to_be_visible()
    shot(page, "citizen-scam-phone")
    page.get_by_text("Xem đáp án").click()
    expect(page.get_by_text("Quân phục và giấy tờ qua màn hình đều làm giả được.")).to_be_visible()
    page.get_by_role("button", name="Có ích").click()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn")


def test_mr_ba_types_without_marks_and_finds_the_bank_guide_in_two_taps(
    site: None, phone: Page, shot: Any
) -> None:
    phone.goto("/")
    box = phone.get_by_role("combobox")
    box.fill("goi ngan hang")
    options = phone.get_by_role("option")
    expect(options.first).to_be_visible()
    shot(phone, "citizen-suggestions-phone")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    phone.get_by_role("button", name="Tìm", exact=True).click()
    phone.get_by_role("link", name="Giờ vàng").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Giờ vàng")


def test_with_script_the_answer_counts_in_one_press(site: None, phone: Page) -> None:
    phone.goto("/tai-lieu/goi-ngan-hang-gio-vang/")
    phone.get_by_role("button", name="Có ích").click()
    expect(phone.get_by_role("status").filter(has_text="Cảm ơn bạn")).to_be_visible()
    assert phone.context.cookies() == []


def test_what_was_read_opens_without_a_network_and_the_rest_says_so(site: None, open_context: Open) -> None:
    page = open_context(PHONE).new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/tai-lieu/gio-dau-tien-khi-bi-lua/")
    for slug in ("goi-ngan-hang-gio-vang", "gio-dau-tien-khi-bi-lua"):
        assert page.evaluate(KEPT, f"/tai-lieu/{slug}/")
    page.context.set_offline(True)
    page.goto("/tai-lieu/gio-dau-tien-khi-bi-lua/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Giờ đầu tiên")
    page.goto("/tai-lieu/goi-ngan-hang-gio-vang/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Giờ vàng")
    page.goto("/su-dung-lai/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mất mạng")


def test_on_paper_stands_the_text_with_its_code_and_nothing_to_press(site: None, page: Page) -> None:
    page.goto("/tai-lieu/cong-an-gia-goi-dien/")
    page.emulate_media(media="print")
    expect(page.locator(".site-head")).to_be_hidden()
    expect(page.locator(".site-foot")).to_be_hidden()
    expect(page.get_by_role("button", name="Có ích")).to_be_hidden()
    expect(page.locator(".paper-foot svg")).to_be_visible()
    expect(page.get_by_role("heading", name="Dấu hiệu")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_page_is_accessible_and_fits_a_narrow_telephone(
    site: None, open_context: Open, choose: Any, axe: Any, theme: str
) -> None:
    page = open_context(NARROW).new_page()
    choose(page, theme=theme)
    wide = []
    for path in PAGES if theme == "light" else PAGES[:1] + PAGES[2:4] + PAGES[8:10]:
        page.goto(path)
        axe(page)
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            wide.append(path)
    assert wide == []


def test_every_page_fits_with_large_text_at_twice_the_size(
    site: None, open_context: Open, choose: Any
) -> None:
    page = open_context({"width": 640, "height": 800}, device_scale_factor=1).new_page()
    choose(page, text="large")
    wide = []
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            wide.append(path)
    assert wide == []


def test_the_keyboard_goes_from_the_skip_link_through_the_buttons_in_order(site: None, page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến thẳng nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    seen = []
    for _press in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert "Có người xưng công an gọi điện" in seen
    assert seen.index("Có người xưng công an gọi điện") < seen.index("Chuyện khác")


def test_a_visitor_switches_to_english_and_stays_on_her_page(site: None, open_context: Open) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    page.goto("/thu-doan/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/en/thu-doan/")
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.url.endswith("/thu-doan/")
    assert "/en/" not in page.url
