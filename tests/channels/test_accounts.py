"""Accounts at services: kept sealed, tested, switched on, put in order; who may; what the audit holds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from khien.base.access import Actor
from khien.base.models import AuditEntry
from khien.channels.errors import AccountChanged, NotTested
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import accounts
from khien.channels.services.accounts import AccountValues
from khien.channels.transports import console
from khien.channels.transports.registry import SLICES
from tests.access.channel_accounts import BY_POST, ROWS
from tests.channels.contract import SECRET
from tests.channels.ports import free_port
from tests.channels.transports.mail_sinks import NAME, Sink, listening
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
LATER = AT + dt.timedelta(hours=1)
SMS = {"host": "smsc.example.vn", "port": 2775, "system_id": "khien", "brand": "CANHBAO", "window": 10}


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def office(cast: Cast) -> Actor:
    return cast.actor("standing_office")


@pytest.fixture
def mail_values(cast: Cast) -> Callable[..., AccountValues]:
    def made(**changes: Any) -> AccountValues:
        settings = {"host": "127.0.0.1", "port": free_port(), "security": "none", "username": NAME,
                    "sender_name": "Sở Khoa học và Công nghệ", "sender": "canh-bao@anbinh.example"}  # fmt: skip
        settings |= changes.pop("settings", {})
        values = {"name": "Thư của Sở", "unit_id": cast.units.department, "secrets": {"password": SECRET}}
        return AccountValues(**{**values, "settings": settings, **changes})

    return made


@pytest.fixture
def account(office: Actor, mail_values: Callable[..., AccountValues]) -> ChannelAccount:
    values = mail_values(settings={"console": True})
    return accounts.add_account(office, ChannelKind.EMAIL, values, at=AT)


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    made = Sink()
    controller = listening(made)
    yield made, controller.port
    controller.stop()


def everything_kept() -> str:
    rows = list(ChannelAccount.objects.values()) + list(AuditEntry.objects.values())
    return json.dumps(rows, default=str, ensure_ascii=False)


# ---- services -------------------------------------------------------------------------------------------------


def test_a_password_is_sealed_and_opened_only_for_a_transport(account: ChannelAccount) -> None:
    assert SECRET not in everything_kept()
    assert accounts.account_data(account).secrets == {"password": SECRET}
    assert SECRET not in repr(accounts.account_data(account)) + repr(account.__dict__)
    assert accounts.held_secrets(account) == {"password"}


def test_a_password_left_empty_stays_and_the_audit_says_only_that_it_changed(
    office: Actor, account: ChannelAccount, mail_values: Callable[..., AccountValues]
) -> None:
    seen = accounts.version_of(account)
    kept = accounts.change_account(
        office, account, mail_values(name="Thư mới", secrets={}), seen=seen, at=LATER
    )
    assert accounts.account_data(kept).secrets == {"password": SECRET}
    new = mail_values(name="Thư mới", secrets={"password": "Mat-Khau-Moi-2"})
    kept = accounts.change_account(office, kept, new, seen=accounts.version_of(kept), at=LATER)
    assert accounts.account_data(kept).secrets == {"password": "Mat-Khau-Moi-2"}
    entry = AuditEntry.objects.order_by("seq").last()
    assert entry is not None
    assert json.loads(entry.new)["secrets"] == ["password"]
    assert "Mat-Khau-Moi-2" not in everything_kept()


def test_the_slower_of_two_tabs_is_told(
    office: Actor, account: ChannelAccount, mail_values: Callable[..., AccountValues]
) -> None:
    seen = accounts.version_of(account)
    accounts.change_account(office, account, mail_values(name="Tên A"), seen=seen, at=LATER)
    with pytest.raises(AccountChanged):
        accounts.change_account(office, account, mail_values(name="Tên B"), seen=seen, at=LATER)
    account.refresh_from_db()
    assert account.name == "Tên A"


def test_only_a_tested_channel_is_switched_on(office: Actor, account: ChannelAccount) -> None:
    with pytest.raises(NotTested):
        accounts.switch_account(office, account, on=True, at=AT)
    assert accounts.test_account(office, account, at=AT)
    accounts.switch_account(office, account, on=True, at=AT)
    account.refresh_from_db()
    assert account.active
    accounts.switch_account(office, account, on=False, at=AT)
    account.refresh_from_db()
    assert not account.active


def test_new_settings_must_be_tested_anew(
    office: Actor, account: ChannelAccount, mail_values: Callable[..., AccountValues]
) -> None:
    accounts.test_account(office, account, at=AT)
    changed = accounts.change_account(
        office, account, mail_values(), seen=accounts.version_of(account), at=LATER
    )
    assert changed.tested_well is None


def test_the_test_says_what_is_wrong_without_the_password(
    office: Actor, mail_values: Callable[..., AccountValues], sink: tuple[Sink, int]
) -> None:
    _sink, port = sink
    values = mail_values(settings={"port": port}, secrets={"password": "Sai-Mat-Khau-77"})
    account = accounts.add_account(office, ChannelKind.EMAIL, values, at=AT)
    assert not accounts.test_account(office, account, at=AT)
    account.refresh_from_db()
    assert account.tested_well is False
    assert account.tested_words
    assert "Sai-Mat-Khau-77" not in everything_kept()


def test_operators_carry_for_each_other_in_the_order_the_office_gives(office: Actor, cast: Cast) -> None:
    first, second, third = (
        accounts.add_account(
            office, kind, AccountValues(name, cast.units.department, SMS, {"password": "Canh1Cua"}), at=AT
        )
        for name, kind in (
            ("A", ChannelKind.SMS_SMPP), ("B", ChannelKind.SMS_HTTP), ("C", ChannelKind.SMS_SMPP)
        )
    )  # fmt: skip
    accounts.move_account(office, third, up=True, at=AT)
    accounts.move_account(office, first, up=True, at=AT)  # is first already
    names = ChannelAccount.objects.order_by("position").values_list("name", flat=True)
    assert list(names) == ["A", "C", "B"]
    assert second.position == 2


# ---- pages ----------------------------------------------------------------------------------------------------


def _asked(browser: Client, route: str, account: ChannelAccount) -> int:
    name = route.removeprefix("channel_accounts:")
    arguments: dict[str, Any] = {"uuid": account.uuid}
    if name in ("list", "choose"):
        arguments = {}
    elif name == "new":
        arguments = {"kind": "email"}
    address = reverse(route, kwargs=arguments)
    with transaction.atomic():
        answer = browser.post(address, {"on": "1"}) if route in BY_POST else browser.get(address)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, account: ChannelAccount, as_person: Browser) -> None:
    seen = {who: _asked(as_person(who), route, account) for who in ROWS[route]}
    assert seen == ROWS[route]


def _typed(**changes: Any) -> dict[str, Any]:
    typed = {
        "a-name": "Thư của Sở", "a-unit": "SKHCN", "a-rate_per_second": "5", "a-burst": "10", "a-price": "",
        "a-budget": "2 triệu", "a-open_from": "08:00", "a-open_until": "20:00",
        "k-host": "smtp.anbinh.example", "k-port": "587", "k-security": "starttls", "k-username": NAME,
        "k-password": SECRET, "k-sender_name": "Sở KH&CN", "k-sender": "canh-bao@anbinh.example",
    }  # fmt: skip
    return typed | changes


def test_hoa_adds_a_mail_account_and_never_sees_its_password_again(as_person: Browser) -> None:
    hoa = as_person("standing_office")
    answer = hoa.post(reverse("channel_accounts:new", args=["email"]), _typed())
    (account,) = ChannelAccount.objects.all()
    assert answer.status_code == 302
    assert not account.active
    assert account.monthly_budget_vnd == 2_000_000
    assert account.settings["port"] == 587
    for name in ("account", "change"):
        page = hoa.get(reverse(f"channel_accounts:{name}", args=[account.uuid])).content.decode()
        assert SECRET not in page
    assert "để trống nếu giữ" in page.lower()
    again = _typed(**{"k-password": "", "a-seen": accounts.version_of(account), "a-name": "Thư 2"})
    hoa.post(reverse("channel_accounts:change", args=[account.uuid]), again)
    account.refresh_from_db()
    assert account.name == "Thư 2"
    assert accounts.account_data(account).secrets == {"password": SECRET}


def test_a_mistake_loses_nothing_typed_but_the_password(as_person: Browser) -> None:
    typed = _typed(**{"k-host": "file:///etc/passwd", "a-open_until": "07:00"})
    answer = as_person("administrator").post(reverse("channel_accounts:new", args=["email"]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "canh-bao@anbinh.example" in page
    assert "2 triệu" in page
    assert SECRET not in page
    assert not ChannelAccount.objects.exists()


def test_what_was_typed_in_an_old_tab_is_still_there(
    as_person: Browser, office: Actor, account: ChannelAccount
) -> None:
    typed = _typed(**{"a-seen": "2020-01-01T00:00:00+00:00", "a-name": "Tên tôi vừa gõ"})
    answer = as_person("standing_office").post(reverse("channel_accounts:change", args=[account.uuid]), typed)
    assert answer.status_code == 422
    assert "Tên tôi vừa gõ" in answer.content.decode()


@pytest.mark.parametrize("kind", ["fax", "email/../x", "khong-co"])
def test_a_kind_that_does_not_exist_looks_like_nothing(kind: str, as_person: Browser) -> None:
    assert as_person("standing_office").get(f"/lam-viec/kenh/moi/{kind}/").status_code == 404


def test_a_trial_goes_to_the_officers_own_address_only(
    as_person: Browser, account: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa, address = as_person("standing_office"), reverse("channel_accounts:trial", args=[account.uuid])
    hoa.post(address, {"to": "nguoi-khac@example.vn"})
    assert console.rows(ChannelKind.EMAIL) == []  # the register has no address of hers
    monkeypatch.setattr("khien.channels.services.account_trying.own_address", lambda *_: "hoa@anbinh.example")
    hoa.post(address, {"to": "nguoi-khac@example.vn"})
    (row,) = console.rows(ChannelKind.EMAIL)
    assert row["to"] == "h…@anbinh.example"
    for _ in range(15):
        hoa.post(address)
    assert len(console.rows(ChannelKind.EMAIL)) <= 10


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    as_person: Browser,
    office: Actor,
    mail_values: Callable[..., AccountValues],
    account: ChannelAccount,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(8):
        accounts.add_account(office, ChannelKind.EMAIL, mail_values(name=f"Thư {number}"), at=AT)
    hoa = as_person("standing_office")
    with django_assert_max_num_queries(30):
        page = hoa.get(reverse("channel_accounts:list")).content.decode()
    assert "Thư 7" in page


@pytest.mark.parametrize("kind", SLICES, ids=str)
def test_every_kind_has_its_form(kind: ChannelKind, as_person: Browser) -> None:
    hoa, address = as_person("standing_office"), reverse("channel_accounts:new", args=[kind.value])
    assert hoa.get(address).status_code == 200
    assert hoa.post(address, {}).status_code == 422
    assert f'href="{address}"' in hoa.get(reverse("channel_accounts:choose")).content.decode()
