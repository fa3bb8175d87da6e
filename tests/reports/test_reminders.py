"""The reminder ladder: each step once, nobody who has handed in, nothing lost when the mail server is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from khien.base.access import Actor
from khien.orgs.models import Person
from khien.reports.jobs.reminders import remind_units
from khien.reports.models import ReminderSent, ReportRound, Submission
from khien.reports.rules import Step
from khien.reports.rules.ladder import step_on
from khien.reports.services import rounds
from khien.reports.services.reminding import deliver, remind_all, send_again
from tests.people import Cast
from tests.reports.conftest import MAY, moment

DUE = dt.date(2026, 6, 10)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-16, None),
        (-15, (Step.FIFTEEN, 1)),
        (-4, (Step.FIFTEEN, 1)),
        (-3, (Step.THREE, 1)),
        (-1, (Step.THREE, 1)),
        (0, (Step.DUE, 1)),
        (1, (Step.OVERDUE, 1)),
        (7, (Step.OVERDUE, 1)),
        (8, (Step.OVERDUE, 2)),
        (84, (Step.OVERDUE, 12)),
        (85, None),
    ],
)
def test_each_day_stands_on_one_step(days: int, step: tuple[Step, int] | None) -> None:
    assert step_on(DUE, DUE + dt.timedelta(days)) == step


@pytest.fixture
def addresses(cast: Cast) -> None:
    """The focal officers of both communes have a mailbox; the department's has none."""
    for who, address in (("commune_officer", "binh@example.vn"), ("other_unit", "xuan@example.vn")):
        Person.objects.filter(pk=cast[who].person_id).update(email=address)
    assert cast["focal_officer"].person_id


def walk(on: dt.date) -> list[int]:
    asked: list[int] = []
    remind_all(on=on, at=moment(on), ask=asked.append)
    return asked


@pytest.mark.usefixtures("addresses")
def test_a_unit_gets_a_mail_in_vietnamese_with_the_day_and_the_way_to_its_report(half: ReportRound) -> None:
    with translation.override("vi"):
        sent = [deliver(pk, on=MAY + dt.timedelta(1), at=moment(MAY)) for pk in walk(MAY + dt.timedelta(1))]
    assert sorted(sent) == [False, True, True]  # the department has no address
    letter = next(m for m in mail.outbox if m.bcc == ["binh@example.vn"])
    assert "Báo cáo 6 tháng đầu năm 2026" in letter.subject
    assert "10/06/2026" in letter.body
    assert f"/lam-viec/bao-cao/ky/{half.code}/don-vi/" in letter.body
    assert "xã An Hòa" in letter.body


@pytest.mark.usefixtures("addresses")
def test_the_same_step_goes_out_once_however_often_the_job_runs(half: ReportRound) -> None:
    asked = walk(MAY)
    assert len(asked) == 0 or half.due_on - MAY > dt.timedelta(15)
    first = walk(dt.date(2026, 5, 27))
    assert len(first) == 3
    assert walk(dt.date(2026, 5, 28)) == []
    for pk in [*first, *first]:
        deliver(pk, on=dt.date(2026, 5, 28), at=moment(MAY))
    assert len(mail.outbox) == 2


@pytest.mark.usefixtures("addresses")
def test_who_has_handed_in_or_is_excused_gets_no_mail_even_when_it_was_asked_for_before(
    half: ReportRound, hand_in: Callable[..., Submission], hoa: Actor, cast: Cast
) -> None:
    day = dt.date(2026, 6, 8)
    asked = walk(day)
    hand_in(half, "commune", on=day)
    rounds.excuse_unit(hoa, half.pk, cast.units.other_commune, reason="Bão lũ", at=moment(day))
    assert [deliver(pk, on=day, at=moment(day)) for pk in asked] == [False, False, False]
    assert mail.outbox == []
    late = walk(dt.date(2026, 6, 12))
    assert len(late) == 1  # the department only


@pytest.mark.usefixtures("addresses")
def test_a_mail_server_that_was_away_gets_the_mail_later_once(
    half: ReportRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.date(2026, 6, 12)
    asked = walk(day)

    def away(*args: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", away)
        assert [deliver(pk, on=day, at=moment(day)) for pk in asked] == [False, False, False]
    again: list[int] = []
    send_again(at=moment(day, 9), ask=again.append)
    assert len(again) == 2
    assert all(deliver(pk, on=day, at=moment(day, 9)) for pk in again)
    assert send_again(at=moment(day, 10), ask=again.append) == 0
    assert len(mail.outbox) == 2


@pytest.mark.usefixtures("addresses")
def test_a_worker_killed_before_the_mail_leaves_the_row_and_the_job_sends_it(half: ReportRound) -> None:
    day = dt.date(2026, 6, 10)
    [*asked] = walk(day)
    assert ReminderSent.objects.filter(step=Step.DUE, delivered=False, tries=0).count() == 3
    [one] = [pk for pk in asked if deliver(pk, on=day, at=moment(day))][:1]
    assert ReminderSent.objects.get(pk=one).addresses == 1
    assert deliver(one, on=day, at=moment(day)) is False
    message_ids = {m.extra_headers["Message-ID"] for m in mail.outbox}
    assert len(message_ids) == 2


def test_a_closed_or_cancelled_round_reminds_nobody(half: ReportRound, hoa: Actor) -> None:
    rounds.close_round(hoa, half.pk, at=moment(MAY))
    assert walk(dt.date(2026, 6, 12)) == []


def test_the_daily_job_runs_through(half: ReportRound) -> None:
    remind_units.func()
