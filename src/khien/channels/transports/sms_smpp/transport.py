"""Text messages over one SMPP bind. As many are on the wire as the window holds; what is on it when it breaks is doubt.

The library runs its own threads; our event loop turns only while somebody waits for an outcome.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import (
    AccountData,
    Fate,
    Limits,
    Outcome,
    Parcel,
    Receipt,
    TransportDown,
)
from khien.channels.transports.sms_smpp import told
from khien.channels.transports.sms_smpp.coding import Coded, Long, coded
from khien.channels.transports.sms_smpp.knocking import ALREADY, WRONG, bind_status

BIND_SECONDS = 5.0
ANSWER_SECONDS = 30.0
LONGEST_PAUSE = 4.0  # after "too fast"; doubles from a quarter of a second
PART_TRIES = 6  # for a later part that is throttled: half a message must not stay half
_NAMES = {"transceiver": "TRX", "transmitter": "TX", "receiver": "RX"}
NUMBERS_WAITING = 20_000  # receipts the library holds until we look


class SmsSmpp:
    limits: ClassVar[Limits] = Limits(rate_per_second=50, longest=1000, parts=True, media=("link",), chunk=50)

    def __init__(self, account: AccountData) -> None:
        self._account = account
        self.settings = account.settings
        self.long = Long(account.settings.get("long") or Long.UDH8)
        self.ids = told.Ids(account.settings.get("ids") or told.Ids.SAME)

    @contextmanager
    def open(self) -> Iterator[SmsLine]:
        with self._bound(str(self.settings.get("bind") or "transceiver")) as (loop, session):
            line = SmsLine(self, loop, session)
            try:
                yield line
            finally:
                line.let_go()

    def check(self) -> str:
        self._knock()
        return _("The message centre answers and lets us in.")

    def parts(self, text: str) -> int:
        return coded(text, long=self.long, ref="").parts

    def receipts(self, *, seconds: float) -> Iterator[list[Receipt]]:
        """Listens on a bind of its own, as receiver, for `seconds`. Raises TransportDown."""
        until = time.monotonic() + seconds
        with self._bound("receiver") as (loop, session):
            ears = Ears(self, loop, session)
            while (left := until - time.monotonic()) > 0 and not ears.ended:
                loop.run_until_complete(asyncio.wait({ears.task}, timeout=min(left, 0.5)))
                if found := ears.heard():
                    yield found
            ears.task.cancel()

    @contextmanager
    def _bound(self, bind: str) -> Iterator[tuple[asyncio.AbstractEventLoop, Any]]:
        smpp34 = importlib.import_module("smpp34")
        loop = asyncio.new_event_loop()
        client = smpp34.Client(
            str(self.settings["host"]),
            int(self.settings["port"]),
            str(self.settings["system_id"]),
            self._account.secrets.get("password", ""),
            bind_type=_NAMES[bind],
            system_type=str(self.settings.get("system_type") or ""),
            tls=bool(self.settings.get("tls")),
            window_size=self.window,
            inbound_capacity=NUMBERS_WAITING,
            connect_timeout_ms=int(BIND_SECONDS * 1000),
        )
        try:
            try:
                session = _run(loop, client.connect)
            except (smpp34.SmppError, TimeoutError):
                self._knock()
                raise TransportDown(_("The message centre does not let us bind now.")) from None
            yield loop, session
        finally:
            with suppress(Exception):
                _run(loop, client.stop)
            _close(loop)

    def _knock(self) -> None:
        """Raises TransportDown with what the centre answers to a bind; silent when it lets us in."""
        try:
            status = bind_status(
                self.settings, self._account.secrets.get("password", ""), seconds=BIND_SECONDS
            )
        except OSError:
            raise TransportDown(_("The message centre does not answer.")) from None
        if status in WRONG:
            raise TransportDown(_("The message centre refuses our name or password."), permanent=True)
        if status == ALREADY:
            raise TransportDown(_("The message centre says we are bound already, as often as it allows."))
        if status:
            words = _("The message centre refuses to let us in (code %(code)s).")
            raise TransportDown(words % {"code": f"0x{status:02X}"})

    @property
    def window(self) -> int:
        return max(1, min(int(self.settings.get("window") or 10), self.limits.chunk))

    @property
    def gone_errors(self) -> list[str]:
        return [one.strip() for one in str(self.settings.get("gone_errors") or "").split(",")]


def _run(loop: asyncio.AbstractEventLoop, call: Callable[[], Awaitable[Any]]) -> Any:
    """The library's calls want to be begun inside the loop."""

    async def begun() -> Any:
        return await asyncio.wait_for(call(), BIND_SECONDS + 1)

    return loop.run_until_complete(begun())


