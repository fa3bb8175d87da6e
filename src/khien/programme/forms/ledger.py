"""The form of an activity, of its withdrawal and of more evidence. What may be chosen is offered by `selectors.entry`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from khien.orgs.api import UnitCard
from khien.programme.forms.parts import (
    FilesField,
    LinksField,
    ProductsField,
    ReachField,
    UnitNameField,
    reach_data,
)
from khien.programme.rules.activity import Fault, NewActivity, Product
from khien.programme.rules.guessing import guess_kind
from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.selectors.entry import Offer, TaskChoice
from khien.programme.wording.ledger import (
    AUDIENCE_WORDS,
    BASIS_WORDS,
    FAULT_WORDS,
    FIELDS_OF_FAULTS,
    KIND_WORDS,
)
from khien.web.inputs import DayField, MoneyField

MOST_PHOTOS, MOST_FILES = 20, 10
PHOTOS_ACCEPTED = "image/*"
FILES_ACCEPTED = ".pdf,.doc,.docx,.xls,.xlsx,.pptx,.txt,.csv,.rtf,.mp3,.ogg,.wav,.mp4,image/*"
LONGEST_UNIT_LIST = 60  # more units than that are typed, not chosen
SPARE_PRODUCTS = 2


def _kinds() -> list[tuple[str, object]]:
    return [("", _("By the name of the activity")), *KIND_WORDS.items()]


class RecordForm(forms.Form):
    """One activity. Nothing but what, when and where is asked at first; the rest is folded."""

    photos = FilesField(label=_("Photos"), accept=PHOTOS_ACCEPTED, most=MOST_PHOTOS)
    title = forms.CharField(
        label=_("What was done"),
        max_length=300,
        required=False,
        help_text=_("For example: Tập huấn nhận biết lừa đảo cho hội viên phụ nữ."),
    )
    tasks = forms.MultipleChoiceField(
        label=_("For which task"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=_("On which day"))
    unit = UnitNameField(label=_("Which unit did it"), max_length=320)
    reach = ReachField(label=_("How many people"))
    kind = forms.ChoiceField(label=_("Kind of activity"), required=False, choices=_kinds)
    main_task = forms.ChoiceField(
        label=_("Main task"), required=False, help_text=_("Money and the plain count go with this one.")
    )
    targets = forms.MultipleChoiceField(
        label=_("Targets it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    products = ProductsField(label=_("Products"))
    ends_on = DayField(label=_("Last day, when it took several"), required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    place_unit = UnitNameField(
        label=_("Took place in another commune or ward"),
        max_length=320,
        required=False,
        help_text=_("Code or name."),
    )
    spent = MoneyField(
        label=_("Money spent"), required=False, help_text=_("In đồng, like 3.000.000 or 3 triệu.")
    )
    money_source = forms.CharField(
        label=_("Source of the money"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"list": "money-sources", "autocomplete": "off"}),
    )
    links = LinksField(label=_("Links"), required=False, help_text=_("One a line: article, clip, page."))
    papers = FilesField(label=_("Other files"), accept=FILES_ACCEPTED, most=MOST_FILES)
    note = forms.CharField(
        label=_("Note"), max_length=5000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        offer: Offer,
        units: Sequence[UnitCard],
        on: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.on = offer, on
        for field in self.fields.values():
            if isinstance(field, UnitNameField):
                field.on = on
        _choose(self.fields["tasks"], [(task.uuid, task.label) for task in offer.tasks])
        _choose(
            self.fields["main_task"],
            [("", _("The first one chosen")), *((task.uuid, task.label) for task in offer.tasks)],
        )
        _choose(self.fields["targets"], [(target.uuid, target.label) for target in offer.targets])
        self._offer_units(units)

    def _offer_units(self, units: Sequence[UnitCard]) -> None:
        field = self.fields["unit"]
        self.unit_listed = 0 < len(units) <= LONGEST_UNIT_LIST
        if self.unit_listed:
            field.widget = forms.Select(choices=[(unit.uuid, _unit_label(unit, self.on)) for unit in units])
        else:
            field.help_text = _("Code or name.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("title") and not data.get("tasks") and "title" not in self.errors:
            self.add_error("title", _("Write what was done, or choose a task."))
        unit, day = data.get("unit"), data.get("starts_on")
        if unit and day and not unit.holds_on(day):
            self.add_error("unit", _("This unit did not exist on that day. Choose the unit of that time."))
        return data

    def new_activity(self) -> NewActivity:
        """What the form says. Only of a valid form."""
        data = self.cleaned_data
        chosen = self.chosen_tasks()
        title = data["title"].strip() or (chosen[0].text[:300] if chosen else "")
        targets = {target.uuid: target.id for target in self.offer.targets}
        place_unit = data["place_unit"]
        return NewActivity(
            unit_id=data["unit"].id,
            kind=ActivityKind(data["kind"]) if data["kind"] else guess_kind(title),
            title=title,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            place=data["place"],
            place_unit_id=place_unit.id if place_unit else None,
            task_ids=tuple(task.id for task in chosen),
            target_ids=tuple(targets[uuid] for uuid in data["targets"]),
            products=data["products"],
            reach=data["reach"],
            spent_vnd=data["spent"],
            money_source=data["money_source"],
            note=data["note"],
        )

    def chosen_tasks(self) -> list[TaskChoice]:
        """The main one first, the others in the plan's order as offered."""
        main = self.cleaned_data["main_task"]
        wanted = {*self.cleaned_data["tasks"], *([main] if main else [])}
        found = [task for task in self.offer.tasks if task.uuid in wanted]
        return sorted(found, key=lambda task: task.uuid != main) if main else found

    def add_faults(self, found: Mapping[str, Fault]) -> None:
        """What the ledger refuses, at its field."""
        for name, fault in found.items():
            field = FIELDS_OF_FAULTS.get(name, name)
            self.add_error(field if field in self.fields else None, str(FAULT_WORDS[fault]))

    # ---- what the template draws ------------------------------------------------------------------------------
    def _value(self, name: str) -> Any:
        return self[name].value() or {}

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self._value("tasks") or ())

    @property
    def chosen_targets(self) -> frozenset[str]:
        return frozenset(self._value("targets") or ())

    @property
    def reach_rows(self) -> list[dict[str, object]]:
        """Every audience: whether it is chosen, and what was typed of it."""
        value = self._value("reach")

        def one(part: str, who: Audience) -> str:
            return str((value.get(f"{part}_{who.value}") or [""])[0])

        return [
            {
                "code": who,
                "label": AUDIENCE_WORDS[who],
                "on": who in value.get("audience", []),
                "people": one("people", Audience(who)),
                "basis": one("basis", Audience(who)),
                "low": one("low", Audience(who)),
                "high": one("high", Audience(who)),
            }
            for who in AUDIENCE_WORDS
        ]

    @property
    def bases(self) -> list[tuple[str, object]]:
        return list(BASIS_WORDS.items())

    @property
    def product_rows(self) -> list[tuple[str, str]]:
        value = self._value("products")
        names, amounts = value.get("product", []), value.get("quantity", [])
        rows = [
            (name, amounts[n] if n < len(amounts) else "") for n, name in enumerate(names) if name.strip()
        ]
        return rows + [("", "")] * SPARE_PRODUCTS

    @property
    def unfolded(self) -> bool:
        """Whether something in the folded part is filled or wrong."""
        folded = ("kind", "main_task", "targets", "ends_on", "place", "place_unit", "spent", "links", "note")
        wrong = any(name in self.errors for name in (*folded, "products", "papers", "money_source"))
        return (
            wrong
            or any(bool(self[name].value()) for name in folded)
            or len(self.product_rows) > SPARE_PRODUCTS
        )


