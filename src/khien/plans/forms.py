"""Forms: what officers type, turned into typed rows. Refuses to guess a date or an amount it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.base.money import vnd
from khien.plans import wording
from khien.plans.models import PlanDocument
from khien.plans.rules import entry
from khien.plans.rules.kinds import ROLES_OF, AgencyRole, RowKind
from khien.plans.rules.rows import (
    AssignmentData,
    BudgetData,
    DutyData,
    ReferenceData,
    RowData,
    TargetData,
    TaskData,
    ThemeData,
    to_json,
)

Parser = Callable[[str], Any]
Label = Any  # a lazy translation

SENTENCES: dict[str, object] = {
    "date": _("Write the date as 31/12/2025, 07/2021 or 2022."),
    "money": _("Write the amount as 742.000.000 or 742 triệu."),
    "number": _("Write a number, such as 80 or 45,69."),
    "due": _("Write the day and month as 15/12, or only the day of each month."),
}


class TypedField(forms.CharField):
    """A line of text that `parse` turns into a value, and `show` back into a line."""

    def __init__(self, *, parse: Parser, show: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parse, self.show = parse, show

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.parse(text)
        except entry.CannotParse as error:
            raise forms.ValidationError(str(SENTENCES[error.code]), code=error.code) from error

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) and not self._is_raw(value) else self.show(value)

    def _is_raw(self, value: str) -> bool:
        """Values of rows come in as stored (ISO dates); what was typed goes back as it was typed."""
        return value.count("-") > 0 and value.replace("-", "").isdigit()


def _lines(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(value or ())


class LinesField(forms.CharField):
    """Several lines, one item each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> Any:
        return entry.lines(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return _lines(value)


def _date(label: Label) -> TypedField:
    return TypedField(
        parse=entry.parse_date, show=entry.show_date, label=label, required=False, max_length=20
    )


def _money(label: Label, *, required: bool = False) -> TypedField:
    return TypedField(
        parse=entry.parse_money,
        show=lambda v: "" if v is None or v == "" else vnd(int(v)),
        label=label,
        required=required,
        max_length=40,
    )


def _text(label: Label, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000)


def _choices(words: Mapping[str, object], *codes: str) -> list[tuple[str, object]]:
    return [("", _("not said")), *((code, words[code]) for code in codes)]


class RowForm(forms.Form):
    """Shared by every kind. The subclass names its data type; agencies are lines of phrases."""

    row_kind: RowKind
    path = forms.CharField(label=_("Clause"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            [name for name in self.fields if name != "path"]
        )  # what is changed most comes first

    def data_of(self, before: RowData) -> RowData:
        """The row's new values; what the form does not show stays as it was."""
        held = {name: getattr(before, name) for name in to_json(before)}
        held |= {name: value for name, value in self.cleaned_data.items() if name in held}
        return type(before)(**held)

    def phrases(self) -> dict[AgencyRole, tuple[str, ...]]:
        return {
            role: self.cleaned_data[role.value]
            for role in ROLES_OF.get(self.row_kind, ())
            if role.value in self.cleaned_data
        }


class TaskForm(RowForm):
    row_kind = RowKind.TASK
    text = _text(_("What is to be done"))
    lead = LinesField(label=_("Lead unit"), required=False, help_text=_("One unit a line."))
    coordinating = LinesField(label=_("Coordinating units"), required=False, help_text=_("One unit a line."))
    products = LinesField(label=_("Products"), required=False, help_text=_("One product a line."))
    start = _date(_("Begins"))
    end = _date(_("Ends"))
    recurrence = forms.ChoiceField(
        label=_("How often"),
        required=False,
        choices=_choices(
            wording.RECURRENCE, "once", "monthly", "quarterly", "annual", "biennial", "continuous"
        ),
    )
    amount_vnd = _money(_("Amount"))
    money_source = forms.CharField(label=_("Source of money"), max_length=200, required=False)
    group = forms.CharField(label=_("Group"), max_length=500, required=False)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)


class TargetForm(RowForm):
    row_kind = RowKind.TARGET
    text = _text(_("Text"))
    comparator = forms.ChoiceField(label=_("Comparison"), choices=list(wording.COMPARATOR.items()))
    value = TypedField(
        parse=entry.parse_number,
        show=lambda v: v if isinstance(v, str) else entry.show_number(float(v or 0)),
        label=_("Figure"),
        max_length=20,
    )
    unit = forms.CharField(label=_("Measured in"), max_length=60)
    population = forms.CharField(
        label=_("Counted among"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    deadline = _date(_("Deadline"))


class ThemeForm(RowForm):
    row_kind = RowKind.THEME
    text = _text(_("Text"))


class AssignmentForm(RowForm):
    row_kind = RowKind.ASSIGNMENT
    agency = LinesField(label=_("Unit"), help_text=_("One unit a line."))
    duties = LinesField(label=_("Duties"), help_text=_("One duty a line."))


class DutyForm(RowForm):
    row_kind = RowKind.DUTY
    text = _text(_("Text"))
    sender = LinesField(label=_("Who reports"), required=False)
    recipient = LinesField(label=_("To whom"), required=False)
    frequency = forms.ChoiceField(
        label=_("How often"),
        required=False,
        choices=_choices(wording.RECURRENCE, "monthly", "quarterly", "semiannual", "annual", "once", "adhoc"),
    )
    due = TypedField(
        parse=entry.parse_due, show=entry.show_due, label=_("Due day"), required=False, max_length=20
    )


class BudgetForm(RowForm):
    row_kind = RowKind.BUDGET
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100, localize=False)
    source = forms.CharField(label=_("Source of money"), max_length=200, required=False)
    amount_vnd = _money(_("Amount"), required=True)


class ReferenceForm(RowForm):
    row_kind = RowKind.REFERENCE
    kind = forms.CharField(label=_("Kind of document"), max_length=60)
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    date = _date(_("Date"))
    issuer = forms.CharField(label=_("Issued by"), max_length=300, required=False)
    title = forms.CharField(
        label=_("Title of the document"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    basis = forms.BooleanField(label=_("This plan rests on it"), required=False)


FORMS: dict[RowKind, type[RowForm]] = {
    form.row_kind: form
    for form in (TaskForm, TargetForm, ThemeForm, AssignmentForm, DutyForm, BudgetForm, ReferenceForm)
}
EMPTY: dict[RowKind, RowData] = {
    RowKind.TASK: TaskData(),
    RowKind.TARGET: TargetData(),
    RowKind.THEME: ThemeData(),
    RowKind.ASSIGNMENT: AssignmentData(),
    RowKind.DUTY: DutyData(),
    RowKind.BUDGET: BudgetData(),
    RowKind.REFERENCE: ReferenceData(),
}


class SplitForm(forms.Form):
    parts = LinesField(label=_("One row a line"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].widget.attrs["rows"] = 8


class PlanSettingsForm(forms.Form):
    """The plan's own data, its relations, and whether two people must agree; choices are those the actor may see."""

    kind = forms.CharField(label=_("Kind of document"), max_length=60, required=False)
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    issued_on = _date(_("Issued"))
    issuer = forms.CharField(label=_("Issued by"), max_length=300, required=False)
    title = forms.CharField(
        label=_("Title of the document"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    period_from = forms.IntegerField(
        label=_("First year of the period"), required=False, min_value=1990, max_value=2100, localize=False
    )
    period_to = forms.IntegerField(
        label=_("Last year of the period"), required=False, min_value=1990, max_value=2100, localize=False
    )
    parent = forms.ModelChoiceField(
        label=_("Carries out the plan"),
        queryset=PlanDocument.objects.none(),
        required=False,
        empty_label=_("none"),
        to_field_name="uuid",
        help_text=_("The plan of the level above that this one puts into practice."),
    )
    replaces = forms.ModelChoiceField(
        label=_("Replaces the plan"),
        queryset=PlanDocument.objects.none(),
        required=False,
        empty_label=_("none"),
        to_field_name="uuid",
        help_text=_("Once this plan is adopted, the older one stays readable but no longer runs."),
    )
    needs_second_person = forms.BooleanField(
        label=_("A second person must agree before it is adopted"), required=False
    )

    def __init__(self, *args: Any, parents: Any = None, replaceable: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("parent", parents), ("replaces", replaceable)):
            if choices is not None:
                self.fields[name].queryset = choices  # type: ignore[attr-defined]

    HEAD = ("kind", "number", "issued_on", "issuer", "title", "period_from", "period_to")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        first, last = kept.get("period_from"), kept.get("period_to")
        if first and last and first > last:
            self.add_error("period_to", str(_("The last year comes before the first one.")))
        return kept

    def head(self) -> dict[str, Any]:
        """What the document says of itself, as the officer put it right."""
        return {name: self.cleaned_data[name] for name in self.HEAD}


class VerdictForm(forms.Form):
    """A person's word on one task of the plan above; empty = as the comparison says."""

    verdict = forms.ChoiceField(
        label=_("How the unit's plan takes up this task"),
        choices=[("", _("As the comparison says")), *wording.VERDICT.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For the unit and for whoever reads this later. Needed when you differ from the comparison."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("verdict") and not str(kept.get("remark", "")).strip():
            self.add_error("remark", str(_("Say in a sentence why.")))
        return kept


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=500)
