"""Accounts at the services: kept, tested, switched on and off, put in order. The only place that opens their secrets.

Refuses to tell a secret to anybody but a transport: the audit, pages and logs get the names of what was changed.
"""

from __future__ import annotations

import json

from khien.base import sealing
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData


def account_data(account: ChannelAccount) -> AccountData:
    """With its secrets in plain, for as long as a line is open. Raises base.sealing.CannotOpen."""
    return AccountData(
        uuid=str(account.uuid),
        kind=ChannelKind(account.kind),
        name=account.name,
        settings=account.settings,
        secrets=opened_secrets(account),
    )


def opened_secrets(account: ChannelAccount) -> dict[str, str]:
    """Empty for an account without any. Raises base.sealing.CannotOpen."""
    if not account.sealed_secrets:
        return {}
    return {
        str(name): str(secret) for name, secret in json.loads(sealing.unseal(account.sealed_secrets)).items()
    }
