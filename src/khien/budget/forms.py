"""Forms of money. They check what was typed; who may is asked in `access.py`, what stands in `services`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.budget.errors import WrongMoney
from khien.budget.rules.levels import LEVELS, LONGEST_SOURCE
from khien.budget.services.estimates import LONGEST_TEXT
from khien.budget.wording import FAULT_WORDS, LEVEL_NAMES
from khien.orgs import api as orgs
from khien.web.inputs import DayField, MoneyField

TYPED_ROWS = 5
LONGEST_PASTED = 400_000


class UnitField(forms.CharField):
    """A unit by code or name, with suggestions while typing. Cleans to a UnitCard."""

    on: dt.date

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        return orgs.unit_meant(text, on=self.on)


class KeyedForm(forms.Form):
    """A form that sent twice acts once: `key` is made when the page is opened."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    @property
    def form_key(self) -> str:
        return str(self.cleaned_data.get("key") or uuid.uuid4())

    def take(self, error: WrongMoney, names: Mapping[str, str] | None = None) -> None:
        """A service's refusal, at the fields it names."""
        for name, fault in error.fields.items():
            field = (names or {}).get(name, name)
            self.add_error(field if field in self.fields else None, str(FAULT_WORDS[fault]))


def _levels() -> list[tuple[str, object]]:
    return [("", _("As the source's words say")), *((level.value, LEVEL_NAMES[level]) for level in LEVELS)]


class EstimateForm(KeyedForm):
    """What a unit asks for. `units`: (id, name) to choose from, None = any, by name; `tasks`: (id, words)."""

    unit = UnitField(
        label=_("For which unit"),
        max_length=320,
        widget=forms.TextInput({"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Code or part of the name."),
    )
    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100)
    amount = MoneyField(
        label=_("Sum asked for"), help_text=_("Write it as you say it: 50 triệu, 1,5 tỷ or 50.000.000.")
    )
    source = forms.CharField(
        label=_("Source of money"),
        max_length=LONGEST_SOURCE,
        required=False,
        widget=forms.TextInput({"list": "nguon", "autocomplete": "off"}),
        help_text=_("Best as the plan calls it."),
    )
    level = forms.ChoiceField(label=_("Whose money"), choices=_levels, required=False)
    task = forms.ChoiceField(label=_("For which task"), required=False)
    basis = forms.CharField(
        label=_("What it is for and how it was reckoned"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("For example: 03 lớp × 10.000.000 đồng, theo Nghị quyết về mức chi."),
    )

    def __init__(
        self,
        *args: Any,
        on: dt.date,
        units: Sequence[tuple[int, str]] | None,
        tasks: Sequence[tuple[int, str]],
        words_url: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        if units is not None:
            self.fields["unit"] = forms.ChoiceField(label=_("For which unit"), choices=units)
        else:
            self.fields["unit"].on = on  # type: ignore[attr-defined]
        choices = [("", _("No single task")), *((str(key), words) for key, words in tasks)]
        self.fields["task"].choices = choices  # type: ignore[attr-defined]
        self.fields["amount"].widget.attrs.update(live_words(words_url))
        self.order_fields(["unit", "year", "amount", "source", "level", "task", "basis"])

    def unit_id(self) -> int:
        unit = self.cleaned_data["unit"]
        return int(unit) if self.units is not None else int(unit.id)

    def task_id(self) -> int | None:
        task = self.cleaned_data["task"]
        return int(task) if task else None


def live_words(url: str) -> dict[str, str]:
    """Attributes that show a sum in words while it is typed; without scripts the next page shows them."""
    return {
        "hx-get": url,
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#bang-chu",
        "hx-swap": "innerHTML",
        "aria-describedby": "bang-chu",
    }


class AnswerForm(KeyedForm):
    """An approver's answer; which one, says the button."""

    granted = MoneyField(
        label=_("Sum approved"),
        required=False,
        help_text=_("Only when another sum is approved than was asked for."),
    )
    remark = forms.CharField(
        label=_("Remark to the unit"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed unless the whole sum is approved."),
    )


class AllocationForm(KeyedForm):
    """One decision and its rows: typed, pasted from a spreadsheet, or as a workbook."""

    number = forms.CharField(
        label=_("Number of the decision"), max_length=160, help_text=_("For example: 312/QĐ-UBND.")
    )
    decided_on = DayField(label=_("Date of the decision"))
    title = forms.CharField(label=_("What it is about"), max_length=500, required=False)
    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100)
    source = forms.CharField(
        label=_("Source of money"),
        max_length=LONGEST_SOURCE,
        required=False,
        widget=forms.TextInput({"list": "nguon", "autocomplete": "off"}),
        help_text=_("Of every row that names no other."),
    )
    document = forms.FileField(
        label=_("The decision as a file"),
        required=False,
        help_text=_("PDF or picture of the signed paper, up to 20 MB."),
    )
    pasted = forms.CharField(
        label=_("Rows pasted from a spreadsheet"),
        max_length=LONGEST_PASTED,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "Copy the columns unit, sum, source, clause of the task, note. The last three may be left out."
        ),
    )
    table = forms.FileField(label=_("or a workbook (.xlsx)"), required=False)

    def rows(self) -> list[dict[str, str]]:
        """The typed rows as they came, empty ones too: the page shows them again."""
        listed = self.data.getlist if hasattr(self.data, "getlist") else lambda name: []
        columns = [listed(name) for name in ("row_unit", "row_amount", "row_note")]
        rows = [
            {"unit": unit[:320], "amount": amount[:60], "note": note[:500]}
            for unit, amount, note in zip(*columns, strict=False)
        ]
        return rows + [{"unit": "", "amount": "", "note": ""} for _n in range(TYPED_ROWS - len(rows))]


class CorrectionForm(KeyedForm):
    """Another sum, year, source or task for an allocation; or its withdrawal, says the button."""

    amount = MoneyField(label=_("Amount"))
    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100)
    source = forms.CharField(
        label=_("Source of money"),
        max_length=LONGEST_SOURCE,
        required=False,
        widget=forms.TextInput({"list": "nguon", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=_("Whose money"), choices=_levels, required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("Stays beside the entry, which is kept as it was."),
    )  # fmt: skip


def unit_of(uuid_text: str, choices: Iterable[tuple[int, str]]) -> int | None:
    """The unit that an address names, if it is one of the choices."""
    try:
        unit_id = orgs.unit_id_of(str(uuid_of(uuid_text)))
    except Missing:
        return None
    return unit_id if unit_id in {key for key, _name in choices} else None
