"""Pages of the accounts at services: list, form, test button, trial message, on and off, order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base import money
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.sealing import CannotOpen
from khien.channels.access import accounts as access
from khien.channels.forms.accounts import AccountForm, service_form, values_of
from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.selectors.accounts import account_rows
from khien.channels.services import account_trying, accounts
from khien.channels.transports import console
from khien.channels.transports.contract import Fate, TransportDown
from khien.channels.transports.registry import SLICES
from khien.channels.wording import KIND_NAMES, MEDIUM_NAMES
from khien.channels.wording_accounts import KIND_LINES
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff

SUGGESTED = 500
SHOWN_ROWS = 30


@require_safe
@staff(*access.READERS)
def accounts_list(request: StaffRequest) -> HttpResponse:
    groups = account_rows(access.accounts_for(request.actor), at=now())
    shown = [(MEDIUM_NAMES[group.medium], group.rows) for group in groups]
    context = {"groups": shown, "edits": access.may_edit(request.actor), "kinds": KIND_NAMES}
    return render(request, "channels/accounts.html", context)


@require_safe
@staff(*access.EDITORS)
def choose(request: StaffRequest) -> HttpResponse:
    """Which kind of channel to add."""
    kinds = [(kind.value, KIND_NAMES[kind], KIND_LINES[kind]) for kind in ChannelKind if kind in SLICES]
    return render(request, "channels/account_choose.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.EDITORS)
def new(request: StaffRequest, kind: str) -> HttpResponse:
    found = _kind(kind)
    form, service = _forms(request, found, None)
    if request.method == "POST" and form.is_valid() & service.is_valid():
        made = accounts.add_account(request.actor, found, values_of(form, service, found), at=now())
        messages.success(request, _("Kept, still switched off. Test it, then switch it on."))
        return _to(made)
    return _form_page(request, form, service, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.EDITORS)
def change(request: StaffRequest, uuid: str) -> HttpResponse:
    account = access.account_for(request.actor, uuid, to_edit=True)
    kind = ChannelKind(account.kind)
    form, service = _forms(request, kind, account)
    if request.method == "POST" and form.is_valid() & service.is_valid():
        values, seen = values_of(form, service, kind), form.cleaned_data["seen"]
        try:
            accounts.change_account(request.actor, account, values, seen=seen, at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Kept. Test the channel once more if its settings changed."))
            return _to(account)
    return _form_page(request, form, service, kind, account)


@require_safe
@staff(*access.READERS)
def account(request: StaffRequest, uuid: str) -> HttpResponse:
    found = access.account_for(request.actor, uuid)
    kind = ChannelKind(found.kind)
    (group,) = account_rows([found], at=now())
    limits = SLICES[kind].transport.limits if kind in SLICES else None
    context = {
        "row": group.rows[0],
        "account": found,
        "kind": KIND_NAMES[kind],
        "limits": limits,
        "edits": access.may_edit(request.actor),
        "can_try": account_trying.can_try(found),
        "trial": bool(found.settings.get(accounts.CONSOLE)),
        "receiver": _receiver(request, found),
    }
    return render(request, "channels/account.html", context)


@require_POST
@staff(*access.EDITORS)
def test(request: StaffRequest, uuid: str) -> HttpResponseRedirect:
    found = access.account_for(request.actor, uuid, to_edit=True)
    return _done(request, found, lambda: _tested(request, found))


def _tested(request: StaffRequest, found: ChannelAccount) -> None:
    if accounts.test_account(request.actor, found, at=now()):
        messages.success(request, _("The test went well."))
    else:
        messages.error(request, _("The test did not go well. What the service said stands below."))


@require_POST
@staff(*access.EDITORS)
def trial(request: StaffRequest, uuid: str) -> HttpResponseRedirect:
    """One message to the officer's own address."""
    found = access.account_for(request.actor, uuid, to_edit=True)
    return _done(request, found, lambda: _tried(request, found))


def _tried(request: StaffRequest, found: ChannelAccount) -> None:
    outcome = account_trying.try_account(request.actor, found, at=now())
    if outcome.fate is Fate.TAKEN:
        messages.success(request, _("The service took the trial message. Look whether it has arrived."))
    elif outcome.fate is Fate.UNCERTAIN:
        messages.warning(request, _("The service did not say whether it took the trial message."))
    else:
        words = _("The service did not take the trial message (%(code)s).") % {"code": outcome.reason}
        messages.error(request, words)


