"""From the invitation to the first sign-in: on paper, by letter, late, twice, taken back."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from django.test import Client

from khien.accounts import rules
from khien.accounts.models import Invitation, User
from khien.accounts.rules import State, Way
from khien.accounts.services import accounts, invitations
from khien.base.access import SYSTEM
from khien.base.clock import now
from khien.base.errors import KhienError
from khien.base.models import AuditEntry
from khien.orgs import api as orgs
from khien.orgs.api import Role
from tests.people import AT, Cast, Units, officer, sign_in

TYPE, PASSWORD_PAGE = "/tai-khoan/ma-moi/", "/tai-khoan/ma-moi/dat-mat-khau/"
GOOD = {"password": "con ga cuc tac", "again": "con ga cuc tac"}


@pytest.fixture(autouse=True)
def _password_typed_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "khien.accounts.adapters.AccountAdapter.is_reauthentication_required", lambda *_args, **_named: False
    )


@pytest.fixture
def mai(units: Units) -> User:
    return officer("Lê Thị Mai", Role.FOCAL_OFFICER, units.commune, sign_in_name="mai.lt")


def code_for(user: User, *, way: Way = Way.PRINTED, at: dt.datetime | None = None) -> str:
    return invitations.issue_code(user, way=way, actor=SYSTEM, at=at or now()).code


def invite(client: Client, place: str, **typed: str) -> str:
    form = {"once": str(uuid.uuid4()), "name": "Nguyễn Văn Bé", "role": "focal_officer", "way": "printed"}
    answer = client.post(f"/lam-viec/tai-khoan/moi/{place}/", form | typed, follow=True)
    return answer.content.decode()


def place_of(unit_id: int) -> str:
    return orgs.unit(unit_id).uuid


def test_the_leader_invites_an_officer_of_her_unit_on_paper(cast: Cast, client: Client) -> None:
    page = invite(sign_in(client, cast["leader"]), place_of(cast.units.department))
    assert "be.nv" in page
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert code is not None
    browser = Client()
    browser.post(TYPE, {"sign_in_name": "BE.NV ", "code": code[0].lower().replace("-", " ")})
    assert browser.post(PASSWORD_PAGE, GOOD)["Location"] == "/lam-viec/"
    assert browser.get("/lam-viec/").status_code == 200
    new = User.objects.get(username="be.nv")
    assert orgs.grants_of(person_id=new.person_id or 0, on=now().date())[0].unit_id == cast.units.department


def test_somebody_the_units_list_knows_gets_an_account_and_stays_one_person(
    cast: Cast, client: Client
) -> None:
    unit = cast.units.department
    person_id = orgs.create_person(
        name="Lò Thị Khe", role=Role.EDITOR, unit_id=unit, since=AT.date(), actor=SYSTEM, at=AT
    )
    sign_in(client, cast["leader"])
    assert "Lò Thị Khe" in client.get(f"/lam-viec/tai-khoan/moi/{place_of(unit)}/").content.decode()
    address = f"/lam-viec/tai-khoan/moi/nguoi/{orgs.person(person_id).uuid}/"
    page = client.post(address, {"once": str(uuid.uuid4()), "way": "printed"}).content.decode()
    assert "khe.lt" in page
    account = User.objects.get(person_id=person_id)
    assert client.get(address)["Location"].endswith(f"/{account.uuid}/")
    assert len(orgs.find_people("Lò Thị Khe", on=AT.date())) == 1


def test_a_letter_brings_a_link_that_confirms_the_address(cast: Cast, client: Client) -> None:
    sign_in(client, cast["standing_office"])
    invite(client, place_of(cast.units.commune), way="mailed", email="Be@AnBinh.example")
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["be@anbinh.example"], "Tài khoản của bạn trên Khiên")
    link = next(line for line in letter.body.splitlines() if "/ma-moi/" in line)
    browser = Client()
    moved = browser.get(link.replace("http://testserver", ""))
    assert moved["Location"] == PASSWORD_PAGE  # the code leaves the address bar
    browser.post(PASSWORD_PAGE, GOOD)
    assert User.objects.get(username="be.nv").emailaddress_set.get().verified


def test_a_letter_that_cannot_be_sent_leaves_a_slip(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("khien.accounts.mail.send_mail", refuse)
    sign_in(client, cast["standing_office"])
    page = invite(client, place_of(cast.units.commune), way="mailed", email="be@anbinh.example")
    assert "Chưa gửi được thư" in page
    assert "Phiếu đăng nhập" in page


def test_the_button_pressed_twice_opens_one_account(cast: Cast, client: Client) -> None:
    sign_in(client, cast["leader"])
    once = str(uuid.uuid4())
    pages = [invite(client, place_of(cast.units.department), once=once) for _ in range(2)]
    assert "chỉ hiện một lần" in pages[1]
    assert User.objects.filter(name="Nguyễn Văn Bé").count() == 1


def test_what_was_typed_stays_when_the_name_is_taken(cast: Cast, client: Client, mai: User) -> None:
    page = invite(
        sign_in(client, cast["leader"]),
        place_of(cast.units.department),
        sign_in_name="mai.lt",
        position="Phó phòng",
    )
    assert "Tên đăng nhập này đã có người dùng" in page
    assert "Phó phòng" in page
    assert not orgs.find_people("Nguyễn Văn Bé", on=now().date())


def test_a_leader_gives_no_role_beyond_her_unit(cast: Cast, client: Client) -> None:
    sign_in(client, cast["leader"])
    invite(client, place_of(cast.units.department), role="administrator")
    assert not User.objects.filter(name="Nguyễn Văn Bé").exists()


def test_a_used_code_opens_nothing_more(mai: User, client: Client) -> None:
    code = code_for(mai)
    form = {"sign_in_name": "mai.lt", "code": code}
    client.post(TYPE, form)
    client.post(PASSWORD_PAGE, GOOD)
    assert client.post(PASSWORD_PAGE, GOOD)["Location"] == "/lam-viec/"  # pressed twice: already inside
    other = Client()
    assert "Mã này đã được dùng" in other.post(TYPE, form).content.decode()
    assert other.get(f"/tai-khoan/ma-moi/{code}/").status_code == 409


def test_a_late_a_revoked_and_an_older_code_say_why(mai: User, client: Client) -> None:
    late = code_for(mai, at=now() - dt.timedelta(days=15))
    page = client.post(TYPE, {"sign_in_name": "mai.lt", "code": late}).content.decode()
    assert "Mã đã hết hạn" in page
    older, newer = code_for(mai), code_for(mai)
    page = client.post(TYPE, {"sign_in_name": "mai.lt", "code": older}).content.decode()
    assert "đã bị thu hồi" in page
    invitations.revoke_code(Invitation.objects.order_by("-pk")[0], actor=SYSTEM, at=now())
    page = client.post(TYPE, {"sign_in_name": "mai.lt", "code": newer}).content.decode()
    assert "đã bị thu hồi" in page


def test_a_code_revoked_while_the_password_is_typed_sets_nothing(mai: User, client: Client) -> None:
    client.post(TYPE, {"sign_in_name": "mai.lt", "code": code_for(mai)})
    invitations.revoke_code(Invitation.objects.get(), actor=SYSTEM, at=now())
    assert client.post(PASSWORD_PAGE, GOOD).status_code == 410
    mai.refresh_from_db()
    assert not mai.has_usable_password()


def test_a_weak_password_leaves_the_code_good(mai: User, client: Client) -> None:
    client.post(TYPE, {"sign_in_name": "mai.lt", "code": code_for(mai)})
    for weak in ({"password": "matkhau123", "again": "matkhau123"}, GOOD | {"again": "con ga"}):
        assert client.post(PASSWORD_PAGE, weak).status_code == 422
    assert client.post(PASSWORD_PAGE, GOOD).status_code == 302


def test_a_code_belongs_to_its_name_and_guessing_is_slowed(mai: User, units: Units, client: Client) -> None:
    officer("Đỗ Văn Nam", Role.EDITOR, units.commune, sign_in_name="nam.dv")
    code = code_for(mai)
    assert "không khớp nhau" in client.post(TYPE, {"sign_in_name": "nam.dv", "code": code}).content.decode()
    for _ in range(5):
        page = client.post(TYPE, {"sign_in_name": "mai.lt", "code": "AAAA-BBBB-CCCC"}).content.decode()
    assert "không khớp nhau" in page
    page = client.post(TYPE, {"sign_in_name": "mai.lt", "code": code}).content.decode()
    assert "Thử quá nhiều lần" in page


def test_of_two_at_once_one_sets_the_password(mai: User) -> None:
    code_for(mai)
    number = str(Invitation.objects.get().uuid)
    invitations.use_code(number, password="con ga cuc tac", actor=SYSTEM, at=now())
    with pytest.raises(KhienError) as refused:
        invitations.use_code(number, password="con vit cap cap", actor=SYSTEM, at=now())
    assert refused.value.code == "code-used"
    mai.refresh_from_db()
    assert mai.check_password("con ga cuc tac")


def test_the_database_keeps_no_code(mai: User) -> None:
    code = code_for(mai)
    row = Invitation.objects.get()
    assert code not in str(row.__dict__)
    assert all(code not in f"{e.old}{e.new}{e.subject_label}" for e in AuditEntry.objects.all())


def test_a_new_code_puts_a_lost_password_right_but_not_around_the_second_factor(cast: Cast) -> None:
    hoa = cast["standing_office"]
    hoa.set_password("mật khẩu cũ của Hoa")
    hoa.save()
    browser = Client()
    browser.post(TYPE, {"sign_in_name": hoa.username, "code": code_for(hoa)})
    answer = browser.post(PASSWORD_PAGE, GOOD)
    assert "/xac-thuc-hai-buoc/nhap-ma/" in answer["Location"]
    assert browser.get("/lam-viec/").status_code == 302


def test_nobody_closes_her_own_account_or_resets_her_own_second_factor(cast: Cast) -> None:
    hoa = cast["standing_office"]
    for act in (accounts.close_account, accounts.reset_second_factor):
        with pytest.raises(KhienError) as refused:
            act(hoa, actor=cast.actor("standing_office"), at=now())
        assert refused.value.code == "not-yourself"


def test_every_step_stands_in_the_audit(mai: User, client: Client) -> None:
    client.post(TYPE, {"sign_in_name": "mai.lt", "code": code_for(mai)})
    client.post(PASSWORD_PAGE, GOOD)
    written = list(AuditEntry.objects.filter(subject_id=str(mai.uuid)).order_by("seq"))
    assert [entry.action for entry in written] == [
        "accounts.invitation.issued",
        "accounts.invitation.used",
        "accounts.signed_in",
    ]


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Nguyễn Thị Hoa", (), "hoa.nt"),
        ("Đặng Đình Ánh", (), "anh.dd"),
        ("Nguyễn Thị Hoa", ("hoa.nt", "hoa.nt2"), "hoa.nt3"),
        ("Y", (), "y.canbo"),
        ("李", (), ""),
    ],
)
def test_sign_in_names_are_made_of_the_name(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert rules.suggested_name(name, taken) == expected


def test_an_invitation_is_in_one_state() -> None:
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    state = rules.state_of
    assert state(used_at=at, revoked_at=None, expires_at=at, at=at) == State.USED
    assert state(used_at=None, revoked_at=at, expires_at=at, at=at) == State.REVOKED
    assert state(used_at=None, revoked_at=None, expires_at=at, at=at) == State.EXPIRED
    assert state(used_at=None, revoked_at=None, expires_at=at + dt.timedelta(1), at=at) == State.OPEN
