"""Forms of the consolidated report: number and day of the signed paper, the office's template."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_NUMBER = 99_999


class SignForm(forms.Form):
    """What stands on the signed paper."""

    number = forms.IntegerField(label=_("Number of the report"), min_value=1, max_value=LARGEST_NUMBER)
    signed_on = forms.DateField(label=_("Day of signing"), help_text=_("For example 24/11/2026"))
    position = forms.CharField(label=_("Position of the signer"), max_length=200)
    signer = forms.CharField(
        label=_("Name of the signer"), max_length=200, help_text=_("Without academic titles.")
    )
    scan = forms.FileField(
        label=_("Scan of the signed report"), required=False, help_text=_("PDF or picture; may come later.")
    )

    def __init__(self, *args: object, today: dt.date, earliest: dt.date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today, self.earliest = today, earliest

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is in the future. Enter the day on the signed paper."))
        if day < self.earliest:
            raise forms.ValidationError(_("This day lies before the period that is reported."))
        return day


class ScanForm(forms.Form):
    scan = forms.FileField(label=_("Scan of the signed report"), help_text=_("PDF or picture."))


class WordForm(forms.Form):
    word = forms.FileField(
        label=_("Word file with places (.docx)"),
        required=False,
        help_text=_("It is tried with the newest report before it is taken."),
    )
