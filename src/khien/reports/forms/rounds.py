"""Forms of rounds and submissions. They check what was typed; who may is asked in `access`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.reports.services.rounds import RoundDays
from khien.reports.services.submissions import LONGEST_TEXT, Narrative
from khien.reports.wording.rounds import PARTS
from khien.web.inputs import DayField

HINTS = {
    "direction": _("Documents issued, meetings, who was put in charge."),
    "results": _("The two or three things worth telling, with their figures."),
    "difficulties": _("What did not go well."),
    "causes": _("Why."),
    "next_steps": _("The main work until the next report."),
    "proposals": _("What you ask of your superior."),
}


class RoundForm(forms.Form):
    """Title, days and question of a round."""

    title = forms.CharField(label=_("What the report is called"), max_length=300)
    first = DayField(label=_("Activities count from"))
    cut_off = DayField(label=_("to (last day that counts)"))
    opens_on = DayField(label=_("Units may write from"))
    due_on = DayField(label=_("Due day"))
    ask = forms.CharField(
        label=_("What should be told this time"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands on top of every unit's report."),
    )

    def days(self) -> RoundDays:
        data = self.cleaned_data
        return RoundDays(
            title=data["title"],
            first=data["first"],
            cut_off=data["cut_off"],
            opens_on=data["opens_on"],
            due_on=data["due_on"],
            ask=data["ask"],
        )


class UnitsForm(forms.Form):
    """Which units: in the words of a plan, one a line."""

    units = forms.CharField(
        label=_("Units"),
        max_length=8000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One a line, as plans write it: “Các sở, ban, ngành”, “UBND các xã, phường”, or the name of one unit."
        ),
    )

    def phrases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]


class SpecialForm(RoundForm, UnitsForm):
    """A report that the plan does not foresee."""

    programme = forms.ChoiceField(label=_("Programme"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    field_order = ("programme", "title", "units", "first", "cut_off", "opens_on", "due_on", "ask", "key")

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = programmes


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class TimeForm(forms.Form):
    due_on = DayField(
        label=_("Due day of this unit"),
        required=False,
        help_text=_("Left empty, the round's own due day holds."),
    )


class DecisionForm(forms.Form):
    remark = forms.CharField(
        label=_("What has to be put right"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Signed report (PDF or photo)"),
        help_text=_("At most 30 MB."),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )


class TableFileForm(forms.Form):
    table = forms.FileField(
        label=_("The filled table (.xlsx)"),
        help_text=_("At most 10 MB."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


class NarrativeForm(forms.Form):
    """What the officer writes, in the parts offices expect."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in HINTS.items():
            self.fields[name] = forms.CharField(
                label=PARTS[name],  # type: ignore[arg-type]  # a lazy translation
                required=False,
                max_length=LONGEST_TEXT,
                strip=True,
                help_text=hint,
                widget=forms.Textarea({"rows": 5 if name in ("direction", "results") else 3}),
            )

    def narrative(self) -> Narrative:
        return Narrative(**{name: self.cleaned_data[name] for name in HINTS})


def round_initial(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("title", "first", "cut_off", "opens_on", "due_on", "ask")}


def special_initial(on: dt.date) -> dict[str, Any]:
    return {
        "first": on.replace(day=1),
        "cut_off": on,
        "opens_on": on,
        "due_on": on + dt.timedelta(days=7),
        "units": "Các sở, ban, ngành\nUBND các xã, phường",
    }
