"""Makes what goes on the wire out of an approved message: the text, the short link, who sent it, how to leave.

Refuses to personalise: every recipient of a message reads the same words, so nobody is told by a link who she is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.crypto import get_random_string

from khien.audiences import api as audiences
from khien.audiences.api import OpenAddress
from khien.channels.models import Message, ShortLink
from khien.channels.rules.kinds import PERSONAL, Medium
from khien.channels.transports.contract import Parcel

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another when typed from a poster
CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message made ready once for all its recipients."""

    message_id: int
    medium: Medium
    subject: str
    text: str
    html: str
    link: str
    urgent: bool
    expires_at: dt.datetime | None
    extra: Mapping[str, Any] = field(default_factory=dict)


def sheet_of(message: Message) -> Sheet:
    """With its step and campaign selected. The link is made when it is first needed."""
    campaign = message.step.campaign
    link = short_address(message) if message.link else ""
    marker = "[DIỄN TẬP] " if campaign.drill else ""
    return Sheet(
        message.pk,
        Medium(message.medium),
        marker + message.subject if message.subject else "",
        marker + _with_link(message, link),
        message.html.replace("{link}", link),
        link,
        campaign.alert_uuid is not None,
        campaign.ends_at,
        message.extra | ({"edition_id": message.edition_id} if message.edition_id else {}),
    )


def _with_link(message: Message, link: str) -> str:
    if "{link}" in message.text:
        return message.text.replace("{link}", link)
    return f"{message.text} {link}".strip() if link else message.text


def parcel_for(sheet: Sheet, delivery_id: int, address: OpenAddress) -> Parcel:
    leave = ""
    if sheet.medium == Medium.EMAIL:  # a text message has no room; its page is on the site
        leave = absolute(audiences.leave_address(address.id))
    return Parcel(
        ref=reference(delivery_id),
        to=address.address,
        subject=sheet.subject,
        text=sheet.text,
        html=sheet.html,
        link=sheet.link,
        unsubscribe=leave,
        language=address.language,
        urgent=sheet.urgent,
        expires_at=sheet.expires_at,
        extra=sheet.extra,
    )


def reference(delivery_id: int) -> str:
    """The same at every attempt, so that services that know references take a message once."""
    return f"k{delivery_id:x}"


def delivery_of(reference_text: str) -> int:
    """Raises ValueError."""
    if not reference_text.startswith("k"):
        raise ValueError(reference_text)
    return int(reference_text[1:], 16)


def parcel_preview(message: Message) -> Parcel:
    """What one recipient would get, for the screen: a link that is not counted, a place for the way to leave."""
    sheet = sheet_of(message) if message.pk and message.link else None
    text = sheet.text if sheet else message.text.replace("{link}", "")
    personal = message.medium in PERSONAL
    return Parcel(
        ref="k0",
        to="",
        subject=sheet.subject if sheet else message.subject,
        text=text,
        html=sheet.html if sheet else message.html,
        link=sheet.link if sheet else "",
        unsubscribe=absolute("/nhan-tin/thoi/") if personal else "",
        extra=message.extra,
    )


def short_address(message: Message) -> str:
    """The counted address of a message, the same for everybody."""
    found = ShortLink.objects.filter(message=message, target=message.link).first()
    while found is None:
        try:
            with transaction.atomic():
                code = get_random_string(CODE_LENGTH, LETTERS)
                found = ShortLink.objects.create(code=code, message=message, target=message.link)
        except IntegrityError:  # a code that is taken, or another worker was first
            found = ShortLink.objects.filter(message=message, target=message.link).first()
    return absolute(reverse("channels:short_link", kwargs={"code": found.code}))


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
