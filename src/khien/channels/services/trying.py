"""Hands one test message to an officer's own address. No row, no receipt, no ledger: it is not part of a campaign."""

from __future__ import annotations

from dataclasses import replace

from django.utils.crypto import get_random_string

from khien.base import clock
from khien.base.sealing import unseal
from khien.channels.models import Message
from khien.channels.rules.kinds import Medium
from khien.channels.selectors.next_message import carriers
from khien.channels.services.accounts import account_data
from khien.channels.services.composing import parcel_preview
from khien.channels.transports.contract import Fate, TransportDown
from khien.channels.transports.registry import transport_for

MARK = "[THỬ] "


def try_message(message_id: int, sealed_address: str) -> bool:
    """True when an account took it. Tried on one account after another; raises CannotOpen."""
    message = Message.objects.select_related("step__campaign").filter(pk=message_id).first()
    if message is None:
        return False
    made = parcel_preview(message)
    parcel = replace(
        made,
        ref=f"t{get_random_string(10, 'abcdefghjkmnpqrstuvwxyz')}",
        to=unseal(sealed_address),
        subject=MARK + made.subject if made.subject else "",
        text=MARK + made.text,
    )
    for account in carriers(Medium(message.medium), at=clock.now()):
        console = message.step.campaign.drill or bool(account.settings.get("console"))
        try:
            with transport_for(account_data(account), console=console).open() as line:
                outcome = next(iter(line.send(iter([parcel]))), None)
        except TransportDown:
            continue
        if outcome is not None and outcome.fate in (Fate.TAKEN, Fate.UNCERTAIN):
            return True
    return False
