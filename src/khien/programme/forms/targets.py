"""Forms of targets: how a target is counted, and figures that people enter. Who may is asked in `access.targets`.

Each method of counting shows its own fields only; the method itself is chosen in the address.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.programme.forms.target_fields import NumberField
from khien.programme.models import TargetDefinition, TargetReading
from khien.programme.rules.ledger import EARLIEST, ActivityKind, Audience, Basis
from khien.programme.rules.target_outlook import wilson
from khien.programme.rules.targets import Direction, Method, UnitCondition, direction_of
from khien.programme.services.target_defining import NewDefinition
from khien.programme.services.target_readings import NewReading
from khien.programme.wording.ledger import AUDIENCE_WORDS, KIND_WORDS
from khien.programme.wording.targets import DIRECTION_WORDS, condition_words
from khien.web.inputs import DayField

_OUT_OF = ("denominator_value", "denominator_text", "denominator_year", "denominator_source")
FIELDS_OF: dict[str, tuple[str, ...]] = {
    Method.UNITS: ("condition", "product_name", "set_phrase", "tasks", "per_year", *_OUT_OF),
    Method.PEOPLE: ("audiences", "turns", "tasks", "per_year", *_OUT_OF),
    Method.COUNT: ("product_name", "kinds", "tasks", "per_year", *_OUT_OF),
    Method.INCIDENTS: ("cause", "denominator_text", "denominator_source", "per_year"),
    Method.SURVEY: ("denominator_text", "per_year"),
    Method.TYPED: ("denominator_text", "denominator_source", "per_year"),
    Method.UNDEFINED: (),
}
ALWAYS = ("numerator_text", "direction", "baseline_value", "baseline_on", "baseline_source", "reason")
MOST_TASK_LETTERS = 140
LARGEST_FILE = 20 << 20


class DefinitionForm(forms.Form):
    """`method` decides which fields there are; `years`: those that may have a milestone."""

    numerator_text = forms.CharField(
        label=_("What is counted, in words"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A sentence everybody reads. Empty: Khiên writes it from the fields below."),
    )
    condition = forms.ChoiceField(label=_("What a unit must have"))
    product_name = forms.CharField(
        label=_("Product"),
        max_length=200,
        required=False,
        help_text=_("As it stands in the ledger, for example: tin, bài. A comma means “or”."),
    )
    set_phrase = forms.CharField(
        label=_("Units meant"),
        max_length=500,
        help_text=_("For example: các sở, ban, ngành và UBND các xã, phường."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of activity"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, KIND_WORDS[kind]) for kind in ActivityKind],
        help_text=_("An activity of these kinds counts as one where no product is named in it."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Audiences"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(audience.value, AUDIENCE_WORDS[audience]) for audience in Audience],
        help_text=_("None chosen: all of them."),
    )
    turns = forms.BooleanField(
        label=_("Each time somebody is reached counts"),
        required=False,
        help_text=_("For targets that say so, for example 50.000 lượt người."),
    )
    tasks = forms.MultipleChoiceField(
        label=_("Tasks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only activities for these tasks count. None chosen: all tasks."),
    )
    cause = forms.CharField(label=_("Cause"), max_length=300, required=False)
    per_year = forms.BooleanField(
        label=_("Counted anew each year"), required=False, help_text=_("From 1 January to 31 December.")
    )
    denominator_value = NumberField(
        label=_("Out of how many"), required=False, help_text=_("For example: 98.000.")
    )
    denominator_text = forms.CharField(label=_("Out of whom or what"), max_length=500, required=False)
    denominator_year = forms.IntegerField(
        label=_("Year of that number"), required=False, min_value=1990, max_value=2100, localize=False
    )
    denominator_source = forms.CharField(
        label=_("Source of that number"),
        max_length=500,
        required=False,
        help_text=_("For example: Niên giám thống kê 2025, or the list of schools of the department."),
    )
    direction = forms.ChoiceField(
        label=_("Direction"), widget=forms.RadioSelect, choices=list(DIRECTION_WORDS.items())
    )
    baseline_value = NumberField(
        label=_("Value at the start"),
        required=False,
        help_text=_("Where the target began; empty when unknown."),
    )
    baseline_on = DayField(label=_("Day of the start value"), required=False)
    baseline_source = forms.CharField(label=_("Source of the start value"), max_length=500, required=False)
    reason = forms.CharField(
        label=_("Why it is changed"),
        max_length=500,
        required=False,
        help_text=_("Stands in the history of this target."),
    )

    def __init__(
        self,
        *args: Any,
        method: Method,
        years: Sequence[int],
        tasks: Iterable[tuple[str, str]],
        share: bool,
        comparator: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.method, self.years, self.comparator = method, years, comparator
        keep = {*FIELDS_OF[method], *ALWAYS}
        if comparator != "=":
            keep.discard("direction")
        if method is Method.COUNT and not share:
            keep -= set(_OUT_OF)
        for name in [name for name in self.fields if name not in keep]:
            del self.fields[name]
        for name, choices in (("tasks", list(tasks)), ("condition", list(condition_words().items()))):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if method is Method.UNITS:
            self.fields["denominator_value"].help_text = _(
                "Only when the list of units is not complete, for example schools. Empty: the units meant are counted."
            )
        for year in years:
            self.fields[f"milestone_{year}"] = NumberField(
                label=_("By 31/12/%(year)s") % {"year": year}, required=False
            )

    @property
    def milestone_names(self) -> list[str]:
        return [f"milestone_{year}" for year in self.years]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("condition") == UnitCondition.PRODUCT and not data.get("product_name"):
            self.add_error("product_name", str(_("Write which product a unit must have made.")))
        if data.get("denominator_value") == 0:
            self.add_error("denominator_value", str(_("Nothing can be counted out of zero.")))
        if (
            data.get("baseline_on")
            and data.get("baseline_value") is None
            and "baseline_value" not in self.errors
        ):
            self.add_error("baseline_value", str(_("Write the value of that day, or leave the day empty.")))
        return data

    def definition(self, *, unit_ids: tuple[int, ...]) -> NewDefinition:
        data = self.cleaned_data
        return NewDefinition(
            method=self.method,
            direction=direction_of(self.comparator, data.get("direction", Direction.UP)),
            numerator_text=data["numerator_text"].strip(),
            denominator_text=data.get("denominator_text", "").strip(),
            denominator_value=data.get("denominator_value"),
            denominator_year=data.get("denominator_year"),
            denominator_source=data.get("denominator_source", "").strip(),
            condition=data.get("condition", ""),
            product_name=data.get("product_name", "").strip(),
            kinds=tuple(data.get("kinds", ())),
            audiences=tuple(data.get("audiences", ())),
            per_year=data.get("per_year", False),
            turns=data.get("turns", False),
            cause=data.get("cause", "").strip(),
            set_phrase=data.get("set_phrase", "").strip(),
            unit_ids=unit_ids,
            task_ids=tuple(int(pk) for pk in data.get("tasks", ())),
            baseline_value=data["baseline_value"],
            baseline_on=data["baseline_on"],
            baseline_source=data["baseline_source"].strip(),
            milestones={
                year: data[f"milestone_{year}"]
                for year in self.years
                if data.get(f"milestone_{year}") is not None
            },
        )


def initial_of(
    definition: TargetDefinition, task_ids: Iterable[int], milestones: dict[int, Decimal]
) -> dict[str, Any]:
    """What the form shows of a definition as it stands."""
    names = {*ALWAYS, *(name for fields in FIELDS_OF.values() for name in fields)} - {"tasks", "reason"}
    shown: dict[str, Any] = {name: getattr(definition, name) for name in names}
    shown["tasks"] = [str(pk) for pk in task_ids]
    return shown | {f"milestone_{year}": value for year, value in milestones.items()}


_READING_FIELDS: dict[str, tuple[str, ...]] = {
    Method.INCIDENTS: ("numerator", "denominator"),
    Method.SURVEY: ("numerator", "denominator", "value", "low", "high"),
    Method.TYPED: ("value", "numerator", "denominator", "basis"),
}
_BASIS = {Method.INCIDENTS: Basis.COUNTED, Method.SURVEY: Basis.SURVEYED}
_NUMERATORS: dict[str, tuple[Any, Any]] = {
    Method.INCIDENTS: (_("Incidents with this cause"), _("All incidents")),
    Method.SURVEY: (_("How many answered so"), _("How many were asked")),
    Method.TYPED: (_("How many have it"), _("Out of how many")),
}


class ReadingForm(forms.Form):
    """A figure with its day and source. A share is computed where part and whole are given."""

    on = DayField(label=_("Day the figure holds for"))
    numerator = NumberField(whole=True, required=False)
    denominator = NumberField(whole=True, required=False)
    value = NumberField(required=False)
    low = NumberField(label=_("Lower bound"), required=False)
    high = NumberField(label=_("Upper bound"), required=False)
    basis = forms.ChoiceField(
        label=_("How do you know?"),
        widget=forms.RadioSelect,
        choices=[
            (Basis.COUNTED.value, _("Counted")),
            (Basis.ESTIMATED.value, _("Estimated")),
            (Basis.TYPED.value, _("Taken over from a document")),
        ],
        initial=Basis.TYPED.value,
    )
    source_text = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Document, survey or register it comes from, with number and date."),
    )
    file = forms.FileField(
        label=_("File of the source"), required=False, help_text=_("Any file up to 20 MB.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        method: Method,
        unit: str,
        today: dt.date,
        correcting: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.method, self.unit, self.today = method, unit, today
        self.share = unit.strip() == "%"
        keep = {*_READING_FIELDS[method], "on", "source_text", "file", "note", "key"}
        for name in [name for name in self.fields if name not in keep]:
            if name != "reason" or not correcting:
                del self.fields[name]
        if "value" in self.fields:
            self.fields["value"].label = _("Value (%(unit)s)") % {"unit": unit}
        for name, label in zip(("numerator", "denominator"), _NUMERATORS[method], strict=True):
            self.fields[name].label = label
        if method is Method.SURVEY:
            self.fields["denominator"].help_text = _(
                "With both numbers Khiên computes the share and its 95 % interval. Without them, write value and bounds."
            )
        self.initial.setdefault("key", uuid.uuid4())

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day < EARLIEST:
            raise forms.ValidationError(_("This day is too long ago. Check the year."))
        return day

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB. Compress it and choose it again."))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        part, whole, value = data.get("numerator"), data.get("denominator"), data.get("value")
        if self.errors:
            return data
        if part is not None and whole is not None and whole > 0:
            if part > whole and self.share:
                self.add_error("numerator", str(_("The part is larger than the whole.")))
                return data
            if self.share:
                data["value"] = (part / whole * 100).quantize(Decimal("0.0001"))
            if self.method is Method.SURVEY and self.share:
                data["low"], data["high"] = wilson(int(part), int(whole))
        elif self.method is Method.INCIDENTS:
            self.add_error(
                "denominator" if whole is None or whole == 0 else "numerator",
                str(_("Write both numbers; all incidents must be at least one.")),
            )
        if data.get("value") is None and not self.errors:
            self.add_error("value", str(_("Write the value.")))
        return self._bounds(data, value)

    def _bounds(self, data: dict[str, Any], typed: Decimal | None) -> dict[str, Any]:
        value, low, high = data.get("value"), data.get("low"), data.get("high")
        if value is None:
            return data
        if self.share and value > 100 and "value" in self.fields:
            self.add_error("value", str(_("A share is never over 100 %.")))
        elif typed is not None and abs(typed - value) > 1:
            self.add_error(
                "value", str(_("The value does not fit the two numbers. Leave it empty or correct it."))
            )
        if (low is None) != (high is None):
            self.add_error("high" if high is None else "low", str(_("Write both bounds or none.")))
        elif low is not None and high is not None and not low <= value <= high:
            self.add_error("low", str(_("The value must lie between the bounds.")))
        return data

    def reading(self, *, stored: Any) -> NewReading:
        data = self.cleaned_data
        return NewReading(
            on=data["on"],
            value=data["value"],
            basis=_BASIS.get(self.method) or Basis(data["basis"]),
            source_text=data["source_text"].strip(),
            numerator=data.get("numerator"),
            denominator=data.get("denominator"),
            low=data.get("low"),
            high=data.get("high"),
            note=data["note"].strip(),
            stored=stored,
        )


def initial_reading(reading: TargetReading) -> dict[str, Any]:
    names = ("on", "numerator", "denominator", "value", "low", "high", "basis", "source_text", "note")
    shown = {name: getattr(reading, name) for name in names}
    if reading.numerator is not None and reading.denominator:
        shown |= {"value": None, "low": None, "high": None}  # computed again from the two numbers
    return shown


class WithdrawReadingForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken out"), max_length=500)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
