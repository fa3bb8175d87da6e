"""What screens call media, kinds of account and what became of a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.channels.rules.kinds import ChannelKind, Delivery, Medium
from khien.channels.rules.reasons import Reason

MEDIUM_NAMES: dict[Medium, object] = {
    Medium.EMAIL: _("E-mail"),
    Medium.SMS: _("SMS"),
    Medium.ZALO: _("Zalo"),
    Medium.PUSH: _("Browser notice"),
    Medium.FACEBOOK: _("Facebook page"),
    Medium.YOUTUBE: _("YouTube"),
    Medium.PORTAL: _("Notice on the site"),
    Medium.RADIO: _("Commune radio"),
    Medium.PRINT: _("Print points"),
    Medium.PRESS: _("Press"),
}
MEDIUM_ICONS: dict[Medium, str] = {
    Medium.EMAIL: "mail",
    Medium.SMS: "message",
    Medium.ZALO: "message-circle",
    Medium.PUSH: "bell",
    Medium.FACEBOOK: "brand-facebook",
    Medium.YOUTUBE: "brand-youtube",
    Medium.PORTAL: "world",
    Medium.RADIO: "speakerphone",
    Medium.PRINT: "map-pin",
    Medium.PRESS: "news",
}
KIND_NAMES: dict[ChannelKind, object] = {
    ChannelKind.EMAIL: _("E-mail (SMTP)"),
    ChannelKind.SMS_SMPP: _("SMS (operator, SMPP)"),
    ChannelKind.SMS_HTTP: _("SMS (gateway, HTTP)"),
    ChannelKind.ZALO: _("Zalo Official Account"),
    ChannelKind.PUSH: _("Browser notice"),
    ChannelKind.FACEBOOK: _("Facebook page"),
    ChannelKind.YOUTUBE: _("YouTube"),
    ChannelKind.PORTAL: _("Notice on the site"),
    ChannelKind.RADIO: _("Commune radio"),
    ChannelKind.PRINT: _("Print points"),
    ChannelKind.PRESS: _("Press"),
}
STATE_NAMES: dict[Delivery, object] = {
    Delivery.QUEUED: _("Waiting to go"),
    Delivery.LEASED: _("Waiting to go"),
    Delivery.HANDING: _("Being handed over"),
    Delivery.SENT: _("Sent"),
    Delivery.DELIVERED: _("Arrived"),
    Delivery.FAILED: _("Did not arrive"),
    Delivery.UNCERTAIN: _("Uncertain"),
    Delivery.SKIPPED: _("Left out"),
    Delivery.WAITING: _("Tried again later"),
}
REASON_NAMES: dict[str, object] = {
    Reason.LEFT: _("Left or erased meanwhile"),
    Reason.CAP: _("Had enough messages lately"),
    Reason.NO_ADDRESS: _("No such number or address"),
    Reason.REFUSED: _("Refused by the service"),
    Reason.FULL: _("Mailbox full or telephone off"),
    Reason.EXPIRED: _("Not delivered in time"),
    Reason.GAVE_UP: _("Tried several times in vain"),
    Reason.KILLED: _("The computer stopped while sending"),
    Reason.BROKEN: _("The line broke while sending"),
    Reason.STOPPED: _("The campaign was stopped"),
    Reason.MONEY: _("The month's budget is used up"),
    "bad-address": _("No such number or address"),
    "no-answer": _("The service did not answer"),
    "hung-up": _("The service hung up"),
    "account": _("The account is refused"),
    "token": _("The account must be let in again"),
    "quota": _("The month's free messages are used up"),
    "window": _("The person wrote too long ago"),
    "night": _("Not allowed at this hour"),
    "template": _("The template is not approved"),
    "later": _("The service asks to come back later"),
    "no-line": _("The service cannot be reached"),
    "too-long": _("The text is too long"),
    "too_long": _("The text is too long"),
    "too-large": _("The file is too large"),
    "empty": _("The text is empty"),
    "time": _("The time of publishing does not suit"),
    "title": _("The title does not suit"),
    "policy": _("Against the rules of the service"),
    "duplicate": _("Stands there already"),
    "no-film": _("The film is missing"),
    "no-captions": _("The captions are missing"),
    "article-not-ready": _("The article is not ready yet"),
}


def reason_name(code: str) -> object:
    """In words; a service's own number is shown as it is, for who asks the service."""
    return REASON_NAMES.get(code, code)
