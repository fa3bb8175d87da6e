"""Signing in: with name or address, with a second factor where the role needs one, and never by guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from khien.accounts.models import User
from khien.accounts.services import accounts
from khien.base.access import SYSTEM
from khien.base.models import AuditEntry
from khien.orgs.api import Role
from tests.people import AT, TOTP_SECRET, Cast, Units, officer, second_factor

PASSWORD = "ba con meo nam ngu"
SIGN_IN = "/tai-khoan/dang-nhap/"
DESK = "/lam-viec/"
LANDING = "/lam-viec/viec/vao/"  # which sends each person to where her day begins
SETUP = "/tai-khoan/xac-thuc-hai-buoc/bat/"


def code_now(secret: str = TOTP_SECRET) -> str:
    _before, present, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, present))


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))


@pytest.fixture
def mai(units: Units) -> User:
    user = officer("Lê Thị Mai", Role.FOCAL_OFFICER, units.commune, sign_in_name="mai.lt", password=PASSWORD)
    user.email = "mai@anbinh.example"
    user.save()
    return user


@pytest.fixture
def hoa(units: Units) -> User:
    return officer("Nguyễn Thị Hoa", Role.STANDING_OFFICE, None, sign_in_name="hoa.nt", password=PASSWORD)


@pytest.mark.parametrize("typed", ["mai.lt", " MAI.LT ", "mai@anbinh.example", "Mai@AnBinh.example"])
def test_the_commune_officer_signs_in_by_name_or_address(mai: User, client: Client, typed: str) -> None:
    answer = client.post(SIGN_IN, {"login": typed, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, LANDING)
    assert client.get(DESK).status_code == 200
    assert "accounts.signed_in" in actions()


def test_a_wrong_password_is_answered_the_same_whether_the_name_exists(mai: User, client: Client) -> None:
    said = [
        client.post(SIGN_IN, {"login": name, "password": "sai mật khẩu rồi"}).content.decode()
        for name in ("mai.lt", "nobody.here")
    ]
    assert all("Tên đăng nhập hoặc mật khẩu không đúng" in page for page in said)


def test_five_wrong_passwords_stop_the_account_and_not_the_office_behind_the_address(
    mai: User, units: Units, client: Client
) -> None:
    officer("Đỗ Văn Nam", Role.EDITOR, units.commune, sign_in_name="nam.dv", password=PASSWORD)
    for _ in range(5):
        client.post(SIGN_IN, {"login": "mai.lt", "password": "sai mật khẩu rồi"})
    stopped = client.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD}).content.decode()
    assert "Nhập sai quá nhiều lần" in stopped
    assert client.post(SIGN_IN, {"login": "nam.dv", "password": PASSWORD}).status_code == 302
    entry = AuditEntry.objects.get(action="accounts.sign_in_stopped")
    assert entry.new_values == {"wrong_passwords": 5}
    assert entry.subject_id == str(mai.uuid)


def test_no_password_and_no_typed_name_reaches_the_audit(mai: User, client: Client) -> None:
    for name in ("mai.lt", "mật khẩu gõ nhầm ô"):
        for _ in range(6):
            client.post(SIGN_IN, {"login": name, "password": "bí mật của Mai"})
    written = "".join(f"{e.subject_label}{e.old}{e.new}" for e in AuditEntry.objects.all())
    assert "bí mật" not in written
    assert "gõ nhầm" not in written


def test_the_standing_office_is_led_to_set_up_a_second_factor_before_anything_else(
    hoa: User,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    client.post(SIGN_IN, {"login": "hoa.nt", "password": PASSWORD})
    for page in (DESK, "/lam-viec/tai-khoan/", "/lam-viec/nhat-ky/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, SETUP), page
    page = client.get(SETUP)
    assert page.status_code == 200  # the password was typed a moment ago
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(SETUP, {"code": code_now(secret)})
    assert done["Location"] == "/tai-khoan/ma-du-phong/"
    codes = client.get("/tai-khoan/ma-du-phong/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get(DESK).status_code == 200
    assert {"accounts.second_factor.on", "accounts.recovery_codes.made"} <= set(actions())
    stored = Authenticator.objects.get(user=hoa, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)  # sealed


def test_with_a_second_factor_the_password_alone_opens_nothing(hoa: User, client: Client) -> None:
    second_factor(hoa)
    answer = client.post(SIGN_IN, {"login": "hoa.nt", "password": PASSWORD})
    assert answer["Location"].startswith("/tai-khoan/xac-thuc-hai-buoc/nhap-ma/")
    assert client.get(DESK).status_code == 302
    wrong = client.post("/tai-khoan/xac-thuc-hai-buoc/nhap-ma/", {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    client.post("/tai-khoan/xac-thuc-hai-buoc/nhap-ma/", {"code": code_now()})
    assert client.get(DESK).status_code == 200


def test_a_recovery_code_works_once(hoa: User, client: Client) -> None:
    second_factor(hoa)
    code = RecoveryCodes.activate(hoa).get_unused_codes()[0]
    for expected in (200, 302):
        browser = Client()
        browser.post(SIGN_IN, {"login": "hoa.nt", "password": PASSWORD})
        browser.post("/tai-khoan/xac-thuc-hai-buoc/nhap-ma/", {"code": code})
        assert browser.get(DESK).status_code == expected
    assert "accounts.recovery_codes.used" in actions()


def test_the_standing_office_cannot_remove_its_second_factor(hoa: User, client: Client) -> None:
    second_factor(hoa)
    client.post(SIGN_IN, {"login": "hoa.nt", "password": PASSWORD})
    client.post("/tai-khoan/xac-thuc-hai-buoc/nhap-ma/", {"code": code_now()})
    page = client.post("/tai-khoan/xac-thuc-hai-buoc/tat/")
    assert "không tắt được" in page.content.decode()
    assert Authenticator.objects.filter(user=hoa, type="totp").exists()


def test_a_closed_account_signs_in_nowhere_and_its_browsers_are_out_at_once(
    mai: User, client: Client
) -> None:
    client.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    accounts.close_account(mai, actor=SYSTEM, at=AT)
    assert client.get(DESK).status_code == 302
    again = Client().post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    assert (
        again["Location"] == "/tai-khoan/da-dong/" if again.status_code == 302 else again.status_code == 200
    )
    assert Client().get(DESK).status_code == 302
    accounts.reopen_account(mai, actor=SYSTEM, at=AT)
    assert Client().post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})["Location"] == LANDING


def test_nobody_signs_up_by_herself(client: Client, db: None) -> None:
    page = client.post(
        "/tai-khoan/dang-ky/", {"username": "ke.la", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "Tài khoản được cấp theo lời mời" in page.content.decode()
    assert not User.objects.filter(username="ke.la").exists()


def test_a_forgotten_password_is_put_right_by_letter(mai: User, client: Client) -> None:
    client.post("/tai-khoan/quen-mat-khau/", {"email": "mai@anbinh.example"})
    letter = mail.outbox[0]
    assert "Tên đăng nhập của bạn là mai.lt" in letter.body
    assert letter.subject == "Đặt lại mật khẩu"
    link = next(line for line in letter.body.splitlines() if "/quen-mat-khau/" in line)
    page = client.get(link.strip().replace("http://testserver", ""), follow=True)
    done = client.post(
        page.redirect_chain[-1][0], {"password1": "con ga cuc tac", "password2": "con ga cuc tac"}
    )
    assert done.status_code == 302
    assert client.post(SIGN_IN, {"login": "mai.lt", "password": "con ga cuc tac"})["Location"] == LANDING
    assert "accounts.password.changed" in actions()


def test_an_address_nobody_has_gets_no_letter_and_the_same_answer(mai: User, client: Client) -> None:
    answer = client.post("/tai-khoan/quen-mat-khau/", {"email": "ai.do@anbinh.example"})
    assert answer["Location"] == "/tai-khoan/quen-mat-khau/da-gui/"
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngan", "10"),
        ("1234567890123", "số"),
        ("password123456", "quen|phổ biến|Nhiều người"),
        ("MatKhau@123456", "Nhiều người"),
        ("le thi mai 1", "giống"),
    ],
)
def test_weak_passwords_are_refused_in_vietnamese(
    mai: User, client: Client, password: str, said: str
) -> None:
    client.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post("/tai-khoan/doi-mat-khau/", form)
    assert page.status_code == 200
    errors = " ".join(page.context["form"].errors["password1"])
    assert re.search(said, errors), errors
    assert not re.search(r"\b(password|too|the|is)\b", errors), errors


def test_changing_the_password_signs_other_browsers_out(mai: User) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    new = "con ga cuc tac"
    here.post("/tai-khoan/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(DESK).status_code == 200
    assert there.get(DESK).status_code == 302


def test_she_sees_where_she_is_signed_in_and_ends_it(mai: User) -> None:
    telephone, computer = (
        Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0"}),
        Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120.0 Chrome/130.0"}),
    )
    for browser in (telephone, computer):
        browser.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    shown = computer.get("/lam-viec/tai-khoan/cua-toi/").context["sessions"]
    assert [(card.browser, card.current) for card in shown] == [
        ("CocCoc · Windows", True),
        ("Chrome · Android", False),
    ]
    computer.post(f"/lam-viec/tai-khoan/cua-toi/phien/{shown[1].id}/dang-xuat/")
    assert telephone.get(DESK).status_code == 302
    assert computer.get(DESK).status_code == 200
    computer.post("/lam-viec/tai-khoan/cua-toi/dang-xuat-moi-noi/")
    assert computer.get(DESK).status_code == 302


def test_nobody_ends_somebody_elses_session(mai: User, cast: Cast, client: Client) -> None:
    mine = Client()
    mine.post(SIGN_IN, {"login": "mai.lt", "password": PASSWORD})
    number = mine.get("/lam-viec/tai-khoan/cua-toi/").context["sessions"][0].id
    client.force_login(cast["editor"])
    client.post(f"/lam-viec/tai-khoan/cua-toi/phien/{number}/dang-xuat/")
    assert mine.get(DESK).status_code == 200
