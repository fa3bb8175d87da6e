"""The access table of accounts, tried: every route, every role, the own unit's account and a foreign one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.accounts.models import User
from khien.accounts.rules import Way
from khien.accounts.services.invitations import issue_code
from khien.base.access import SYSTEM
from khien.orgs import api as orgs
from khien.orgs.api import Role
from tests.access.accounts import ROWS
from tests.people import AT, ROLE_IN, Cast, officer, sign_in

POSTED = {
    "new_code", "revoke_code", "close", "reopen", "reset_second_factor", "end_session", "end_all_sessions",
    "verify_audit",
}  # fmt: skip
OF_AN_ACCOUNT = {"account", "new_code", "close", "reopen", "reset_second_factor"}


@pytest.fixture(autouse=True)
def _password_typed_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "khien.accounts.adapters.AccountAdapter.is_reauthentication_required", lambda *_args, **_named: False
    )


@pytest.fixture
def thu(cast: Cast) -> User:
    """An editor of the department whose leader is in the cast."""
    user = officer("Hà Văn Thu", Role.EDITOR, cast.units.department, sign_in_name="thu.hv")
    issue_code(user, way=Way.PRINTED, actor=SYSTEM, at=AT)
    return user


def _somebody_without_account(unit_id: int) -> str:
    person_id = orgs.create_person(
        name="Lò Thị Khe", role=Role.EDITOR, unit_id=unit_id, since=AT.date(), actor=SYSTEM, at=AT
    )
    return orgs.person(person_id).uuid


def _address(route: str, account: User, unit_id: int) -> str:
    name = route.removeprefix("accounts:")
    if name in OF_AN_ACCOUNT:
        return reverse(route, args=[account.uuid])
    given = {
        "invite_person": [_somebody_without_account(unit_id)],
        "invite": [orgs.unit(unit_id).uuid],
        "revoke_code": [account.invitations.get().uuid],
        "end_session": [1],
        "audit_entry": [1],
    }
    return reverse(route, args=given.get(name, []))


def _ask(client: Client, route: str, address: str) -> int:
    posted = route.removeprefix("accounts:") in POSTED
    return (client.post(address) if posted else client.get(address)).status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_the_table_is_true(route: str, cast: Cast, thu: User, as_person: Callable[[str], Client]) -> None:
    address = _address(route, thu, cast.units.department)
    assert {who: _ask(as_person(who), route, address) for who in ROWS[route]} == ROWS[route]


@pytest.mark.parametrize(
    "route", ["invite", "invite_person", "account", "new_code", "revoke_code", "close", "reopen"]
)
def test_a_leader_finds_nothing_of_another_unit(route: str, cast: Cast, client: Client) -> None:
    stranger = officer("Mạc Thị Lý", Role.EDITOR, cast.units.commune, sign_in_name="ly.mt")
    issue_code(stranger, way=Way.PRINTED, actor=SYSTEM, at=AT)
    sign_in(client, cast["leader"])
    route = f"accounts:{route}"
    expected = 403 if route == "accounts:invite" else 404
    assert _ask(client, route, _address(route, stranger, cast.units.commune)) == expected


@pytest.mark.parametrize("target", ["administrator", "standing_office", "auditor", "leader"])
def test_a_leader_cannot_touch_accounts_above_her(target: str, cast: Cast, client: Client) -> None:
    sign_in(client, cast["leader"])
    for route in ("account", "new_code", "close"):
        address = reverse(f"accounts:{route}", args=[cast[target].uuid])
        assert _ask(client, f"accounts:{route}", address) == 404


def test_the_standing_office_cannot_take_over_an_administrator(cast: Cast, client: Client) -> None:
    sign_in(client, cast["standing_office"])
    for route in ("account", "new_code", "close", "reset_second_factor"):
        address = reverse(f"accounts:{route}", args=[cast["administrator"].uuid])
        assert _ask(client, f"accounts:{route}", address) == 404


def test_every_role_of_the_cast_stands_in_the_table() -> None:
    named = {who for row in ROWS.values() for who in row}
    assert named - {"anonymous"} <= set(ROLE_IN)
