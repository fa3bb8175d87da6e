"""What every transport is: a connection that takes parcels and says of each what became of it.

    with transport.open() as line:
        for outcome in line.send(parcels):      # takes parcels one by one; yields in any order
            …

Rules each slice keeps (tests/channels/contract.py holds them, over all kinds and their Console twins):
- `send` asks its iterator for the next parcel only when it is about to put it on the wire. What was taken and has no
  outcome when the line breaks is uncertain; what was not taken goes back to the queue.
- TAKEN means the other side answered for it. A time-out after the text was handed over is UNCERTAIN, never TRY_AGAIN.
- `TransportDown` before anything was taken: nothing happened, another account may carry it.
- Credentials never stand in an exception, an outcome or a log line.

Knows no model and no settings file; a transport gets its account's values as `AccountData`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Protocol, runtime_checkable

from khien.channels.rules.kinds import ChannelKind


@dataclass(frozen=True, slots=True)
class AccountData:
    """An account with its secrets in plain. Lives as long as a line is open; `repr` shows no secret."""

    uuid: str
    kind: ChannelKind
    name: str
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one address (personal media), or one post (`to` empty).

    `ref` is ours, the same at every attempt: services that know references refuse a second one by it.
    `unsubscribe` and `link` are whole addresses; `files` are (name, media type, bytes).
    """

    ref: str
    to: str
    text: str
    subject: str = ""
    html: str = ""
    link: str = ""
    unsubscribe: str = ""
    language: str = "vi"
    urgent: bool = False
    expires_at: dt.datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[tuple[str, str, bytes], ...] = ()


class Fate(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"  # for good: this address does not exist, or this text is not allowed
    TRY_AGAIN = "try_again"  # certainly not sent; later or through another account
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hard`: the address itself is gone, never write to it again. `reason`: a short code, no address in it."""

    ref: str
    fate: Fate
    provider_id: str = ""
    parts: int = 1
    reason: str = ""
    hard: bool = False
    address: str = ""  # of a post: where it can be seen


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can do. Shown to the office beside each text; None = no limit that we know."""

    rate_per_second: float  # what is usual; an account may say less or more
    longest: int | None = None  # characters, the shortest counting there is
    parts: bool = False  # long texts go as several paid parts
    media: tuple[str, ...] = ()  # "image", "audio", "video", "html", "link"
    hours: str = ""  # in words, when a law or the service says so
    chunk: int = 50  # so many are uncertain at most when a worker is killed


class TransportDown(Exception):
    """The other side does not answer or does not let us in. `permanent`: somebody must look at the account."""

    def __init__(self, words: str, *, permanent: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.permanent = permanent


@runtime_checkable
class Line(Protocol):
    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]: ...


class Transport(Protocol):
    """A kind of channel. Made once per open line with the account's values."""

    limits: ClassVar[Limits]

    def __init__(self, account: AccountData) -> None: ...

    def open(self) -> AbstractContextManager[Line]:
        """Connects and signs in. Raises TransportDown."""

    def check(self) -> str:
        """The test button: signs in and out without sending; what the other side said, in words for people.
        Raises TransportDown."""

    def parts(self, text: str) -> int:
        """How many paid parts a text is."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a service told later about something we sent."""

    provider_id: str
    delivered: bool
    hard: bool = False
    reason: str = ""


@runtime_checkable
class Tells(Protocol):
    """A line on which receipts come in while it is open."""

    def told(self) -> list[Receipt]:
        """Those not yet asked for."""


class PostGone(Exception):
    """The service knows no such post any more: somebody deleted it there."""


@runtime_checkable
class Reads(Protocol):
    """A transport of posts that the service counts: views, reactions, shares … as it gives them, never people."""

    def counts(self, provider_id: str) -> dict[str, int]:
        """Raises PostGone, TransportDown."""


@runtime_checkable
class Withdraws(Protocol):
    """A transport that can take a post of ours back. What was read before stays read."""

    def withdraw(self, provider_id: str) -> None:
        """Twice is the same as once. Raises TransportDown."""
