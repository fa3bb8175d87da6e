"""What is kept of her: she proves an address, then sees, changes, stops, takes a copy, erases. For one hour."""

from __future__ import annotations

import json
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.audiences import access
from khien.audiences.errors import AskedTooOften
from khien.audiences.forms import ChoiceForm, EraseForm, MineForm
from khien.audiences.jobs import ask_to_send
from khien.audiences.models import Address
from khien.audiences.selectors.person import Kept, kept_of
from khien.audiences.selectors.tokens import mine_of
from khien.audiences.services import erasing, leaving
from khien.audiences.services.changing import change_choice
from khien.audiences.services.joining import Choice, ask_for_mine
from khien.audiences.views.public import check_browser
from khien.audiences.wording import CHANNEL_WORDS, LANGUAGE_WORDS, STANDING_WORDS, STEP_WORDS
from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.library import api as library
from khien.programme.api import AUDIENCE_WORDS
from khien.web.doors import public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form = MineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("audiences:code", group=uuid4())
        channel, written = form.cleaned_data["address"]
        try:
            check_browser(request)
        except AskedTooOften as error:
            form.add_error(None, str(error.message))
            return render(request, "audiences/mine_ask.html", {"form": form}, status=error.status)
        language = (get_language() or "vi")[:2]
        group = ask_for_mine(channel, written, language=language, ask=ask_to_send, at=now())
        return redirect("audiences:code", group=group)
    return render(request, "audiences/mine_ask.html", {"form": form}, status=422 if form.errors else 200)


def _hers(token: str) -> Address:
    """Raises Missing: a link that is an hour old leads nowhere."""
    return access.address_of_hers(mine_of(token))


@public
@never_cache
@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        address = _hers(token)
    except Missing:
        return render(request, "audiences/too_late.html", status=410)
    return _page(request, token, address, EraseForm())


def _page(
    request: HttpRequest, token: str, address: Address, form: EraseForm, *, status: int = 200
) -> HttpResponse:
    found = kept_of(address.contact, proved_id=address.pk)
    return render(
        request,
        "audiences/mine.html",
        {"kept": found, "token": token, "form": form} | worded(found),
        status=status,
    )


def worded(found: Kept) -> dict[str, object]:
    """What stands in codes, in words; for her page and the officer's."""
    topics = {topic.code: topic.name for topic in library.topic_cards()}
    return {
        "group": AUDIENCE_WORDS.get(found.audience, found.audience),
        "language": LANGUAGE_WORDS.get(found.language, found.language),
        "topics": ", ".join(topics.get(code, code) for code in found.topics),
        "addresses": [(a, CHANNEL_WORDS[a.channel], *STANDING_WORDS[a.standing]) for a in found.addresses],
        "trail": [(s, CHANNEL_WORDS[s.channel], STEP_WORDS.get(s.step, s.step)) for s in found.trail],
    }


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    contact = _hers(token).contact
    found = kept_of(contact, proved_id=None)
    initial = {"place": contact.unit_id, "audience": contact.audience, "topics": found.topics}
    form = ChoiceForm(request.POST or None, on=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        kept_now = form.cleaned_data
        chosen = Choice(kept_now["place"], kept_now["audience"], contact.language, tuple(kept_now["topics"]))
        change_choice(contact, chosen, at=now())
        messages.success(request, _("Your choice is kept."))
        return redirect("audiences:mine", token=token)
    context = {"form": form, "token": token}
    return render(request, "audiences/mine_change.html", context, status=422 if form.errors else 200)


@public
@require_POST
def stop(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One of her addresses."""
    address = _hers(token)
    if number not in {a.id for a in kept_of(address.contact, proved_id=None).addresses}:
        raise Missing
    leaving.leave(number, how="page", at=now())
    messages.success(request, _("We no longer write to this address."))
    return redirect("audiences:mine", token=token)


@public
@never_cache
@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    address = _hers(token)
    data = kept_of(address.contact, proved_id=address.pk).data()
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return response


@public
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    address = _hers(token)
    form = EraseForm(request.POST)
    if not form.is_valid():
        return _page(request, token, address, form, status=422)
    erasing.erase(address.contact, by=None, at=now())
    return redirect("audiences:erased")


@public
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "audiences/erased.html")
