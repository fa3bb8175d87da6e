"""Numbers as people here write them: 98.000, 45,69. Refuses to guess: what it cannot read is told at the field."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.programme.wording.targets import plain

_GROUPED = re.compile(r"^\d{1,3}(\.\d{3})+(,\d+)?$")
_PLAIN = re.compile(r"^\d+(,\d+)?$")
_ENGLISH = re.compile(r"^\d+\.\d{1,2}$")
MOST = Decimal(10) ** 12


class NumberField(forms.CharField):
    """Cleans to a Decimal, or None when empty. `whole`: no decimals."""

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(max_length=40, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(" ", "").replace("\u00a0", "").removesuffix("%")
        if not text:
            return None
        if _ENGLISH.match(text) and not _GROUPED.match(text):
            number = Decimal(text)
        elif _GROUPED.match(text) or _PLAIN.match(text):
            number = Decimal(text.replace(".", "").replace(",", "."))
        else:
            raise forms.ValidationError(_("This is no number. Write it like 98.000 or 45,69."))
        if number > MOST:
            raise forms.ValidationError(_("This number is too large to be right."))
        if self.whole and number != int(number):
            raise forms.ValidationError(_("A whole number is needed here."))
        return number

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value
