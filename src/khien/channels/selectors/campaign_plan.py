"""A plan as its pages read it: steps with their texts, what differs from the approved material, what it will cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Sum, prefetch_related_objects
from django.utils import timezone

from khien.audiences import api as audiences
from khien.base.errors import Missing
from khien.channels.models import Campaign, CampaignStep, ChannelAccount, DeliveryRow, Message
from khien.channels.rules import planning
from khien.channels.rules.costs import CostLine, Estimate, Rate, estimated, shared
from khien.channels.rules.kinds import KINDS_FOR, PERSONAL, Medium, StepKind
from khien.channels.rules.proposals import LINK, Proposal, proposal, same_words
from khien.library import api as library

SHORT_LINK = "/kenh/l/xxxxxx"  # as long as a counted address will be


@dataclass(frozen=True, slots=True)
class TextView:
    """One message as planned. `differs`: its words are not those of the approved material. `gone`: that material is no
    longer out."""

    uuid: str
    id: int
    medium: Medium
    variant: str
    share: int
    subject: str
    text: str
    linked: bool
    shown: str  # with a link of the right length in its place
    parts: int
    characters: int
    edition_id: int | None
    material: str
    version: int
    differs: bool
    gone: bool
    html: bool


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    kind: StepKind
    starts_at: dt.datetime
    after: int | None
    texts: tuple[TextView, ...]


def steps_of(campaign: Campaign) -> list[CampaignStep]:
    """With their texts; read once for a row in hand. A row that was changed is read anew by its service."""
    rows = CampaignStep.objects.select_related("after").prefetch_related("messages")
    prefetch_related_objects([campaign], Prefetch("steps", queryset=rows))
    return list(campaign.steps.all())


def plan_of(campaign: Campaign) -> planning.Plan:
    """The plan as rules judge it."""
    steps = steps_of(campaign)
    media = {Medium(message.medium) for step in steps for message in step.messages.all()}
    return planning.Plan(
        purpose=campaign.purpose,
        rules=len(campaign.audience),
        needs_people=not media or bool(media & PERSONAL),
        steps=tuple(
            planning.PlannedStep(
                step.number,
                StepKind(step.kind),
                step.starts_at,
                step.after.number if step.after else None,
                tuple(
                    planning.PlannedText(
                        m.medium, m.variant, m.share, m.subject, m.text, m.edition_id is not None
                    )
                    for m in step.messages.all()
                ),
            )
            for step in steps
        ),
    )


def step_views(campaign: Campaign) -> list[StepView]:
    """Steps with their texts beside the approved words. The material's texts are made once each."""
    steps = steps_of(campaign)
    editions = {m.edition_id for step in steps for m in step.messages.all() if m.edition_id}
    known = {pk: _texts(pk, campaign.unit_id) for pk in editions}
    titles = library.edition_titles(set(editions))
    return [
        StepView(
            step.number,
            StepKind(step.kind),
            step.starts_at,
            step.after.number if step.after else None,
            tuple(_view(message, known, titles) for message in step.messages.all()),
        )
        for step in steps
    ]


def _texts(edition_id: int, unit_id: int) -> library.EditionTexts | None:
    try:
        return library.texts_of(edition_id, unit_id=unit_id)
    except Missing:
        return None


def _view(
    message: Message,
    known: dict[int, library.EditionTexts | None],
    titles: dict[int, tuple[str, int]],
) -> TextView:
    medium = Medium(message.medium)
    texts = known.get(message.edition_id) if message.edition_id else None
    wanted = proposal(texts, medium) if texts else None
    title, version = titles.get(message.edition_id or 0, ("", 0))
    shown = shown_text(message.text, linked=bool(message.link))
    count = library.sms_count(shown)
    return TextView(
        uuid=str(message.uuid),
        id=message.pk,
        medium=medium,
        variant=message.variant,
        share=message.share,
        subject=message.subject,
        text=message.text,
        linked=bool(message.link),
        shown=shown,
        parts=count.parts if medium == Medium.SMS else 1,
        characters=count.characters if medium == Medium.SMS else len(shown),
        edition_id=message.edition_id,
        material=title,
        version=version,
        differs=wanted is not None
        and not (same_words(wanted.text, message.text) and same_words(wanted.subject, message.subject)),
        gone=message.edition_id is not None and texts is None,
        html=bool(message.html),
    )


