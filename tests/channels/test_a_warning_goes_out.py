"""One warning, from two approvals to what arrived: the mail opened, the message read at the centre, the loudspeakers'
bulletin heard, the line on the site, the feed found valid by somebody else's program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from capvalidator import validate_cap_message
from django.test import Client
from pytest_django.fixtures import Settings

from khien.base import clock
from khien.base.jobs.execution import run_pending
from khien.base.sealing import seal
from khien.channels.models import Bulletin, Campaign, ChannelAccount, DeliveryRow, RadioStation
from khien.channels.rules.kinds import CampaignState, ChannelKind, Delivery
from khien.channels.services.inside_accounts import ensure
from khien.channels.transports.sms_smpp import transport as smpp
from khien.programme.api import activities
from tests.alerts.conftest import VI, Writes, _key_of_the_run, anh, chau, lam, pair, send, write
from tests.channels.contract import SECRET
from tests.channels.sending import stage
from tests.channels.transports.mail_sinks import NAME, Sink, listening
from tests.channels.transports.test_sms_smpp import PASSWORD, Smsc, smsc_with
from tests.people import Cast

__all__ = ["_key_of_the_run", "anh", "chau", "lam", "pair", "send", "smsc_with", "write"]


@pytest.fixture
def mails() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    controller = listening(sink)
    yield sink, controller.port
    controller.stop()


def _accounts(cast: Cast, mail_port: int, sms_port: int) -> None:
    office, unit_id = cast.actor("standing_office"), cast.units.department
    mail = {
        "host": "127.0.0.1",
        "port": mail_port,
        "sender": "canhbao@example.vn",
        "security": "none",
        "username": NAME,
    }
    sms = {
        "host": "127.0.0.1",
        "port": sms_port,
        "system_id": "khien",
        "brand": "CANHBAO AB",
        "bind": "transceiver",
    }
    stage.account(
        unit_id, ChannelKind.EMAIL, settings=mail, sealed_secrets=seal(json.dumps({"password": SECRET}))
    )
    stage.account(
        unit_id, ChannelKind.SMS_SMPP, settings=sms, sealed_secrets=seal(json.dumps({"password": PASSWORD}))
    )
    RadioStation.objects.create(
        unit_id=cast.units.commune, name="Đài xã An Hòa", token="dai", changed_at=clock.now()
    )
    for kind in (ChannelKind.RADIO, ChannelKind.PORTAL):
        ensure(office, kind, unit_id=unit_id, at=clock.now())


@pytest.mark.timeout(240)
@pytest.mark.django_db(transaction=True)
def test_everybody_it_concerns_is_warned_once(
    cast: Cast,
    send: Writes,
    mails: tuple[Sink, int],
    smsc_with: Callable[..., Smsc],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    monkeypatch.setattr(smpp, "BIND_SECONDS", 2.0)
    settings.WAGTAILADMIN_BASE_URL = "https://khien.example.vn"  # one click asks for TLS (RFC 8058)
    sink, mail_port = mails
    smsc = smsc_with()
    _accounts(cast, mail_port, smsc.port)
    stage.contacts(4, cast.units.commune, audience="elderly")
    stage.contacts(5, cast.units.commune, channel="sms", audience="elderly", start=50)
    stage.contacts(3, cast.units.other_commune, channel="sms", audience="elderly", start=90)

    alert = send(at=clock.now())
    for _round in range(6):
        run_pending()

    assert len(sink.mails) == 4
    mail = sink.mails[0]
    assert VI.headline in str(mail["Subject"])
    assert "gọi 113" in sink.texts()[0].lower() or "Gọi 113" in sink.texts()[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(smsc.messages) == 5
    assert all(message["text"].startswith(VI.short) for message in smsc.messages)
    bulletin = Bulletin.objects.get()
    assert bulletin.alert_uuid == alert.uuid
    assert bulletin.text == VI.radio
    campaign = Campaign.objects.get()
    states = set(DeliveryRow.objects.values_list("state", flat=True))
    assert states <= {Delivery.SENT, Delivery.DELIVERED}
    assert campaign.state == CampaignState.DONE
    assert VI.headline in client.get("/").content.decode()
    feed = client.get(f"/canh-bao/{alert.uuid}/cap.xml")
    assert validate_cap_message(feed.content, strict=True).passed
    assert (
        len(activities(unit_ids=[cast.units.department])) == 1
    )  # the warning; what was sent follows when the day is over
    assert not ChannelAccount.objects.exclude(trouble="").exists()
