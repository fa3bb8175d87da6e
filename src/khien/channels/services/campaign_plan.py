"""Makes a plan and changes its parts, page by page. Only drafts change; each change says which version it looked at.

Refuses people outside the unit's area, material that is not out, and more steps or choices than a plan can hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.audiences import api as audiences
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.channels.access.campaigns import reach_of
from khien.channels.errors import NotNow, OutsideArea
from khien.channels.models import Campaign, CampaignStep, Message
from khien.channels.rules.kinds import StepKind
from khien.channels.rules.planning import MOST_RULES, MOST_STEPS
from khien.channels.rules.templates import CampaignTemplate
from khien.channels.services.campaign_acts import held_draft, keep, write_down

FIRST_HOUR = dt.time(9, 0)


@dataclass(frozen=True, slots=True)
class NewStep:
    """`after`: number of the step it is sent again for."""

    kind: StepKind
    starts_at: dt.datetime
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When it may go and how often one person is written to. `cap_messages` 0: no cap."""

    hours_from: dt.time | None
    hours_until: dt.time | None
    cap_days: int
    cap_messages: int


def make(
    actor: Actor,
    unit_id: int,
    *,
    title: str,
    purpose: str = "",
    task_id: int | None = None,
    template: CampaignTemplate | None = None,
    first_day: dt.date,
    at: dt.datetime,
) -> Campaign:
    """An empty plan with one main step, or what a template says."""
    with transaction.atomic():
        row = Campaign.objects.create(
            title=title.strip()[:200],
            purpose=purpose.strip()[:500],
            unit_id=unit_id,
            task_id=task_id,
            made_by_id=actor.id,
            made_by=actor.label[:200],
            created_at=at,
            changed_at=at,
        )
        if template is None:
            _write_steps(row, [NewStep(StepKind.MAIN, _moment(first_day, FIRST_HOUR))])
        else:
            row.hours_from, row.hours_until = template.hours_from, template.hours_until
            row.purpose = row.purpose or template.purpose
            place = () if reach_of(actor, row, on=first_day) is None else (unit_id,)
            rule = audiences.SegmentRule(unit_ids=place, audiences=template.audiences)
            row.audience, row.segment_titles = [rule.data()], [""]
            row.save()
            steps = [
                NewStep(s.kind, _moment(first_day + dt.timedelta(days=s.day), s.at), s.after)
                for s in template.steps
            ]
            _write_steps(row, steps)
        note = template.title if template else ""
        write_down(actor, row, "made", at=at, note=note, new={"title": row.title})
    return row


def copy(actor: Actor, campaign: Campaign, unit_id: int, *, first_day: dt.date, at: dt.datetime) -> Campaign:
    """A new draft with the same people, texts and rhythm, its first step on `first_day`. Approval is not copied."""
    with transaction.atomic():
        row = Campaign.objects.create(
            title=_("Copy of: %(title)s") % {"title": campaign.title[:180]},
            purpose=campaign.purpose,
            unit_id=unit_id,
            task_id=campaign.task_id,
            audience=_within(actor, campaign, unit_id, on=first_day),
            segment_titles=campaign.segment_titles,
            cap_days=campaign.cap_days,
            cap_messages=campaign.cap_messages,
            hours_from=campaign.hours_from,
            hours_until=campaign.hours_until,
            made_by_id=actor.id,
            made_by=actor.label[:200],
            created_at=at,
            changed_at=at,
        )
        if not row.audience:
            row.segment_titles = []
            row.save(update_fields=["segment_titles"])
        _copy_steps(campaign, row, first_day)
        write_down(actor, row, "copied", at=at, note=campaign.title)
    return row


def _within(actor: Actor, campaign: Campaign, unit_id: int, *, on: dt.date) -> list[object]:
    """The choices of people, unless one of them lies outside what the copying officer may write to."""
    try:
        for data in campaign.audience:
            check_area(actor, campaign, audiences.rule_from(data), on=on)
    except OutsideArea:
        return []
    return list(campaign.audience)


def _copy_steps(old: Campaign, row: Campaign, first_day: dt.date) -> None:
    steps = list(CampaignStep.objects.filter(campaign=old).select_related("after"))
    if not steps:
        _write_steps(row, [NewStep(StepKind.MAIN, _moment(first_day, FIRST_HOUR))])
        return
    shift = first_day - timezone.localtime(steps[0].starts_at).date()
    _write_steps(
        row,
        [NewStep(StepKind(s.kind), s.starts_at + shift, s.after.number if s.after else None) for s in steps],
    )
    number_of = {s.pk: s.number for s in steps}
    new = {s.number: s for s in CampaignStep.objects.filter(campaign=row)}
    for message in Message.objects.filter(step__campaign=old):
        step = new[number_of[message.step_id]]
        _new_message(step, message, message.variant)


