"""Form fields for what people type everywhere: a day, a sum of money. Domain fields stay with their apps.

Refuses a browser's own date field: it asks in the language of the browser.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.base.money import parse_vnd

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y"]


class DayField(forms.DateField):
    """A day as people write it: 24/11/2026, 24-11-26."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"inputmode": "numeric", "placeholder": "24/11/2026"}, format="%d/%m/%Y")
        told = {"invalid": _("There is no such day. Write it like 24/11/2026.")}
        super().__init__(input_formats=DAY_FORMATS, widget=widget, error_messages=told, **kwargs)


class MoneyField(forms.CharField):
    """A sum as people write it: "3.000.000", "50 triệu", "1,5 tỷ". Cleans to whole đồng, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_vnd(text)
        except ValueError:
            raise forms.ValidationError(
                _("This is no sum of money. Write it like 50 triệu or 50.000.000.")
            ) from None
