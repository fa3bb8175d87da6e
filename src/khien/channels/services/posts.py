"""Hands over what has no recipient: a post, a banner, a bulletin, a kit. Once; a killed worker leaves it uncertain."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.crypto import get_random_string

from khien.base import clock
from khien.channels.models import ChannelAccount, Message, Post
from khien.channels.rules.kinds import Delivery, Medium
from khien.channels.rules.reasons import Reason
from khien.channels.selectors.next_message import usable_accounts
from khien.channels.services import trouble
from khien.channels.services.accounts import account_data
from khien.channels.services.composing import sheet_of
from khien.channels.transports.contract import Fate, Outcome, Parcel, TransportDown
from khien.channels.transports.registry import transport_for

MOST_ATTEMPTS = 8
_STATE = {
    Fate.TAKEN: Delivery.SENT,
    Fate.REFUSED: Delivery.FAILED,
    Fate.TRY_AGAIN: Delivery.WAITING,
    Fate.UNCERTAIN: Delivery.UNCERTAIN,
}


def open_posts(message: Message) -> list[int]:
    """One post per account that carries the medium (or the one the message names). Asked again, adds nothing."""
    accounts = [message.account] if message.account else list(_carriers(message))
    with transaction.atomic():
        return [Post.objects.get_or_create(message=message, account=account)[0].pk for account in accounts]


def _carriers(message: Message) -> Iterator[ChannelAccount]:
    yield from usable_accounts(Medium(message.medium), at=clock.now())


def send_post(post_id: int) -> bool:
    """True when it was handed over now. Never twice: the row is taken and committed first."""
    code = get_random_string(16)
    taken = Post.objects.filter(pk=post_id, state__in=[Delivery.QUEUED, Delivery.WAITING])
    if not taken.update(state=Delivery.HANDING, lease=code, sent_at=clock.now()):
        return False
    post = Post.objects.select_related("message__step__campaign", "account").get(pk=post_id)
    if post.account is None:
        return False
    outcome = _hand_over(post, post.account)
    post.attempts += 1
    state = _STATE[outcome.fate]
    if state == Delivery.WAITING and post.attempts >= MOST_ATTEMPTS:
        state, outcome = Delivery.FAILED, Outcome(outcome.ref, outcome.fate, reason=Reason.GAVE_UP)
    Post.objects.filter(pk=post_id, lease=code).update(
        state=state,
        attempts=post.attempts,
        provider_id=outcome.provider_id[:120],
        address=outcome.address[:500],
        reason=outcome.reason[:300],
        sent_at=clock.now(),
    )
    return state == Delivery.SENT


def _hand_over(post: Post, account: ChannelAccount) -> Outcome:
    """Certainly not sent → TRY_AGAIN; taken by the line and no word → UNCERTAIN."""
    parcel = post_parcel(post)
    console = post.message.step.campaign.drill or bool(account.settings.get("console"))
    taken: list[str] = []

    def parcels() -> Iterator[Parcel]:
        taken.append(parcel.ref)
        yield parcel

    told: list[Outcome] = []
    try:
        with transport_for(account_data(account), console=console).open() as line:
            told.extend(line.send(parcels()))
    except TransportDown as down:
        trouble.note(account, down, at=clock.now())
        if told:
            return told[0]
        fate = Fate.UNCERTAIN if taken else Fate.TRY_AGAIN
        return Outcome(parcel.ref, fate, reason=down.words)
    trouble.over(account)
    return told[0] if told else Outcome(parcel.ref, Fate.UNCERTAIN, reason=Reason.BROKEN)


def post_parcel(post: Post) -> Parcel:
    sheet = sheet_of(post.message)
    return Parcel(
        ref=f"p{post.pk:x}",
        to="",
        subject=sheet.subject,
        text=sheet.text,
        html=sheet.html,
        link=sheet.link,
        urgent=sheet.urgent,
        expires_at=sheet.expires_at,
        extra=sheet.extra,
    )
