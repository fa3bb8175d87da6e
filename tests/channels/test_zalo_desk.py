"""Who follows the Official Account and who leaves it; receipts of notices; the list of followers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator

import pytest
from django.test import Client

from khien.audiences.models import Address
from khien.audiences.rules.standing import Standing
from khien.base import sealing
from khien.base.clock import now
from khien.channels.models import ChannelAccount, EarlyReceipt, FollowerReading
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import zalo_desk
from khien.channels.transports import tokens
from khien.channels.transports.contract import TransportDown
from tests.channels.contract import SECRET
from tests.channels.sending import stage
from tests.channels.sending.stage import AT
from tests.channels.transports.standins import zalo as other
from tests.channels.transports.standins.server import MemoryKeeper, serving
from tests.people import Units

pytestmark = pytest.mark.django_db
FOLLOWER = "8000000000000000001"
KEY = "Khoa-Webhook-9"


def _account(unit_id: int, **settings: object) -> ChannelAccount:
    secrets = {"app_secret": SECRET, "refresh_token": "lam-moi-dau-tien", "webhook_secret": KEY}
    return stage.account(
        unit_id,
        ChannelKind.ZALO,
        settings={"app_id": other.APP, "oa_id": other.OA, **settings},
        sealed_secrets=sealing.seal(json.dumps(secrets)),
    )


def _told(account: ChannelAccount, name: str, **more: object) -> int:
    stamp = str(int(now().timestamp() * 1000))
    event = {"oa_id": other.OA, "event_name": name, "timestamp": stamp, "follower": {"id": FOLLOWER}} | more
    body = json.dumps(event).encode()
    mac = hashlib.sha256(other.APP.encode() + body + stamp.encode() + KEY.encode()).hexdigest()
    answer = Client(enforce_csrf_checks=True).post(
        f"/kenh/zalo/{account.token}/",
        body,
        content_type="application/json",
        headers={"X-ZEvent-Signature": f"mac={mac}"},
    )
    assert answer.content == b""
    return answer.status_code


def _standing() -> Standing:
    return Standing(Address.objects.get(channel="zalo").standing)


def test_who_follows_is_written_to_and_who_leaves_is_not(units: Units) -> None:
    account = _account(units.department)
    assert [_told(account, "follow"), _told(account, "follow")] == [200, 200]
    assert _standing() == Standing.AGREED
    assert _told(account, "unfollow") == 200
    assert _standing() == Standing.LEFT
    assert _told(account, "follow") == 200
    assert _standing() == Standing.AGREED


def test_a_receipt_of_a_notice_is_taken_up(units: Units) -> None:
    account = _account(units.department)
    assert _told(account, "user_received_message", message={"msg_id": "z1", "tracking_id": "k1f"}) == 200
    assert EarlyReceipt.objects.get().provider_id == "k1f"


def test_what_people_write_changes_nothing(units: Units) -> None:
    account = _account(units.department)
    assert _told(account, "user_send_text", message={"text": "xin hỏi"}) == 200
    assert not Address.objects.exists()
    assert not EarlyReceipt.objects.exists()


def test_words_that_are_not_zalos_are_not_heard(client: Client, units: Units) -> None:
    account = _account(units.department)
    body = json.dumps({"event_name": "follow", "follower": {"id": FOLLOWER}})
    for address in (f"/kenh/zalo/{account.token}/", "/kenh/zalo/khong-co/"):
        answer = client.post(address, body, content_type="application/json")
        assert (answer.status_code, answer.content) == (404, b"")
    assert client.get(f"/kenh/zalo/{account.token}/").status_code == 405
    assert not Address.objects.exists()


@pytest.fixture
def zalo(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[other.Zalo, str]]:
    monkeypatch.setattr(tokens, "_keepers", [MemoryKeeper()])
    service = other.Zalo(SECRET, "lam-moi-dau-tien", followers=[f"{8_000_000_000 + n}" for n in range(120)])
    with serving(service) as address:
        yield service, address


def test_the_list_of_followers_is_read_on_where_it_stopped(
    units: Units, zalo: tuple[other.Zalo, str]
) -> None:
    _service, place = zalo
    account = _account(units.department, openapi=place, business=place, oauth=place)
    assert not zalo_desk.read_followers(account.pk, at=AT, pages=1)
    assert FollowerReading.objects.get().offset == 50
    assert zalo_desk.read_followers(account.pk, at=AT)
    reading = FollowerReading.objects.get()
    assert (reading.offset, reading.total, reading.added, reading.ended_at) == (120, 120, 120, AT)
    assert Address.objects.filter(channel="zalo", standing=Standing.AGREED).count() == 120


def test_reading_the_list_wakes_nobody_who_left_us(units: Units, zalo: tuple[other.Zalo, str]) -> None:
    service, place = zalo
    service.followers = service.followers[:3]
    account = _account(units.department, openapi=place, business=place, oauth=place)
    zalo_desk.read_followers(account.pk, at=AT)
    Address.objects.filter(pk=Address.objects.first().pk).update(standing=Standing.LEFT)  # type: ignore[union-attr]
    assert zalo_desk.read_followers(account.pk, at=AT + dt.timedelta(days=1))
    assert Address.objects.filter(standing=Standing.LEFT).count() == 1
    assert FollowerReading.objects.get().added == 0


def test_a_service_that_is_down_loses_no_place(units: Units, zalo: tuple[other.Zalo, str]) -> None:
    service, place = zalo
    account = _account(units.department, openapi=place, business=place, oauth=place)
    zalo_desk.read_followers(account.pk, at=AT, pages=1)
    service.ended = True
    with pytest.raises(TransportDown):
        zalo_desk.read_followers(account.pk, at=AT)
    assert FollowerReading.objects.get().offset == 50
    assert zalo_desk.read_followers(account.pk, at=AT)
