"""What is typed for many items at once. Who may, and which items it fits, stands in services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.orgs import api as orgs
from khien.web.inputs import DayField
from khien.work.rules.batches import Act

REASON = forms.Textarea({"rows": 2})


class PersonForm(forms.Form):
    person = forms.TypedChoiceField(
        label=_("Who is asked to do them"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Nobody in particular")), *people]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        return {"person": self.cleaned_data["person"]}


class PutOffForm(forms.Form):
    until = DayField(label=_("New due day of all of them"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=REASON)

    def asked(self) -> dict[str, Any]:
        return {"until": self.cleaned_data["until"].isoformat(), "reason": self.cleaned_data["reason"]}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=REASON)

    def asked(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class AnswerForm(forms.Form):
    reason = forms.CharField(label=_("Answer"), max_length=2000, required=False, widget=REASON)

    def asked(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class HandOverForm(forms.Form):
    unit = forms.CharField(
        label=_("To which unit"), max_length=320, help_text=_("Its code or its full name.")
    )
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=REASON)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_unit(self) -> orgs.UnitCard:
        return orgs.unit_meant(str(self.cleaned_data["unit"]), on=self.on)

    def asked(self) -> dict[str, Any]:
        return {"unit": self.cleaned_data["unit"].id, "reason": self.cleaned_data["reason"]}


class NothingForm(forms.Form):
    def asked(self) -> dict[str, Any]:
        return {"sure": True}


def form_of(
    act: Act, data: Mapping[str, Any] | None, *, people: Sequence[tuple[int, str]], on: dt.date
) -> Any:
    if act is Act.PERSON:
        return PersonForm(data, people=people)
    if act is Act.HAND_OVER:
        return HandOverForm(data, on=on)
    plain = {Act.PUT_OFF: PutOffForm, Act.STOP: ReasonForm, Act.GRANT: AnswerForm, Act.REFUSE: ReasonForm}
    return plain.get(act, NothingForm)(data)
