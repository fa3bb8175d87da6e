"""Takes queued rows, hands them over, writes down what became of them. The heart of "exactly once".

The order is always the same, each step committed before the next:
1. rows are leased to this run (nobody else can take them)                       killed here: queued again
2. a chunk is marked HANDING                                                     killed here: uncertain
3. the chunk is put on the wire, outcomes are written                            killed here: uncertain
So a row is handed over twice only if a person decides so. At most one chunk per killed worker is uncertain.

A run ends by itself after `RUN_SECONDS` and asks for the next one: stopping a server waits for no campaign. Before
each chunk it looks whether the campaign still runs and whether a warning waits; then it gives the rest back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from khien.audiences import api as audiences
from khien.audiences.api import OpenAddress
from khien.base import clock
from khien.base.jobs.execution import others_wait
from khien.channels.models import ChannelAccount, DeliveryRow, Message
from khien.channels.rules.kinds import ADDRESS_OF, ChannelKind, Delivery, Medium
from khien.channels.rules.reasons import Reason
from khien.channels.selectors import next_message as queue
from khien.channels.services import leases, outcomes, rates, receipts, trouble
from khien.channels.services.accounts import account_data
from khien.channels.services.composing import Sheet, delivery_of, parcel_for, reference, sheet_of
from khien.channels.transports.contract import Fate, Line, Outcome, Parcel, Tells, Transport, TransportDown
from khien.channels.transports.registry import transport_for

log = logging.getLogger("khien.channels")

RUN_SECONDS = 20
LOOK_SECONDS = 1.0
FAIR_SECONDS = (
    4.0  # so long a run works whatever waits: else a long queue of other work would starve campaigns
)
BATCH = 400  # leased and opened at once; given back untouched when something overtakes
LONGEST_PAUSE = 1.0


@dataclass
class Run:
    """One worker's turn on one line of one account."""

    account: ChannelAccount
    code: str
    drill: bool
    medium: Medium
    transport: Transport
    ends_at: float
    money: int | None  # left of the month's budget
    sent: int = 0

    looked_at: float = field(default_factory=lambda: time.monotonic() + FAIR_SECONDS)

    @property
    def over(self) -> bool:
        """Its time is up, or other work waits for this worker: then it ends early and comes back."""
        moment = time.monotonic()
        if moment >= self.ends_at:
            return True
        if moment - self.looked_at >= LOOK_SECONDS:
            self.looked_at = moment
            if others_wait(queue="sending"):
                self.ends_at = moment
        return moment >= self.ends_at


@dataclass
class Chunk:
    """Parcels about to go. `taken` fills as the transport asks for them."""

    parcels: list[Parcel]
    taken: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Parcel]:
        for parcel in self.parcels:
            self.taken.add(parcel.ref)
            yield parcel


def pump(
    account_id: int, line: int, *, drill: bool = False, seconds: float = RUN_SECONDS
) -> tuple[int, bool]:
    """Send what this account has to carry for a while; (how many outcomes, whether more waits for it).

    Does nothing when another worker has the line. A service that does not answer is noted on the account.
    """
    account = ChannelAccount.objects.filter(pk=account_id, active=True).first()
    if account is None:
        return 0, False
    code = leases.hold(account_id, line, at=clock.now())
    if code is None:
        return 0, False
    try:
        return _run(account, code, drill=drill, seconds=seconds)
    finally:
        leases.let_go(code)


def _run(account: ChannelAccount, code: str, *, drill: bool, seconds: float) -> tuple[int, bool]:
    if queue.next_message(account, drill=drill, at=clock.now()) is None:
        return 0, False
    kind = ChannelKind(account.kind)
    data = account_data(account)
    run = Run(
        account,
        code,
        drill,
        Medium(ADDRESS_OF[kind]),
        transport_for(data, console=drill or bool(account.settings.get("console"))),
        time.monotonic() + seconds,
        trouble.money_left(account, at=clock.now()),
    )
    try:
        with run.transport.open() as open_line:
            _work(run, open_line)
        trouble.over(account)
    except TransportDown as down:
        trouble.note(account, down, at=clock.now())
        return run.sent, False
    return run.sent, queue.next_message(account, drill=drill, at=clock.now()) is not None


