"""Asks the services once a day how often our posts were seen: totals as they give them, never who."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from khien.channels.models import ChannelAccount, Post
from khien.channels.rules.kinds import ChannelKind, Delivery
from khien.channels.services import trouble
from khien.channels.services.accounts import account_data
from khien.channels.transports.contract import PostGone, Reads, TransportDown, Withdraws
from khien.channels.transports.registry import SLICES, transport_for

LOOKED_AT = dt.timedelta(days=90)  # after that a post is hardly seen any more
PAUSE = dt.timedelta(hours=20)
MOST = 200  # posts of one account a run: services count our questions
TRIAL = "console-"  # what the Console twin numbers: nothing stands at the service
GONE = "gone"  # a key of Post.counts: deleted at the service


def read_counts(*, at: dt.datetime) -> int:
    """How many posts have fresh counts. A service that does not answer is noted and asked tomorrow."""
    found = 0
    for account_id, posts in _due(at).items():
        account = ChannelAccount.objects.get(pk=account_id)
        try:
            transport = transport_for(account_data(account), console=False)
            if isinstance(transport, Reads):
                found += _read(transport, posts[:MOST], at=at)
        except TransportDown as down:
            trouble.note(account, down, at=at)
    return found


def _due(at: dt.datetime) -> dict[int, list[Post]]:
    kinds = [kind for kind, made in SLICES.items() if hasattr(made.transport, "counts")]
    rows = (
        Post.objects.filter(
            state__in=[Delivery.SENT, Delivery.DELIVERED],
            account__kind__in=kinds,
            account__active=True,
            sent_at__gte=at - LOOKED_AT,
        )
        .exclude(provider_id="")
        .exclude(provider_id__startswith=TRIAL)
        .exclude(read_at__gt=at - PAUSE)
        .order_by("read_at", "id")
    )
    by_account: dict[int, list[Post]] = defaultdict(list)
    for post in rows:
        if post.account_id is not None and not post.counts.get(GONE):
            by_account[post.account_id].append(post)
    return by_account


def _read(transport: Reads, posts: list[Post], *, at: dt.datetime) -> int:
    for number, post in enumerate(posts):
        try:
            counts = transport.counts(post.provider_id)
        except PostGone:
            counts = {**post.counts, GONE: 1}
        except TransportDown:
            if number == 0:
                raise
            return number
        Post.objects.filter(pk=post.pk).update(counts=counts, read_at=at)
    return len(posts)


def withdraw_post(post: Post, *, at: dt.datetime) -> bool:
    """Takes a post back at its service; False where the kind cannot. Raises TransportDown.

    The caller has asked whether the actor may, and writes the audit.
    """
    if post.account is None or not post.provider_id or post.provider_id.startswith(TRIAL):
        return False
    if ChannelKind(post.account.kind) not in SLICES:
        return False
    transport = transport_for(account_data(post.account), console=False)
    if not isinstance(transport, Withdraws):
        return False
    transport.withdraw(post.provider_id)
    Post.objects.filter(pk=post.pk).update(counts={**post.counts, GONE: 1}, read_at=at)
    return True
