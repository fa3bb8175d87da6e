"""Keeps renewed tokens for all workers: one renews while the others wait, and what it got is stored before it is used.

A service such as Zalo takes a refresh token once. The row is locked (SQLite: the whole database, for this one
question), the token spent, the next one committed, and only then is the new access token given out. If the machine dies
between the answer and the commit, that refresh token is lost and an officer must let the account in again: no order of
steps can prevent it, the service has no way to ask for the answer once more.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from khien.base import sealing
from khien.base.clock import now
from khien.channels.models import AccountTokens, ChannelAccount
from khien.channels.transports.contract import AccountData
from khien.channels.transports.tokens import Renew

MARGIN = dt.timedelta(minutes=5)  # a line that opens now can work this long with its token


class DatabaseKeeper:
    """The keeper of khien.channels.transports.tokens."""

    def access_token(self, account: AccountData, renew: Renew, *, refused: str = "") -> str:
        """Raises TransportDown (from `renew`), base.sealing.CannotOpen. Never called inside a transaction."""
        row = AccountTokens.objects.filter(account__uuid=account.uuid).first()
        good = _good(row, account, refused)
        return good or _renewed(account, renew, refused)

    def made_once(self, account: AccountData, name: str, make: Callable[[], str]) -> str:
        row = AccountTokens.objects.filter(account__uuid=account.uuid).first()
        found = _opened(row).get("made", {}).get(name) if row else None
        return str(found) if found else _made(account, name, make)


def _good(row: AccountTokens | None, account: AccountData, refused: str) -> str:
    """The kept access token, or nothing when it ends soon, was refused, or the officer typed a new beginning."""
    if row is None or row.good_until is None or row.good_until <= now() + MARGIN:
        return ""
    kept = _opened(row)
    if kept.get("began_with") != _mark(account):
        return ""
    access = str(kept.get("access", ""))
    return "" if access == refused else access


def _renewed(account: AccountData, renew: Renew, refused: str) -> str:
    with transaction.atomic(durable=True):  # committed when this returns, whoever called
        row = _locked(account.uuid)
        good = _good(row, account, refused)  # another worker was first
        if good:
            return good
        kept = _opened(row)
        typed = account.secrets.get("refresh_token", "")
        same = kept.get("began_with") == _mark(account)
        spent = str(kept.get("refresh") or typed) if same else typed
        tokens = renew(spent)
        at = now()
        kept |= {
            "access": tokens.access,
            "refresh": tokens.refresh or spent,
            "began_with": _mark(account),
        }
        row.sealed = sealing.seal(json.dumps(kept))
        row.good_until = at + dt.timedelta(seconds=tokens.seconds)
        row.renewed_at = at
        row.save()
    return tokens.access


def _made(account: AccountData, name: str, make: Callable[[], str]) -> str:
    with transaction.atomic():
        row = _locked(account.uuid)
        kept = _opened(row)
        made = kept.setdefault("made", {})
        secret = str(made.setdefault(name, "") or make())
        made[name] = secret
        row.sealed = sealing.seal(json.dumps(kept))
        row.save(update_fields=["sealed"])
    return secret


def _locked(uuid: str) -> AccountTokens:
    account = ChannelAccount.objects.only("id").get(uuid=uuid)
    AccountTokens.objects.get_or_create(account=account)
    return AccountTokens.objects.select_for_update().get(account=account)


def _opened(row: AccountTokens) -> dict[str, Any]:
    if not row.sealed:
        return {}
    data = json.loads(sealing.unseal(row.sealed))
    return data if isinstance(data, dict) else {}


def _mark(account: AccountData) -> str:
    """Which typed refresh token this chain began with, without keeping that token."""
    return sealing.key_of("refresh-token", account.secrets.get("refresh_token", ""))
