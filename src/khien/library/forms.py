"""Forms of the library's workspace. They check what was typed; who may is asked in `access.py`, what stands in
`services`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.library.renditions.made import Form as RenditionForm
from khien.library.rules.kinds import MaterialKind
from khien.library.services.drafting import LONGEST_TITLE
from khien.library.wording import CHOICE_NAMES, HOW_WORDS, KIND_LINES, KIND_NAMES, OPTION_NAMES
from khien.orgs import api as orgs
from khien.web.inputs import DayField

BY_HAND = ("hung", "played", "message", "taught")  # what only the officer herself can know
LONGEST_NOTE = 2000


class UnitField(forms.CharField):
    """A unit by code or name, with suggestions while typing. Cleans to a unit's id."""

    on: dt.date

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"list": "don-vi", "autocomplete": "off"})
        super().__init__(max_length=320, widget=widget, help_text=_("Code or part of the name."), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        return orgs.unit_meant(text, on=self.on).id


class UnitForm(forms.Form):
    """A form for one of several units. `units`: (id, name) to choose from; None = any, by name."""

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]] | None, on: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.only = units[0][0] if units is not None and len(units) == 1 else None
        if units is None:
            typed = UnitField(label=_("For which unit"))
            typed.on = on
            self.fields["unit"] = typed
        elif self.only is None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("For which unit"), coerce=int, choices=list(units)
            )

    @property
    def unit_id(self) -> int:
        return int(self.only if self.only is not None else self.cleaned_data["unit"])


class BeginForm(UnitForm):
    """A new material: what it is, what it is called, for whom, for which task."""

    kind = forms.ChoiceField(label=_("What do you want to write?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        help_text=_("What it is about, as people would say it. You can change it later."),
    )
    task = forms.TypedChoiceField(
        label=_("For which task of the plan"), coerce=int, required=False, empty_value=None
    )
    field_order = ("kind", "title", "unit", "task")

    def __init__(self, *args: Any, tasks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KIND_NAMES[kind]) for kind in MaterialKind]  # type: ignore[attr-defined]
        self.fields["task"].choices = [("", _("No task")), *tasks]  # type: ignore[attr-defined]
        if not tasks:
            del self.fields["task"]
        self.order_fields(self.field_order)

    def kind_cards(self) -> list[tuple[str, object, object, bool]]:
        """(value, name, one line, chosen) for the cards to choose from."""
        chosen = self["kind"].value()
        return [(k.value, KIND_NAMES[k], KIND_LINES[k], k.value == chosen) for k in MaterialKind]


class ApproveForm(forms.Form):
    """The basis, and when it goes out."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    basis = forms.CharField(
        label=_("Basis of the approval"),
        max_length=300,
        help_text=_("The plan, decision or letter that gave you the task."),
    )
    note = forms.CharField(
        label=_("A word to the writer"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    day = DayField(label=_("Goes out on"), required=False, help_text=_("Empty: at once, when you approve."))
    hour = forms.TimeField(
        label=_("At what hour"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M", "%Hh", "%H"],
        widget=forms.TimeInput({"placeholder": "07:30", "inputmode": "numeric"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour like 07:30.")},
    )

    def goes_out(self) -> dt.datetime | None:
        """None: at once."""
        day = self.cleaned_data.get("day")
        if day is None:
            return None
        return timezone.make_aware(dt.datetime.combine(day, self.cleaned_data.get("hour") or dt.time(7, 0)))


class NoteForm(forms.Form):
    """A remark that goes with an act. `label` says what is asked."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: object, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label  # type: ignore[assignment]
        self.fields["note"].required = required


class UseForm(UnitForm):
    """How, where, when and how many; what only the officer herself knows."""

    how = forms.ChoiceField(label=_("How do you use it?"), widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        help_text=_("For example: nhà văn hóa thôn 3, chợ Bình Hòa."),
    )
    on = DayField(label=_("On which day"))
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=10_000,
        initial=1,
        help_text=_("Sheets hung, times played, messages sent, talks held."),
    )
    record = forms.BooleanField(
        label=_("Record it in the ledger of activities myself, with photos and how many people"),
        required=False,
    )
    field_order = ("how", "where", "on", "count", "unit", "record")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(how, HOW_WORDS[how]) for how in BY_HAND]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class OptionsForm(forms.Form):
    """The choices of one form of a material, and whose name stands on it."""

    def __init__(
        self, *args: Any, form: RenditionForm, units: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for option in form.options:
            self.fields[option.code] = forms.ChoiceField(
                label=str(OPTION_NAMES[option.code]),
                required=False,
                choices=[(c, CHOICE_NAMES.get(f"{option.code}.{c}", c)) for c in option.choices],
            )
        if units:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("In whose name"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[*units, ("", _("the programme's"))],
            )
        self.codes = [option.code for option in form.options]

    def options(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code in self.codes if self.cleaned_data.get(code)}


class BrandForm(forms.Form):
    """How a unit signs what it gives out."""

    shown_name = forms.CharField(
        label=_("Name on posters and mails"),
        max_length=160,
        required=False,
        help_text=_("Empty: the unit's own name."),
    )
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG or JPEG, at least 200 pixels, at most 5 MB.")
    )
    drop_logo = forms.BooleanField(label=_("Leave out the logo"), required=False)
    colour = forms.RegexField(
        label=_("Colour"),
        regex=r"^#[0-9a-fA-F]{6}$",
        widget=forms.TextInput({"type": "color"}),
        help_text=_("White letters stand on it, so it must be dark."),
    )
    contact = forms.CharField(
        label=_("Line of contact"),
        max_length=160,
        required=False,
        help_text=_("An office's telephone number or address, not a person's."),
    )

    def clean_colour(self) -> str:
        return str(self.cleaned_data["colour"]).lower()


class BookletForm(UnitForm):
    """The cover. Chapters come as a list of outside ids beside it."""

    title = forms.CharField(label=_("Title on the cover"), max_length=160)
    subtitle = forms.CharField(label=_("Line under the title"), max_length=200, required=False)
    foreword = forms.CharField(
        label=_("Foreword"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5})
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "subtitle", "foreword", "unit")


class TopicForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    summary = forms.CharField(label=_("What it is about, in one sentence"), max_length=300, required=False)
    icon = forms.ChoiceField(label=_("Sign"))
    position = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=30_000, help_text=_("Small numbers come first.")
    )
    shown = forms.BooleanField(label=_("Shown on the public site"), required=False)

    def __init__(self, *args: Any, icons: Sequence[tuple[str, object]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["icon"].choices = list(icons)  # type: ignore[attr-defined]


class InstrumentForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=60, help_text=_("For instance 116/2025/QH15."))
    title = forms.CharField(label=_("Title of the instrument"), max_length=300)
    address = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")
    holds_from = DayField(label=_("Holds from"), required=False)
    ended_on = DayField(label=_("No longer holds from"), required=False)
    replaced_by = forms.CharField(
        label=_("Replaced by the instrument with number"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"list": "van-ban", "autocomplete": "off"}),
    )


class FileForm(forms.Form):
    title = forms.CharField(label=_("What the file is"), max_length=200, required=False)
    upload = forms.FileField(
        label=_("File"),
        help_text=_("Video (MP4, WebM), captions (VTT, SRT), a poster drawn elsewhere (PDF), slides (PPTX)."),
    )


class PeriodForm(forms.Form):
    """Days of a report; both may stay empty."""

    tu = DayField(label=_("From"), required=False)
    den = DayField(label=_("Until"), required=False)
