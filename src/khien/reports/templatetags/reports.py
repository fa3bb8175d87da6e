"""Words of reports for templates: states as badges, shares in whole per cent."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from khien.reports.wording.rounds import PARTS, ROUND_STATE, STANDING, STATES
from khien.web import figures
from khien.web.templatetags.khien import badge

register = template.Library()


@register.filter
def standing_badge(value: str) -> SafeString:
    text, tone = STANDING[value]
    return badge(text, tone)


@register.filter
def round_badge(value: str) -> SafeString:
    text, tone = ROUND_STATE[value]
    return badge(text, tone)


@register.filter
def state_badge(value: str) -> SafeString | str:
    if value not in STATES:
        return ""
    text, tone = STATES[value]
    return badge(text, tone)


@register.filter
def part_name(value: str) -> object:
    return PARTS.get(value, value)


@register.filter
def whole_percent(value: float | None) -> str:
    """66.67 → "67 %"; None → "–"."""
    return "–" if value is None else figures.percent(value, 0)
