"""Accounts at services: opened for sending, and nowhere else."""

from __future__ import annotations

import json

from khien.base.sealing import unseal
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData


def account_data(account: ChannelAccount) -> AccountData:
    """With its secrets in plain; must not be kept. Raises CannotOpen when the installation's key is another one."""
    secrets = json.loads(unseal(account.sealed_secrets)) if account.sealed_secrets else {}
    return AccountData(str(account.uuid), ChannelKind(account.kind), account.name, account.settings, secrets)
