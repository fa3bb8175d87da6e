"""The standing office sets up the public site: the big buttons, and its own pages in the editor."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now
from khien.base.errors import Missing
from khien.portal.access import SETTERS, button_for, buttons_for
from khien.portal.errors import ButtonChanged, NotAPlace
from khien.portal.forms import ButtonForm
from khien.portal.models import HomeButton
from khien.portal.rules.page_texts import page_texts
from khien.portal.services.buttons import VALUES, change_button
from khien.portal.services.own_pages import page_to_edit
from khien.web.doors import StaffRequest, staff


@staff(*SETTERS)
@require_safe
def site(request: StaffRequest) -> HttpResponse:
    names = dict(settings.LANGUAGES)
    pages = [(text, names[text.language]) for text in page_texts().values() if text.language in names]
    return render(request, "portal/staff.html", {"buttons": buttons_for(request.actor), "pages": pages})


@staff(*SETTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def button(request: StaffRequest, code: str) -> HttpResponse:
    row = button_for(request.actor, code)
    if request.method != "POST":
        return _form(request, row, ButtonForm(initial=_initial(row)))
    form = ButtonForm(request.POST)
    if not form.is_valid():
        return _form(request, row, form, status=422)
    values = {name: form.cleaned_data[name] for name in VALUES}
    try:
        change_button(request.actor, row, values=values, revision=form.cleaned_data["revision"], at=now())
    except NotAPlace as error:
        form.add_error("address", str(error.message))
        return _form(request, row, form, status=422)
    except ButtonChanged as error:
        newer = button_for(request.actor, code)
        messages.error(request, str(error.message))
        again = ButtonForm(initial={**values, "revision": newer.revision})
        return _form(request, newer, again, status=409)
    messages.success(request, _("Kept. The first page shows it at once."))
    return HttpResponseRedirect(reverse("portal_staff:site"))


@staff(*SETTERS)
@require_POST
def edit_page(request: StaffRequest, code: str, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Missing
    page_id = page_to_edit(request.actor, code, language)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page_id]))


def _initial(row: HomeButton) -> dict[str, object]:
    return {**{name: getattr(row, name) for name in VALUES}, "revision": row.revision}


def _form(request: StaffRequest, row: HomeButton, form: ButtonForm, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/staff_button.html", {"button": row, "form": form}, status=status)
