"""What became of a campaign, message by message, and which of two texts did better. Totals only, never an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from khien.channels.models import Campaign, CampaignStep, ChannelAccount, Message
from khien.channels.rules.comparing import Arm, Comparison, compared
from khien.channels.rules.kinds import (
    KINDS_FOR,
    PERSONAL,
    CampaignState,
    Delivery,
    Medium,
    MessageState,
    StepKind,
)
from khien.channels.selectors.progress import MessageProgress, Progress, progress_of


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One message. `left` of a stopped campaign goes nowhere any more."""

    uuid: str
    id: int
    step: int
    kind: StepKind
    starts_at: dt.datetime
    medium: Medium
    variant: str
    paired: bool
    state: MessageState
    total: int
    sent: int  # taken by the service, no receipt yet
    delivered: int
    failed: int
    uncertain: int
    skipped: int
    left: int
    clicks: int
    cost_vnd: int
    personal: bool

    @property
    def handled(self) -> int:
        return self.total - self.left

    @property
    def reached(self) -> int:
        return self.sent + self.delivered


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of a step on a medium, compared."""

    step: int
    medium: Medium
    result: Comparison
    subject_a: str
    subject_b: str


@dataclass(frozen=True, slots=True)
class Results:
    progress: Progress
    lines: tuple[ResultLine, ...]
    pairs: tuple[Pair, ...]
    over: bool  # nothing changes any more, but receipts
    seconds_left: int | None  # at the accounts' set speed; None = unknown

    @property
    def handled(self) -> int:
        return self.progress.total - self.progress.left

    @property
    def skipped(self) -> int:
        return self.progress.of(Delivery.SKIPPED)

    @property
    def failed(self) -> int:
        return self.progress.of(Delivery.FAILED)

    @property
    def uncertain(self) -> int:
        return self.progress.of(Delivery.UNCERTAIN)


def results_of(campaign: Campaign) -> Results:
    """Eight queries, whatever the number of recipients."""
    progress = progress_of(campaign.pk)
    messages = {m.pk: m for m in Message.objects.filter(step__campaign=campaign).select_related("step")}
    paired = {(m.step_id, m.medium) for m in messages.values() if m.variant == "B"}
    lines = tuple(
        _line(one, messages[one.message_id], paired)
        for one in progress.messages
        if one.message_id in messages
    )
    state = CampaignState(campaign.state)
    over = state in (CampaignState.DONE, CampaignState.STOPPED)
    seconds = None if over else _seconds_left(lines)
    return Results(progress, lines, tuple(_pairs(lines, messages)), over, seconds)


def _line(one: MessageProgress, message: Message, paired: set[tuple[int, str]]) -> ResultLine:
    step: CampaignStep = message.step
    return ResultLine(
        uuid=str(message.uuid),
        id=message.pk,
        step=step.number,
        kind=StepKind(step.kind),
        starts_at=step.starts_at,
        medium=one.medium,
        variant=one.variant,
        paired=(message.step_id, message.medium) in paired,
        state=one.state,
        total=one.total,
        sent=one.counts.get(Delivery.SENT, 0),
        delivered=one.counts.get(Delivery.DELIVERED, 0),
        failed=one.counts.get(Delivery.FAILED, 0),
        uncertain=one.counts.get(Delivery.UNCERTAIN, 0),
        skipped=one.counts.get(Delivery.SKIPPED, 0),
        left=one.left,
        clicks=one.link_hits,
        cost_vnd=one.cost_vnd,
        personal=one.medium in PERSONAL,
    )


def _pairs(lines: tuple[ResultLine, ...], messages: Mapping[int, Message]) -> list[Pair]:
    """Only where both texts have a link: without one there is nothing to compare."""
    found = []
    first = {(line.step, line.medium): line for line in lines if line.variant == "A"}
    for b in lines:
        a = first.get((b.step, b.medium))
        if b.variant != "B" or a is None:
            continue
        if not (messages[a.id].link and messages[b.id].link):
            continue
        result = compared(Arm(a.reached, a.clicks), Arm(b.reached, b.clicks))
        found.append(Pair(b.step, b.medium, result, messages[a.id].subject, messages[b.id].subject))
    return found


def _seconds_left(lines: tuple[ResultLine, ...]) -> int | None:
    """The slowest medium decides: what is left over the speed set for its accounts together."""
    left: dict[Medium, int] = {}
    for line in lines:
        if line.personal and line.left:
            left[line.medium] = left.get(line.medium, 0) + line.left
    if not left:
        return None
    from_kind = {str(kind): medium for medium in left for kind in KINDS_FOR[medium]}
    speed: dict[Medium, float] = {}
    accounts = ChannelAccount.objects.filter(active=True, kind__in=list(from_kind))
    for kind, rate in accounts.values_list("kind", "rate_per_second"):
        speed[from_kind[kind]] = speed.get(from_kind[kind], 0.0) + rate
    if any(not speed.get(medium) for medium in left):
        return None
    return max(int(number / speed[medium]) for medium, number in left.items())
