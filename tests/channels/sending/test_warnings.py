"""A warning is carried at once by every channel that works, and its update stops what is still waiting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from khien.alerts.api import AlertText, IssuedAlert
from khien.channels.models import Campaign, DeliveryRow, Message
from khien.channels.rules.kinds import CampaignState, ChannelKind, Delivery, Medium, MessageState
from khien.channels.rules.warning_texts import CARRIED
from khien.channels.selectors import outlets
from khien.channels.services import preparing, running, warnings
from tests.channels.sending import stage
from tests.channels.sending.stage import AT
from tests.people import Units

pytestmark = pytest.mark.django_db


@pytest.fixture
def warning(units: Units) -> IssuedAlert:
    text = AlertText(
        "Giả danh công an", "Cúp máy, gọi 113.", "Kẻ gian xưng công an xã.", "Cúp máy.", "Bà con chú ý."
    )
    return IssuedAlert(
        uuid=str(uuid4()),
        identifier="vn.anbinh.1",
        kind="alert",
        drill=False,
        severity="Severe",
        certainty="Observed",
        urgency="Immediate",
        scope="Public",
        event="Lừa đảo",
        headline=text.headline,
        short=text.short,
        long=text.long,
        instruction=text.instruction,
        texts={"vi": text},
        unit_ids=(units.commune,),
        area_words="Xã An Hòa",
        audiences=("elderly",),
        sent_at=AT,
        expires_at=AT + dt.timedelta(days=1),
        replaces=(),
        pattern_slug="",
        address="/canh-bao/x/",
        unit_id=units.department,
    )


def sms(units: Units) -> None:
    stage.account(units.department, ChannelKind.SMS_HTTP, price_vnd=350)


def test_it_goes_to_whom_it_concerns_over_what_works(units: Units, warning: IssuedAlert) -> None:
    sms(units)
    stage.contacts(3, units.commune, channel="sms", audience="elderly")
    stage.contacts(2, units.other_commune, channel="sms", audience="elderly", start=10)
    stage.contacts(2, units.commune, channel="sms", audience="pupils", start=20)
    warnings.carry(warning)
    warnings.carry(warning)  # told twice
    message = Message.objects.get()
    assert (message.medium, message.text) == (Medium.SMS, "Cúp máy, gọi 113.")
    preparing.prepare(message.step_id, Medium.SMS)
    assert DeliveryRow.objects.count() == 3
    asked = DBTaskResult.objects.get(task_path__endswith="run_campaign")
    assert (asked.queue_name, asked.priority > 0) == ("urgent", True)
    seen = outlets.preview(Medium.SMS, warning)
    assert seen is not None
    assert seen.recipients == 3
    assert seen.cost_vnd == 3 * seen.parts * 350
    shown = outlets.states(warning.uuid)
    assert (shown["sms"].done, shown["sms"].total) == (0, 3)
    assert "email" not in shown


def test_an_update_stops_what_waits_and_a_cancel_is_carried_too(units: Units, warning: IssuedAlert) -> None:
    sms(units)
    stage.contacts(3, units.commune, channel="sms", audience="elderly")
    warnings.carry(warning)
    preparing.prepare(Message.objects.get().step_id, Medium.SMS)
    update = replace(warning, uuid=str(uuid4()), kind="update", replaces=(warning.uuid,))
    warnings.carry(update)
    first = Campaign.objects.get(alert_uuid=warning.uuid)
    assert first.state == CampaignState.STOPPED
    assert set(DeliveryRow.objects.values_list("state", flat=True)) == {Delivery.SKIPPED}
    assert Campaign.objects.get(alert_uuid=update.uuid).state == CampaignState.RUNNING


def test_after_its_last_hour_nothing_more_goes_out(units: Units, warning: IssuedAlert) -> None:
    sms(units)
    stage.contacts(1, units.commune, channel="sms", audience="elderly")
    warnings.carry(warning)
    preparing.prepare(Message.objects.get().step_id, Medium.SMS)
    running.run(Campaign.objects.get().pk, at=AT + dt.timedelta(days=2))
    assert Campaign.objects.get().state == CampaignState.DONE
    assert Message.objects.get().state == MessageState.STOPPED


def test_every_carried_medium_says_something(warning: IssuedAlert) -> None:
    for medium in CARRIED:
        text = warnings.text_for(medium, warnings.words_of(warning))
        assert text.text
        assert text.subject == "Giả danh công an"
