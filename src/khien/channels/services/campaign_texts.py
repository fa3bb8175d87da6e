"""The texts of a plan: taken from approved material for every chosen medium, adapted by hand, split into A and B."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from khien.base.access import Actor
from khien.channels.errors import NotNow
from khien.channels.models import Campaign, CampaignStep, Message
from khien.channels.rules.kinds import Medium
from khien.channels.rules.proposals import proposal, same_words
from khien.channels.services.campaign_acts import held_draft, keep, write_down
from khien.library import api as library


def choose_material(
    actor: Actor,
    campaign: Campaign,
    edition_id: int,
    media: Collection[Medium],
    *,
    version: int,
    at: dt.datetime,
) -> Campaign:
    """Every step says this material on these media; other media go. Texts of the same edition stay as they were
    adapted. Raises NotNow, ChangedMeanwhile, Missing for material that is not out."""
    texts = library.texts_of(edition_id, unit_id=campaign.unit_id)
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        steps = list(CampaignStep.objects.filter(campaign=row))
        Message.objects.filter(step__campaign=row).exclude(medium__in=[str(m) for m in media]).delete()
        kept = {(m.step_id, m.medium): m for m in Message.objects.filter(step__campaign=row, variant="A")}
        for step in steps:
            for medium in sorted(media):
                found = kept.get((step.pk, str(medium)))
                if found is None or found.edition_id != edition_id:
                    _take_over(step, medium, texts, found)
        keep(row, at=at)
        new = {"material": texts.title, "version": texts.version, "media": sorted(map(str, media))}
        write_down(actor, row, "changed", at=at, new=new)
    return row


def _take_over(
    step: CampaignStep, medium: Medium, texts: library.EditionTexts, found: Message | None
) -> None:
    made = proposal(texts, medium)
    Message.objects.filter(step=step, medium=medium, variant="B").delete()
    values = {
        "edition_id": texts.edition_id,
        "subject": made.subject,
        "text": made.text,
        "html": made.html,
        "link": texts.address if made.linked else "",
        "share": 100,
    }
    Message.objects.update_or_create(step=step, medium=str(medium), variant="A", defaults=values)


def change_text(
    actor: Actor,
    campaign: Campaign,
    message: Message,
    *,
    subject: str,
    text: str,
    linked: bool,
    version: int,
    at: dt.datetime,
) -> Campaign:
    """Adapted words; the approver sees where they differ. A mail whose words changed goes without its drawn form.
    Raises NotNow, ChangedMeanwhile."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        found = _message(row, message)
        old = {"subject": found.subject, "text": found.text}
        if not same_words(found.text, text):
            found.html = ""
        found.subject, found.text = subject.strip()[:200], text.strip()
        found.link = _address(found, row) if linked else ""
        found.save(update_fields=["subject", "text", "html", "link"])
        keep(row, at=at)
        new = {"medium": found.medium, "subject": found.subject, "text": found.text}
        write_down(actor, row, "changed", at=at, old=old, new=new)
    return row


def back_to_material(
    actor: Actor, campaign: Campaign, message: Message, *, version: int, at: dt.datetime
) -> Campaign:
    """The approved words again. Raises NotNow, ChangedMeanwhile, Missing when the material is no longer out."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        found = _message(row, message)
        texts = library.texts_of(found.edition_id or 0, unit_id=row.unit_id)
        made = proposal(texts, Medium(found.medium))
        found.subject, found.text, found.html = made.subject, made.text, made.html
        found.link = texts.address if made.linked else ""
        found.save(update_fields=["subject", "text", "html", "link"])
        keep(row, at=at)
        write_down(actor, row, "changed", at=at, new={"medium": found.medium, "text": found.text})
    return row


def split(
    actor: Actor, campaign: Campaign, message: Message, *, share_a: int, version: int, at: dt.datetime
) -> Message:
    """A second text beside the first, which keeps `share_a` per cent; or other shares for two that are there.
    Returns B. Raises NotNow, ChangedMeanwhile."""
    share = max(1, min(99, share_a))
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        first = Message.objects.filter(step=message.step, medium=message.medium, variant="A").first()
        if first is None or first.step.campaign_id != row.pk:
            raise NotNow
        first.share = share
        first.save(update_fields=["share"])
        values = {
            "edition_id": first.edition_id,
            "account_id": first.account_id,
            "subject": first.subject,
            "text": first.text,
            "html": first.html,
            "link": first.link,
            "extra": first.extra,
            "share": 100 - share,
        }
        second, made = Message.objects.get_or_create(
            step=message.step, medium=message.medium, variant="B", defaults=values
        )
        if not made:
            second.share = 100 - share
            second.save(update_fields=["share"])
        keep(row, at=at)
        write_down(actor, row, "changed", at=at, new={"medium": first.medium, "share_a": share})
    return second


def join(actor: Actor, campaign: Campaign, message: Message, *, version: int, at: dt.datetime) -> Campaign:
    """One text again: B goes. Raises NotNow, ChangedMeanwhile."""
    with transaction.atomic():
        row = held_draft(campaign, version=version)
        pair = Message.objects.filter(step=message.step, medium=message.medium, step__campaign=row)
        pair.filter(variant="B").delete()
        pair.filter(variant="A").update(share=100)
        keep(row, at=at)
        write_down(actor, row, "changed", at=at, new={"medium": message.medium, "share_a": 100})
    return row


def _message(row: Campaign, message: Message) -> Message:
    found = Message.objects.filter(pk=message.pk, step__campaign=row).first()
    if found is None:
        raise NotNow
    return found


def _address(message: Message, row: Campaign) -> str:
    if message.link or not message.edition_id:
        return message.link
    return library.texts_of(message.edition_id, unit_id=row.unit_id).address
