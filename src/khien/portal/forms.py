"""A big button of the first page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.portal.rules.buttons import LONGEST_LABEL
from khien.portal.wording import ICON_WORDS


class ButtonForm(forms.Form):
    label = forms.CharField(
        label=_("What stands on the button"),
        max_length=LONGEST_LABEL,
        help_text=_("As people would say it, at most eight words."),
    )
    label_en = forms.CharField(label=_("The same in English"), max_length=LONGEST_LABEL, required=False)
    address = forms.CharField(
        label=_("Page it leads to"),
        max_length=200,
        help_text=_("From the first / on, for example /tai-lieu/mat-dien-thoai/"),
    )
    icon = forms.ChoiceField(label=_("Sign"), choices=list(ICON_WORDS.items()))
    position = forms.IntegerField(
        label=_("Order on the page"),
        min_value=1,
        max_value=1000,
        help_text=_("A smaller number stands before."),
    )
    shown = forms.BooleanField(label=_("Show this button"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
