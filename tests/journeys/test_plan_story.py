"""From the issued document to a reviewed plan, in a browser: upload, reading, review by keyboard, adoption."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from khien.accounts.models import User
from khien.plans.jobs import read_plan
from khien.plans.models import PlanDocument, PlanRow, RowAgency
from khien.plans.rules.kinds import AgencyState, Decision
from khien.project.demo_plan import demo_plan
from tests.people import Cast
from tests.plans.conftest import hoa, read, small_plan, under_review, uploaded
from vanban import Place, Task, write_report

__all__ = ["hoa", "under_review"]

REVIEW = re.compile(r"/ra-soat/$")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Our own plan of tỉnh An Bình, as our writer makes it."""
    written = io.BytesIO()
    write_report(demo_plan(), written)
    path = tmp_path / "ke-hoach-an-binh.docx"
    path.write_bytes(written.getvalue())
    return path


def _open(page: Page, plan: PlanDocument, name: str = "review") -> None:
    page.goto(reverse(f"plans:{name}", kwargs={"plan_uuid": plan.uuid}))


def _row(page: Page, text: str) -> Any:
    return page.locator("[data-row]", has_text=text)


def test_hoa_uploads_the_issued_document_and_comes_to_its_review(
    page: Page, sign_in: Any, standing_officer: User, document: Path, axe: Any, shot: Any
) -> None:
    sign_in(page, standing_officer)
    page.goto("/lam-viec/ke-hoach/")
    page.get_by_role("link", name="Tải kế hoạch lên").first.click()
    axe(page)
    page.set_input_files("#tep", document)
    expect(page.get_by_text("ke-hoach-an-binh.docx")).to_be_visible()
    page.get_by_role("button", name="Gửi và đọc").click()
    expect(page.get_by_text("Bạn có thể rời trang này")).to_be_visible()
    axe(page)
    read_plan.func(plan_id=PlanDocument.objects.get().pk)
    page.wait_for_url(REVIEW)
    expect(page.get_by_role("tab", name=re.compile("Nhiệm vụ"))).to_have_attribute("aria-selected", "true")
    expect(page.locator(".row-current")).to_have_count(1)
    axe(page)
    shot(page, "review")


def test_the_same_file_again_leads_to_the_plan_that_is_there(
    page: Page, sign_in: Any, standing_officer: User, document: Path
) -> None:
    sign_in(page, standing_officer)
    for _time in range(2):
        page.goto("/lam-viec/ke-hoach/tai-len/")
        page.set_input_files("#tep", document)
        page.get_by_role("button", name="Gửi và đọc").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("ke-hoach-an-binh.docx")
    expect(page.get_by_text("đã được Nguyễn Thị Hoa tải lên trước đó")).to_be_visible()
    assert PlanDocument.objects.count() == 1


