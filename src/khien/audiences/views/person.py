"""One person, looked up by her whole number or mail address because she asked. Who looks is written down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.audiences import access
from khien.audiences.access import MANAGERS, READERS
from khien.audiences.forms import LookUpForm, NeverForm, RecordForm
from khien.audiences.selectors.person import barred, kept_of, trail_of
from khien.audiences.services import erasing, recording
from khien.audiences.services.recording import Recorded
from khien.audiences.views.mine import worded
from khien.audiences.views.tabs import tabs
from khien.audiences.wording import CHANNEL_WORDS, STEP_WORDS
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.sealing import key_of
from khien.web.doors import StaffRequest, staff


@staff(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: StaffRequest) -> HttpResponse:
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        channel, written = form.cleaned_data["address"]
        key = key_of(channel, written.same)
        found = access.address_for(request.actor, channel, key, on=today()) is not None
        recording.note_lookup(request.actor, channel, key, found=found, at=now())
        return redirect("audiences_staff:person", channel=channel, key=key)
    context = {
        "form": form,
        "tabs": tabs(request, "look_up"),
        "may_manage": access.may_manage(request.actor),
    }
    return render(request, "audiences/look_up.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
@require_safe
def person(request: StaffRequest, channel: str, key: str) -> HttpResponse:
    """The keyed hash stands in the address: of no use to who has no key."""
    return _page(request, channel, key, NeverForm())


def _page(
    request: StaffRequest, channel: str, key: str, form: NeverForm, *, status: int = 200
) -> HttpResponse:
    address = access.address_for(request.actor, channel, key, on=today())
    context: dict[str, object] = {
        "channel": channel,
        "key": key,
        "channel_word": CHANNEL_WORDS[channel],
        "never": barred(channel, key) if address or access.sees_all(request.actor) else None,
        "form": form,
        "may_manage": access.may_manage(request.actor),
    }
    if address is not None:
        found = kept_of(address.contact, proved_id=None)
        context |= {"kept": found} | worded(found)
    elif access.sees_all(request.actor):
        trail = trail_of([key])
        context["trail"] = [(s, CHANNEL_WORDS[s.channel], STEP_WORDS.get(s.step, s.step)) for s in trail]
    return render(request, "audiences/person.html", context, status=status)


@staff(*MANAGERS)
@require_POST
def never(request: StaffRequest, channel: str, key: str) -> HttpResponse:
    access.address_for(request.actor, channel, key, on=today())
    form = NeverForm(request.POST)
    if not form.is_valid():
        return _page(request, channel, key, form, status=422)
    recording.put_on_never(request.actor, channel, key, why=form.cleaned_data["why"], at=now())
    messages.success(request, _("Nobody will write to this address any more."))
    return redirect("audiences_staff:person", channel=channel, key=key)


@staff(*MANAGERS)
@require_POST
def erase(request: StaffRequest, channel: str, key: str) -> HttpResponse:
    address = access.address_for(request.actor, channel, key, on=today())
    if address is None:
        raise Missing
    erasing.erase(address.contact, by=request.actor, at=now())
    messages.success(request, _("Everything about this person is erased. Only the keyed trail remains."))
    return redirect("audiences_staff:person", channel=channel, key=key)


@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: StaffRequest) -> HttpResponse:
    """One consent on paper, typed in with its proof."""
    only = access.places_to_choose(request.actor, on=today())
    own = access.own_unit(request.actor)
    posted = request.POST if request.method == "POST" else None
    form = RecordForm(posted, on=today(), only=only, initial={"place": own, "ground": "agreed"})
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        kept = form.cleaned_data
        channel, written = kept["address"]
        new = Recorded(
            kept["place"], kept["audience"], kept["proof"], kept["basis"], kept["guardian"], kept["name"]
        )
        try:
            recording.record_consent(request.actor, channel, written, new, at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
            status = error.status
        else:
            messages.success(request, _("The consent is recorded."))
            return redirect("audiences_staff:person", channel=channel, key=key_of(channel, written.same))
    return render(request, "audiences/record.html", {"form": form}, status=status)
