"""The tree of units on a day, a unit's page, and the forms of dated events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.typed import number_of
from khien.orgs import access
from khien.orgs import forms as orgs_forms
from khien.orgs.models import Unit
from khien.orgs.rules import Kind, Level, Role
from khien.orgs.rules.periods import UNKNOWN_START
from khien.orgs.selectors import pages, tree
from khien.orgs.services import units as services
from khien.orgs.services.units import NewUnit
from khien.orgs.wording import EVENT_NAMES, KIND_NAMES, LEVEL_NAMES, ROLE_NAMES
from khien.web.doors import StaffRequest, staff
from khien.web.inputs import DAY_FORMATS

WHOLE_TREE_UP_TO = 800  # a longer tree shows its tops only; each opens by itself


def day_of(request: HttpRequest) -> dt.date:
    """The day a page is about: ?ngay=24/11/2026, else today."""
    text = request.GET.get("ngay", "").strip()
    for form in DAY_FORMATS:
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return today()


@staff()
def unit_tree(request: StaffRequest) -> HttpResponse:
    on = day_of(request)
    text = request.GET.get("tim", "").strip()
    context: dict[str, object] = {
        "on": on,
        "is_today": on == today(),
        "text": text,
        "may_change": access.may_change_units(request.actor),
        "kinds": KIND_NAMES,
    }
    if text:
        found = pages.found_units(text, on)
        context["found"] = [(hit, KIND_NAMES[hit.kind]) for hit in found]
    else:
        root = request.GET.get("goc", "")
        top = access.unit_for(request.actor, root, on=on) if root else None
        nodes = tree.tree_on(on, root_id=top.pk if top else None)
        cut = None if top or len(nodes) <= WHOLE_TREE_UP_TO else 0
        context |= {
            "branches": pages.branches(nodes, depth=cut),
            "total": len(nodes),
            "top": top,
            "cut": cut == 0,
        }
    return render(request, "orgs/tree.html", context)


@staff()
def unit(request: StaffRequest, uuid: str) -> HttpResponse:
    on = today()
    row = access.unit_for(request.actor, uuid, on=on)
    page = pages.unit_page(row, on=on)
    context = {
        "page": page,
        "unit": row,
        "on": on,
        "holds": row.holds_on(on),
        "unknown_start": UNKNOWN_START,
        "kind": KIND_NAMES[row.kind],
        "level": LEVEL_NAMES[row.level],
        "roles": ROLE_NAMES,
        "events": [(event, EVENT_NAMES[event.what]) for event in page.events],
        "people": [
            (
                card,
                [(ROLE_NAMES[r.role], r) for r in card.roles],
                Role.FOCAL_OFFICER in {r.role for r in card.roles},
            )
            for card in page.people
        ],
        "contacts": access.may_see_contacts(request.actor, row.pk, on),
        "may_change": access.may_change_units(request.actor),
        "may_people": access.may_change_people(request.actor, row.pk, on),
        "changes": [(code, change.label, change.icon) for code, change in CHANGES.items()],
    }
    return render(request, "orgs/unit.html", context)


@staff(*access.CHANGE_UNITS)
def open_unit(request: StaffRequest) -> HttpResponse:
    on = today()
    parent = request.GET.get("tren", "")
    form = orgs_forms.OpenForm(request.POST or None, on=on, initial={"day": on, "parent": parent})
    access.check_may_change_units(request.actor)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        new = NewUnit(
            name=typed["name"],
            short_name=typed["short_name"],
            kind=Kind(typed["kind"]),
            level=Level(typed["level"]),
            code=typed["code"],
            parent_id=typed["parent"].pk if typed["parent"] else None,
        )
        made = _done(
            form,
            lambda: services.open_unit(
                new, on=typed["day"], instrument=typed["instrument"], actor=request.actor, at=now()
            ),
        )
        if made is not None:
            messages.success(request, say("%(name)s was opened.") % {"name": made.name})
            return redirect("orgs:unit", uuid=made.uuid)
    context = {"form": form, "suggestions": pages.suggestions(on)}
    return render(request, "orgs/open.html", context, status=422 if form.errors else 200)


def _done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Carry out a service; its refusal stands on top of the form, and nothing typed is lost."""
    try:
        return act()
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of dated event: its form, what it starts with, and the service that carries it out."""

    label: object
    icon: str
    button: object
    lede: object
    form: type[Any]
    initial: Callable[[Unit], dict[str, object]]
    act: Callable[[Unit, dict[str, Any], StaffRequest], Unit]


def _dated(typed: dict[str, Any], request: StaffRequest) -> dict[str, Any]:
    return {"on": typed["day"], "instrument": typed["instrument"], "actor": request.actor, "at": now()}


def _rename(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    return services.rename_unit(
        unit.pk,
        name=typed["name"],
        short_name=typed["short_name"],
        version=unit.version,
        **_dated(typed, request),
    )


def _move(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    return services.move_unit(
        unit.pk, parent_id=typed["parent"].pk, version=unit.version, **_dated(typed, request)
    )


def _merge(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    others = [u.pk for u in (typed[f"other{n}"] for n in (1, 2, 3)) if u is not None]
    into: NewUnit | int = (
        typed["into"].pk if typed["into"] else _like(unit, typed["new_name"], typed["new_short_name"])
    )
    return services.merge_units([unit.pk, *others], into=into, **_dated(typed, request))


def _split(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    heirs: list[NewUnit | int] = []
    for line in typed["heirs"]:
        known, _near = pages.chosen_unit(line, typed["day"])
        heirs.append(
            known.pk if known is not None and line in {known.code, known.name} else _like(unit, line, "")
        )
    return services.split_unit(unit.pk, into=heirs, **_dated(typed, request))[0]


def _like(unit: Unit, name: str, short_name: str) -> NewUnit:
    return NewUnit(
        name=name,
        short_name=short_name,
        kind=Kind(unit.kind),
        level=Level(unit.level),
        parent_id=unit.parent_id,
    )


def _close(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    heir = typed["successor"]
    return services.close_unit(
        unit.pk, successor_id=heir.pk if heir else None, version=unit.version, **_dated(typed, request)
    )


def _correct(unit: Unit, typed: dict[str, Any], request: StaffRequest) -> Unit:
    return services.correct_unit(
        unit.pk,
        code=typed["code"],
        short_name=typed["short_name"],
        kind=Kind(typed["kind"]),
        level=Level(typed["level"]),
        territory_code=typed["territory_code"],
        version=unit.version,
        actor=request.actor,
        at=now(),
    )


def _nothing(_unit: Unit) -> dict[str, object]:
    return {}


CHANGES: dict[str, Change] = {
    "doi-ten": Change(
        label=_("Rename"),
        icon="pencil",
        button=_("Record the new name"),
        lede=_("The old name stays on record for documents of its time."),
        form=orgs_forms.RenameForm,
        initial=lambda u: {"name": u.name, "short_name": u.short_name},
        act=_rename,
    ),
    "chuyen": Change(
        label=_("Move under another unit"),
        icon="arrow-right",
        button=_("Record the move"),
        lede=_("What stands below comes along."),
        form=orgs_forms.MoveForm,
        initial=_nothing,
        act=_move,
    ),
    "sap-nhap": Change(
        label=_("Merge"),
        icon="arrows-join",
        button=_("Record the merger"),
        lede=_("Officers and units below go to the unit that takes over."),
        form=orgs_forms.MergeForm,
        initial=_nothing,
        act=_merge,
    ),
    "chia-tach": Change(
        label=_("Split"),
        icon="arrows-split",
        button=_("Record the split"),
        lede=_("This unit ends; its heirs answer for it."),
        form=orgs_forms.SplitForm,
        initial=_nothing,
        act=_split,
    ),
    "ket-thuc": Change(
        label=_("End the unit"),
        icon="circle-x",
        button=_("Record that it closed"),
        lede=_("The unit ends on that day. Its history stays."),
        form=orgs_forms.CloseForm,
        initial=_nothing,
        act=_close,
    ),
    "sua": Change(
        label=_("Correct data"),
        icon="edit",
        button=_("Save the correction"),
        lede=_("For typing errors. A change by law is entered as a dated event."),
        form=orgs_forms.CorrectForm,
        initial=lambda u: {
            "code": u.code,
            "short_name": u.short_name,
            "kind": u.kind,
            "level": u.level,
            "territory_code": u.territory_code,
        },
        act=_correct,
    ),
}


@staff(*access.CHANGE_UNITS)
def change(request: StaffRequest, uuid: str, what: str) -> HttpResponse:
    """The form of one dated event of a unit. A form opened before somebody else's change is refused."""
    on = today()
    chosen = CHANGES.get(what)
    row = access.unit_for(request.actor, uuid, on=on, to="change")
    if chosen is None:
        raise Missing
    form = chosen.form(request.POST or None, on=on, initial={"day": on, **chosen.initial(row)})
    if request.method == "POST" and form.is_valid():
        row.version = number_of(request.POST.get("seen", ""), otherwise=row.version)
        made = _done(form, lambda: chosen.act(row, form.cleaned_data, request))
        if made is not None:
            messages.success(request, say("Recorded."))
            return redirect("orgs:unit", uuid=made.uuid)
    context = {
        "form": form,
        "unit": row,
        "change": chosen,
        "suggestions": pages.suggestions(on),
        "seen": row.version,
    }
    return render(request, "orgs/change.html", context, status=422 if form.errors else 200)