@require_POST
@staff(*access.EDITORS)
def switch(request: StaffRequest, uuid: str) -> HttpResponseRedirect:
    found = access.account_for(request.actor, uuid, to_edit=True)
    on = request.POST.get("on") == "1"

    def act() -> None:
        accounts.switch_account(request.actor, found, on=on, at=now())
        words = (
            _("Switched on. Campaigns may use it.")
            if on
            else _("Switched off. Nothing more goes through it.")
        )
        messages.success(request, words)

    return _done(request, found, act)


@require_POST
@staff(*access.EDITORS)
def move(request: StaffRequest, uuid: str) -> HttpResponseRedirect:
    found = access.account_for(request.actor, uuid, to_edit=True)
    accounts.move_account(request.actor, found, up=request.POST.get("way") == "up", at=now())
    return redirect("channel_accounts:list")


@require_safe
@staff(*access.READERS)
def trial_book(request: StaffRequest, uuid: str) -> HttpResponse:
    """What trial accounts and drills of this kind would have sent."""
    found = access.account_for(request.actor, uuid)
    rows = console.rows(ChannelKind(found.kind), at_most=SHOWN_ROWS)
    return render(request, "channels/account_book.html", {"account": found, "rows": rows})


def _done(request: StaffRequest, found: ChannelAccount, act: Callable[[], None]) -> HttpResponseRedirect:
    """Back to the account's page, with what went wrong in words."""
    try:
        act()
    except KhienError as error:
        messages.error(request, str(error.message))
    except TransportDown as down:
        messages.error(request, down.words)
    except CannotOpen:
        messages.error(request, _("This installation cannot open the kept passwords. Type them again."))
    return _to(found)


def _to(found: ChannelAccount) -> HttpResponseRedirect:
    return redirect("channel_accounts:account", uuid=found.uuid)


def _kind(text: str) -> ChannelKind:
    try:
        kind = ChannelKind(text)
    except ValueError:
        raise Missing from None
    if kind not in SLICES:
        raise Missing
    return kind


def _forms(request: StaffRequest, kind: ChannelKind, found: ChannelAccount | None) -> tuple[AccountForm, Any]:
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, initial=_initial(kind, found), on=today(), kind=kind, prefix="a")
    return form, service_form(kind, data, account=found)


def _initial(kind: ChannelKind, found: ChannelAccount | None) -> dict[str, Any]:
    if found is None:
        rate = SLICES[kind].transport.limits.rate_per_second
        return {"rate_per_second": rate, "burst": max(1, round(rate * 2))}
    unit = orgs.unit(found.unit_id)
    return {
        "name": found.name,
        "unit": f"{unit.code} · {unit.name}",
        "trial": bool(found.settings.get(accounts.CONSOLE)),
        "rate_per_second": found.rate_per_second,
        "burst": found.burst,
        "price": money.vnd(found.price_vnd),
        "budget": money.vnd(found.monthly_budget_vnd),
        "open_from": found.open_from,
        "open_until": found.open_until,
        "seen": accounts.version_of(found),
    }


def _form_page(
    request: StaffRequest, form: AccountForm, service: Any, kind: ChannelKind, found: ChannelAccount | None
) -> HttpResponse:
    context = {
        "form": form,
        "service": service,
        "kind": KIND_NAMES[kind],
        "line": KIND_LINES[kind],
        "account": found,
        "units": _suggestions(),
    }
    status = 422 if form.errors or service.errors else 200
    return render(request, "channels/account_form.html", context, status=status)


def _suggestions() -> SafeString:
    found = orgs.find_units("", on=today(), limit=SUGGESTED)
    return format_html_join("", '<option value="{} · {}"></option>', ((u.code, u.name) for u in found))


def _receiver(request: StaffRequest, found: ChannelAccount) -> str:
    """The address that the service is told, when the kind can be told receipts by web."""
    kind = ChannelKind(found.kind)
    tells = kind in SLICES and hasattr(SLICES[kind].transport, "receipts_from")
    if not tells or not access.may_edit(request.actor):
        return ""
    return request.build_absolute_uri(reverse("channels:receipts", kwargs={"token": found.token}))
