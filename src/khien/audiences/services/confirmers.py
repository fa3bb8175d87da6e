"""Who carries the one message that asks "is this you?". Mail goes from the installation's own mailbox; an upper app
registers how a short message is sent. A channel nobody carries is not offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage


class ConfirmerDown(Exception):
    """The message certainly did not go; it is tried again in a while."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`address` in plain, not to be stored. `ref` is the same at every attempt. `text` holds code and link already."""

    ref: str
    channel: str
    address: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    language: str


Send = Callable[[Confirmation], None]
_confirmers: dict[str, Send] = {}


def register_confirmer(channel: str, send: Send, *, ready: Callable[[], bool] | None = None) -> None:
    """Called in `AppConfig.ready`. `send` raises ConfirmerDown when nothing went out. `ready` says whether it can be
    offered now (an operator is set up); None = always. Raises ValueError for a channel that is taken."""
    if channel in _confirmers:
        raise ValueError(f"confirmer for {channel!r} registered twice")
    _confirmers[channel] = send
    if ready is not None:
        _ready[channel] = ready


_ready: dict[str, Callable[[], bool]] = {}


def ready_channels() -> tuple[str, ...]:
    """In the order of the form."""
    return tuple(
        channel
        for channel in ("email", "sms")
        if channel in _confirmers and _ready.get(channel, lambda: True)()
    )


def send_confirmation(confirmation: Confirmation) -> None:
    """Raises ConfirmerDown."""
    found = _confirmers.get(confirmation.channel)
    if found is None:
        raise ConfirmerDown
    found(confirmation)


def send_by_mail(confirmation: Confirmation) -> None:
    host = settings.ALLOWED_HOSTS[0].strip(".*[]") if settings.ALLOWED_HOSTS else ""
    message = EmailMessage(
        confirmation.subject,
        confirmation.text,
        None,
        to=[confirmation.address],
        headers={
            "Message-ID": f"<consent-{confirmation.ref}@{host or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors
        raise ConfirmerDown(type(error).__name__) from None


register_confirmer("email", send_by_mail)
