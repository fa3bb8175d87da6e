"""Forms of one item's page. They check what was typed; rules stand in services, who may is asked in `access.items`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.orgs import api as orgs
from khien.web.inputs import DayField
from khien.work.errors import Invalid
from khien.work.rules import SAYABLE
from khien.work.wording.boards import STATE_WORDS

REASON = forms.Textarea({"rows": 3})


class ActForm(forms.Form):
    """`seen`: the revision of the item that was on the screen."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def look_again(self, revision: int) -> None:
        """Sent once more, it is meant for the item as it is now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen")] = str(revision)
        self.data = data

    def take_errors(self, error: Invalid) -> None:
        """What a service refused, at its fields."""
        for name, text in error.fields.items():
            self.add_error(name if name in self.fields else None, str(text))


class StatementForm(ActForm):
    state = forms.ChoiceField(
        label=_("How far it is, as you see it"), choices=[(s.value, STATE_WORDS[s]) for s in SAYABLE]
    )
    note = forms.CharField(
        label=_("In a few words"),
        max_length=2000,
        required=False,
        widget=REASON,
        help_text=_("For what the ledger cannot show. Figures come from the ledger only."),
    )


class PersonForm(ActForm):
    person = forms.TypedChoiceField(
        label=_("Person of the unit"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Nobody in particular")), *people]  # type: ignore[attr-defined]


class UnitField(forms.CharField):
    """A unit by code or name. Cleans to its card."""

    def __init__(self, *, address: str = "", **kwargs: Any) -> None:
        attrs = {"list": "unit-names", "autocomplete": "off"}
        super().__init__(max_length=320, widget=forms.TextInput(attrs), **kwargs)


class OfferForm(ActForm):
    unit = UnitField(
        label=_("To which unit"),
        help_text=_("Type part of its name, or its code, then choose from the list."),
    )
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=REASON)

    def __init__(self, *args: Any, on: dt.date, suggestions: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["unit"].widget.attrs |= {
            "hx-get": suggestions,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#unit-names",
            "hx-swap": "innerHTML",
            "hx-include": "this",
            "hx-indicator": "this",
        }

    def clean_unit(self) -> orgs.UnitCard:
        return orgs.unit_meant(str(self.cleaned_data["unit"]), on=self.on)


class PartForm(ActForm):
    title = forms.CharField(label=_("What is to be done"), max_length=500, widget=forms.Textarea({"rows": 2}))
    units = forms.TypedMultipleChoiceField(
        label=_("By which unit"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Due"), required=False, help_text=_("Empty: the day of the whole task."))

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]

    def take_errors(self, error: Invalid) -> None:
        super().take_errors(Invalid({"units" if k == "unit" else k: v for k, v in error.fields.items()}))


class TimeForm(ActForm):
    until = DayField(label=_("Until which day"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=REASON)


class AnswerForm(ActForm):
    answer = forms.CharField(
        label=_("Answer"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class StopForm(ActForm):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))


class RemarkForm(ActForm):
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your remark"),
        max_length=5000,
        widget=REASON,
        help_text=_("Everyone who may open this task reads it. @ and a unit's code names that unit."),
    )
    units = forms.TypedMultipleChoiceField(
        label=_("Name units"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]


class FileForm(ActForm):
    file = forms.FileField(label=_("File"), help_text=_("A draft, a form, a list: up to 25 MB."))


def choices_of(cards: Iterable[orgs.UnitCard]) -> list[tuple[int, str]]:
    return [(card.id, card.short_name or card.name) for card in cards]


FORMS: Mapping[str, type[ActForm]] = {
    "state": StatementForm,
    "person": PersonForm,
    "offer": OfferForm,
    "part": PartForm,
    "time": TimeForm,
    "stop": StopForm,
    "remark": RemarkForm,
    "file": FileForm,
}
