"""What Zalo tells us of an Official Account, and the list of who follows it.

Refuses to keep or answer what people write: they write to people, who read it in Zalo's own desk.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.audiences import api as audiences
from khien.base.sealing import key_of
from khien.channels.models import ChannelAccount, FollowerReading
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import receipts, trouble
from khien.channels.services.accounts import account_data
from khien.channels.transports.contract import TransportDown
from khien.channels.transports.zalo.events import NotFromZalo, read_event
from khien.channels.transports.zalo.transport import Zalo

CHANNEL = "zalo"
PAGES = 200  # of fifty followers: about a minute


def take_event(token: str, body: bytes, signature: str, *, at: dt.datetime) -> bool:
    """False when it is not from Zalo or for no account of ours. The same event twice changes nothing."""
    account = ChannelAccount.objects.filter(token=token, kind=ChannelKind.ZALO).first() if token else None
    if account is None:
        return False
    data = account_data(account)
    try:
        event = read_event(
            body,
            signature,
            app_id=str(data.settings.get("app_id", "")),
            oa_id=str(data.settings.get("oa_id", "")),
            secret=data.secrets.get("webhook_secret", ""),
            now_seconds=at.timestamp(),
        )
    except NotFromZalo:
        return False
    if event.came:
        audiences.add_follower(event.follower, account.unit_id, at=at)
    elif event.went:
        audiences.follower_left(event.follower, at=at)
    elif event.receipts:
        receipts.take(account.pk, event.receipts, at=at)
    return True


def read_followers(account_id: int, *, at: dt.datetime, pages: int = PAGES) -> bool:
    """Reads on where the last reading stopped; True when the list's end was reached. Raises TransportDown.

    Only people we never knew are added: who left us but still follows the account stays left.
    """
    account = ChannelAccount.objects.get(pk=account_id, kind=ChannelKind.ZALO)
    reading, _made = FollowerReading.objects.get_or_create(account=account, defaults={"begun_at": at})
    if reading.ended_at is not None:
        FollowerReading.objects.filter(pk=reading.pk).update(
            offset=0, added=0, total=0, begun_at=at, ended_at=None
        )
        reading.refresh_from_db()
    transport = Zalo(account_data(account))
    for number, (offset, total, ids) in enumerate(transport.follower_pages(reading.offset), start=1):
        _take_page(account, offset, total, ids, at=at)
        if number >= pages and offset < total:
            return False
    FollowerReading.objects.filter(pk=account.pk).update(ended_at=at)
    return True


def read_all_followers(*, at: dt.datetime) -> None:
    """Every active account's list, some pages each; for a rhythm. A service that does not answer is noted."""
    for account in ChannelAccount.objects.filter(kind=ChannelKind.ZALO, active=True):
        if account.settings.get("console"):
            continue
        try:
            read_followers(account.pk, at=at)
        except TransportDown as down:
            trouble.note(account, down, at=at)


def _take_page(account: ChannelAccount, offset: int, total: int, ids: list[str], *, at: dt.datetime) -> None:
    """The page's people and how far we are, in one transaction: killed in between, the page is read again."""
    keys = {key_of(CHANNEL, number): number for number in ids}
    with transaction.atomic():
        reading = FollowerReading.objects.select_for_update().get(pk=account.pk)
        known = audiences.known_keys(CHANNEL, list(keys))
        new = [number for key, number in keys.items() if key not in known]
        for number in new:
            audiences.add_follower(number, account.unit_id, at=at)
        reading.offset, reading.total = offset, total
        reading.added += len(new)
        reading.save()
