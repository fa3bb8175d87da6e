"""Badges of radio, print points and press, and a look into a table of words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from khien.channels.rules.placements import HangingState, PlaceKind
from khien.channels.rules.press import KitState, PieceForm
from khien.channels.rules.radio import AiringState, BulletinState, Priority
from khien.channels.wording_places import (
    AIRING_NAMES,
    BULLETIN_NAMES,
    BULLETIN_TONES,
    HANGING_NAMES,
    HANGING_TONES,
    KIT_NAMES,
    PIECE_NAMES,
    PLACE_NAMES,
    PRIORITY_NAMES,
    PRIORITY_TONES,
)
from khien.web.templatetags.khien import badge

register = template.Library()
AIRING_TONES = {
    AiringState.PLANNED: "info",
    AiringState.PLAYED: "done",
    AiringState.NOT_PLAYED: "need",
    AiringState.RECALLED: "idle",
}


@register.simple_tag
def priority_badge(priority: int) -> SafeString:
    """Nothing for a normal bulletin: only what differs is marked."""
    if priority == Priority.NORMAL:
        return SafeString("")
    return badge(PRIORITY_NAMES[Priority(priority)], PRIORITY_TONES[Priority(priority)])


@register.simple_tag
def airing_badge(state: str) -> SafeString:
    return badge(AIRING_NAMES[AiringState(state)], AIRING_TONES[AiringState(state)])


@register.simple_tag
def bulletin_badge(state: str) -> SafeString:
    return badge(BULLETIN_NAMES[BulletinState(state)], BULLETIN_TONES[BulletinState(state)])


@register.simple_tag
def hanging_badge(state: str) -> SafeString:
    return badge(HANGING_NAMES[HangingState(state)], HANGING_TONES[HangingState(state)])


@register.filter
def of(names: Mapping[object, object], code: object) -> object:
    """The word of a code."""
    return names.get(code, code)


@register.simple_tag
def place_kind(kind: str) -> object:
    return PLACE_NAMES[PlaceKind(kind)]


@register.simple_tag
def piece_form(form: str) -> object:
    return PIECE_NAMES[PieceForm(form)]


@register.simple_tag
def kit_badge(state: str) -> SafeString:
    tones = {KitState.SENT: "done", KitState.FAILED: "danger", KitState.UNCERTAIN: "need"}
    return badge(KIT_NAMES[KitState(state)], tones.get(KitState(state), "info"))
