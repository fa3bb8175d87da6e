"""Results to the ledger, once a day that is over: one activity a campaign, medium and day. Counted from the rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Sum
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
    told = 0
    since = today - dt.timedelta(days=LOOK_BACK_DAYS)
    campaigns = Campaign.objects.filter(drill=False).exclude(state__in=["draft", "waiting", "approved"])
    for campaign in campaigns.filter(changed_at__date__gte=since - dt.timedelta(days=60)):
        for day in (since + dt.timedelta(days=n) for n in range(LOOK_BACK_DAYS)):
            told += tell_of_day(campaign, day, at=at)
    return told


def tell_of_day(campaign: Campaign, day: dt.date, *, at: dt.datetime) -> int:
    """How many activities were recorded or found recorded."""
    if DayTotal.objects.filter(message__step__campaign=campaign, on=day, told=True).exists():
        return 0
    results = results_of_day(campaign, day)
    told = 0
    for medium, per_message in results.items():
        if medium in TOLD_ELSEWHERE:
            continue
        with transaction.atomic():
            _note_totals(per_message, day)
            told += _record(campaign, medium, list(per_message.values()), day, at=at)
    return told


def results_of_day(campaign: Campaign, day: dt.date) -> dict[Medium, dict[int, DayResult]]:
    """What went out on a Vietnamese calendar day, by medium and message."""
    begin = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    bounds = (begin, begin + dt.timedelta(days=1))
    media = dict(Message.objects.filter(step__campaign=campaign).values_list("id", "medium"))
    found: dict[Medium, dict[int, DayResult]] = defaultdict(dict)
    rows = DeliveryRow.objects.filter(message_id__in=media, sent_at__gte=bounds[0], sent_at__lt=bounds[1])
    counted = rows.order_by().values_list("message_id", "state").annotate(Count("id"), Sum("cost_vnd"))
    for message_id, state, number, cost in counted:
        _add(found[Medium(media[message_id])], message_id, state, number, int(cost or 0))
    posts = Post.objects.filter(message_id__in=media, sent_at__gte=bounds[0], sent_at__lt=bounds[1])
    for message_id, state, number in (
        posts.order_by().values_list("message_id", "state").annotate(Count("id"))
    ):
        _add(found[Medium(media[message_id])], message_id, state, number, 0)
    return {
        medium: results
        for medium, results in found.items()
        if any(result.sent or result.uncertain for result in results.values())
    }


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
