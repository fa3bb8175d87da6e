"""Browsers that ask for notes and browsers that leave. Their addresses are kept by audiences, sealed.

Refuses every address that is no browser's push service: what is stored here will be called by us later.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from khien.audiences import api as audiences
from khien.base.errors import KhienError, Unavailable
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.push_endpoints import LONGEST_ENDPOINT, subscription_from
from khien.channels.services.accounts import account_data
from khien.channels.transports.push.transport import Push

EVERYBODY = "public"  # programme.Audience: a browser says nothing about who sits before it


class NoSubscription(KhienError):
    code = "no-subscription"

    def __init__(self) -> None:
        super().__init__(_("This browser's push service is not one we know. Nothing was kept."))


def public_key() -> str:
    """What browsers need to subscribe; empty while the office has no account for notes."""
    account = _account()
    return Push(account_data(account)).public_key() if account else ""


def subscribe(text: str, *, language: str, wording: str, at: dt.datetime) -> None:
    """`text`: the subscription as the browser's JSON. The same browser again changes nothing. Raises NoSubscription,
    Unavailable."""
    account = _account()
    if account is None:
        raise Unavailable(_("Notes in the browser are not set up yet."))
    found = subscription_from(text, more_hosts=tuple(account.settings.get("more_hosts") or ()))
    if found is None:
        raise NoSubscription
    audiences.add_push(found.text(), account.unit_id, EVERYBODY, (), at, language=language, wording=wording)


def unsubscribe(endpoint: str, *, at: dt.datetime) -> None:
    """Answers alike whether we knew it."""
    if endpoint and len(endpoint) <= LONGEST_ENDPOINT:
        audiences.remove_push(endpoint, at=at)


def _account() -> ChannelAccount | None:
    return (
        ChannelAccount.objects.filter(kind=ChannelKind.PUSH, active=True).order_by("position", "id").first()
    )
