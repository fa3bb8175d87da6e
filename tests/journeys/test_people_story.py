"""Units, officers, accounts and the audit, as the standing office sees them: open to everybody, at any width."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from khien.accounts.models import User
from khien.orgs.models import Unit
from tests.people import Cast

PAGES = [
    "orgs:tree",
    "orgs:open",
    "orgs:people",
    "orgs:names",
    "orgs:decisions",
    "orgs:import",
    "accounts:list",
    "accounts:choose_unit",
    "accounts:mine",
    "accounts:audit",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_main_page_is_open_to_everybody(
    name: str,
    page: Page,
    phone: Page,
    sign_in: Any,
    cast: Cast,
    standing_officer: User,
    axe: Any,
    shot: Any,
) -> None:
    for who in ("focal_officer", "commune_officer", "administrator"):
        assert cast[who].pk  # so that the lists have rows
    for window, where in ((page, "desk"), (phone, "phone")):
        sign_in(window, standing_officer)
        window.goto(reverse(name))
        expect(window.get_by_role("heading", level=1)).to_be_visible()
        axe(window)
        assert window.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        pushed = (
            "[...document.querySelectorAll('.table-box')].filter(b => b.scrollWidth > b.clientWidth).length"
        )
        assert window.evaluate(pushed) == 0
        shot(window, f"{name.replace(':', '_')}_{where}")


def test_a_unit_and_each_of_its_forms_are_open_to_everybody(
    page: Page, sign_in: Any, cast: Cast, standing_officer: User, axe: Any
) -> None:
    unit = Unit.objects.get(pk=cast.units.department)
    sign_in(page, standing_officer)
    page.goto(reverse("orgs:unit", args=[unit.uuid]))
    axe(page)
    page.get_by_text("Ghi thay đổi").click()
    expect(page.get_by_role("link", name="Kết thúc hoạt động")).to_be_visible()
    axe(page)
    for what in ("doi-ten", "chuyen", "sap-nhap", "chia-tach", "ket-thuc", "sua"):
        page.goto(reverse("orgs:change", args=[unit.uuid, what]))
        axe(page)


def test_a_table_of_units_is_chosen_with_a_button_in_her_own_language(
    page: Page, sign_in: Any, standing_officer: User, tmp_path: Any
) -> None:
    table = tmp_path / "don-vi.csv"
    table.write_text("Mã đơn vị,Tên đơn vị\n", encoding="utf-8")
    sign_in(page, standing_officer)
    page.goto(reverse("orgs:import"))
    expect(page.get_by_text("Chưa chọn tệp nào")).to_be_visible()
    with page.expect_file_chooser() as waiting:
        page.get_by_text("Chọn tệp", exact=True).click()
    waiting.value.set_files(table)
    expect(page.get_by_text("don-vi.csv")).to_be_visible()


def test_a_phone_shows_an_administrator_what_she_opens_most(phone: Page, sign_in: Any, cast: Cast) -> None:
    sign_in(phone, cast["administrator"])
    phone.goto("/lam-viec/")
    bar = phone.locator(".bottom")
    for entry in ("Bắt đầu", "Tài khoản", "Nhật ký"):
        expect(bar.get_by_role("link", name=entry)).to_be_visible()
    expect(bar.get_by_role("link")).to_have_count(4)


def test_a_leader_is_led_only_to_accounts_that_open(page: Page, sign_in: Any, cast: Cast) -> None:
    leader, officer = cast["leader"], cast["focal_officer"]
    sign_in(page, leader)
    page.goto(reverse("accounts:list"))
    expect(page.get_by_role("rowheader", name=leader.name)).to_be_visible()
    expect(page.get_by_role("link", name=leader.name)).to_have_count(0)
    page.get_by_role("link", name=officer.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(officer.name)
