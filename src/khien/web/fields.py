"""How one field of a form is drawn: label above, control, hint and error below, tied together for readers."""

from __future__ import annotations

from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    RadioSelect,
    Select,
    Widget,
)
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

GROUPS = (RadioSelect, CheckboxSelectMultiple)  # many controls under one legend


def drawn_field(bound: BoundField, hint: object = "") -> SafeString:
    """The field as HTML. Hidden fields come without ornament."""
    widget = bound.field.widget
    if isinstance(widget, HiddenInput):
        return SafeString(str(bound))
    hint = hint or bound.help_text
    group = isinstance(widget, GROUPS)
    context = {
        "field": bound,
        "hint": hint,
        "kind": _kind(widget),
        "optional": not bound.field.required and not isinstance(widget, CheckboxInput),
        "control": bound.as_widget(attrs=_attributes(bound, bool(hint), group)),
    }
    return SafeString(render_to_string("web/components/field.html", context))


def summary_of(form: BaseForm, *, focus: bool = True) -> SafeString:
    """The errors of a bound form, each leading to its field; "" without errors. `focus`: the page opens at it."""
    if not form.errors:
        return SafeString("")
    lines = [(bound, error) for bound in form for error in bound.errors]
    context = {"lines": lines, "general": form.non_field_errors(), "focus": focus}
    return SafeString(render_to_string("web/components/form_errors.html", context))


def _kind(widget: Widget) -> str:
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, FileInput):
        return "file"
    return "check" if isinstance(widget, CheckboxInput) else "line"


def _attributes(bound: BoundField, hinted: bool, group: bool) -> dict[str, Any]:
    name = bound.auto_id or bound.name
    told = [f"{name}_hint"] if hinted else []
    told += [f"{name}_error"] if bound.errors else []
    attributes: dict[str, Any] = (
        {} if group else {"class": _css(bound)}
    )  # Django puts a group's class on the box
    if told and not group:
        attributes["aria-describedby"] = " ".join(told)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _css(bound: BoundField) -> str:
    own = str(bound.field.widget.attrs.get("class", ""))
    widget = bound.field.widget
    if isinstance(widget, CheckboxInput):
        base = "form-check-input"
    else:
        base = "form-select" if isinstance(widget, Select) else "form-control"
    return " ".join(filter(None, [base, own, "is-invalid" if bound.errors else ""]))
