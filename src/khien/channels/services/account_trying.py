"""One message of fixed words to the officer's own address, through an account that need not be switched on yet.

Refuses other addresses and other words: a trial is no way around approval.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.cache import cache
from django.utils.translation import gettext as _

from khien.audiences import api as audiences
from khien.base import audit
from khien.base.access import Actor
from khien.base.audit import Subject
from khien.base.errors import KhienError
from khien.channels.errors import TooManyTests
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import MEDIUM_OF, ChannelKind, Medium
from khien.channels.services.accounts import CONSOLE, account_data
from khien.channels.services.campaign_trying import MOST_AN_HOUR, TRIED, own_address
from khien.channels.transports.contract import Fate, Outcome, Parcel, TransportDown
from khien.channels.transports.registry import transport_for


def can_try(account: ChannelAccount) -> bool:
    return MEDIUM_OF[ChannelKind(account.kind)] in TRIED


def try_account(actor: Actor, account: ChannelAccount, *, at: dt.datetime) -> Outcome:
    """What became of it. Raises KhienError("no-address", "not-tried"), TooManyTests, TransportDown."""
    medium = MEDIUM_OF[ChannelKind(account.kind)]
    if medium not in TRIED:
        raise KhienError(_("A trial goes by mail or SMS only."), code="not-tried")
    to = _address(actor, medium)
    counted = f"channels-trial-{actor.id}"
    cache.add(counted, 0, timeout=3600)
    if cache.incr(counted) > MOST_AN_HOUR:
        raise TooManyTests(MOST_AN_HOUR)
    subject = Subject("channel_account", str(account.uuid), account.name)
    audit.record(actor=actor, action="channel.tried", subject=subject, at=at)
    return _handed_over(account, _parcel(account, to))


def _handed_over(account: ChannelAccount, parcel: Parcel) -> Outcome:
    console = bool(account.settings.get(CONSOLE))
    outcome = Outcome(parcel.ref, Fate.UNCERTAIN)
    try:
        with transport_for(account_data(account), console=console).open() as line:
            for told in line.send(iter([parcel])):
                outcome = told
    except TransportDown:
        if outcome.fate is not Fate.TAKEN:
            raise
    return outcome


def _address(actor: Actor, medium: Medium) -> str:
    text = own_address(actor, medium)
    try:
        return (audiences.mail(text) if medium is Medium.EMAIL else audiences.mobile(text)).address
    except audiences.BadAddress:
        raise KhienError(
            _("Your own address is not in the register of people. Enter it on your account's page."),
            code="no-address",
        ) from None


def _parcel(account: ChannelAccount, to: str) -> Parcel:
    words = _("Trial of the channel “%(name)s”. You need not do anything.") % {"name": account.name}
    return Parcel(ref=f"t{secrets.token_hex(8)}", to=to, text=words, subject=_("Trial of a channel"))
