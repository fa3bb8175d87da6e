"""Kinds of channel, states of what is sent over them, and which may follow which. Knows no database."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class ChannelKind(StrEnum):
    EMAIL = "email"
    SMS_SMPP = "sms_smpp"
    SMS_HTTP = "sms_http"
    ZALO = "zalo"  # followers and ZNS of an Official Account
    PUSH = "push"  # web push
    FACEBOOK = "facebook"  # the office's own page
    YOUTUBE = "youtube"
    PORTAL = "portal"  # banner and feeds of the public site
    RADIO = "radio"  # commune loudspeakers
    PRINT = "print"  # placements
    PRESS = "press"


# What a person's address is kept under (audiences.api.Channel); the others reach no address.
ADDRESS_OF: dict[ChannelKind, str] = {
    ChannelKind.EMAIL: "email",
    ChannelKind.SMS_SMPP: "sms",
    ChannelKind.SMS_HTTP: "sms",
    ChannelKind.ZALO: "zalo",
    ChannelKind.PUSH: "push",
}
KINDS_OF = {
    address: tuple(kind for kind, kept in ADDRESS_OF.items() if kept == address)
    for address in dict.fromkeys(ADDRESS_OF.values())
}


class Medium(StrEnum):
    """What a message is written for; several kinds of account may carry one (SMS by SMPP or HTTP)."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    PUSH = "push"
    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    PORTAL = "portal"
    RADIO = "radio"
    PRINT = "print"
    PRESS = "press"


MEDIUM_OF = {kind: Medium(ADDRESS_OF.get(kind, kind.value)) for kind in ChannelKind}
KINDS_FOR = {medium: tuple(k for k, m in MEDIUM_OF.items() if m == medium) for medium in Medium}
PERSONAL = frozenset(Medium(kept) for kept in KINDS_OF)  # one delivery per address
BROADCAST = frozenset(Medium) - PERSONAL  # one post, one bulletin, one package


class CampaignState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # for approval
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


MOVES: dict[CampaignState, frozenset[CampaignState]] = {
    CampaignState.DRAFT: frozenset({CampaignState.WAITING}),
    CampaignState.WAITING: frozenset({CampaignState.DRAFT, CampaignState.APPROVED}),
    CampaignState.APPROVED: frozenset({CampaignState.RUNNING, CampaignState.DRAFT, CampaignState.STOPPED}),
    CampaignState.RUNNING: frozenset({CampaignState.PAUSED, CampaignState.STOPPED, CampaignState.DONE}),
    CampaignState.PAUSED: frozenset({CampaignState.RUNNING, CampaignState.STOPPED}),
    CampaignState.STOPPED: frozenset(),
    CampaignState.DONE: frozenset(),
}


class StepKind(StrEnum):
    TEASER = "teaser"
    MAIN = "main"
    REMINDER = "reminder"
    AGAIN = "again"  # to those an earlier step did not reach


class MessageState(StrEnum):
    """Of one text of a step on one medium."""

    PLANNED = "planned"
    PREPARING = "preparing"  # recipients are being written
    READY = "ready"  # being sent while the campaign runs
    DONE = "done"
    STOPPED = "stopped"


class Delivery(IntEnum):
    """Of one recipient and one step. Only QUEUED is ever taken for sending; nothing leaves UNCERTAIN by itself."""

    QUEUED = 0
    LEASED = 1  # a worker holds it, not yet touched
    HANDING = 2  # it may be on the wire this very moment
    SENT = 3  # the other side took it
    DELIVERED = 4  # a receipt says it arrived
    FAILED = 5
    UNCERTAIN = 6  # the worker died while handing it over
    SKIPPED = 7  # left, erased, or over the frequency cap since it was queued
    WAITING = 8  # certainly not sent; tried again in a while


ENDED = frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.FAILED, Delivery.UNCERTAIN, Delivery.SKIPPED})
REACHED = frozenset({Delivery.SENT, Delivery.DELIVERED})
