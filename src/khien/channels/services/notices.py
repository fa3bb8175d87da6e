"""Notices on top of the public site: set for a time, withdrawn. Asked twice for the same thing sets it once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from khien.base.access import Actor
from khien.channels.models import ChannelAccount, Notice
from khien.channels.services.moments import moment_of
from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel
from khien.web.kept_pages import forget_pages

USUAL = dt.timedelta(days=3)
LONGEST = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class CurrentNotice:
    """`link`: a path on this site, an https address, or empty."""

    uuid: str
    text: str
    link: str
    priority: int
    until: dt.datetime


def current_notices(
    at: dt.datetime, *, language: str = "vi", limit: int = 3, warnings: bool = False
) -> list[CurrentNotice]:
    """What stands on the site at that moment, the most urgent first; of warnings only when asked for, since alerts shows
    its own. One query."""
    rows = Notice.objects.filter(
        from_at__lte=at, until_at__gt=at, withdrawn_at__isnull=True, language=language
    )
    if not warnings:
        rows = rows.exclude(source_key__startswith="alert:")
    return [CurrentNotice(str(r.uuid), r.text, r.link, r.priority, r.until_at) for r in rows[:limit]]


def put_notice(account: AccountData, parcel: Parcel, *, at: dt.datetime) -> Outcome:
    """`parcel.extra`: from, until (ISO moments), priority; what is missing means now, three days, normal. A warning stands
    until it expires and before everything else."""
    owner = ChannelAccount.objects.filter(uuid=account.uuid).first()
    if owner is None:
        return Outcome(parcel.ref, Fate.REFUSED, reason="no_account")
    text = (parcel.extra.get("banner") or parcel.subject or parcel.text).strip()
    if not text or len(text) > 200:
        return Outcome(parcel.ref, Fate.REFUSED, reason="too_long" if text else "empty")
    begin = moment_of(parcel.extra.get("from")) or at
    until = parcel.expires_at or moment_of(parcel.extra.get("until") or parcel.extra.get("expires_at"))
    end = min(until or begin + USUAL, begin + LONGEST)
    if end <= begin:
        return Outcome(parcel.ref, Fate.REFUSED, reason="over")
    key = parcel.extra.get("alert") or f"{account.uuid}:{parcel.ref}"
    row, _made = Notice.objects.get_or_create(
        source_key=f"{'alert' if parcel.extra.get('alert') else 'post'}:{key}"[:80],
        defaults={
            "unit_id": owner.unit_id,
            "text": text,
            "link": safe_link(parcel.link),
            "language": parcel.language,
            "priority": 3 if parcel.extra.get("alert") or parcel.urgent else 1,
            "from_at": begin,
            "until_at": end,
            "made_by": account.name[:200],
            "made_at": at,
        },
    )
    forget_pages()
    return Outcome(parcel.ref, Fate.TAKEN, provider_id=row.uuid.hex, address="/")


def withdraw(actor: Actor, notice_uuids: Iterable[str], *, at: dt.datetime) -> int:
    """They no longer stand on the site; twice is once."""
    forget_pages()
    return Notice.objects.filter(uuid__in=list(notice_uuids), withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )


def withdraw_alert(alert_uuids: Iterable[str], *, at: dt.datetime) -> int:
    """A warning was updated or cancelled: its line goes."""
    keys = [f"alert:{uuid}"[:80] for uuid in alert_uuids]
    forget_pages()
    with transaction.atomic():
        return Notice.objects.filter(source_key__in=keys, withdrawn_at__isnull=True).update(withdrawn_at=at)


def safe_link(link: str) -> str:
    """A path of this site or https; anything else is left out."""
    own = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    plain = link.removeprefix(own) if link.startswith(f"{own}/") else link
    inside = plain.startswith("/") and not plain.startswith(("//", "/\\"))
    return plain[:500] if inside or plain.startswith("https://") else ""
