"""Forms of the campaign screens. They check what was typed; who may is asked in `access`, what stands in `services`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.audiences.api import SegmentRule
from khien.channels.rules.kinds import Medium, StepKind
from khien.channels.rules.planning import MOST_STEPS
from khien.channels.services.campaign_plan import NewStep, Rhythm
from khien.channels.wording import MEDIUM_NAMES
from khien.channels.wording_campaigns import STEP_NAMES
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS
from khien.web.inputs import DayField

Choices = Sequence[tuple[int, str]]
LONGEST_TEXT = 20_000
HOURS = ["%H:%M", "%Hh%M", "%H.%M", "%Hh", "%H"]


def hour_field(label: object, *, required: bool = False, help_text: object = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,  # type: ignore[arg-type]
        required=required,
        help_text=help_text,  # type: ignore[arg-type]
        input_formats=HOURS,
        widget=forms.TimeInput({"placeholder": "07:30", "inputmode": "numeric"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour like 07:30.")},
    )


class PlaceField(forms.CharField):
    """A unit by code or name, with suggestions. Cleans to its id; empty = everywhere."""

    on: dt.date

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"list": "don-vi", "autocomplete": "off"})
        super().__init__(max_length=320, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        return orgs.unit_meant(text, on=self.on).id


class VersionForm(forms.Form):
    """Says which version of the plan the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BeginForm(forms.Form):
    """A new campaign: its name, whose it is, its first day."""

    title = forms.CharField(
        label=_("Name of the campaign"),
        max_length=200,
        help_text=_("For the office only; recipients do not see it."),
    )
    first_day = DayField(label=_("First day of sending"))
    field_order = ("title", "unit", "first_day")

    def __init__(self, *args: Any, units: Choices | None, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.only = units[0][0] if units is not None and len(units) == 1 else None
        if units is None:
            typed = PlaceField(label=_("Which unit sends it"), help_text=_("Code or part of the name."))
            typed.on = on
            self.fields["unit"] = typed
        elif self.only is None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Which unit sends it"), coerce=int, choices=list(units)
            )
        self.order_fields(self.field_order)

    @property
    def unit_id(self) -> int:
        return int(self.only if self.only is not None else self.cleaned_data["unit"])

    def clean_first_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["first_day"]
        if day < self.on:
            raise forms.ValidationError(_("This day is over. Choose today or later."))
        if day > self.on + dt.timedelta(days=366):
            raise forms.ValidationError(_("Plan at most one year ahead."))
        return day


