"""Officers: the list, one person, her roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.typed import number_of
from khien.orgs import access
from khien.orgs.forms import NewPersonForm, PersonForm
from khien.orgs.rules import Role
from khien.orgs.selectors import people as selectors
from khien.orgs.services import people as services
from khien.orgs.tables import PEOPLE
from khien.orgs.wording import ROLE_NAMES
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@staff()
def people(request: StaffRequest) -> HttpResponse:
    """Those whose contacts she may see: everybody for the standing office, else her units and below."""
    cards = selectors.people_within(access.units_she_sees(request.actor), today())
    return respond(request, "orgs/people.html", PEOPLE, cards)


@staff()
def person(request: StaffRequest, uuid: str) -> HttpResponse:
    on = today()
    row = access.person_for(request.actor, uuid, on=on)
    may_change = access.may_change_person(request.actor, row, on)
    card = selectors.card(row.pk)
    initial = {"name": row.name, "telephone": row.telephone, "email": row.email}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST":
        access.person_for(request.actor, uuid, on=on, to="change")
        if form.is_valid() and _changed(request, form, row.pk):
            messages.success(request, _("Saved."))
            return redirect("orgs:person", uuid=uuid)
    gives = set(access.roles_she_gives(request.actor))
    all_roles = access.may_change_units(request.actor)
    roles = [
        (ROLE_NAMES[r.role], r, (r.until is None or r.until > on) and (all_roles or r.role in gives))
        for r in (card.roles if card else ())
    ]
    context = {"person": row, "form": form, "roles": roles, "may_change": may_change}
    return render(request, "orgs/person.html", context, status=422 if form.errors else 200)


def _changed(request: StaffRequest, form: PersonForm, person_id: int) -> bool:
    seen = request.POST.get("seen", "")
    try:
        services.change_person(
            person_id,
            **form.cleaned_data,
            version=number_of(seen, otherwise=-1) if seen else None,
            actor=request.actor,
            at=now(),
        )
    except KhienError as error:
        form.add_error(None, str(error.message))
        return False
    return True


@staff(*access.OWN_PEOPLE, *access.CHANGE_UNITS)
def add_person(request: StaffRequest, uuid: str) -> HttpResponse:
    """A new officer of a unit, with her role there."""
    on = today()
    unit = access.unit_for(request.actor, uuid, on=on, to="people")
    form = NewPersonForm(
        request.POST or None,
        roles=access.roles_she_gives(request.actor),
        initial={"since": on, "role": Role.FOCAL_OFFICER, "instead": False},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.add_officer_to(unit.pk, **form.cleaned_data, actor=request.actor, at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": form.cleaned_data["name"]})
            return redirect("orgs:unit", uuid=uuid)
    context = {"form": form, "unit": unit}
    return render(request, "orgs/add_person.html", context, status=422 if form.errors else 200)


@staff(*access.OWN_PEOPLE, *access.CHANGE_UNITS)
@require_POST
def name_focal(request: StaffRequest, uuid: str, membership_id: int) -> HttpResponse:
    """Somebody of the unit becomes its focal officer from today; the present one ends."""
    on = today()
    unit = access.unit_for(request.actor, uuid, on=on, to="people")
    chosen = access.colleague_for(request.actor, unit, membership_id, on=on)
    services.name_focal_officer(
        unit.pk,
        person_id=chosen.person_id,
        on=on,
        position=chosen.position,
        actor=request.actor,
        at=now(),
    )
    messages.success(request, _("%(name)s is the focal officer from today.") % {"name": chosen.person.name})
    return redirect("orgs:unit", uuid=uuid)


@staff(*access.OWN_PEOPLE, *access.CHANGE_UNITS)
@require_POST
def end_role(request: StaffRequest, uuid: str, membership_id: int) -> HttpResponse:
    on = today()
    access.membership_for(request.actor, uuid, membership_id, on=on)
    services.end_membership(membership_id, on=on, actor=request.actor, at=now())
    messages.success(request, _("The role ended today."))
    return redirect("orgs:person", uuid=uuid)
