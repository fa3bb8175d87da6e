"""Receipts come in: told to our web receiver, heard on a bind of our own, read in a mailbox of returned mail.

A kind takes part by methods of its transport, all optional: `receipts_from(body, headers)` for the web receiver,
`receipts(seconds=…)` for listening. Writes nothing itself: `receipts.take` does.
"""

from __future__ import annotations

import datetime as dt
import hmac
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, cast, runtime_checkable

from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import receipts
from khien.channels.services.accounts import account_data
from khien.channels.transports.contract import Receipt, TransportDown
from khien.channels.transports.registry import SLICES

log = logging.getLogger("khien.channels")


class NoSuchReceiver(Exception):
    """No account has this token, or its kind tells nothing by web."""


@runtime_checkable
class ToldByWeb(Protocol):
    def receipts_from(self, body: bytes, headers: Mapping[str, str]) -> list[Receipt]: ...


@runtime_checkable
class Listens(Protocol):
    def receipts(self, *, seconds: float) -> Iterator[list[Receipt]]: ...


def told_by_web(token: str, body: bytes, headers: Mapping[str, str], *, at: dt.datetime) -> int:
    """How many receipts were ours. Raises NoSuchReceiver, ValueError for a body that is no receipt."""
    account = receipts.account_of_token(token)
    if account is None or not hmac.compare_digest(account.token.encode(), token.encode()):
        raise NoSuchReceiver
    kind = ChannelKind(account.kind)
    if kind not in SLICES or not hasattr(SLICES[kind].transport, "receipts_from"):
        raise NoSuchReceiver
    transport = SLICES[kind].transport(account_data(account))
    return receipts.take(account.pk, cast(ToldByWeb, transport).receipts_from(body, headers), at=at)


def listening_accounts() -> list[int]:
    """Accounts that are switched on and have something to listen at."""
    kinds = [kind.value for kind, made in SLICES.items() if hasattr(made.transport, "receipts")]
    return list(ChannelAccount.objects.filter(active=True, kind__in=kinds).values_list("pk", flat=True))


def listen(account_id: int, *, seconds: float, clock: Callable[[], dt.datetime]) -> int:
    """Takes in what comes for a while; for a worker that asks again and again. 0 when the service does not answer."""
    account = ChannelAccount.objects.filter(pk=account_id, active=True).first()
    if account is None or account.settings.get("console"):
        return 0
    transport = SLICES[ChannelKind(account.kind)].transport(account_data(account))
    count = 0
    try:
        for batch in cast(Listens, transport).receipts(seconds=seconds):
            count += receipts.take(account.pk, batch, at=clock())
    except TransportDown as down:
        log.warning("receipts of channel account %s cannot be heard: %s", account.uuid, down.words)
    return count
