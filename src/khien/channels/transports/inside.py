"""Channels that end in this house: a notice on our own site, posters for our own places, a kit for our own outlets,
bulletins for our own list of stations. Their transports know no table; what stands above them fills this board.

Refuses to guess: a kind nobody filled answers that it is down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from django.utils.translation import gettext as _

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Limits, Outcome, Parcel, TransportDown

Put = Callable[[AccountData, Parcel], Outcome]
Voice = Callable[[str, str], tuple[bytes, float]]  # text, title → MP3 and its seconds

_boards: dict[ChannelKind, Put] = {}
_voices: list[Voice] = []


def register_board(kind: ChannelKind, put: Put) -> None:
    """`put` does the same parcel once, however often it is asked. Raises ValueError for a kind filled by another."""
    if kind in _boards and _boards[kind] is not put:
        raise ValueError(f"board {kind.value!r} registered twice")
    _boards[kind] = put


def register_voice(voice: Voice) -> None:
    """Who reads a bulletin aloud that comes without sound."""
    _voices[:] = [voice]


def spoken(text: str, title: str) -> tuple[bytes, float]:
    """Raises TransportDown when there is no voice."""
    if not _voices:
        raise TransportDown(_("There is no voice on this machine."), permanent=True)
    return _voices[0](text, title)


class Inside:
    """A transport whose other side is a table of ours. `said`: what the test button answers."""

    limits: ClassVar[Limits] = Limits(rate_per_second=20, chunk=1)

    def __init__(self, account: AccountData) -> None:
        self._account = account

    def open(self) -> AbstractContextManager[Inside]:
        if self._account.kind not in _boards:
            raise TransportDown(_("This part of the house is not set up."), permanent=True)
        return nullcontext(self)

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            yield _boards[self._account.kind](self._account, parcel)

    def check(self) -> str:
        self.open()
        return _("This channel is our own: there is nobody to sign in at.")

    def parts(self, text: str) -> int:
        return 1