def change_what_for(
    actor: Actor,
    campaign: Campaign,
    *,
    version: int,
    title: str,
    purpose: str,
    task_id: int | None,
    at: dt.datetime,
) -> Campaign:
    """Raises NotNow, ChangedMeanwhile."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        old = {"title": row.title, "purpose": row.purpose, "task": row.task_id}
        row.title, row.purpose, row.task_id = title.strip()[:200], purpose.strip()[:500], task_id
        keep(row, at=at)
        new = {"title": row.title, "purpose": row.purpose, "task": task_id}
        write_down(actor, row, "changed", at=at, old=old, new=new)
    return row


def check_area(actor: Actor, campaign: Campaign, rule: audiences.SegmentRule, *, on: dt.date) -> None:
    """Raises OutsideArea: a unit writes to its own area; "everywhere" is the standing office's."""
    reach = reach_of(actor, campaign, on=on)
    if reach is not None and (not rule.unit_ids or not set(rule.unit_ids) <= reach):
        raise OutsideArea


def add_rule(
    actor: Actor,
    campaign: Campaign,
    rule: audiences.SegmentRule,
    *,
    version: int,
    title: str = "",
    on: dt.date,
    at: dt.datetime,
) -> Campaign:
    """One more choice of people, joined to the others by "or". Twice the same is kept once."""
    check_area(actor, campaign, rule, on=on)
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        if rule.data() in row.audience:
            return row
        if len(row.audience) >= MOST_RULES:
            raise KhienError(_("A campaign holds at most 20 choices of people."), code="too-many-rules")
        old = {"audience": row.audience}
        row.audience = [*row.audience, rule.data()]
        row.segment_titles = [*row.segment_titles, title[:120]]
        keep(row, at=at)
        write_down(actor, row, "changed", at=at, old=old, new={"audience": row.audience})
    return row


def drop_rule(actor: Actor, campaign: Campaign, place: int, *, version: int, at: dt.datetime) -> Campaign:
    """By its place in the list, from 0. Raises NotNow when there is none."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        if not 0 <= place < len(row.audience):
            raise NotNow
        old = {"audience": row.audience}
        row.audience = [one for n, one in enumerate(row.audience) if n != place]
        row.segment_titles = [one for n, one in enumerate(row.segment_titles) if n != place]
        keep(row, at=at)
        write_down(actor, row, "changed", at=at, old=old, new={"audience": row.audience})
    return row


def change_steps(
    actor: Actor,
    campaign: Campaign,
    steps: Sequence[NewStep],
    rhythm: Rhythm,
    *,
    version: int,
    at: dt.datetime,
) -> Campaign:
    """Steps in their order; texts stay with their step's number, a new step gets those of the main one.

    Raises NotNow, ChangedMeanwhile, KhienError("steps").
    """
    if not 1 <= len(steps) <= MOST_STEPS:
        raise KhienError(_("A campaign has one to six steps."), code="steps")
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        row.hours_from, row.hours_until = rhythm.hours_from, rhythm.hours_until
        row.cap_days, row.cap_messages = rhythm.cap_days, rhythm.cap_messages
        _write_steps(row, steps)
        keep(row, at=at)
        new = {"steps": [f"{s.kind} {s.starts_at:%Y-%m-%d %H:%M}" for s in steps]}
        write_down(actor, row, "changed", at=at, new=new)
    return row


def drop(actor: Actor, campaign: Campaign, *, version: int, at: dt.datetime) -> None:
    """A draft that nothing came of. What was sent or stopped is never dropped. Raises NotNow, ChangedMeanwhile."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        write_down(actor, row, "dropped", at=at)
        row.delete()


def _write_steps(row: Campaign, steps: Sequence[NewStep]) -> None:
    kept = {step.number: step for step in CampaignStep.objects.filter(campaign=row)}
    CampaignStep.objects.filter(campaign=row, number__gt=len(steps)).delete()
    main = next((s for s in kept.values() if s.kind == StepKind.MAIN), None) or kept.get(1)
    pattern = list(main.messages.all()) if main else []
    made: dict[int, CampaignStep] = {}
    for number, new in enumerate(steps, 1):
        step, is_new = CampaignStep.objects.update_or_create(
            campaign=row, number=number, defaults={"kind": new.kind.value, "starts_at": new.starts_at}
        )
        made[number] = step
        if is_new:
            for message in pattern:
                _new_message(step, message, message.variant)
    for number, new in enumerate(steps, 1):
        after = made.get(new.after) if new.after is not None and new.after < number else None
        CampaignStep.objects.filter(pk=made[number].pk).update(after=after)


def _new_message(step: CampaignStep, like: Message, variant: str) -> Message:
    return Message.objects.create(
        step=step,
        medium=like.medium,
        variant=variant,
        share=like.share,
        edition_id=like.edition_id,
        account_id=like.account_id,
        subject=like.subject,
        text=like.text,
        html=like.html,
        extra=like.extra,
        link=like.link,
    )


def _moment(day: dt.date, hour: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, hour))
