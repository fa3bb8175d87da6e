"""Accounts of others: the list, invitations, new codes, closing. Every change asks for the password again
when it was last asked more than a while ago."""

from __future__ import annotations

import base64
import io
import uuid as uuids

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from khien.accounts import access
from khien.accounts.forms import AccountFields, PersonFields
from khien.accounts.mail import send_invitation
from khien.accounts.rules import State, Way, grouped_code, suggested_name
from khien.accounts.selectors import (
    account_card,
    account_uuid_of,
    accounts_within,
    sign_in_names,
    without_account,
)
from khien.accounts.services import accounts, invitations
from khien.accounts.services.invitations import Issued
from khien.accounts.tables import ACCOUNTS, roles_text, state_of
from khien.accounts.views.again import password_again
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

FOUND_UNITS = 30
EVERYWHERE = "toan-chuong-trinh"


@staff(*access.MAY_INVITE)
def accounts_list(request: StaffRequest) -> HttpResponse:
    cards = access.with_doors(
        request.actor, accounts_within(access.units_she_invites_to(request.actor), at=now())
    )
    return respond(request, "accounts/list.html", ACCOUNTS, cards)


@staff(*access.MAY_INVITE)
def choose_unit(request: StaffRequest) -> HttpResponse:
    """For which unit the new officer works. Somebody with one unit is not asked."""
    own = access.units_she_invites_to(request.actor)
    if own is not None:
        found = list(orgs.units(own).values())
        if len(found) == 1:
            return redirect("accounts:invite", place=found[0].uuid)
    else:
        text = request.GET.get("tim", "").strip()
        found = orgs.find_units(text, on=today(), limit=FOUND_UNITS) if text else []
    context = {"units": found, "search": own is None, "text": request.GET.get("tim", "")}
    return render(request, "accounts/choose_unit.html", context | {"everywhere": EVERYWHERE})


