"""Nobody twice, nobody lost: rows are prepared once, handed over once, and what is uncertain is shown as such."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import OperationalError

from khien.audiences.models import Address, NeverContact
from khien.audiences.rules.standing import Standing
from khien.channels import jobs
from khien.channels.models import Campaign, ChannelAccount, DeliveryRow, EarlyReceipt, Message, SendLease
from khien.channels.rules.kinds import CampaignState, Delivery, Medium, MessageState
from khien.channels.rules.reasons import Reason
from khien.channels.selectors.progress import progress_of
from khien.channels.services import deciding, leases, preparing, receipts, running, sending
from khien.channels.transports.contract import Fate, Outcome, Parcel, Receipt
from tests.channels.sending import stage
from tests.channels.sending.stage import AT, Wire, line_to
from tests.people import Units

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(sending, "transport_for", line_to(made))
    monkeypatch.setattr(sending.clock, "now", lambda: AT)
    return made


def ready(units: Units, number: int = 25, **values: object) -> Message:
    stage.contacts(number, units.commune)
    made = stage.message(stage.campaign(units.department, **values))
    preparing.prepare(made.step_id, Medium.EMAIL)
    return made


def states(message: Message) -> dict[Delivery, int]:
    return progress_of(message.step.campaign_id).messages[0].counts


def test_each_person_has_one_row_however_often_it_is_prepared(units: Units) -> None:
    message = ready(units, 30)
    preparing.prepare(message.step_id, Medium.EMAIL)
    Message.objects.filter(pk=message.pk).update(state=MessageState.PLANNED, prepared_upto=0)
    preparing.prepare(message.step_id, Medium.EMAIL)
    assert states(message) == {Delivery.QUEUED: 30}


def test_preparing_goes_on_where_it_was_killed(units: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "SLICE", 7)
    stage.contacts(20, units.commune)
    message = stage.message(stage.campaign(units.department))
    real, done = preparing._write_slice, []

    def killed(*words: object) -> None:
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(words)
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(preparing, "_write_slice", killed)
    with pytest.raises(KeyboardInterrupt):
        preparing.prepare(message.step_id, Medium.EMAIL)
    assert DeliveryRow.objects.count() == 7
    monkeypatch.setattr(preparing, "_write_slice", real)
    preparing.prepare(message.step_id, Medium.EMAIL)
    assert states(message) == {Delivery.QUEUED: 20}


def test_who_never_wants_to_hear_is_not_prepared_and_who_left_since_is_left_out(
    units: Units, wire: Wire
) -> None:
    people = stage.contacts(5, units.commune)
    NeverContact.objects.create(channel="email", key=people[0].key, why="yêu cầu", at=AT)
    message = stage.message(stage.campaign(units.department))
    preparing.prepare(message.step_id, Medium.EMAIL)
    Address.objects.filter(pk=people[1].pk).update(standing=Standing.LEFT)
    sending.pump(stage.account(units.department).pk, 0)
    assert sorted(parcel.to for parcel in wire.got) == [f"nguoi{n}@example.vn" for n in (2, 3, 4)]
    assert states(message) == {Delivery.SENT: 3, Delivery.SKIPPED: 1}


def test_everybody_gets_it_once_and_the_campaign_ends(units: Units, wire: Wire) -> None:
    message = ready(units, 25)
    sent, more = sending.pump(stage.account(units.department).pk, 0)
    assert (sent, more) == (25, False)
    assert len({parcel.to for parcel in wire.got}) == len(wire.got) == 25
    campaign = message.step.campaign
    assert running.finish(campaign, at=AT)
    assert Campaign.objects.get().state == CampaignState.DONE
    assert SendLease.objects.count() == 0


def test_two_variants_share_everybody_and_nobody_gets_both(units: Units) -> None:
    stage.contacts(200, units.commune)
    campaign = stage.campaign(units.department)
    a = stage.message(campaign, share=50)
    b = stage.message(campaign, variant="B", share=50, text="Đừng chuyển tiền.")
    preparing.prepare(a.step_id, Medium.EMAIL)
    counted = {m.pk: DeliveryRow.objects.filter(message=m).count() for m in (a, b)}
    assert sum(counted.values()) == 200
    assert DeliveryRow.objects.values("key").distinct().count() == 200
    assert min(counted.values()) > 60


def test_a_line_that_breaks_leaves_uncertain_only_what_was_on_the_wire(units: Units, wire: Wire) -> None:
    message = ready(units, 25)

    def breaks(parcel: Parcel) -> Outcome:
        if len(wire.got) == 13:
            raise ConnectionResetError
        return Outcome(parcel.ref, Fate.TAKEN)

    wire.answers = breaks
    with pytest.raises(ConnectionResetError):
        sending.pump(stage.account(units.department).pk, 0)
    assert states(message) == {Delivery.SENT: 12, Delivery.UNCERTAIN: 1, Delivery.QUEUED: 12}
    assert DeliveryRow.objects.get(state=Delivery.UNCERTAIN).reason == Reason.BROKEN


def test_rows_of_a_dead_worker_are_queued_again_or_uncertain_and_never_sent_twice(
    units: Units, wire: Wire
) -> None:
    message = ready(units, 12)
    account = stage.account(units.department)
    code = leases.hold(account.pk, 0, at=AT)
    assert code is not None
    rows = leases.take_rows(message.pk, account.pk, code, most=12)
    leases.touch([pk for pk, _ in rows[:5]], code, at=AT)
    assert leases.hold(account.pk, 0, at=AT) is None  # it may still live
    later = AT + dt.timedelta(minutes=2)
    assert leases.free_up(at=later) == 12
    assert states(message) == {Delivery.UNCERTAIN: 5, Delivery.QUEUED: 7}
    sending.pump(account.pk, 0)
    assert len(wire.got) == 7
    assert states(message) == {Delivery.UNCERTAIN: 5, Delivery.SENT: 7}


def test_what_could_not_be_written_down_is_uncertain_and_not_forgotten(
    units: Units, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = ready(units, 15)

    def full(*_words: object, **_named: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sending.outcomes, "write_down", full)
    with pytest.raises(OperationalError):
        sending.pump(stage.account(units.department).pk, 0)
    assert states(message) == {Delivery.UNCERTAIN: 10, Delivery.QUEUED: 5}
    assert SendLease.objects.count() == 0


def test_a_worker_that_wakes_after_its_hold_is_gone_hands_over_nothing(units: Units) -> None:
    message = ready(units, 6)
    account = stage.account(units.department)
    code = leases.hold(account.pk, 0, at=AT) or ""
    rows = leases.take_rows(message.pk, account.pk, code, most=6)
    leases.free_up(at=AT + dt.timedelta(minutes=2))
    assert leases.touch([pk for pk, _ in rows], code, at=AT + dt.timedelta(minutes=3)) == []
    assert states(message) == {Delivery.QUEUED: 6}


def test_a_warning_overtakes_what_is_being_sent(units: Units, wire: Wire) -> None:
    ready(units, 30)
    account = stage.account(units.department)
    warning = stage.campaign(units.department, alert_uuid=uuid4())

    def comes(parcel: Parcel) -> Outcome:
        if len(wire.got) == 10:
            urgent = stage.message(warning, subject="Cảnh báo", text="Khẩn")
            preparing.prepare(urgent.step_id, Medium.EMAIL)
        return Outcome(parcel.ref, Fate.TAKEN)

    wire.answers = comes
    sending.pump(account.pk, 0)
    subjects = [parcel.subject for parcel in wire.got]
    assert subjects == ["Cúp máy"] * 10 + ["Cảnh báo"] * 30 + ["Cúp máy"] * 20


def test_other_work_that_waits_does_not_starve_a_campaign(units: Units, wire: Wire) -> None:
    message = ready(units, 30)
    jobs.tell_of_campaigns.enqueue()  # ready in another queue this worker serves
    sending.pump(stage.account(units.department).pk, 0)
    assert states(message) == {Delivery.SENT: 30}


def test_a_pause_holds_after_the_chunk_in_hand(units: Units, wire: Wire) -> None:
    message = ready(units, 30)

    def paused(parcel: Parcel) -> Outcome:
        Campaign.objects.update(state=CampaignState.PAUSED)
        return Outcome(parcel.ref, Fate.TAKEN)

    wire.answers = paused
    assert sending.pump(stage.account(units.department).pk, 0) == (10, False)
    assert states(message) == {Delivery.SENT: 10, Delivery.QUEUED: 20}


def test_at_quiet_hours_only_a_warning_goes(units: Units, wire: Wire) -> None:
    ready(units, 3)  # 9:00 in Vietnam
    account = stage.account(units.department, open_from=dt.time(10), open_until=dt.time(20))
    assert sending.pump(account.pk, 0) == (0, False)
    Campaign.objects.update(alert_uuid=uuid4())
    assert sending.pump(account.pk, 0) == (3, False)


def test_who_had_enough_messages_this_week_is_left_out(units: Units, wire: Wire) -> None:
    account = stage.account(units.department)
    for n in range(3):
        message = ready(units, 4 if n == 0 else 0, cap_messages=2)
        sending.pump(account.pk, 0)
    assert len(wire.got) == 8
    assert states(message) == {Delivery.SKIPPED: 4}
    assert set(DeliveryRow.objects.filter(state=Delivery.SKIPPED).values_list("reason", flat=True)) == {"cap"}


def test_what_certainly_was_not_sent_is_tried_again_and_then_given_up(units: Units, wire: Wire) -> None:
    message = ready(units, 1)
    account = stage.account(units.department)
    wire.answers = lambda parcel: Outcome(parcel.ref, Fate.TRY_AGAIN, reason="busy")
    at = AT
    for _n in range(8):
        sending.pump(account.pk, 0)
        at += dt.timedelta(hours=7)
        running.wake_waiting(at=at)
    assert len(wire.got) == 6
    assert states(message) == {Delivery.FAILED: 1}
    assert DeliveryRow.objects.get().reason == Reason.GAVE_UP


def test_an_address_that_does_not_exist_is_never_written_to_again(units: Units, wire: Wire) -> None:
    ready(units, 2)
    wire.answers = lambda parcel: Outcome(
        parcel.ref, Fate.REFUSED, reason=Reason.NO_ADDRESS, hard=parcel.to.startswith("nguoi0")
    )
    sending.pump(stage.account(units.department).pk, 0)
    assert Address.objects.filter(standing=Standing.DEAD).count() == 1


def test_receipts_settle_rows_once_even_when_they_come_too_early(units: Units, wire: Wire) -> None:
    message = ready(units, 2)
    account = stage.account(units.department)
    first, second = DeliveryRow.objects.order_by("id")
    early = f"id-k{second.pk:x}"
    receipts.take(account.pk, [Receipt(early, delivered=True)], at=AT)
    sending.pump(account.pk, 0)
    assert states(message) == {Delivery.SENT: 1, Delivery.DELIVERED: 1}
    gone = Receipt(f"id-k{first.pk:x}", delivered=False, hard=True, reason=Reason.NO_ADDRESS)
    assert receipts.take(account.pk, [gone], at=AT) == 1
    receipts.take(account.pk, [gone, Receipt(early, delivered=False)], at=AT)
    assert states(message) == {Delivery.FAILED: 1, Delivery.DELIVERED: 1}


def test_a_receipt_that_crossed_with_our_writing_meets_its_row_later(units: Units, wire: Wire) -> None:
    message = ready(units, 1)
    account = stage.account(units.department)
    sending.pump(account.pk, 0)
    number = f"id-k{DeliveryRow.objects.get().pk:x}"
    for name in (number, "of-another-system"):
        EarlyReceipt.objects.create(account=account, provider_id=name, delivered=True, at=AT)
    assert receipts.meet_waiting(at=AT) == 1
    assert states(message) == {Delivery.DELIVERED: 1}
    assert EarlyReceipt.objects.get().provider_id == "of-another-system"


def test_those_not_reached_get_it_once_more(units: Units, wire: Wire) -> None:
    message = ready(units, 4)
    account = stage.account(units.department)
    wire.answers = lambda parcel: Outcome(
        parcel.ref, Fate.TAKEN if len(wire.got) < 4 else Fate.REFUSED, reason="full"
    )
    sending.pump(account.pk, 0)
    again = stage.message(message.step.campaign, number=2, after=message.step, text="Nhắc lại")
    preparing.prepare(again.step_id, Medium.EMAIL)
    assert DeliveryRow.objects.filter(message=again).count() == 1


def test_a_service_that_is_down_rests_and_the_next_operator_carries(units: Units, wire: Wire) -> None:
    message = ready(units, 3)
    first = stage.account(units.department, position=1)
    second = stage.account(units.department, position=2)
    wire.opens = stage.down
    assert sending.pump(first.pk, 0) == (0, False)
    from khien.channels.selectors.next_message import carriers

    assert [a.pk for a in carriers(Medium.EMAIL, at=AT)] == [second.pk]
    wire.opens = lambda: None
    sending.pump(second.pk, 0)
    assert states(message) == {Delivery.SENT: 3}


def test_a_person_decides_what_becomes_of_the_uncertain(units: Units, wire: Wire, cast: object) -> None:
    message = ready(units, 2)
    DeliveryRow.objects.update(state=Delivery.UNCERTAIN)
    hoa = cast.actor("standing_office")  # type: ignore[attr-defined]
    assert deciding.resend_uncertain(message.pk, hoa, at=AT) == 2
    assert states(message) == {Delivery.QUEUED: 2}
    DeliveryRow.objects.update(state=Delivery.UNCERTAIN)
    assert deciding.accept_uncertain(message.pk, hoa, at=AT) == 2
    assert states(message) == {Delivery.SENT: 2}
    assert wire.got == []


def test_a_month_s_budget_is_not_overdrawn_by_more_than_a_batch(units: Units, wire: Wire) -> None:
    ready(units, 5)
    account = stage.account(units.department, price_vnd=300, monthly_budget_vnd=0)
    assert sending.pump(account.pk, 0)[0] == 0
    assert wire.got == []
    ChannelAccount.objects.update(monthly_budget_vnd=600)
    wire.answers = lambda parcel: Outcome(parcel.ref, Fate.TAKEN, parts=2)
    assert sending.pump(account.pk, 0)[0] == 5  # a batch that was begun is ended
    DeliveryRow.objects.update(state=Delivery.QUEUED, cost_vnd=300)
    ChannelAccount.objects.update(monthly_budget_vnd=0)
    Campaign.objects.update(alert_uuid=uuid4())  # people are not left unwarned for want of a budget line
    assert sending.pump(account.pk, 0)[0] == 5
