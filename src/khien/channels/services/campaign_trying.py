"""A test message to the officer's own address, a few an hour. Refuses every other address: a test is no way around
approval."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.sealing import seal
from khien.channels.errors import TooManyTests
from khien.channels.models import CampaignAct, Message
from khien.channels.rules.kinds import Medium
from khien.channels.services.asking import ask
from khien.channels.services.campaign_acts import write_down
from khien.orgs import api as orgs

MOST_AN_HOUR = 10
TRIED = (Medium.EMAIL, Medium.SMS)  # of Zalo and browsers we know no officer's own address


def own_address(actor: Actor, medium: Medium) -> str:
    """As the register of people has it; "" when it has none."""
    if actor.person_id is None:
        return ""
    person = orgs.person(actor.person_id)
    return {Medium.EMAIL: person.email, Medium.SMS: person.telephone}.get(medium, "")


def send_test(actor: Actor, message: Message, *, at: dt.datetime) -> None:
    """Asks for one test message. Raises KhienError("no-address", "not-tried"), TooManyTests."""
    medium = Medium(message.medium)
    if medium not in TRIED:
        raise KhienError(_("A test goes by mail or SMS only. Look at the preview instead."), code="not-tried")
    address = own_address(actor, medium)
    if not address:
        raise KhienError(
            _("Your own address is not in the register of people. Enter it on your account's page."),
            code="no-address",
        )
    with transaction.atomic():
        tried = CampaignAct.objects.filter(actor_id=actor.id, act="tested", at__gt=at - dt.timedelta(hours=1))
        if tried.count() >= MOST_AN_HOUR:
            raise TooManyTests(MOST_AN_HOUR)
        write_down(actor, message.step.campaign, "tested", at=at, note=message.medium)
        ask("send_test", message_id=message.pk, sealed_address=seal(address))