@staff(*access.MAY_INVITE)
@password_again
@never_cache
@sensitive_variables("issued")
def invite(request: StaffRequest, place: str) -> HttpResponse:
    """A new officer with her first role and her account; then the slip, or the link by e-mail."""
    unit = None if place == EVERYWHERE else orgs.unit(orgs.unit_id_of(place))
    roles = access.roles_she_gives(request.actor)
    fitting = roles & orgs.EVERYWHERE if unit is None else roles - {Role.ADMINISTRATOR}
    for role in fitting:
        access.check_may_give(request.actor, role, unit.id if unit else None)
    form = PersonFields(request.POST or None, roles=frozenset(fitting))
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(request, _open_and_issue(request, form, unit.id if unit else None))
        except KhienError as error:
            form.add_error(_field_of(error), str(error.message))
    known = without_account(orgs.people_in(unit.id, on=today())) if unit else []
    context = {"form": form, "unit": unit, "known": known}
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@staff(*access.MAY_INVITE)
@password_again
@never_cache
@sensitive_variables("issued")
def invite_person(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    """An account for somebody whom the units' list already knows."""
    person = access.person_to_invite(request.actor, str(uuid), at=now())
    if existing := account_uuid_of(person.id):
        return redirect("accounts:account", uuid=existing)
    form = AccountFields(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(request, _open_for(request, form, person))
        except KhienError as error:
            form.add_error(_field_of(error), str(error.message))
    context = {"form": form, "person": person}
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


def _open_for(request: StaffRequest, form: AccountFields, person: orgs.PersonCard) -> Issued:
    typed = form.cleaned_data
    name = typed["sign_in_name"] or suggested_name(person.name, sign_in_names())
    return invitations.open_and_issue(
        lambda: accounts.open_account(
            sign_in_name=name,
            name=person.name,
            person_id=person.id,
            actor=request.actor,
            at=now(),
            email=typed["email"],
        ),
        once=typed["once"],
        way=Way(typed["way"]),
        actor=request.actor,
        at=now(),
    )


def _open_and_issue(request: StaffRequest, form: PersonFields, unit_id: int | None) -> Issued:
    typed = form.cleaned_data
    name = typed["sign_in_name"] or suggested_name(typed["name"], sign_in_names())
    return invitations.open_and_issue(
        lambda: accounts.open_officer(
            sign_in_name=name,
            name=typed["name"],
            role=Role(typed["role"]),
            unit_id=unit_id,
            actor=request.actor,
            at=now(),
            email=typed["email"],
            telephone=typed["telephone"],
            position=typed["position"],
        ),
        once=typed["once"],
        way=Way(typed["way"]),
        actor=request.actor,
        at=now(),
    )


def _field_of(error: KhienError) -> str | None:
    fields = {"name-taken": "sign_in_name", "bad-sign-in-name": "sign_in_name", "address-taken": "email"}
    return fields.get(error.code)


def _issued(request: StaffRequest, issued: Issued) -> HttpResponse:
    """The slip, shown this once; or the link sent. A mail that cannot be sent leaves the slip to print."""
    link = request.build_absolute_uri(reverse("invitation_link", args=[grouped_code(issued.code)]))
    if issued.way == Way.MAILED:
        if send_invitation(issued, link=link, sender=request.actor.label):
            messages.success(request, _("The link was sent to %(address)s.") % {"address": issued.email})
            return redirect("accounts:list")
        messages.warning(request, _("The e-mail could not be sent. Hand over this slip instead."))
    context = {
        "issued": issued,
        "code": grouped_code(issued.code),
        "address": request.build_absolute_uri(reverse("invitation_code")),
        "qr": _qr_image(link),
    }
    return render(request, "accounts/slip.html", context)


def _qr_image(text: str) -> str:
    """A QR code as a data address: drawn here, fetched from nowhere."""
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", scale=4, border=2, xmldecl=False)
    return "data:image/svg+xml;base64," + base64.b64encode(stream.getvalue()).decode()


@staff(*access.MAY_INVITE)
@never_cache
def account(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    card = account_card(access.account_for(request.actor, str(uuid), at=now()), at=now())
    context = {
        "card": card,
        "roles": roles_text(card),
        "state": state_of(card),
        "code_open": card.code_state == State.OPEN,
        "own": request.actor.id == card.uuid,
        "once": uuids.uuid4(),
    }
    return render(request, "accounts/account.html", context)


@staff(*access.MAY_INVITE)
@password_again
@require_POST
@never_cache
@sensitive_variables("issued")
def new_code(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    """For somebody who lost her password or her slip."""
    user = access.account_for(request.actor, str(uuid), at=now())
    way = Way.MAILED if request.POST.get("way") == Way.MAILED and user.email else Way.PRINTED
    once = _number(request.POST.get("once", ""))
    return _issued(request, invitations.issue_code(user, way=way, actor=request.actor, at=now(), once=once))


def _number(text: str) -> uuids.UUID:
    try:
        return uuids.UUID(text)
    except ValueError:
        return uuids.uuid4()


@staff(*access.MAY_INVITE)
@password_again
@require_POST
def revoke_code(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    invitation = access.invitation_for(request.actor, str(uuid), at=now())
    invitations.revoke_code(invitation, actor=request.actor, at=now())
    messages.success(request, _("The code was taken back; nobody can use it any more."))
    return redirect("accounts:account", uuid=invitation.account.uuid)


@staff(*access.MAY_INVITE)
@password_again
@require_POST
def close(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    user = access.account_for(request.actor, str(uuid), at=now())
    accounts.close_account(user, actor=request.actor, at=now())
    messages.success(request, _("The account of %(name)s is closed.") % {"name": user.label})
    return redirect("accounts:account", uuid=uuid)


@staff(*access.MAY_INVITE)
@password_again
@require_POST
def reopen(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    user = access.account_for(request.actor, str(uuid), at=now())
    accounts.reopen_account(user, actor=request.actor, at=now())
    messages.success(request, _("The account of %(name)s is open again.") % {"name": user.label})
    return redirect("accounts:account", uuid=uuid)


@staff(Role.ADMINISTRATOR, Role.STANDING_OFFICE)
@password_again
@require_POST
def reset_second_factor(request: StaffRequest, uuid: uuids.UUID) -> HttpResponse:
    user = access.account_for(request.actor, str(uuid), at=now())
    accounts.reset_second_factor(user, actor=request.actor, at=now())
    messages.success(
        request,
        _("The second factor of %(name)s is removed; she sets up a new one at her next sign-in.")
        % {"name": user.label},
    )
    return redirect("accounts:account", uuid=uuid)