def _close(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


class Ears:
    """Hears receipts while the loop turns."""

    def __init__(self, transport: SmsSmpp, loop: asyncio.AbstractEventLoop, session: Any) -> None:
        self._transport, self._session = transport, session
        self._found: list[Receipt] = []
        self.task = loop.create_task(self._listen())

    @property
    def ended(self) -> bool:
        return self.task.done()

    def heard(self) -> list[Receipt]:
        """Those not yet asked for."""
        found, self._found = self._found, []
        return found

    async def _listen(self) -> None:
        while True:
            event = await self._session.next()
            if type(event).__name__ == "Disconnected":
                return
            tlvs = {tlv.tag: tlv.value for tlv in event.tlvs}
            text = bytes(event.short_message).decode("latin-1")
            receipt = told.receipt_in(
                text, tlvs, ids=self._transport.ids, gone_errors=self._transport.gone_errors
            )
            if receipt is not None:
                self._found.append(receipt)


@dataclass(slots=True)
class _Answer:
    status: int
    number: str = ""
    broken: bool = False
    begun: bool = False  # an earlier part is on its way already


class SmsLine:
    """`told()` gives receipts that came in on the same bind."""

    def __init__(self, transport: SmsSmpp, loop: asyncio.AbstractEventLoop, session: Any) -> None:
        self._transport, self._loop, self._session = transport, loop, session
        hears = str(transport.settings.get("bind") or "transceiver") == "transceiver"
        self._ears = Ears(transport, loop, session) if hears else None
        self._pause, self._not_before = 0.0, 0.0
        self._room = transport.window

    def told(self) -> list[Receipt]:
        if self._ears is None:
            return []
        self._loop.run_until_complete(asyncio.sleep(0))
        return self._ears.heard()

    def let_go(self) -> None:
        with suppress(Exception):
            _run(self._loop, self._session.unbind)

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        waiting: dict[asyncio.Task[_Answer], tuple[Parcel, Coded]] = {}
        more, down = True, False
        while (more and not down) or waiting:
            while more and not down and len(waiting) < self._room and not self._resting(bool(waiting)):
                parcel = next(parcels, None)
                if parcel is None:
                    more = False
                    break
                made = coded(parcel.text, long=self._transport.long, ref=parcel.ref)
                waiting[self._loop.create_task(self._handed_over(parcel, made))] = (parcel, made)
            if not waiting:
                continue
            done, _left = self._loop.run_until_complete(
                asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            )
            for task in done:
                parcel, made = waiting.pop(task)
                answer = task.result()
                down = down or answer.broken
                yield self._outcome(parcel, made, answer)
        if down:
            raise TransportDown(_("The message centre hung up."))

    def _resting(self, others_wait: bool) -> bool:
        """After "too fast" nobody new goes out for a moment."""
        left = self._not_before - time.monotonic()
        if left <= 0:
            return False
        if not others_wait:
            self._loop.run_until_complete(asyncio.sleep(left))
            return False
        return True

    def _outcome(self, parcel: Parcel, made: Coded, answer: _Answer) -> Outcome:
        if answer.broken or (answer.status and answer.begun):
            return Outcome(parcel.ref, Fate.UNCERTAIN, parts=made.parts, reason=Reason.BROKEN)
        fate, reason, hard = told.fate_of(answer.status)
        if answer.status in (told.THROTTLED, told.QUEUE_FULL):
            self._slower()
        elif fate is Fate.TAKEN:
            self._room = min(self._room + 1, self._transport.window)
            self._pause = 0.0
        number = told.kept_id(answer.number, self._transport.ids)[:80]
        return Outcome(parcel.ref, fate, number, made.parts, reason, hard)

    def _slower(self) -> None:
        self._room = max(1, self._room // 2)
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or 0.25)
        self._not_before = time.monotonic() + self._pause

    async def _handed_over(self, parcel: Parcel, made: Coded) -> _Answer:
        """All parts of one text, one after the other; the last one's number is what its receipt will name."""
        answer = _Answer(0)
        for at, piece in enumerate(made.pieces):
            last = at == len(made.pieces) - 1
            answer = await self._put(parcel, made, piece, last=last, tries=PART_TRIES if at else 1)
            answer.begun = at > 0
            if answer.status or answer.broken:
                return answer
        return answer

    async def _put(self, parcel: Parcel, made: Coded, piece: bytes, *, last: bool, tries: int) -> _Answer:
        words = self._words(parcel, made, piece, last=last)
        for attempt in range(tries):
            try:
                response = await asyncio.wait_for(self._session.submit_sm(**words), ANSWER_SECONDS)
            except (
                Exception
            ):  # the library's error for a broken line is that of any other; all of them are doubt
                return _Answer(0, broken=True)
            if response.command_status not in (told.THROTTLED, told.QUEUE_FULL) or attempt == tries - 1:
                break
            await asyncio.sleep(0.25 * 2**attempt)
        return _Answer(int(response.command_status), str(response.message_id or ""))

    def _words(self, parcel: Parcel, made: Coded, piece: bytes, *, last: bool) -> dict[str, Any]:
        settings = self._transport.settings
        brand = str(settings["brand"])
        digits = brand.lstrip("+").isdigit()
        words: dict[str, Any] = {
            "destination_addr": parcel.to.lstrip("+"),
            "dest_addr_ton": 1,
            "dest_addr_npi": 1,
            "source_addr": brand.lstrip("+"),
            "source_addr_ton": (1 if len(brand) > 8 else 3) if digits else 5,
            "source_addr_npi": 1 if digits else 0,
            "esm_class": 0x40 if made.headed else 0,
            "priority_flag": 3 if parcel.urgent else 0,
            "validity_period": _validity(parcel.expires_at, int(settings.get("valid_hours") or 24)),
            "registered_delivery": 1 if last and settings.get("wants_receipts", True) else 0,
            "data_coding": made.coding,
        }
        if made.payload:
            smpp34 = importlib.import_module("smpp34")
            words["tlvs"] = [smpp34.Tlv(smpp34.TLV_MESSAGE_PAYLOAD, piece)]
            return words
        return words | {"short_message": piece}


def _validity(expires_at: dt.datetime | None, hours: int) -> str:
    """SMPP 3.4, 7.1.1: absolute with the warning's end, else relative."""
    if expires_at is not None:
        return f"{expires_at.astimezone(dt.UTC):%y%m%d%H%M%S}000+"
    return f"0000{hours // 24:02}{hours % 24:02}0000000R"
