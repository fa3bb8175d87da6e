"""The list of accounts as a page shows it: by medium, in the order in which they carry for each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from khien.channels.models import ChannelAccount, DeliveryRow
from khien.channels.rules.kinds import MEDIUM_OF, ChannelKind, Medium


@dataclass(frozen=True, slots=True)
class AccountRow:
    account: ChannelAccount
    kind: ChannelKind
    spent_vnd: int  # this month
    troubled: bool
    first: bool
    last: bool

    @property
    def tone(self) -> str:
        if self.troubled or self.account.tested_well is False:
            return "danger"
        return "done" if self.account.active else "idle"


@dataclass(frozen=True, slots=True)
class MediumRows:
    medium: Medium
    rows: tuple[AccountRow, ...]


def account_rows(accounts: Iterable[ChannelAccount], *, at: dt.datetime) -> list[MediumRows]:
    """Two questions whatever their number."""
    listed = sorted(accounts, key=lambda one: (one.position, one.pk))
    spent = spent_this_month([one.pk for one in listed], at=at)
    by_medium: dict[Medium, list[ChannelAccount]] = {}
    for account in listed:
        by_medium.setdefault(MEDIUM_OF[ChannelKind(account.kind)], []).append(account)
    return [
        MediumRows(medium, tuple(_rows(by_medium[medium], spent, at)))
        for medium in Medium
        if medium in by_medium
    ]


def _rows(accounts: list[ChannelAccount], spent: dict[int, int], at: dt.datetime) -> Iterator[AccountRow]:
    for place, account in enumerate(accounts):
        yield AccountRow(
            account,
            ChannelKind(account.kind),
            spent.get(account.pk, 0),
            account.troubled_until is not None and account.troubled_until > at,
            place == 0,
            place == len(accounts) - 1,
        )


def spent_this_month(account_ids: Iterable[int], *, at: dt.datetime) -> dict[int, int]:
    month = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = DeliveryRow.objects.filter(account_id__in=list(account_ids), sent_at__gte=month)
    sums = rows.values("account_id").annotate(sum=Sum("cost_vnd")).order_by()
    return {int(row["account_id"]): int(row["sum"] or 0) for row in sums}
