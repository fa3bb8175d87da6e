"""How many paid parts a text is on an account, without opening its credentials."""

from __future__ import annotations

from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData
from khien.channels.transports.registry import transport_for


def parts_of(account: ChannelAccount, text: str) -> int:
    """Counted by the account's own transport; 1 for kinds that are paid by message."""
    data = AccountData(str(account.uuid), ChannelKind(account.kind), account.name, account.settings, {})
    return transport_for(data, console=True).parts(text)
