"""Forms of print points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.rules.placements import LONGEST, USUAL, PlaceKind, PrintSize
from khien.channels.services.placements import PlaceWords
from khien.channels.wording_places import PLACE_NAMES, SIZE_NAMES
from khien.orgs import api as orgs
from khien.web.inputs import DayField

PHOTOS = "image/*"


class PhotoField(forms.FileField):
    """A photo; a telephone offers its camera. What it really is, the service looks at."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": PHOTOS}), **kwargs)


class PlaceForm(forms.Form):
    """A place. `only`: her one unit, when there is no choice."""

    kind = forms.ChoiceField(label=_("What kind of place"))
    name = forms.CharField(
        label=_("Name of the place"), max_length=160, help_text=_("For instance: Chợ An Hòa, cổng chính.")
    )
    unit = forms.CharField(
        label=_("Which unit sees to it"),
        max_length=320,
        widget=forms.TextInput({"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Code or part of the name."),
    )
    place = forms.CharField(label=_("Where it is, in words"), max_length=200, required=False)
    size = forms.ChoiceField(label=_("The largest that fits there"), initial=PrintSize.A3.value)
    consent = forms.CharField(
        label=_("Who agreed, and how"),
        max_length=300,
        required=False,
        help_text=_("The office or firm, and the paper. No private person's name."),
    )
    consent_on = DayField(label=_("Agreed on"), required=False)
    closed = forms.BooleanField(label=_("We no longer use this place"), required=False)

    def __init__(self, *args: Any, on: dt.date, only: bool, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["kind"].choices = [(k.value, PLACE_NAMES[k]) for k in PlaceKind]  # type: ignore[attr-defined]
        self.fields["size"].choices = [(s.value, SIZE_NAMES[s]) for s in PrintSize]  # type: ignore[attr-defined]
        if only:
            del self.fields["unit"]
        if new:
            del self.fields["closed"]

    def clean_unit(self) -> int:
        return orgs.unit_meant(self.cleaned_data["unit"], on=self.on).id

    def words(self) -> PlaceWords:
        data = self.cleaned_data
        return PlaceWords(
            name=data["name"],
            kind=PlaceKind(data["kind"]),
            size=PrintSize(data["size"]),
            place=data["place"],
            consent=data["consent"],
            consent_on=data["consent_on"],
        )


class HangForm(forms.Form):
    """Photo → where → what → keep, on a telephone in half a minute."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    photo = PhotoField(
        label=_("Photo of how it hangs"),
        required=False,
        help_text=_("Without a photo it is noted, and the due list asks for one."),
    )
    placement = forms.ChoiceField(label=_("Where it hangs"))
    edition = forms.ChoiceField(label=_("What hangs there"), required=False)
    title = forms.CharField(
        label=_("Or something else, in words"),
        max_length=255,
        required=False,
    )
    on = DayField(label=_("Hung on"))
    until = DayField(label=_("Hangs until"))

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        editions: Sequence[tuple[str, str]],
        planned: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.planned = planned
        self.fields["placement"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["edition"].choices = [("", _("Choose a text")), *editions]  # type: ignore[attr-defined]
        if planned:  # not hung yet: no photo of it
            del self.fields["photo"]
            self.fields["on"].label = _("To be hung on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("edition") and not (data.get("title") or "").strip():
            self.add_error("edition", _("Say what hangs there."))
        on, until = data.get("on"), data.get("until")
        if on and until and not dt.timedelta() <= until - on <= LONGEST:
            self.add_error("until", _("The last day lies before the first, or more than a year after it."))
        return data


def usual_days(today: dt.date) -> dict[str, dt.date]:
    return {"on": today, "until": today + USUAL}


class PhotoForm(forms.Form):
    """It hangs: a photo, the day."""

    photo = PhotoField(label=_("Photo of how it hangs"), required=False)
    on = DayField(label=_("Hung on"))


class PosterForm(forms.Form):
    """How the poster of a place is printed."""

    mau = forms.ChoiceField(
        label=_("Layout of the print"),
        required=False,
        choices=[
            ("bold", _("Large words")),
            ("signs", _("Signs to look for")),
            ("talk", _("As a talk")),
            ("plain", _("Plain")),
        ],
    )
    kho = forms.ChoiceField(label=_("Size"), required=False, choices=[("a4", "A4"), ("a3", "A3")])


class ImportForm(forms.Form):
    tep = forms.FileField(label=_("Workbook with places (.xlsx)"), required=False)
    giu = forms.BooleanField(required=False, widget=forms.HiddenInput)
