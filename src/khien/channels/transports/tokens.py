"""Tokens that services renew, and keys that are made once: who keeps them so that no two workers spend the same one.

A slice asks `keeper()`; the database keeper (channels/services/tokens.py) is put here when the app is ready. Without
one everything is refused: a renewed token kept in memory only would be lost with its worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from khien.channels.transports.contract import AccountData


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a service gave: `refresh` empty = the one used stays good; `seconds` until `access` ends."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    seconds: int = 3600


Renew = Callable[[str], Tokens]  # from a refresh token; raises TransportDown


class TokenKeeper(Protocol):
    def access_token(self, account: AccountData, renew: Renew, *, refused: str = "") -> str:
        """One that is good for some minutes. Renewed when needed by exactly one worker; the others wait for it.

        `refused`: the service did not take this token, so it must be replaced although it looks good.
        """

    def made_once(self, account: AccountData, name: str, make: Callable[[], str]) -> str:
        """A secret of an account that we make ourselves: the same for every worker, for ever."""


_keepers: list[TokenKeeper] = []


def keep_with(keeper: TokenKeeper) -> None:
    _keepers[:] = [keeper]


def keeper() -> TokenKeeper:
    """Raises RuntimeError before the app is ready."""
    if not _keepers:
        raise RuntimeError("nobody keeps tokens")
    return _keepers[0]
