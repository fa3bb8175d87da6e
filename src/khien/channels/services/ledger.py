"""Results to the ledger, once a day that is over: one activity a campaign, medium and day. Counted from the rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.base.access import SYSTEM
from khien.channels.models import Campaign, DayTotal, DeliveryRow, Message, Post
from khien.channels.rules.kinds import PERSONAL, REACHED, Delivery, Medium
from khien.channels.wording import MEDIUM_NAMES
from khien.programme.api import (
    ActivityKind,
    Audience,
    Basis,
    NewActivity,
    PeriodLocked,
    Reach,
    record_activity,
)

SOURCE = "channels"
LOOK_BACK_DAYS = 14
FAR_BACK = dt.timedelta(days=60)  # a campaign that nobody touched for so long sends nothing any more
KINDS = {
    Medium.RADIO: ActivityKind.BROADCAST,
    Medium.PRINT: ActivityKind.DISPLAY,
    Medium.PRESS: ActivityKind.PRESS,
    Medium.PORTAL: ActivityKind.ONLINE,
    Medium.FACEBOOK: ActivityKind.ONLINE,
    Medium.YOUTUBE: ActivityKind.ONLINE,
}
# Their own parts tell the ledger when a bulletin was played, a poster hung, an article printed.
TOLD_ELSEWHERE = frozenset({Medium.RADIO, Medium.PRINT, Medium.PRESS})


@dataclass(frozen=True, slots=True)
class DayResult:
    sent: int
    uncertain: int
    cost_vnd: int


def tell_ledger(*, today: dt.date, at: dt.datetime) -> int:
    """Days before today, of the last two weeks. A drill is not an activity of the public programme."""
    since = today - dt.timedelta(days=LOOK_BACK_DAYS)
    campaigns = Campaign.objects.filter(drill=False).exclude(state__in=["draft", "waiting", "approved"])
    lately = campaigns.filter(changed_at__gte=_begin(since - FAR_BACK))
    return sum(tell_of_campaign(campaign, since=since, before=today, at=at) for campaign in lately)


def tell_of_campaign(campaign: Campaign, *, since: dt.date, before: dt.date, at: dt.datetime) -> int:
    """One activity a medium and day of [since, before) that the ledger does not have yet; how many were recorded.

    Killed in between, the next call tells the rest: what is told is noted in the same transaction, medium by medium.
    """
    told_days = set(
        DayTotal.objects.filter(message__step__campaign=campaign, told=True, on__gte=since).values_list(
            "message__medium", "on"
        )
    )
    told = 0
    for (medium, day), per_message in sorted(results_of(campaign, since=since, before=before).items()):
        if medium in TOLD_ELSEWHERE or (str(medium), day) in told_days:
            continue
        with transaction.atomic():
            _note_totals(per_message, day)
            told += _record(campaign, medium, list(per_message.values()), day, at=at)
    return told


def results_of(
    campaign: Campaign, *, since: dt.date, before: dt.date
) -> dict[tuple[Medium, dt.date], dict[int, DayResult]]:
    """What went out on Vietnamese calendar days of [since, before), by medium and day, then message. Three queries."""
    media = dict(Message.objects.filter(step__campaign=campaign).values_list("id", "medium"))
    found: dict[tuple[Medium, dt.date], dict[int, DayResult]] = defaultdict(dict)
    span = {"message_id__in": media, "sent_at__gte": _begin(since), "sent_at__lt": _begin(before)}
    day = TruncDate("sent_at")
    rows = DeliveryRow.objects.filter(**span).order_by().values_list("message_id", "state", day)
    for message_id, state, on, number, cost in rows.annotate(Count("id"), Sum("cost_vnd")):
        _add(found[Medium(media[message_id]), on], message_id, state, number, int(cost or 0))
    posts = Post.objects.filter(**span).order_by().values_list("message_id", "state", day)
    for message_id, state, on, number in posts.annotate(Count("id")):
        _add(found[Medium(media[message_id]), on], message_id, state, number, 0)
    return {
        key: results
        for key, results in found.items()
        if any(result.sent or result.uncertain for result in results.values())
    }


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _add(results: dict[int, DayResult], message_id: int, state: int, number: int, cost: int) -> None:
    old = results.get(message_id, DayResult(0, 0, 0))
    results[message_id] = DayResult(
        old.sent + (number if state in REACHED else 0),
        old.uncertain + (number if state == Delivery.UNCERTAIN else 0),
        old.cost_vnd + cost,
    )


def _note_totals(per_message: dict[int, DayResult], day: dt.date) -> None:
    for message_id, result in per_message.items():
        DayTotal.objects.update_or_create(
            message_id=message_id, on=day, what="sent", defaults={"count": result.sent, "told": True}
        )


def _record(
    campaign: Campaign, medium: Medium, results: list[DayResult], day: dt.date, *, at: dt.datetime
) -> bool:
    sent = sum(result.sent for result in results)
    unsure = sum(result.uncertain for result in results)
    personal = medium in PERSONAL
    with translation.override("vi"):
        words = _("Campaign %(title)s: %(number)s by %(medium)s")
        title = words % {"title": campaign.title, "number": sent, "medium": MEDIUM_NAMES[medium]}
        note = _("Counted from the rows of what was sent. Basis: %(basis)s.") % {"basis": campaign.basis}
        if unsure:
            note += " " + _("%(number)s more are uncertain and not counted.") % {"number": unsure}
    new = NewActivity(
        unit_id=campaign.unit_id,
        kind=KINDS.get(medium, ActivityKind.MESSAGE),
        title=title[:300],
        starts_on=day,
        task_ids=(campaign.task_id,) if campaign.task_id else (),
        reach=(Reach(_audience(campaign), sent, Basis.COUNTED),) if personal and sent else (),
        spent_vnd=sum(result.cost_vnd for result in results) or None,
        note=note[:1000],
    )
    try:
        record_activity(SYSTEM, new, source=SOURCE, key=f"{campaign.uuid}:{medium}:{day.isoformat()}", at=at)
    except PeriodLocked:
        return False
    return True


def _audience(campaign: Campaign) -> Audience:
    """The one group a campaign is for; several are "the public"."""
    groups = {group for rule in campaign.audience for group in rule.get("audiences", ["public"])}
    return Audience(groups.pop()) if len(groups) == 1 else Audience.PUBLIC