def _work(run: Run, open_line: Line) -> None:
    while not run.over:
        message = queue.next_message(run.account, drill=run.drill, at=clock.now())
        if message is None:
            return
        warning = message.step.campaign.alert_uuid is not None
        if not warning and run.money is not None and run.money <= 0:
            return
        rows = leases.take_rows(message.pk, run.account.pk, run.code, most=BATCH)
        if rows:
            _send_rows(run, open_line, message, rows)


def _send_rows(run: Run, open_line: Line, message: Message, rows: list[tuple[int, int]]) -> None:
    sheet = sheet_of(message)
    warning = message.step.campaign.alert_uuid is not None
    opened = audiences.open_addresses([address for _, address in rows], str(run.medium), warning=warning)
    ready = [(pk, opened[address]) for pk, address in rows if address in opened]
    _skip(run, [pk for pk, address in rows if address not in opened], Reason.LEFT)
    ready = _under_cap(run, message, ready)
    size = run.transport.limits.chunk
    for start in range(0, len(ready), size):
        part = ready[start : start + size]
        if run.over or not _goes_on(run, message):
            leases.put_back([pk for pk, _ in ready[start:]], run.code)
            return
        _send_part(run, open_line, sheet, part)


def _goes_on(run: Run, message: Message) -> bool:
    if message.step.campaign.alert_uuid is None and queue.urgent_waits(run.medium, drill=run.drill):
        return False
    return queue.still_runs(message.pk) and queue.may_go(message, run.account, at=clock.now())


def _send_part(run: Run, open_line: Line, sheet: Sheet, part: list[tuple[int, OpenAddress]]) -> None:
    """One part, in as many chunks as the account's speed allows tokens for."""
    left = part
    while left:
        account = run.account
        granted, pause = rates.take(
            account.pk, len(left), rate=account.rate_per_second, burst=account.burst, at=clock.now()
        )
        if not granted:
            time.sleep(min(pause, LONGEST_PAUSE))
            if run.over:
                leases.put_back([pk for pk, _ in left], run.code)
                return
            continue
        now, left = left[:granted], left[granted:]
        held = set(leases.touch([pk for pk, _ in now], run.code, at=clock.now()))
        parcels = [parcel_for(sheet, pk, address) for pk, address in now if pk in held]
        _hand_over(run, open_line, parcels, {pk: address.key for pk, address in now})


def _hand_over(run: Run, open_line: Line, parcels: list[Parcel], keys: dict[int, str]) -> None:
    """Outcomes are written whatever happens; what has none when the line breaks is uncertain or untouched."""
    chunk, told = Chunk(parcels), dict[str, Outcome]()
    try:
        for outcome in open_line.send(iter(chunk)):
            told[outcome.ref] = outcome
        if isinstance(open_line, Tells):
            receipts.take(run.account.pk, open_line.told(), at=clock.now())
    finally:
        untouched = [parcel.ref for parcel in parcels if parcel.ref not in chunk.taken]
        lost = [Outcome(ref, Fate.UNCERTAIN, reason=Reason.BROKEN) for ref in chunk.taken if ref not in told]
        outcomes.write_down(run.account, run.code, [*told.values(), *lost], keys, at=clock.now())
        if run.money is not None:
            run.money -= run.account.price_vnd * sum(outcome.parts for outcome in told.values())
        leases.put_back([delivery_of(ref) for ref in untouched], run.code)
        with suppress(Exception):
            rates.give_back(run.account.pk, len(untouched), burst=run.account.burst, at=clock.now())
        run.sent += len(told) + len(lost)


def _under_cap(
    run: Run, message: Message, ready: list[tuple[int, OpenAddress]]
) -> list[tuple[int, OpenAddress]]:
    """Two campaigns prepared at once: whoever comes second finds the cap reached."""
    campaign = message.step.campaign
    if campaign.alert_uuid is not None or not campaign.cap_messages or not ready:
        return ready
    over = outcomes.over_cap(
        [address.key for _, address in ready],
        most=campaign.cap_messages,
        days=campaign.cap_days,
        at=clock.now(),
    )
    if not over:
        return ready
    _skip(run, [pk for pk, address in ready if address.key in over], Reason.CAP)
    return [(pk, address) for pk, address in ready if address.key not in over]


def _skip(run: Run, ids: list[int], reason: Reason) -> None:
    if ids:
        rows = DeliveryRow.objects.filter(pk__in=ids, lease=run.code, state=Delivery.LEASED)
        rows.update(state=Delivery.SKIPPED, reason=reason, sent_at=clock.now())


__all__ = ["pump", "reference"]
