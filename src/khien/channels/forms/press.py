"""Forms of the press part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.forms.placements import PhotoField
from khien.channels.rules.press import OutletKind, PieceForm
from khien.channels.services.press import OutletWords, PieceWords
from khien.channels.wording_places import OUTLET_NAMES, PIECE_NAMES
from khien.orgs import api as orgs
from khien.web.inputs import DayField


class OutletForm(forms.Form):
    """An outlet and what the plan says it owes."""

    name = forms.CharField(label=_("Name of the outlet"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of outlet"))
    unit = forms.CharField(
        label=_("Which unit it is"),
        max_length=320,
        widget=forms.TextInput({"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Code or part of the name. Its officer records what came out."),
    )
    email = forms.EmailField(
        label=_("E-mail of the editorial office"),
        required=False,
        help_text=_("The office's, not a person's."),
    )
    quota_text = forms.CharField(
        label=_("What it owes, in the words of the plan"),
        max_length=300,
        required=False,
        help_text=_("For instance: 01 bài viết và 02 tin/tháng."),
    )
    quota_from = DayField(label=_("Owed from"), required=False)
    quota_until = DayField(label=_("Owed until"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, on: dt.date, fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["kind"].choices = [(k.value, OUTLET_NAMES[k]) for k in OutletKind]  # type: ignore[attr-defined]
        if fixed:
            del self.fields["unit"]

    def clean_unit(self) -> int:
        return orgs.unit_meant(self.cleaned_data["unit"], on=self.on).id

    def words(self) -> OutletWords:
        data = self.cleaned_data
        names = ("name", "email", "quota_text", "quota_from", "quota_until", "active")
        return OutletWords(kind=OutletKind(data["kind"]), **{name: data[name] for name in names})


class RecordForm(forms.Form):
    """What came out, with its link or a photo of the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    form = forms.ChoiceField(label=_("What came out"))
    title = forms.CharField(label=_("Its title"), max_length=255)
    on = DayField(label=_("Came out on"))
    link = forms.URLField(label=_("Link to it"), max_length=500, required=False, assume_scheme="https")
    photo = PhotoField(label=_("Or a photo of the page"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(f.value, PIECE_NAMES[f]) for f in PieceForm]  # type: ignore[attr-defined]

    def words(self) -> PieceWords:
        data = self.cleaned_data
        return PieceWords(
            form=PieceForm(data["form"]),
            title=data["title"],
            on=data["on"],
            link=data["link"],
            photo=data["photo"] or None,
        )


class KitForm(forms.Form):
    """A kit of an approved text, and to whom it goes."""

    note = forms.CharField(
        label=_("A word to the editors"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    contact = forms.CharField(
        label=_("Whom editors may ask"),
        max_length=300,
        required=False,
        help_text=_("An office's telephone number or address."),
    )
    outlets = forms.MultipleChoiceField(
        label=_("To which outlets"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, outlets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlets"].choices = list(outlets)  # type: ignore[attr-defined]
