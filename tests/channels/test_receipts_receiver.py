"""Where services tell what became of messages: strangers learn nothing, nonsense breaks nothing, receipts settle rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import accounts, intake, receipts
from khien.channels.services.accounts import AccountValues
from khien.channels.transports.contract import Receipt
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
GATEWAY = {
    "url": "https://gateway.example/send",
    "template": "{}",
    "receipt_id": "id",
    "receipt_state": "status",
    "receipt_delivered": "ok",
    "receipt_gone": "gone",
}


@pytest.fixture
def account(cast: Cast) -> ChannelAccount:
    values = AccountValues("Cổng tin", cast.units.department, GATEWAY, {"password": "x"})
    return accounts.add_account(cast.actor("administrator"), ChannelKind.SMS_HTTP, values, at=AT)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Receipt]]:
    found: list[tuple[int, Receipt]] = []

    def take(account_id: int, told: Sequence[Receipt], *, at: Any) -> int:
        found.extend((account_id, one) for one in told)
        return len(told)

    monkeypatch.setattr(receipts, "take", take)
    return found


def _at(token: str) -> str:
    return reverse("channels:receipts", kwargs={"token": token})


def test_a_gateway_tells_without_signing_in_or_a_form_token(
    account: ChannelAccount, taken: list[tuple[int, Receipt]]
) -> None:
    gateway = Client(enforce_csrf_checks=True)
    told = [{"id": "G1", "status": "ok"}, {"id": "G2", "status": "gone"}]
    answer = gateway.post(_at(account.token), json.dumps(told), content_type="application/json")
    assert (answer.status_code, answer.content) == (200, b"2")
    assert taken == [
        (account.pk, Receipt("G1", delivered=True)),
        (account.pk, Receipt("G2", delivered=False, hard=True, reason="no-address")),
    ]


def test_some_gateways_tell_in_the_address(account: ChannelAccount, taken: list[tuple[int, Receipt]]) -> None:
    assert Client().get(_at(account.token) + "?id=G1&status=ok").content == b"1"
    form = {"id": "G2", "status": "ok"}
    assert (
        Client().post(_at(account.token), form, content_type="application/x-www-form-urlencoded").status_code
    )
    assert taken[0][1] == Receipt("G1", delivered=True)


@pytest.mark.parametrize("token", ["x", "0" * 43, "a" * 5000])
def test_a_strangers_token_looks_like_nothing(token: str, account: ChannelAccount) -> None:
    assert Client().post(_at(token), "{}", content_type="application/json").status_code == 404


def test_kinds_that_tell_nothing_by_web_look_like_nothing(cast: Cast) -> None:
    values = AccountValues("Thư", cast.units.department, {"sender": "a@b.vn"}, {})
    mail = accounts.add_account(cast.actor("administrator"), ChannelKind.EMAIL, values, at=AT)
    assert Client().post(_at(mail.token), "{}", content_type="application/json").status_code == 404


@pytest.mark.parametrize("body", ["", "[]", "[" * 9000, "null", "\x00", "<a/>", '{"id": {}}x'])
def test_nonsense_is_told_so(body: str, account: ChannelAccount, taken: list[tuple[int, Receipt]]) -> None:
    assert Client().post(_at(account.token), body, content_type="application/json").status_code == 400
    assert taken == []


def test_a_flood_is_cut_off(account: ChannelAccount) -> None:
    answer = Client().post(_at(account.token), "x" * 300_000, content_type="text/plain")
    assert answer.status_code in (400, 413)


def test_only_kinds_with_something_to_hear_are_listened_at(account: ChannelAccount) -> None:
    ChannelAccount.objects.update(active=True)
    assert intake.listening_accounts() == []
