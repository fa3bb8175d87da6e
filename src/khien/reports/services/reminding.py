"""The reminder ladder: who is reminded of what, exactly once, whatever happens to the worker.

First the row (`ReminderSent`, unique by unit, step and number) in one transaction with the job that sends it; then the
mail; then "delivered". A worker killed before the mail: the job is taken up again and sends. Killed between the mail
and the note of it: the mail may go out a second time, with the same Message-ID, which mailboxes fold into one; SMTP
allows no more. Refuses to mail who has handed in or is excused, also when that happened a moment ago.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khien.orgs import api as orgs
from khien.reports.models import ExpectedUnit, ReminderSent, ReportRound, Submission
from khien.reports.rules import RoundState, Step, SubmissionState
from khien.reports.rules.ladder import step_on
from khien.reports.rules.rates import Standing
from khien.reports.selectors.rounds import stands

log = logging.getLogger(__name__)

MOST_TRIES = 5
GIVE_UP = dt.timedelta(days=3)
HANDED_IN = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.RETURNED)
Ask = Callable[[int], object]  # puts the sending of one reminder into the queue


@dataclass(frozen=True, slots=True)
class Asked:
    """How many reminders were written down."""

    written: int


def remind_all(*, on: dt.date, at: dt.datetime, ask: Ask) -> Asked:
    """Every open round: write down the step each waiting unit stands on, and have it sent. Again on the same day it
    writes nothing."""
    written = 0
    for found in ReportRound.objects.open_on(on):
        written += remind_round(found, on=on, at=at, ask=ask)
    return Asked(written)


def remind_round(
    found: ReportRound, *, on: dt.date, at: dt.datetime, ask: Ask, unit_ids: Iterable[int] | None = None
) -> int:
    """One round; returns how many reminders are new."""
    wanted = set(unit_ids) if unit_ids is not None else None
    waiting = {
        stand.unit_id: stand
        for stand in stands([found.pk], on=on).get(found.pk, [])
        if stand.standing in (Standing.DUE, Standing.LATE) and (wanted is None or stand.unit_id in wanted)
    }
    steps = {unit_id: step_on(stand.due_on, on) for unit_id, stand in waiting.items()}
    rows = found.expected.filter(unit_id__in=[u for u, step in steps.items() if step is not None])
    written = 0
    for row in rows:
        step = steps[row.unit_id]
        if step is not None:
            written += _write_down(row, *step, at=at, ask=ask)
    return written


def _write_down(row: ExpectedUnit, step: Step, number: int, *, at: dt.datetime, ask: Ask) -> int:
    with transaction.atomic():
        reminder, made = ReminderSent.objects.get_or_create(
            expected=row, step=step.value, number=number, defaults={"sent_at": at}
        )
        if made:
            ask(reminder.pk)
    return int(made)


def send_again(*, at: dt.datetime, ask: Ask) -> int:
    """Ask once more for reminders that did not leave (mail server away); gives up after three days or five tries."""
    left = ReminderSent.objects.filter(
        delivered=False, tries__gt=0, tries__lt=MOST_TRIES, sent_at__gt=at - GIVE_UP
    )
    ids = list(left.values_list("pk", flat=True)[:5000])
    for reminder_id in ids:
        ask(reminder_id)
    return len(ids)


def deliver(reminder_id: int, *, on: dt.date, at: dt.datetime) -> bool:
    """Send one reminder to the focal officers of who answers for the unit. Returns whether a mail left."""
    reminder = _taken(reminder_id)
    if reminder is None:
        return False
    expected = reminder.expected
    addresses = _addresses(expected.unit_id, on=on)
    if not addresses:
        _note(reminder, addresses=0, delivered=False, tries=MOST_TRIES)
        return False
    try:
        _message(reminder, addresses, on=on).send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("reminder %s did not leave: %s", reminder_id, type(error).__name__)
        return False
    _note(reminder, addresses=len(addresses), delivered=True)
    return True


def _taken(reminder_id: int) -> ReminderSent | None:
    """The reminder, with this try counted; None when it left already, is given up, or is not wanted any more."""
    with transaction.atomic():
        row = ReminderSent.objects.select_for_update().filter(pk=reminder_id, delivered=False).first()
        if row is None or row.tries >= MOST_TRIES:
            return None
        expected = ExpectedUnit.objects.select_related("round__programme", "unit").get(pk=row.expected_id)
        row.tries += 1
        if not _still_wanted(expected):
            row.tries = MOST_TRIES
        row.save(update_fields=["tries"])
    row.expected = expected
    return row if _still_wanted(expected) else None


def _still_wanted(expected: ExpectedUnit) -> bool:
    if expected.excused or expected.round.state != RoundState.OPEN:
        return False
    handed = Submission.objects.filter(round_id=expected.round_id, unit_id=expected.unit_id)
    return not handed.filter(state__in=HANDED_IN).exists()


def _note(reminder: ReminderSent, *, addresses: int, delivered: bool, tries: int | None = None) -> None:
    reminder.addresses, reminder.delivered = addresses, delivered
    reminder.tries = tries or reminder.tries
    reminder.save(update_fields=["addresses", "delivered", "tries"])


def _addresses(unit_id: int, *, on: dt.date) -> list[str]:
    heirs = orgs.successors_today(unit_id, on=on)
    officers = orgs.focal_officers(heirs[:1], on=on)
    return list(dict.fromkeys(p.email for people in officers.values() for p in people if p.email))


def _message(reminder: ReminderSent, addresses: list[str], *, on: dt.date) -> EmailMessage:
    expected = reminder.expected
    found = expected.round
    due_on = expected.due_on or found.due_on
    when = due_words(due_on, on)
    body = render_to_string(
        "reports/mail/reminder.txt",
        {
            "round": found,
            "unit": expected.unit,
            "due_on": due_on,
            "when": when,
            "late": on > due_on,
            "link": _link(found, expected),
            "installation": settings.KHIEN_NAME,
        },
    )
    subject = f"{found.title}: {when}"
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    message_id = f"<report-reminder-{reminder.pk}@{host.strip('.*[]') or 'localhost'}>"
    return EmailMessage(subject, body, None, to=[], bcc=addresses, headers={"Message-ID": message_id})


def due_words(due_on: dt.date, on: dt.date) -> str:
    """ "3 days left", "due today", "5 days overdue"."""
    left = (due_on - on).days
    if left < 0:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -left) % {"n": -left}
    if left == 0:
        return _("due today")
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}


def _link(found: ReportRound, expected: ExpectedUnit) -> str:
    host = next((h for h in settings.ALLOWED_HOSTS if h not in {"*", "127.0.0.1", "[::1]"}), "localhost")
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{host.lstrip('.')}{reverse('reports:write', args=[found.code, expected.unit.uuid])}"
