"""What a running campaign needs next: steps whose hour has come, rows that wait for another try, an end.

Looks at what is there and asks for jobs; asked twice it asks for nothing new that could send twice.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from khien.base import clock
from khien.channels.models import (
    Campaign,
    CampaignAct,
    CampaignStep,
    ChannelAccount,
    DeliveryRow,
    Message,
    Post,
)
from khien.channels.rules.kinds import (
    KINDS_FOR,
    MEDIUM_OF,
    PERSONAL,
    CampaignState,
    ChannelKind,
    Delivery,
    Medium,
    MessageState,
)
from khien.channels.selectors.next_message import carriers
from khien.channels.services import deciding, posts
from khien.channels.services.asking import ask, ask_once

TRY_AGAIN_AFTER = dt.timedelta(minutes=1)
LATEST_TRY = dt.timedelta(hours=6)
OPEN = (Delivery.QUEUED, Delivery.LEASED, Delivery.HANDING, Delivery.WAITING)
DRILL_LINES = 100  # lines of consoles are numbered from here, so that a drill never waits for the real one


def run(campaign_id: int, *, at: dt.datetime) -> None:
    """Prepares steps that are due and sets the carriers going."""
    campaign = Campaign.objects.filter(pk=campaign_id, state=CampaignState.RUNNING).first()
    if campaign is None:
        return
    if campaign.ends_at is not None and at >= campaign.ends_at:
        end(campaign, at=at)
        return
    urgent = campaign.alert_uuid is not None
    due = Message.objects.filter(step__campaign=campaign, step__starts_at__lte=at).order_by("id")
    for message in due.filter(state__in=[MessageState.PLANNED, MessageState.PREPARING]):
        ask_once("prepare_step", urgent=urgent, step_id=message.step_id, medium=message.medium)
    for message in due.filter(state=MessageState.READY):
        if Medium(message.medium) in PERSONAL:
            set_going(Medium(message.medium), drill=campaign.drill, at=at, urgent=urgent)
        else:
            _post(message, at=at, urgent=urgent)
    finish(campaign, at=at)


def end(campaign: Campaign, *, at: dt.datetime) -> None:
    """Its last hour is over: what was not handed over will not be."""
    with transaction.atomic():
        left = deciding.stop_rows(campaign.pk)
        ended = Campaign.objects.filter(pk=campaign.pk, state=CampaignState.RUNNING)
        if ended.update(state=CampaignState.DONE, changed_at=at, version=F("version") + 1):
            CampaignAct.objects.create(
                campaign=campaign, act="done", at=at, actor_id="system", actor_label="Khiên", note=str(left)
            )


def _post(message: Message, *, at: dt.datetime, urgent: bool) -> None:
    for post_id in posts.open_posts(message):
        post = Post.objects.get(pk=post_id)
        again = at - TRY_AGAIN_AFTER * 2 ** min(post.attempts, 5)
        if post.state == Delivery.QUEUED or (
            post.state == Delivery.WAITING and (post.sent_at is None or post.sent_at < again)
        ):
            ask_once("send_post", urgent=urgent, post_id=post_id)


def set_going(medium: Medium, *, drill: bool, at: dt.datetime, urgent: bool = False) -> int:
    """Asks for a run on every line of the accounts that carry the medium; how many. A line held by a living worker
    does nothing with a second run."""
    asked = 0
    for account in carriers(medium, at=at):
        for line in range(lines_of(account)):
            number = line + (DRILL_LINES if drill else 0)
            asked += ask_once("pump", urgent=urgent, account_id=account.pk, line=number, drill=drill)
    return asked


def lines_of(account: ChannelAccount) -> int:
    """How many workers may use the account at once (its settings' "lines", 1 to 8)."""
    try:
        return max(1, min(8, int(account.settings.get("lines", 1))))
    except (TypeError, ValueError):
        return 1


def wake_waiting(*, at: dt.datetime) -> int:
    """Rows that were certainly not sent go back to the queue, each time after a longer while."""
    woken = 0
    for attempt in range(1, 7):
        pause = min(TRY_AGAIN_AFTER * 4 ** (attempt - 1), LATEST_TRY)
        rows = DeliveryRow.objects.filter(
            message__step__campaign__state=CampaignState.RUNNING,
            state=Delivery.WAITING,
            attempts=attempt,
            sent_at__lt=at - pause,
        )
        ids = list(rows.values_list("id", flat=True)[:20_000])
        for start in range(0, len(ids), 500):
            part = DeliveryRow.objects.filter(pk__in=ids[start : start + 500], state=Delivery.WAITING)
            woken += part.update(state=Delivery.QUEUED)
    return woken


def finish(campaign: Campaign, *, at: dt.datetime) -> bool:
    """Messages without open rows are done; the campaign is, when all its messages are. True when it ended now."""
    with transaction.atomic():
        for message in Message.objects.filter(step__campaign=campaign, state=MessageState.READY):
            if not _has_open(message):
                Message.objects.filter(pk=message.pk).update(state=MessageState.DONE)
        left = Message.objects.filter(step__campaign=campaign).exclude(
            state__in=[MessageState.DONE, MessageState.STOPPED]
        )
        if left.exists() or not CampaignStep.objects.filter(campaign=campaign).exists():
            return False
        ended = Campaign.objects.filter(pk=campaign.pk, state=CampaignState.RUNNING)
        if not ended.update(state=CampaignState.DONE, changed_at=at, version=F("version") + 1):
            return False
        CampaignAct.objects.create(
            campaign=campaign, act="done", at=at, actor_id="system", actor_label="Khiên"
        )
    return True


def _has_open(message: Message) -> bool:
    rows = DeliveryRow.objects if Medium(message.medium) in PERSONAL else Post.objects
    found = rows.filter(message_id=message.pk, state__in=OPEN)
    if Medium(message.medium) not in PERSONAL and not Post.objects.filter(message_id=message.pk).exists():
        return True  # nobody carries it yet
    return found.exists()


def running_ids() -> list[int]:
    return list(Campaign.objects.filter(state=CampaignState.RUNNING).values_list("id", flat=True))


def after_pump(account_id: int, line: int, *, drill: bool, more: bool) -> None:
    """More waits: the next run. The account fell ill: those that stand by take over."""
    account = ChannelAccount.objects.filter(pk=account_id).first()
    if account is None:
        return
    if account.troubled_until is not None and account.troubled_until > clock.now():
        set_going(MEDIUM_OF[ChannelKind(account.kind)], drill=drill, at=clock.now())
    elif more:
        ask("pump", account_id=account_id, line=line, drill=drill)
    else:
        finish_what_is_over(at=clock.now())


def finish_what_is_over(*, at: dt.datetime) -> None:
    """Nobody waits half a minute to see that a campaign is done."""
    for campaign in Campaign.objects.filter(state=CampaignState.RUNNING):
        finish(campaign, at=at)


def media_carried() -> tuple[Medium, ...]:
    """Media that some active account carries."""
    kinds = set(ChannelAccount.objects.filter(active=True).values_list("kind", flat=True))
    return tuple(medium for medium in Medium if kinds & {str(kind) for kind in KINDS_FOR[medium]})