def shown_text(text: str, *, linked: bool) -> str:
    """With a stand-in of the short address, as long as the real one."""
    link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{SHORT_LINK}" if linked else ""
    if LINK in text:
        return text.replace(LINK, link).strip()
    return f"{text} {link}".strip()


def rules_of(campaign: Campaign) -> list[audiences.SegmentRule]:
    return [audiences.rule_from(data) for data in campaign.audience]


def counts(
    rules: Sequence[audiences.SegmentRule], media: Sequence[Medium], *, on: dt.date
) -> dict[Medium, int]:
    """How many addresses each personal medium reaches: one question, no row leaves the database."""
    wanted = [medium for medium in media if medium in PERSONAL]
    found = audiences.counts(rules, on=on) if rules and wanted else {}
    return {medium: found.get(str(medium), 0) for medium in wanted}


def active_accounts() -> dict[Medium, list[ChannelAccount]]:
    """Medium → the accounts that carry it, in the order of failover. One query."""
    medium_of = {kind: medium for medium, kinds in KINDS_FOR.items() for kind in kinds}
    found: dict[Medium, list[ChannelAccount]] = {}
    for account in ChannelAccount.objects.filter(active=True).order_by("position", "id"):
        medium = next((m for kind, m in medium_of.items() if kind == account.kind), None)
        if medium is not None:
            found.setdefault(medium, []).append(account)
    return found


def estimate_of(campaign: Campaign, *, on: dt.date) -> Estimate:
    """What it costs if everybody chosen today gets every step. A step "once more" counts whole: at most so much."""
    steps = steps_of(campaign)
    accounts = active_accounts()
    media = sorted({Medium(m.medium) for step in steps for m in step.messages.all()})
    reached = counts(rules_of(campaign), media, on=on)
    rates = _rates({m: accounts[m][0] for m in media if accounts.get(m)}, on=on)
    lines: list[CostLine] = []
    for step in steps:
        by_medium: dict[Medium, list[Message]] = {}
        for message in step.messages.all():
            by_medium.setdefault(Medium(message.medium), []).append(message)
        for medium, texts in by_medium.items():
            people = shared(reached.get(medium, 0), [min(text.share, 100) for text in texts])
            lines += [
                _line(step, text, medium, number, rates.get(medium))
                for text, number in zip(texts, people, strict=True)
            ]
    return estimated(lines)


def _line(step: CampaignStep, message: Message, medium: Medium, people: int, rate: Rate | None) -> CostLine:
    parts = 1
    if medium == Medium.SMS:
        parts = library.sms_count(shown_text(message.text, linked=bool(message.link))).parts
    posts = 0 if medium in PERSONAL else 1
    return CostLine(message.pk, step.number, str(medium), message.variant, people, parts, rate, posts)


def _rates(accounts: Mapping[Medium, ChannelAccount], *, on: dt.date) -> dict[Medium, Rate]:
    """Prices and what is left of the month's budgets; one query, none without a budget."""
    limited = [account.pk for account in accounts.values() if account.monthly_budget_vnd is not None]
    month = timezone.make_aware(dt.datetime.combine(on.replace(day=1), dt.time.min))
    rows = DeliveryRow.objects.filter(account_id__in=limited, sent_at__gte=month).order_by()
    spent = dict(rows.values_list("account_id").annotate(Sum("cost_vnd"))) if limited else {}
    return {
        medium: Rate(account.pk, account.name, account.price_vnd, _left(account, spent.get(account.pk) or 0))
        for medium, account in accounts.items()
    }


def _left(account: ChannelAccount, spent: int) -> int | None:
    budget = account.monthly_budget_vnd
    return None if budget is None else max(budget - spent, 0)


def text_view(message: Message) -> TextView:
    """One message beside its approved words."""
    known = (
        {message.edition_id: _texts(message.edition_id, message.step.campaign.unit_id)}
        if message.edition_id
        else {}
    )
    return _view(message, known, library.edition_titles(set(known)))


def approved_words(message: Message) -> Proposal | None:
    """What the material itself says on this medium; None when it is no longer out."""
    texts = _texts(message.edition_id, message.step.campaign.unit_id) if message.edition_id else None
    return proposal(texts, Medium(message.medium)) if texts else None
