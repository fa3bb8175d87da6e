"""Coming with a one-time code: type it (or open its link), choose a password, be signed in. Open to anyone.

A code is looked at as often as one likes and used once; guessing is slowed per sign-in name before per address.
"""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from khien.accounts.errors import CodeUsed
from khien.accounts.forms import CodeForm, NewPasswordForm
from khien.accounts.selectors import actor_of, own_uuid
from khien.accounts.services import invitations
from khien.base.clock import now
from khien.base.errors import KhienError, TooMuch
from khien.web.doors import public

FOUND = "invitation"


@public
@never_cache
@sensitive_post_parameters("code")
def type_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, code = form.cleaned_data["sign_in_name"], form.cleaned_data["code"]
        try:
            _slow_down(request, name)
            found = invitations.find_code(code, sign_in_name=name, at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            request.session[FOUND] = str(found.uuid)
            return redirect("invitation_password")
    return render(request, "accounts/type_code.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
def open_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link leaves the address bar at once: the code is in it."""
    if not ratelimit.consume(request, action="invitation_link"):
        raise _too_many()
    request.session[FOUND] = str(invitations.find_code(code, at=now()).uuid)
    return redirect("invitation_password")


@public
@never_cache
@sensitive_post_parameters("password", "again")
def choose_password(request: HttpRequest) -> HttpResponse:
    number = request.session.get(FOUND)
    if not number:
        return redirect("invitation_code")
    try:
        user = invitations.open_invitation(number, at=now()).account
    except CodeUsed:
        if own_uuid(request.user) == invitations.account_uuid(number):
            return redirect("workspace:start")  # the button pressed twice: the first time did it
        raise
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _use(request, number, form.cleaned_data["password"])
    context = {"form": form, "account": user, "first": not user.has_usable_password()}
    return render(request, "accounts/choose_password.html", context, status=422 if form.errors else 200)


def _use(request: HttpRequest, number: str, password: str) -> HttpResponse:
    before = invitations.open_invitation(number, at=now()).account
    user = invitations.use_code(number, password=password, actor=actor_of(before), at=now())
    response: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url="/lam-viec/"
    )
    if request.user.is_authenticated:
        reauthenticate_by_password(request)
        request.session[FOUND] = number
    return response


def _slow_down(request: HttpRequest, name: str) -> None:
    if not ratelimit.consume(request, action="invitation_code", key=name.strip().lower()):
        raise _too_many()


def _too_many() -> TooMuch:
    return TooMuch(_("Too many tries. Wait ten minutes, then type the code again."), status=429)
