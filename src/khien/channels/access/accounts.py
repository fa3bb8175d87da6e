"""Who sees and changes accounts at services: the standing office and administrators; auditors read. Nobody sees secrets.

Everybody else gets 403: that there are channels is no secret, whose name they bear stands on every message.
"""

from __future__ import annotations

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.channels.models import ChannelAccount
from khien.orgs.api import Role

EDITORS = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)
READERS = (*EDITORS, Role.AUDITOR)


def may_edit(actor: Actor) -> bool:
    return actor.has(*EDITORS)


def accounts_for(actor: Actor) -> QuerySet[ChannelAccount]:
    """Raises Refused."""
    if not actor.has(*READERS):
        raise Refused
    return ChannelAccount.objects.select_related("unit")


def account_for(actor: Actor, uuid: str, *, to_edit: bool = False) -> ChannelAccount:
    """Raises Refused, Missing."""
    if to_edit and not may_edit(actor):
        raise Refused
    found = accounts_for(actor).filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found