class WhatForForm(VersionForm):
    title = forms.CharField(label=_("Name of the campaign"), max_length=200)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One sentence: who shall know or do what. The approver reads it first."),
    )
    task = forms.TypedChoiceField(
        label=_("For which task of the plan"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Its figures go to this task in the ledger."),
    )

    def __init__(self, *args: Any, tasks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", _("No task")), *tasks]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """One choice of people. Empty parts mean "all"; a unit's officer always names a place."""

    place = PlaceField(
        label=_("Where"), required=False, help_text=_("A unit and everything below it. Empty: everywhere.")
    )
    groups = forms.MultipleChoiceField(
        label=_("Which groups"),
        required=False,
        choices=list(AUDIENCE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every group."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Who ticked one of these topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: whatever they chose."),
    )

    def __init__(
        self, *args: Any, topics: Sequence[tuple[str, str]], place_needed: bool, on: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = list(topics)  # type: ignore[attr-defined]
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.on = on
        if place_needed:
            place.required = True
            place.help_text = _("Your unit, or a unit below it.")
        if not topics:
            del self.fields["topics"]

    def rule(self) -> SegmentRule:
        data = self.cleaned_data
        place = data.get("place")
        return SegmentRule(
            unit_ids=(place,) if place else (),
            audiences=tuple(sorted(data.get("groups", ()))),
            topics=tuple(sorted(data.get("topics", ()))),
        )


class MaterialForm(VersionForm):
    """Which material is said on which media."""

    material = forms.CharField(widget=forms.HiddenInput, max_length=40)
    on_media = forms.MultipleChoiceField(label=_("On which channels"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, media: Iterable[Medium], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_media"].choices = [(str(m), MEDIUM_NAMES[m]) for m in media]  # type: ignore[attr-defined]

    def chosen(self) -> list[Medium]:
        return [Medium(word) for word in self.cleaned_data["on_media"]]


class TextForm(VersionForm):
    """The words of one message."""

    subject = forms.CharField(label=_("Heading"), max_length=200, required=False)
    text = forms.CharField(label=_("The words"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 10}))
    linked = forms.BooleanField(
        label=_("With the short link to the material"),
        required=False,
        help_text=_("It stands where {link} stands, else at the end. Openings are counted as a total."),
    )

    def __init__(self, *args: Any, medium: Medium, can_link: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if medium == Medium.SMS:
            del self.fields["subject"]
            self.fields["text"].widget.attrs["rows"] = 4
        elif medium == Medium.EMAIL:
            self.fields["subject"].label = _("Subject of the mail")
            self.fields["subject"].required = True
        if not can_link:
            del self.fields["linked"]


class ShareForm(VersionForm):
    share = forms.IntegerField(
        label=_("Share of recipients that get text A, in per cent"), min_value=1, max_value=99, initial=50
    )


class StepForm(forms.Form):
    """One row of the rhythm; without a day it is left out."""

    kind = forms.ChoiceField(
        label=_("What kind of step"), choices=[(k.value, STEP_NAMES[k]) for k in StepKind]
    )
    day = DayField(label=_("Day"), required=False)
    hour = hour_field(_("Hour"))
    after = forms.TypedChoiceField(
        label=_("To those not reached by step"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        choices: list[tuple[Any, object]] = [("", "—"), *((n, str(n)) for n in range(1, number))]
        self.fields["after"].choices = choices  # type: ignore[attr-defined]
        if number == 1:
            del self.fields["after"]
            self.fields["day"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        again = data.get("kind") == StepKind.AGAIN
        if data.get("day") and again and not data.get("after"):
            where = "after" if "after" in self.fields else "kind"
            self.add_error(where, _("Say which step did not reach them."))
        return data

    def step(self) -> NewStep | None:
        day = self.cleaned_data.get("day")
        if day is None:
            return None
        hour = self.cleaned_data.get("hour") or dt.time(9, 0)
        kind = StepKind(self.cleaned_data["kind"])
        after = self.cleaned_data.get("after") if kind == StepKind.AGAIN else None
        return NewStep(kind, timezone.make_aware(dt.datetime.combine(day, hour)), after)


class RhythmForm(VersionForm):
    hours_from = hour_field(_("Golden hours from"), help_text=_("Nothing goes out outside these hours."))
    hours_until = hour_field(_("Golden hours until"))
    cap_messages = forms.IntegerField(
        label=_("At most so many messages to one person"),
        min_value=0,
        max_value=100,
        help_text=_("Counted over all campaigns. 0: no limit."),
    )
    cap_days = forms.IntegerField(label=_("Within so many days"), min_value=1, max_value=90)

    def rhythm(self) -> Rhythm:
        data = self.cleaned_data
        return Rhythm(data["hours_from"], data["hours_until"], data["cap_days"], data["cap_messages"])


def step_forms(data: Any, initial: Sequence[dict[str, Any]]) -> list[StepForm]:
    """As many rows as a plan may have; those that are empty are left out."""
    return [
        StepForm(
            data,
            prefix=f"b{number}",
            number=number,
            initial=initial[number - 1] if number <= len(initial) else {"kind": StepKind.REMINDER.value},
        )
        for number in range(1, MOST_STEPS + 1)
    ]


class ApproveForm(VersionForm):
    basis = forms.CharField(
        label=_("Basis of the sending"),
        max_length=300,
        help_text=_("The plan, decision or letter that gave you the task."),
    )


class ReturnForm(VersionForm):
    note = forms.CharField(
        label=_("What is to be changed"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class StopForm(forms.Form):
    note = forms.CharField(label=_("Why it is stopped"), max_length=1000, required=False)
    sure = forms.BooleanField(label=_("Yes, stop it for good"))


class CopyForm(forms.Form):
    first_day = DayField(label=_("First day of sending"))
