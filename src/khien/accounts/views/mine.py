"""My own account: what it is, its second factor, where it is signed in. Changes nobody else's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from khien.accounts.access import own_account
from khien.accounts.selectors import account_card, needs_second_factor, sessions_of
from khien.accounts.services import accounts
from khien.accounts.tables import roles_text
from khien.base.clock import now
from khien.web.doors import StaffRequest, staff


@staff()
@never_cache
def mine(request: StaffRequest) -> HttpResponse:
    user = own_account(request.actor)
    card = account_card(user, at=now())
    context = {
        "card": card,
        "roles": roles_text(card),
        "required": needs_second_factor(user),
        "sessions": sessions_of(user, current_key=request.session.session_key),
    }
    return render(request, "accounts/mine.html", context)


@staff()
@require_POST
def end_session(request: StaffRequest, session_id: int) -> HttpResponse:
    if accounts.end_session(own_account(request.actor), session_id, actor=request.actor, at=now()):
        messages.success(request, _("That browser is signed out."))
    else:
        messages.info(request, _("That browser was signed out already."))
    return redirect("accounts:mine")


@staff()
@require_POST
def end_all_sessions(request: StaffRequest) -> HttpResponse:
    """Everywhere, this browser too."""
    accounts.end_all_sessions(own_account(request.actor), actor=request.actor, at=now())
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
