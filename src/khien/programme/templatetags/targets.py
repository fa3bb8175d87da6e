"""The targets' words in templates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khien.programme.rules.targets import Light
from khien.programme.tables.targets import light_badge as drawn_light
from khien.programme.wording.targets import amount, plain
from khien.web.templatetags.khien import badge

register = template.Library()


@register.simple_tag
def light_badge(light: str) -> SafeString:
    return drawn_light(Light(light))


@register.simple_tag
def has_badge(has: bool) -> SafeString:
    return badge(_("Has it"), "done") if has else badge(_("Not yet"), "need")


@register.filter
def target_amount(value: Decimal | None, unit: str) -> str:
    return amount(value, unit)


@register.filter
def plain_number(value: Decimal | None) -> str:
    return plain(value)


@register.filter
def fields_of(form: BaseForm, names: str) -> list[BoundField]:
    """Those of the named fields that the form has."""
    return [form[name] for name in names.split() if name in form.fields]


@register.filter
def any_value(bounds: Iterable[BoundField]) -> bool:
    """Whether one of the fields holds something or is in error."""
    return any(bound.value() not in (None, "") or bound.errors for bound in bounds)
