"""An account whose service does not answer rests a while, longer each time; others of its medium carry meanwhile."""

from __future__ import annotations

import datetime as dt
import logging

from django.db.models import Sum
from django.utils import timezone

from khien.channels.models import ChannelAccount, DeliveryRow
from khien.channels.transports.contract import TransportDown

log = logging.getLogger("khien.channels")

REST = dt.timedelta(seconds=30)
LONGEST_REST = dt.timedelta(minutes=15)
PERMANENT = dt.timedelta(hours=6)  # a wrong password does not mend itself; the office is told


def note(account: ChannelAccount, down: TransportDown, *, at: dt.datetime) -> None:
    rest = PERMANENT if down.permanent else min(REST * 4 ** min(account.troubles, 3), LONGEST_REST)
    account.troubled_until, account.trouble = at + rest, down.words[:300]
    account.troubles = min(account.troubles + 1, 1000)
    account.save(update_fields=["troubled_until", "trouble", "troubles"])
    log.warning("channel account %s does not answer; rests %s", account.uuid, rest)


def over(account: ChannelAccount) -> None:
    """It answered. The words stay away from the page from now on."""
    if account.trouble or account.troubles:
        account.troubled_until, account.trouble, account.troubles = None, "", 0
        account.save(update_fields=["troubled_until", "trouble", "troubles"])


def money_left(account: ChannelAccount, *, at: dt.datetime) -> int | None:
    """Đồng of this month's budget that are not used up; None without a budget. Asked once a run, not once a chunk: it
    sums the month."""
    if account.monthly_budget_vnd is None or not account.price_vnd:
        return None
    month = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spent = DeliveryRow.objects.filter(account=account, sent_at__gte=month).aggregate(sum=Sum("cost_vnd"))
    return account.monthly_budget_vnd - int(spent["sum"] or 0)
