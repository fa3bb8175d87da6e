"""Words for fields of a comparison. `{% load plan_words %}`. Knows no plan."""

from __future__ import annotations

from django import template

from khien.base.money import vnd
from khien.plans import wording
from khien.plans.rules.entry import show_date

register = template.Library()


@register.filter
def field_word(name: str) -> object:
    return wording.FIELD.get(name, name)


@register.filter
def field_value(value: str, name: str) -> str:
    """Money, dates and rhythms as people read them; lists on one line."""
    if name == "amount_vnd":
        return vnd(int(value))
    if name in {"start", "end", "deadline"}:
        return show_date(value)
    if name == "recurrence":
        return str(wording.RECURRENCE.get(value, value))
    return "; ".join(value.splitlines())
