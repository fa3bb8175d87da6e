"""What the public shell asks of alerts: the line on top of every page."""

from __future__ import annotations

from django import template
from django.db import DatabaseError
from django.utils.translation import get_language

from khien.alerts.selectors.public import BannerLine, banner_lines
from khien.base import clock
from khien.web.languages import address_in

register = template.Library()


@register.simple_tag
def alerts_in_force() -> list[BannerLine]:
    """Newest first, at most three. Nothing when the database does not answer: error pages carry this line too."""
    try:
        return banner_lines(get_language() or "vi", at=clock.now())
    except DatabaseError:
        return []


@register.filter
def in_language(address: str) -> str:
    """The address in the language of this page."""
    return address_in(get_language() or "vi", address)
