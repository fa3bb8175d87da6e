"""What a campaign did reaches the ledger once, by medium and day, when the day is over."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.channels.models import Campaign, DayTotal, DeliveryRow, Message
from khien.channels.rules.kinds import Delivery, Medium
from khien.channels.services import ledger
from khien.programme import api as programme
from tests.channels.sending import stage
from tests.channels.sending.stage import AT
from tests.people import Units

pytestmark = pytest.mark.django_db
TODAY = AT.date()
TOMORROW = TODAY + dt.timedelta(days=1)
LATER = AT + dt.timedelta(days=1)


def row(message: Message, state: Delivery, n: int, *, at: dt.datetime = AT, cost: int = 0) -> None:
    DeliveryRow.objects.create(
        message=message, step=message.step, medium=message.medium, key=f"{n:032x}", address_id=n, state=state,
        sent_at=at, cost_vnd=cost,
    )  # fmt: skip


@pytest.fixture
def sent(units: Units) -> Campaign:
    campaign = stage.campaign(units.department, audience=[{"audiences": ["elderly"]}])
    text, mail = stage.message(campaign, Medium.SMS), stage.message(campaign, Medium.EMAIL)
    row(text, Delivery.DELIVERED, 1, cost=350)
    row(text, Delivery.SENT, 2, cost=350)
    row(text, Delivery.UNCERTAIN, 3, cost=350)
    row(text, Delivery.FAILED, 4)
    row(mail, Delivery.SENT, 5, at=AT - dt.timedelta(hours=12))  # 21:00 of the day before, in Vietnam
    return campaign


def told(units: Units) -> list[tuple[dt.date, int | None, list[int]]]:
    made = programme.activities(unit_ids=[units.department])
    return sorted((line.starts_on, line.spent_vnd, [reach.people for reach in line.reach]) for line in made)


def test_each_medium_and_day_is_told_once_and_the_day_under_way_is_not(sent: Campaign, units: Units) -> None:
    assert ledger.tell_ledger(today=TODAY, at=AT) == 1
    assert ledger.tell_ledger(today=TOMORROW, at=LATER) == 1
    assert ledger.tell_ledger(today=TOMORROW, at=LATER) == 0
    assert told(units) == [(TODAY - dt.timedelta(days=1), None, [1]), (TODAY, 1050, [2])]
    assert DayTotal.objects.get(message__medium="sms", what="sent").count == 2


def test_killed_after_the_first_medium_the_next_call_tells_the_other(
    sent: Campaign, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = ledger._record, []

    def killed(*words: object, **named: object) -> bool:
        if done:
            raise KeyboardInterrupt
        done.append(words)
        return real(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "_record", killed)
    with pytest.raises(KeyboardInterrupt):
        ledger.tell_ledger(today=TOMORROW, at=LATER)
    monkeypatch.setattr(ledger, "_record", real)
    assert ledger.tell_ledger(today=TOMORROW, at=LATER) == 1
    assert len(told(units)) == 2


def test_a_drill_is_no_activity(sent: Campaign, units: Units) -> None:
    Campaign.objects.update(drill=True)
    assert ledger.tell_ledger(today=TOMORROW, at=LATER) == 0
    assert told(units) == []
