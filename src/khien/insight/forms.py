"""What stands on a programme's public page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ScorecardForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the page"),
        max_length=300,
        required=False,
        help_text=_("Empty: the title of the programme."),
    )
    intro = forms.CharField(
        label=_("A sentence for people"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this programme does for people, in plain words."),
    )
    show_targets = forms.BooleanField(label=_("Targets and how far they are"), required=False)
    show_tasks = forms.BooleanField(label=_("Tasks done in time, in per cent"), required=False)
    show_reports = forms.BooleanField(label=_("Reports in time, in per cent"), required=False)
    show_activities = forms.BooleanField(label=_("How many activities there were"), required=False)
    show_plans = forms.BooleanField(label=_("How many units have a plan of their own"), required=False)
    show_money = forms.BooleanField(label=_("Money spent, as one sum"), required=False)
    name_late = forms.BooleanField(
        label=_("Name the units whose report is late"),
        required=False,
        help_text=_("Only where the office has decided so. Without this no unit is named."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, object]:
        kept = super().clean() or {}
        if kept.get("name_late") and not kept.get("show_reports"):
            self.add_error("name_late", str(_("Show the reports too, or leave the units unnamed.")))
        return kept
