"""Lan, a citizen of An Hòa, as the tests of those we write to have her."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from khien.audiences.models import Address, Contact
from khien.audiences.rules.numbers import Written, mail, mobile
from khien.audiences.rules.standing import Standing
from khien.audiences.services import confirmers
from khien.base.sealing import key_of, seal
from tests.people import AT, Units

PHONE, MAIL = "0912 345 123", "Lan.Nguyen@Vidu.vn"
Made = Callable[..., Address]


def written(text: str) -> tuple[str, Written]:
    return ("email", mail(text)) if "@" in text else ("sms", mobile(text))


@pytest.fixture
def made(units: Units) -> Made:
    """`made("0912 345 123", unit_id=…, standing=…)`: an address that is kept."""

    def make(text: str = PHONE, *, standing: Standing = Standing.AGREED, **changes: Any) -> Address:
        channel, address = written(text)
        contact = changes.pop("contact", None) or Contact.objects.create(
            unit_id=changes.get("unit_id", units.commune), audience=changes.get("audience", "elderly"),
            origin="site", created_at=AT, changed_at=AT,
        )  # fmt: skip
        kept: dict[str, Any] = {
            "unit_id": contact.unit_id, "audience": contact.audience, "proof": "phiếu", "agreed_at": AT,
            "basis": "Điều 1" if standing == Standing.BY_LAW else "", "created_at": AT,
        }  # fmt: skip
        return Address.objects.create(
            contact=contact, channel=channel, key=key_of(channel, address.same), sealed=seal(address.address),
            standing=standing, **kept,
        )  # fmt: skip

    return make


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> list[confirmers.Confirmation]:
    """Questions that went out, by mail and by short message."""
    sent: list[confirmers.Confirmation] = []
    monkeypatch.setattr(confirmers, "_confirmers", {"email": sent.append, "sms": sent.append})
    return sent