def test_hoa_reviews_by_keyboard_alone(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    expect(page.locator(".row-current")).to_contain_text("IV.2")  # the doubtful one first
    page.keyboard.press("j")
    expect(page.locator(".row-current")).to_contain_text("IV.3")
    expect(page.locator(".paper .is-here")).to_contain_text("3. Mở cuộc thi")
    page.keyboard.press("Enter")
    expect(page.locator(".row-current")).to_contain_text("IV.1")
    expect(_row(page, "Mở cuộc thi").first).to_have_class(re.compile("row-accepted"))
    page.keyboard.press("d")
    expect(_row(page, "Tổ chức tập huấn")).to_have_class(re.compile("row-dropped"))
    page.keyboard.press("u")
    expect(_row(page, "Tổ chức tập huấn")).to_have_class(re.compile("row-unseen"))
    expect(page.locator("#review-foot")).to_contain_text("Đã lưu")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("tap huan")
    expect(_row(page, "Mở cuộc thi").first).to_be_hidden()
    expect(_row(page, "Tổ chức tập huấn")).to_be_visible()


def test_hoa_edits_in_place_and_every_field_is_saved_as_she_leaves_it(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument, axe: Any, shot: Any
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    page.keyboard.press("e")
    page.get_by_label("Việc phải làm").fill("Phát tin mỗi tuần.")
    page.keyboard.press("Tab")
    expect(page.locator("#review-foot")).to_contain_text("Đã lưu")
    page.get_by_label("Kết thúc").fill("hôm nào đó")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Hãy ghi ngày như 31/12/2025")).to_be_visible()
    axe(page)
    shot(page, "review_edit")
    page.get_by_label("Kết thúc").fill("12/2026")
    page.get_by_label("Kết thúc").press("Tab")
    expect(page.get_by_text("Hãy ghi ngày như 31/12/2025")).to_be_hidden()
    page.get_by_role("button", name="Xong dòng này").click()
    expect(_row(page, "Phát tin mỗi tuần.")).to_contain_text("đến 12/2026")


def test_two_people_type_into_one_row_and_both_versions_are_shown(
    page: Page,
    open_context: Callable[..., BrowserContext],
    sign_in: Any,
    standing_officer: User,
    under_review: PlanDocument,
    shot: Any,
) -> None:
    other = open_context({"width": 1280, "height": 900}).new_page()
    for window in (page, other):
        sign_in(window, standing_officer)
        _open(window, under_review)
        window.keyboard.press("e")
        expect(window.get_by_label("Việc phải làm")).to_be_focused()
    page.get_by_label("Việc phải làm").fill("Bản thứ nhất.")
    page.get_by_role("button", name="Xong dòng này").click()
    expect(_row(page, "Bản thứ nhất.")).to_be_visible()
    other.get_by_label("Việc phải làm").fill("Bản thứ hai.")
    other.get_by_role("button", name="Xong dòng này").click()
    expect(other.get_by_role("cell", name="Bản thứ nhất.")).to_be_visible()
    expect(other.get_by_role("cell", name="Bản thứ hai.")).to_be_visible()
    shot(other, "review_conflict")
    other.get_by_role("button", name="Giữ bản của tôi").click()
    expect(other.get_by_role("cell", name="Bản thứ nhất.")).to_be_hidden()
    expect(_row(other, "Bản thứ hai.")).to_be_visible()
    assert PlanRow.objects.get(plan=under_review, path="IV.2", alive=True).typed.text == "Bản thứ hai."


def test_hoa_says_which_unit_is_meant(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument, axe: Any, shot: Any
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    page.wait_for_load_state("networkidle")
    dialog.get_by_role("searchbox").press_sequentially("khoa hoc", delay=40)  # as a person types
    dialog.get_by_label("Sở Khoa học và Công nghệ").check()
    axe(page)
    shot(page, "review_agency")
    dialog.get_by_role("button", name="Đúng đơn vị này").click()
    expect(dialog).to_be_hidden()
    expect(_row(page, "Phát tin trên hệ thống")).to_contain_text("Sở Khoa học và Công nghệ")
    phrase = RowAgency.objects.get(row__plan=under_review, phrase="Trung tâm Văn hóa Không Có Thật")
    assert phrase.state == AgencyState.DECIDED


def test_hoa_splits_a_row_and_merges_it_again(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    page.locator(".row-current").get_by_role("link", name="Tách").click()
    expect(page.get_by_label("Mỗi dòng chữ là một dòng")).to_have_value(
        "Phát tin trên hệ thống truyền thanh\nin tờ rơi cho các chợ."
    )
    page.get_by_role("button", name="Tách").click()
    expect(page.locator("#list-task [data-row]")).to_have_count(4)
    second = _row(page, "in tờ rơi cho các chợ.")
    second.click()
    second.get_by_role("button", name="Gộp lên trên").click()
    expect(page.locator("#list-task [data-row]")).to_have_count(3)


def test_a_row_that_hoa_began_to_add_waits_for_her(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument, axe: Any, shot: Any
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    add = page.get_by_role("link", name="Thêm dòng")
    add.click()
    page.get_by_label("Việc phải làm").fill("Mở lớp cho tiểu thương chợ An Hòa.")
    page.get_by_role("link", name="Đóng").click()
    expect(page.get_by_text("Phần đã gõ được giữ").first).to_be_visible()
    expect(add.get_by_text("đang viết dở")).to_be_visible()
    page.reload()
    expect(add.get_by_text("đang viết dở")).to_be_visible()
    add.click()
    expect(page.get_by_label("Việc phải làm")).to_have_value("Mở lớp cho tiểu thương chợ An Hòa.")
    axe(page)
    shot(page, "review_add")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.locator("p.row-text", has_text="Mở lớp cho tiểu thương")).to_be_visible()
    expect(add.get_by_text("đang viết dở")).to_be_hidden()
    add.click()
    expect(page.get_by_label("Việc phải làm")).to_have_value("")
    page.get_by_label("Việc phải làm").fill("Bỏ đi.")
    page.get_by_role("button", name="Xóa trắng").click()
    page.keyboard.press("Escape")
    expect(add.get_by_text("đang viết dở")).to_be_hidden()


def test_the_foot_of_the_review_is_one_line_with_everything_in_it(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument, shot: Any
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, standing_officer)
    _open(page, under_review)
    for done in range(1, 3):
        page.keyboard.press("Enter")
        expect(page.locator("#review-foot [data-undo]")).to_be_enabled()
        expect(page.locator(".row-accepted")).to_have_count(done)
    page.keyboard.press("u")
    foot = page.locator("#review-foot")
    expect(foot.locator("[data-redo]")).to_be_visible()
    expect(foot.locator("[data-undo]")).to_be_visible()
    expect(foot).to_contain_text("Đã lưu")
    expect(page.locator("#review-summary")).to_contain_text("Đã hoàn tác")
    shot(page, "review_foot")
    lines = foot.evaluate(
        "foot => new Set([...foot.querySelectorAll('.btn, .saved-at')].map(e => {"
        "const box = e.getBoundingClientRect(); return Math.round((box.top + box.bottom) / 2 / 16)})).size"
    )
    assert lines == 1


def test_what_concerns_the_whole_plan_is_said_above_and_settled_with_one_button(
    page: Page, phone: Page, sign_in: Any, standing_officer: User, cast: Cast, axe: Any, shot: Any
) -> None:
    said = "Tổ chức tập huấn, phổ biến cho đội ngũ phóng viên về các nội dung của Đề án."
    lead = ("Sở Khoa học và Công nghệ",)
    tasks = (
        Task("IV.1.d", "body", None, said, place=Place(4)),
        Task("Phụ lục 01.5", "table", None, said, lead=lead, place=Place(5)),
    )
    whole = small_plan(tasks=tasks)
    other = replace(whole, head=replace(whole.head, issuer="Ủy ban nhân dân tỉnh Kon Tum"))
    plan = read(uploaded(cast.actor("standing_office"), b"kon tum"), other)
    for window, name in ((phone, "review_notices_phone"), (page, "review_notices")):
        sign_in(window, standing_officer)
        _open(window, plan)
        axe(window)
        shot(window, name)
    keep = page.get_by_role("button", name="Giữ dòng ở phụ lục")
    keep.click()
    expect(keep).to_be_hidden()
    page.locator("[data-undo]").click()
    expect(keep).to_be_visible()
    notice = page.locator("#review-notices")
    expect(notice).to_contain_text("không có trong danh mục đơn vị")
    page.get_by_role("button", name="Đã kiểm tra").click()
    expect(notice).to_be_empty()
    page.goto("/lam-viec/")
    axe(page)
    page.get_by_role("article").get_by_role("link", name="Kế hoạch 12/KH-UBND").last.click()
    page.wait_for_url(REVIEW)


def test_on_a_phone_document_and_rows_take_turns(
    phone: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument, axe: Any, shot: Any
) -> None:
    sign_in(phone, standing_officer)
    _open(phone, under_review)
    expect(phone.locator("#document-side")).to_be_hidden()
    shot(phone, "review_phone")
    axe(phone)
    phone.locator(".row-path").first.tap()
    expect(phone.locator(".paper .is-here")).to_be_visible()
    expect(phone.locator("#rows-side")).to_be_hidden()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_everything_essential_works_without_script(
    open_context: Callable[..., BrowserContext],
    sign_in: Any,
    standing_officer: User,
    under_review: PlanDocument,
) -> None:
    page = open_context({"width": 1280, "height": 900}, java_script_enabled=False).new_page()
    sign_in(page, standing_officer)
    _open(page, under_review)
    _row(page, "Mở cuộc thi").first.get_by_role("button", name="Nhận").click()
    page.wait_for_url(re.compile(r"/ra-soat/#row-"))
    row = PlanRow.objects.get(plan=under_review, path="IV.3")
    assert row.decision == Decision.ACCEPTED
    _row(page, "Mở cuộc thi").first.get_by_role("link", name="Sửa").click()
    page.get_by_label("Việc phải làm").fill("Mở hai cuộc thi.")
    page.get_by_role("button", name="Xong dòng này").click()
    expect(_row(page, "Mở hai cuộc thi.")).to_be_visible()


def test_hoa_settles_what_hinders_and_adopts(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_role("button", name="Đúng đơn vị này").click()  # stays as text
    _row(page, "Mở cuộc thi").first.click()
    page.keyboard.press("Enter")
    expect(page.locator("#review-summary")).not_to_contain_text("phải quyết")
    page.get_by_role("link", name="Thông qua…").click()
    expect(page.get_by_role("main")).to_contain_text("12/KH-UBND")
    page.get_by_role("button", name=re.compile("Thông qua")).click()
    page.wait_for_url(re.compile("/chuong-trinh/"))
    under_review.refresh_from_db()
    assert under_review.status == "adopted"


def test_a_newer_version_shows_what_changes(
    page: Page,
    sign_in: Any,
    cast: Cast,
    standing_officer: User,
    under_review: PlanDocument,
    axe: Any,
    shot: Any,
) -> None:
    tasks = list(small_plan().tasks)
    newer = small_plan(tasks=(tasks[0], tasks[2]))
    plan = read(uploaded(cast.actor("standing_office"), b"ban moi", name="moi.txt"), newer)
    sign_in(page, standing_officer)
    _open(page, plan, "diff")
    page.get_by_label("Bản cũ hơn").select_option(str(under_review.uuid))
    page.get_by_role("button", name="So sánh").click()
    expect(page.get_by_text("Trung tâm Văn hóa Không Có Thật")).to_be_visible()
    expect(page.locator("del", has_text="Phát tin trên hệ thống")).to_be_visible()
    axe(page)
    shot(page, "diff")


@pytest.mark.parametrize("name", ["list", "upload", "plan", "history", "settings", "withdraw"])
def test_the_pages_around_are_open_to_everybody(
    name: str,
    phone: Page,
    sign_in: Any,
    standing_officer: User,
    under_review: PlanDocument,
    axe: Any,
    shot: Any,
) -> None:
    sign_in(phone, standing_officer)
    arguments = {} if name in {"list", "upload"} else {"plan_uuid": under_review.uuid}
    phone.goto(reverse(f"plans:{name}", kwargs=arguments))
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shot(phone, f"plans_{name}_phone")


def test_when_the_session_ends_nothing_typed_is_lost(
    page: Page, sign_in: Any, standing_officer: User, under_review: PlanDocument
) -> None:
    sign_in(page, standing_officer)
    _open(page, under_review)
    page.keyboard.press("e")
    expect(page.get_by_label("Việc phải làm")).to_be_focused()
    kept = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Việc phải làm").fill("Chữ đang gõ dở.")
    page.get_by_role("button", name="Xong dòng này").click()
    expect(page.get_by_text("đã hết phiên đăng nhập").first).to_be_visible()
    expect(page.get_by_label("Việc phải làm")).to_have_value("Chữ đang gõ dở.")
    page.context.add_cookies(kept)  # signed in again elsewhere
    page.get_by_role("button", name="Xong dòng này").click()
    expect(page.locator("p.row-text", has_text="Chữ đang gõ dở.")).to_be_visible()
