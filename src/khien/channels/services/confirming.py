"""Carries the one text message that asks "is this you?" over the operators that are set up. Not part of a campaign."""

from __future__ import annotations

from khien.audiences.api import Confirmation, ConfirmerDown
from khien.base import clock
from khien.channels.rules.kinds import Medium
from khien.channels.selectors.next_message import carriers
from khien.channels.services.accounts import account_data
from khien.channels.transports.contract import Fate, Parcel, TransportDown
from khien.channels.transports.registry import transport_for


def can_confirm_by_sms() -> bool:
    """A trial account reaches nobody, so it cannot ask."""
    return any(not account.settings.get("console") for account in carriers(Medium.SMS, at=clock.now()))


def confirm_by_sms(asked: Confirmation) -> None:
    """Raises ConfirmerDown when certainly nothing went out. What is uncertain is not sent again: she asks anew."""
    parcel = Parcel(
        ref=asked.ref[:20], to=asked.address, text=asked.text, language=asked.language, urgent=True
    )
    for account in carriers(Medium.SMS, at=clock.now()):
        if account.settings.get("console"):
            continue
        waiting = iter([parcel])
        try:
            with transport_for(account_data(account), console=False).open() as line:
                outcome = next(iter(line.send(waiting)), None)
        except TransportDown:
            if next(waiting, None) is None:  # it was taken: it may have gone out
                return
            continue
        if outcome is None or outcome.fate is not Fate.TRY_AGAIN:
            return
    raise ConfirmerDown
