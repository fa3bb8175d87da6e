"""The cast: people whom tests name. Their making stands here and nowhere else.

Ask for one as a fixture (`hoa`, `commune_officer` …) and sign her in with `sign_in(client, person)`; or ask for all
with `cast`. `cast.actor("auditor")` is the Actor that services take.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from khien.accounts.models import User
from khien.accounts.selectors import actor_of
from khien.base.access import ANONYMOUS, SYSTEM, Actor
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit, Role

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
SINCE = dt.date(2025, 7, 1)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of every cast member with a second factor
ROLE_IN = {  # who: (name, role, unit)
    "standing_office": ("Nguyễn Thị Hoa", Role.STANDING_OFFICE, None),
    "leader": ("Trần Văn Lâm", Role.LEADER, "department"),
    "focal_officer": ("Lê Thị Mai", Role.FOCAL_OFFICER, "department"),
    "commune_officer": ("Phạm Văn Bình", Role.FOCAL_OFFICER, "commune"),
    "other_unit": ("Đỗ Thị Xuân", Role.FOCAL_OFFICER, "other_commune"),
    "editor": ("Hoàng Minh Châu", Role.EDITOR, "department"),
    "approver": ("Vũ Quốc Anh", Role.APPROVER, "department"),
    "trainer": ("Bùi Thanh Hà", Role.TRAINER, "department"),
    "helpline": ("Ngô Thị Thu", Role.HELPLINE, "department"),
    "auditor": ("Đinh Công Tín", Role.AUDITOR, None),
    "administrator": ("Phan Quản Trị", Role.ADMINISTRATOR, None),
}


@dataclass
class Units:
    """A small province: ids."""

    province: int
    department: int
    commune: int
    other_commune: int

    def id(self, name: str | None) -> int | None:
        return None if name is None else int(getattr(self, name))


@dataclass
class Cast:
    """Everybody, made when first named."""

    units: Units
    made: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, who: str) -> User:
        if who not in self.made:
            self.made[who] = self._make(who)
        return self.made[who]

    def actor(self, who: str) -> Actor:
        return ANONYMOUS if who == "anonymous" else actor_of(self[who])

    def _make(self, who: str) -> User:
        name, role, unit = ROLE_IN[who]
        user = officer(name, role, self.units.id(unit), sign_in_name=who.replace("_", "."))
        if role in orgs.NEED_SECOND_FACTOR:
            second_factor(user)
        return user


def officer(name: str, role: Role, unit_id: int | None, *, sign_in_name: str, password: str = "") -> User:
    """A person with a role and an account. Without a password she is signed in by `sign_in` only."""
    person_id = orgs.create_person(name=name, role=role, unit_id=unit_id, since=SINCE, actor=SYSTEM, at=AT)
    user = User(username=sign_in_name, name=name, person_id=person_id)
    user.set_password(password or None)
    user.save()
    return user


def second_factor(user: User) -> None:
    TOTP.activate(user, TOTP_SECRET)


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def _unit(name: str, kind: Kind, level: Level, code: str, parent_id: int | None = None) -> int:
    new = NewUnit(name=name, kind=kind, level=level, code=code, parent_id=parent_id)
    return orgs.open_unit(new, on=SINCE, actor=SYSTEM, at=AT).id


@pytest.fixture
def units(db: None) -> Units:
    province = _unit("Ủy ban nhân dân tỉnh An Bình", Kind.PEOPLES_COMMITTEE, Level.PROVINCE, "AB")
    return Units(
        province=province,
        department=_unit("Sở Khoa học và Công nghệ", Kind.DEPARTMENT, Level.PROVINCE, "SKHCN", province),
        commune=_unit("Ủy ban nhân dân xã An Hòa", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, "XAH", province),
        other_commune=_unit(
            "Ủy ban nhân dân phường Bình Minh", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, "PBM", province
        ),
    )


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """The clock stands still at AT, for pages that ask it what day it is: pytest.mark.usefixtures("on_the_day")."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


@pytest.fixture
def cast(units: Units) -> Cast:
    return Cast(units)


@pytest.fixture
def as_person(cast: Cast) -> Callable[[str], Client]:
    """`as_person("auditor")` is a browser in which the auditor is signed in; "anonymous": nobody."""

    def browser(who: str) -> Client:
        client = Client()
        return client if who == "anonymous" else sign_in(client, cast[who])

    return browser


def _one(who: str) -> Callable[[Cast], User]:
    def person(cast: Cast) -> User:
        return cast[who]

    person.__name__ = who
    return person


standing_officer = pytest.fixture(_one("standing_office"), name="standing_officer")
leader = pytest.fixture(_one("leader"), name="leader")
focal_officer = pytest.fixture(_one("focal_officer"), name="focal_officer")
commune_officer = pytest.fixture(_one("commune_officer"), name="commune_officer")
other_commune_officer = pytest.fixture(_one("other_unit"), name="other_commune_officer")
editor = pytest.fixture(_one("editor"), name="editor")
approver = pytest.fixture(_one("approver"), name="approver")
auditor = pytest.fixture(_one("auditor"), name="auditor")
administrator = pytest.fixture(_one("administrator"), name="administrator")
