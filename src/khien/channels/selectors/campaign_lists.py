"""Campaigns in lists and in the month: what runs, what waits, which step goes on which day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from khien.channels.models import Campaign, CampaignAct, CampaignStep, DeliveryRow, Message
from khien.channels.rules.kinds import CampaignState, Delivery, Medium, StepKind
from khien.orgs import api as orgs

OPEN = (Delivery.QUEUED, Delivery.LEASED, Delivery.HANDING, Delivery.WAITING)
UNDER_WAY = (CampaignState.RUNNING, CampaignState.PAUSED)
PAST = (CampaignState.DONE, CampaignState.STOPPED)
MOST_UNITS = 60


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """`handled` of `total` recipients; both 0 where nothing was counted (only what is under way is)."""

    id: int
    uuid: str
    title: str
    purpose: str
    unit: str
    state: CampaignState
    media: tuple[Medium, ...]
    first_at: dt.datetime | None
    last_at: dt.datetime | None
    changed_at: dt.datetime
    made_by: str
    total: int = 0
    handled: int = 0

    @property
    def per_cent(self) -> int:
        return self.handled * 100 // self.total if self.total else 0


def campaign_lines(ids: Sequence[int]) -> list[CampaignLine]:
    """In the order of `ids`; four queries however many."""
    dated = Campaign.objects.annotate(first=Min("steps__starts_at"), last=Max("steps__starts_at"))
    rows = dated.in_bulk(list(ids))
    media: dict[int, set[Medium]] = {}
    campaign_of: dict[int, int] = {}
    under_way = {row.pk for row in rows.values() if row.state in UNDER_WAY}
    found = Message.objects.filter(step__campaign_id__in=ids).order_by()
    for message_id, campaign_id, medium in found.values_list("pk", "step__campaign_id", "medium"):
        media.setdefault(campaign_id, set()).add(Medium(medium))
        if campaign_id in under_way:
            campaign_of[message_id] = campaign_id
    units = orgs.unit_names({row.unit_id for row in rows.values()})
    sums = _sums(campaign_of)
    return [
        CampaignLine(
            id=pk,
            uuid=str(rows[pk].uuid),
            title=rows[pk].title,
            purpose=rows[pk].purpose,
            unit=units.get(rows[pk].unit_id, ""),
            state=CampaignState(rows[pk].state),
            media=tuple(sorted(media.get(pk, ()))),
            first_at=rows[pk].first,
            last_at=rows[pk].last,
            changed_at=rows[pk].changed_at,
            made_by=rows[pk].made_by,
            total=sums.get(pk, (0, 0))[0],
            handled=sums.get(pk, (0, 0))[1],
        )
        for pk in ids
        if pk in rows
    ]


def _sums(campaign_of: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Campaign → (all recipients, those that need nothing more). `campaign_of`: of each message."""
    if not campaign_of:
        return {}
    found: dict[int, tuple[int, int]] = {}
    rows = DeliveryRow.objects.filter(message_id__in=list(campaign_of)).order_by().values_list("message_id")
    for message_id, total, open_rows in rows.annotate(
        total=Count("id"), open=Count("id", filter=Q(state__in=OPEN))
    ):
        before = found.get(campaign_of[message_id], (0, 0))
        found[campaign_of[message_id]] = (before[0] + total, before[1] + total - open_rows)
    return found


def ids_by_state(rows: QuerySet[Campaign], states: Sequence[CampaignState]) -> dict[CampaignState, list[int]]:
    """The latest changed first. One query."""
    found: dict[CampaignState, list[int]] = {state: [] for state in states}
    for pk, state in rows.filter(state__in=states).order_by("-changed_at").values_list("pk", "state")[:200]:
        found[CampaignState(state)].append(pk)
    return found


def matching(rows: QuerySet[Campaign], text: str) -> QuerySet[Campaign]:
    """Every word in title or purpose; marks count: these are few rows with words of the office's own."""
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(purpose__icontains=word))
    return rows


def units_with_campaigns(rows: QuerySet[Campaign]) -> list[tuple[str, str]]:
    ids = rows.order_by().values_list("unit_id", flat=True).distinct()[:MOST_UNITS]
    return sorted(((str(pk), name) for pk, name in orgs.unit_names(ids).items()), key=lambda pair: pair[1])


def waiting_for(rows: QuerySet[Campaign], actor_id: str) -> list[int]:
    """Those that wait for approval and that this person had no hand in, the oldest first."""
    acts = ("made", "copied", "changed", "sent_in")
    hers = CampaignAct.objects.filter(actor_id=actor_id, act__in=acts).values("campaign_id")
    found = rows.filter(state=CampaignState.WAITING).exclude(made_by_id=actor_id).exclude(pk__in=hers)
    return list(found.order_by("changed_at").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class DayStep:
    """A step on a day of the month."""

    uuid: str
    title: str
    unit: str
    state: CampaignState
    kind: StepKind
    at: dt.datetime
    media: tuple[Medium, ...]


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    inside: bool  # of the month shown
    steps: tuple[DayStep, ...]


@dataclass(frozen=True, slots=True)
class Month:
    first: dt.date
    before: dt.date
    after: dt.date
    weeks: tuple[tuple[Day, ...], ...]
    shown: int  # steps in it

    @property
    def days(self) -> tuple[Day, ...]:
        """Days with something on them, for a list."""
        return tuple(day for week in self.weeks for day in week if day.inside and day.steps)


def month_of(rows: QuerySet[Campaign], first: dt.date) -> Month:
    """Steps of these campaigns by day, weeks from Monday. Stopped ones are left out. Three queries."""
    dates = [list(week) for week in calendar.Calendar().monthdatescalendar(first.year, first.month)]
    begin, end = dates[0][0], dates[-1][-1] + dt.timedelta(days=1)
    steps = (
        CampaignStep.objects.filter(campaign__in=rows.exclude(state=CampaignState.STOPPED))
        .filter(starts_at__gte=_midnight(begin), starts_at__lt=_midnight(end))
        .select_related("campaign")
        .prefetch_related("messages")
        .order_by("starts_at", "campaign_id", "number")
    )
    found = list(steps)
    units = orgs.unit_names({step.campaign.unit_id for step in found})
    by_day: dict[dt.date, list[DayStep]] = {}
    for step in found:
        by_day.setdefault(timezone.localtime(step.starts_at).date(), []).append(_day_step(step, units))
    weeks = tuple(
        tuple(Day(day, day.month == first.month, tuple(by_day.get(day, ()))) for day in week)
        for week in dates
    )
    last = calendar.monthrange(first.year, first.month)[1]
    after = first + dt.timedelta(days=last)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    inside = sum(len(day.steps) for week in weeks for day in week if day.inside)
    return Month(first, before, after, weeks, inside)


def _day_step(step: CampaignStep, units: dict[int, str]) -> DayStep:
    campaign = step.campaign
    return DayStep(
        str(campaign.uuid),
        campaign.title,
        units.get(campaign.unit_id, ""),
        CampaignState(campaign.state),
        StepKind(step.kind),
        step.starts_at,
        tuple(dict.fromkeys(Medium(message.medium) for message in step.messages.all())),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
