"""Accounts at the services: kept, tested, switched on and off, put in order. The only place that opens their secrets.

Refuses to tell a secret to anybody but a transport: the audit, pages and logs get the names of what was changed. A
channel is switched on only when its last test went well, so that nobody waits for a campaign that cannot leave.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from khien.base import audit, sealing
from khien.base.access import Actor
from khien.base.audit import Subject
from khien.channels.errors import AccountChanged, NotTested
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import KINDS_FOR, MEDIUM_OF, ChannelKind
from khien.channels.transports.contract import AccountData, TransportDown
from khien.channels.transports.registry import transport_for

LONGEST_WORDS = 300
CONSOLE = "console"  # the setting that makes an account a trial: nothing leaves this machine
_PLAIN = (
    "name",
    "unit_id",
    "rate_per_second",
    "burst",
    "price_vnd",
    "monthly_budget_vnd",
    "open_from",
    "open_until",
)


@dataclass(frozen=True, slots=True)
class AccountValues:
    """What the form says. `secrets`: only those typed now; `dropped`: names that are kept no longer."""

    name: str
    unit_id: int
    settings: Mapping[str, Any]
    secrets: Mapping[str, str]
    dropped: frozenset[str] = frozenset()
    rate_per_second: float = 10
    burst: int = 20
    price_vnd: int = 0
    monthly_budget_vnd: int | None = None
    open_from: dt.time | None = None
    open_until: dt.time | None = None

    def __repr__(self) -> str:
        return f"AccountValues({self.name!r})"  # secrets stay out of every traceback


def account_data(account: ChannelAccount) -> AccountData:
    """With its secrets in plain, for as long as a line is open. Raises base.sealing.CannotOpen."""
    return AccountData(
        uuid=str(account.uuid),
        kind=ChannelKind(account.kind),
        name=account.name,
        settings=account.settings,
        secrets=_opened(account),
    )


def held_secrets(account: ChannelAccount) -> frozenset[str]:
    """Names only. Empty when this installation cannot open them: they must be typed again."""
    try:
        return frozenset(_opened(account))
    except sealing.CannotOpen:
        return frozenset()


def add_account(actor: Actor, kind: ChannelKind, values: AccountValues, *, at: dt.datetime) -> ChannelAccount:
    """Switched off, last in the order of its medium."""
    with transaction.atomic():
        last = _of_medium(kind).aggregate(last=Max("position"))["last"] or 0
        account = ChannelAccount(
            kind=kind.value, position=last + 1, token=secrets.token_urlsafe(32), active=False, changed_at=at
        )
        changed = _filled(account, values, held={})
        account.save()
        _record(actor, "channel.added", account, new=changed, at=at)
    return account


def change_account(
    actor: Actor, account: ChannelAccount, values: AccountValues, *, seen: str, at: dt.datetime
) -> ChannelAccount:
    """`seen`: the moment of change that the form was made of. Raises AccountChanged when another tab was first."""
    with transaction.atomic():
        row = _locked(account)
        if seen != version_of(row):
            raise AccountChanged
        try:
            held = _opened(row)
        except sealing.CannotOpen:
            held = {}
        old = {name: getattr(row, name) for name in _PLAIN}
        changed = _filled(row, values, held=held)
        if changed.get("settings") or changed.get("secrets"):
            row.tested_at, row.tested_well, row.tested_words = None, None, ""
            row.troubled_until, row.trouble, row.troubles = None, "", 0
        row.changed_at = at
        row.save()
        if changed:
            kept = {name: old[name] for name in changed if name in old}
            _record(actor, "channel.changed", row, old=kept, new=changed, at=at)
    return row


def version_of(account: ChannelAccount) -> str:
    return account.changed_at.isoformat()


def test_account(actor: Actor, account: ChannelAccount, *, at: dt.datetime) -> bool:
    """The test button: signs in and out, sends nothing, keeps what the other side said. No row is held meanwhile."""
    version = account.changed_at
    well, words = True, ""
    try:
        words = transport_for(account_data(account), console=bool(account.settings.get(CONSOLE))).check()
    except TransportDown as down:
        well, words = False, down.words
    with transaction.atomic():
        row = _locked(account)
        if row.changed_at != version:
            raise AccountChanged
        row.tested_at, row.tested_well, row.tested_words = at, well, words[:LONGEST_WORDS]
        fields = ["tested_at", "tested_well", "tested_words"]
        if well:  # whoever mended it need not wait for the rest it was given
            row.troubled_until, row.trouble, row.troubles = None, "", 0
            fields += ["troubled_until", "trouble", "troubles"]
        row.save(update_fields=fields)
        _record(actor, "channel.tested", row, new={"well": well}, at=at)
    return well


def switch_account(actor: Actor, account: ChannelAccount, *, on: bool, at: dt.datetime) -> None:
    """Off: nothing more goes through it; what waits is carried by others or waits. Raises NotTested."""
    with transaction.atomic():
        row = _locked(account)
        if row.active == on:
            return
        if on and not row.tested_well:
            raise NotTested
        row.active = on
        row.save(update_fields=["active"])
        _record(actor, "channel.switched_on" if on else "channel.switched_off", row, at=at)


def move_account(actor: Actor, account: ChannelAccount, *, up: bool, at: dt.datetime) -> None:
    """One place in the order in which accounts of a medium carry for each other."""
    with transaction.atomic():
        rows = list(_of_medium(ChannelKind(account.kind)).select_for_update().order_by("position", "id"))
        here = next(place for place, row in enumerate(rows) if row.pk == account.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows, start=1):
            row.position = position
        ChannelAccount.objects.bulk_update(rows, ["position"])
        _record(actor, "channel.moved", account, new={"position": there + 1}, at=at)


def _of_medium(kind: ChannelKind) -> Any:
    return ChannelAccount.objects.filter(kind__in=[one.value for one in KINDS_FOR[MEDIUM_OF[kind]]])


def _filled(account: ChannelAccount, values: AccountValues, *, held: Mapping[str, str]) -> dict[str, Any]:
    """Names of settings and secrets that differ, and new values of what is no setting."""
    changed: dict[str, Any] = {}
    for name in _PLAIN:
        if getattr(account, name) != getattr(values, name):
            setattr(account, name, getattr(values, name))
            changed[name] = getattr(values, name)
    settings = dict(values.settings)
    names = {
        n for n in settings.keys() | account.settings.keys() if settings.get(n) != account.settings.get(n)
    }
    kept = {name: secret for name, secret in held.items() if name not in values.dropped} | dict(
        values.secrets
    )
    hidden = {name for name in kept.keys() | held.keys() if kept.get(name) != held.get(name)}
    account.settings = settings
    account.sealed_secrets = sealing.seal(json.dumps(kept)) if kept else ""
    if names:
        changed["settings"] = sorted(names)
    if hidden:
        changed["secrets"] = sorted(hidden)
    return changed


def _opened(account: ChannelAccount) -> dict[str, str]:
    if not account.sealed_secrets:
        return {}
    return {str(n): str(secret) for n, secret in json.loads(sealing.unseal(account.sealed_secrets)).items()}


def _locked(account: ChannelAccount) -> ChannelAccount:
    return ChannelAccount.objects.select_for_update().get(pk=account.pk)


def _record(
    actor: Actor,
    action: str,
    account: ChannelAccount,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    at: dt.datetime,
) -> None:
    subject = Subject("channel_account", str(account.uuid), account.name)
    audit.record(actor=actor, action=action, subject=subject, old=old, new=new, at=at)
