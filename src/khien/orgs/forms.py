"""Forms of units, people and names. They check what was typed; who may is asked in `access.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.orgs.models import Unit
from khien.orgs.rules import Kind, Level
from khien.orgs.rules.phrases import parsed
from khien.orgs.rules.sets import set_named
from khien.orgs.selectors.pages import chosen_unit
from khien.orgs.wording import KIND_NAMES, LEVEL_NAMES, ROLE_NAMES
from khien.web.inputs import DayField


class UnitField(forms.CharField):
    """A unit by code or name, with suggestions while typing. Cleans to a Unit, or None when empty."""

    def __init__(self, *, on: dt.date | None = None, **kwargs: Any) -> None:
        self.on = on
        attrs = {"list": "units", "autocomplete": "off"}
        super().__init__(max_length=320, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        assert self.on is not None
        unit, near = chosen_unit(text, self.on)
        if unit is None and near:
            listed = "; ".join(f"{u.code} · {u.name}" for u in near)
            raise forms.ValidationError(
                _("Several units fit. Type the code of one: %(units)s"), params={"units": listed}
            )
        if unit is None:
            raise forms.ValidationError(_("No unit is called so. Type its code or part of its name."))
        return unit


class _OnDay(forms.Form):
    """A form whose unit fields mean units of one day."""

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if isinstance(each, UnitField):
                each.on = on


def _kinds() -> list[tuple[str, object]]:
    return [("", _("Choose")), *((k.value, KIND_NAMES[k]) for k in Kind)]


def _levels() -> list[tuple[str, object]]:
    return [("", _("Choose")), *((v.value, LEVEL_NAMES[v]) for v in Level if v != Level.DISTRICT)]


class _Dated(_OnDay):
    """A change that the law made on a day."""

    day = DayField(label=_("From which day"), help_text=_("The first day on which it holds."))
    instrument = forms.CharField(
        label=_("Legal instrument"),
        max_length=300,
        required=False,
        help_text=_("Number and issuer, for example: NQ 12/NQ-HĐND."),
    )


class OpenForm(_Dated):
    name = forms.CharField(label=_("Full name of the unit"), max_length=300)
    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    level = forms.ChoiceField(label=_("Level"), choices=_levels)
    parent = UnitField(
        label=_("Parent unit"), required=False, help_text=_("Code or name. Empty for a unit at the top.")
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("Empty: made of the initials of the name."),
    )
    field_order = ("name", "short_name", "kind", "level", "parent", "code", "day", "instrument")


class RenameForm(_Dated):
    name = forms.CharField(label=_("New full name"), max_length=300)
    short_name = forms.CharField(label=_("New short name"), max_length=120, required=False)
    field_order = ("name", "short_name", "day", "instrument")


class MoveForm(_Dated):
    parent = UnitField(label=_("New parent unit"), help_text=_("Code or name. Units below come along."))
    field_order = ("parent", "day", "instrument")


class MergeForm(_Dated):
    """The unit of the page and up to four others go into one that lives on or into a new one."""

    other1 = UnitField(label=_("Merges with"), required=False)
    other2 = UnitField(label=_("and with"), required=False)
    other3 = UnitField(label=_("and with"), required=False)
    into = UnitField(
        label=_("Goes into the unit"),
        required=False,
        help_text=_("A unit that lives on. Leave empty when a new unit is formed."),
    )
    new_name = forms.CharField(label=_("or into a new unit called"), max_length=300, required=False)
    new_short_name = forms.CharField(label=_("Short name of the new unit"), max_length=120, required=False)
    field_order = ("other1", "other2", "other3", "into", "new_name", "new_short_name", "day", "instrument")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("into")) == bool(data.get("new_name")) and not self.errors:
            raise forms.ValidationError(_("Say into which unit they go: one that lives on, or a new one."))
        return data

    def others(self) -> list[Unit]:
        return [u for u in (self.cleaned_data[f"other{n}"] for n in (1, 2, 3)) if u is not None]


class SplitForm(_Dated):
    """Up to four new or living heirs, one a line; the first is asked first."""

    heirs = forms.CharField(
        label=_("Splits into"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One unit a line: the code of a unit that exists, or the full name of a new one. The first takes people and units below."
        ),
    )
    field_order = ("heirs", "day", "instrument")

    def clean_heirs(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["heirs"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError(_("A split has at least two heirs. Write one a line."))
        return lines


class CloseForm(_Dated):
    successor = UnitField(
        label=_("Who answers for it from then on"),
        required=False,
        help_text=_("Code or name. Empty only when nobody takes over."),
    )
    field_order = ("successor", "day", "instrument")


class CorrectForm(_OnDay):
    """What was typed wrongly and is not history."""

    code = forms.CharField(label=_("Code"), max_length=60)
    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    level = forms.ChoiceField(
        label=_("Level"), choices=lambda: [*_levels(), (Level.DISTRICT.value, LEVEL_NAMES[Level.DISTRICT])]
    )
    territory_code = forms.CharField(label=_("Territory code"), max_length=10, required=False)


class PersonForm(forms.Form):
    """A person's contacts; with roles to choose from, her first role too."""

    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)


class NewPersonForm(PersonForm):
    role = forms.ChoiceField(label=_("Role"))
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    since = DayField(label=_("From which day"))
    instead = forms.BooleanField(
        label=_("Takes over from the present focal officer"),
        required=False,
        help_text=_("The present one ends the same day."),
    )
    field_order = ("name", "role", "position", "telephone", "email", "since", "instead")

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["role"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(role, ROLE_NAMES[role]) for role in ROLE_NAMES if role in set(roles)]


# Common sets an answer may choose; the phrase is what the reader of plans understands as well.
SETS: tuple[str, ...] = (
    "các sở, ban, ngành",
    "các cơ quan, đơn vị, địa phương",
    "UBND các huyện, thị xã, thành phố",
    "UBND các xã, phường",
    "các tổ chức chính trị - xã hội",
    "các trường học",
    "các doanh nghiệp viễn thông",
    "các ngân hàng",
    "các cơ quan báo chí",
)


class AnswerForm(_OnDay):
    """What a phrase means: one of the likeliest units, another one, a set, or no unit."""

    choice = forms.ChoiceField(label=_("What is meant"), widget=forms.RadioSelect)
    unit = UnitField(label=_("Another unit"), required=False, help_text=_("Code or name."))
    unit_set = forms.ChoiceField(
        label=_("A set of units"),
        required=False,
        choices=lambda: [("", _("Choose")), *((s, s) for s in SETS)],
    )

    def __init__(self, *args: Any, near: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            *near,
            ("unit", _("Another unit (write it below)")),
            ("set", _("A set of units (choose it below)")),
            ("none", _("No unit is meant")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("choice") == "unit" and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Write which unit."))
        if data.get("choice") == "set" and not data.get("unit_set"):
            self.add_error("unit_set", _("Choose which set."))
        return data

    def set_rule(self) -> dict[str, object] | None:
        if self.cleaned_data["choice"] != "set":
            return None
        found = set_named(parsed(self.cleaned_data["unit_set"]).key)
        return found[0].as_data() if found else None


class TableForm(forms.Form):
    """The upload of a table."""

    table = forms.FileField(
        label=_("Table of units and officers"),
        help_text=_(
            "Excel (.xlsx) or CSV, up to 10 MB. Nothing is written yet: you see first what would change."
        ),
        widget=forms.FileInput({"accept": ".xlsx,.csv,text/csv"}),
    )