def _choose(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _unit_label(unit: UnitCard, on: dt.date) -> str:
    name = unit.name
    if unit.valid_to is not None and unit.valid_to <= on:
        last = unit.valid_to - dt.timedelta(days=1)
        return _now("%(unit)s (until %(day)s)") % {"unit": name, "day": f"{last:%d/%m/%Y}"}
    return name


def data_of(new: NewActivity, offer: Offer) -> dict[str, Any]:
    """An entry as the form's starting values: what a correction begins with."""
    uuids = {task.id: task.uuid for task in offer.tasks}
    targets = {target.id: target.uuid for target in offer.targets}
    tasks = [uuids[i] for i in new.task_ids if i in uuids]
    return {
        "title": new.title,
        "tasks": tasks,
        "main_task": tasks[0] if len(tasks) > 1 else "",
        "starts_on": new.starts_on,
        "ends_on": new.ends_on if new.ends_on != new.starts_on else None,
        "kind": new.kind.value,
        "targets": [targets[i] for i in new.target_ids if i in targets],
        "place": new.place,
        "spent": f"{new.spent_vnd:,}".replace(",", ".") if new.spent_vnd is not None else "",
        "money_source": new.money_source,
        "note": new.note,
        "reach": reach_data(new.reach),
        "products": _product_data(new.products),
    }


def _product_data(products: Sequence[Product]) -> dict[str, list[str]]:
    return {
        "product": [product.name for product in products],
        "quantity": [str(product.quantity) for product in products],
    }


class ReasonForm(forms.Form):
    """Why an entry is corrected or withdrawn, or a photo hidden."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2, "maxlength": 500})
    )


class EvidenceForm(forms.Form):
    """More evidence for an activity that is in the ledger."""

    photos = FilesField(label=_("Photos"), accept=PHOTOS_ACCEPTED, most=MOST_PHOTOS)
    papers = FilesField(label=_("Other files"), accept=FILES_ACCEPTED, most=MOST_FILES)
    links = LinksField(label=_("Links"), required=False, help_text=_("One a line: article, clip, page."))
    caption = forms.CharField(
        label=_("What is to be seen"), max_length=300, required=False, help_text=_("Name no private person.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("photos") or data.get("papers") or data.get("links")):
            raise forms.ValidationError(_("Choose a photo or a file, or paste a link."))
        return data


class TableForm(forms.Form):
    """The upload of a table of activities."""

    table = forms.FileField(
        label=_("Table of activities"),
        help_text=_(
            "Excel (.xlsx), up to 10 MB and 5.000 rows. Nothing is recorded yet: you see every row first."
        ),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )
