"""Bulletins: the schedule, one with its sound and its stations, and scheduling a new one from an approved text."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.channels.access import radio as access
from khien.channels.access.reach import ACTORS, OFFICE, READERS, acts_for
from khien.channels.forms.radio import ScheduleForm
from khien.channels.models import RadioStation
from khien.channels.rules.radio import BulletinState
from khien.channels.selectors import radio as reads
from khien.channels.services import radio_bulletins as services
from khien.channels.services.radio_bulletins import Schedule
from khien.channels.tables.radio import BULLETINS, HANDS
from khien.channels.views.radio import POST_OR_GET, tabs_of
from khien.library import api as library
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

LOOK_BACK = dt.timedelta(days=31)
LONGEST_SEARCH = 120


@require_safe
@staff(*READERS)
def board(request: StaffRequest) -> HttpResponseBase:
    """What runs, what comes, what ended in the last month."""
    lines = reads.bulletin_lines(access.bulletins_seen(request.actor, on=today()), since=today() - LOOK_BACK)
    return respond(request, "radio/board.html", BULLETINS, lines, tabs_of(request, "board"))


@require_safe
@staff(*READERS)
def bulletin(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = access.bulletin_for(request.actor, str(uuid), on=today())
    stations = access.stations_seen(request.actor, on=today())
    context = {
        "bulletin": found,
        "state": BulletinState(found.state),
        "may_recall": acts_for(request.actor, found.unit_id) and found.recalled_at is None,
        "may_try": acts_for(request.actor, found.unit_id) and found.state == BulletinState.FAILED,
        "making": found.state == BulletinState.MAKING,
        **tabs_of(request, "board"),
    }
    return respond(request, "radio/bulletin.html", HANDS, reads.hand_lines(found, stations), context)


@require_safe
@staff(*READERS)
def sound(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = access.bulletin_for(request.actor, str(uuid), on=today())
    if found.sound is None:
        raise Missing
    return files.response(found.sound, filename="ban-tin.mp3")


@require_POST
@staff(*ACTORS)
def recall(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.bulletin_for(request.actor, str(uuid), on=today(), act=True)
    services.recall(request.actor, found, at=now())
    messages.success(request, _("The bulletin is called back. What was aired stays in the ledger."))
    return redirect("radio:bulletin", uuid=found.uuid)


@require_POST
@staff(*ACTORS)
def try_again(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.bulletin_for(request.actor, str(uuid), on=today(), act=True)
    services.try_sound_again(request.actor, found, at=now())
    return redirect("radio:bulletin", uuid=found.uuid)


@POST_OR_GET
@staff(*ACTORS)
def new(request: StaffRequest) -> HttpResponse:
    """First which text, then when and where: `?tai-lieu=` names the edition."""
    asked = request.GET.get("tai-lieu", "")
    if not asked.isdecimal() or len(asked) > 12:
        return _choose(request)
    edition = library.edition_card(int(asked))
    stations = list(access.stations_worked(request.actor))
    form = ScheduleForm(
        request.POST or None,
        stations=[(str(one.uuid), one.name) for one in stations],
        emergencies=request.actor.has(*OFFICE),
        initial={
            "key": uuid4(),
            "first": today(),
            "last": today() + dt.timedelta(days=2),
            "stations": [str(one.uuid) for one in stations],
        },
    )
    if request.method == "POST" and form.is_valid():
        made = _schedule(request, form, edition.id, stations)
        if made is not None:
            return made
    text = library.texts_of(edition.id, unit_id=stations[0].unit_id if len(stations) == 1 else None).radio
    context = {
        "form": form,
        "edition": edition,
        "text": text,
        "stations": stations,
        "single": form.single,
        **tabs_of(request, "board"),
    }
    return render(request, "radio/new.html", context, status=422 if form.errors else 200)


def _choose(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("tim", "").strip()[:LONGEST_SEARCH]
    context = {
        "words": words,
        "found": library.edition_cards(words, limit=20),
        "kinds": library.KIND_NAMES,
        **tabs_of(request, "board"),
    }
    return render(request, "radio/choose.html", context)


def _schedule(
    request: StaffRequest, form: ScheduleForm, edition_id: int, stations: list[RadioStation]
) -> HttpResponse | None:
    data, wanted = form.cleaned_data, set(form.chosen())
    chosen = [one for one in stations if str(one.uuid) in wanted]
    try:
        made = services.schedule_edition(
            request.actor,
            edition_id,
            chosen,
            Schedule(first=data["first"], last=data["last"], times=data["times"], priority=data["priority"]),
            unit_id=_in_whose_name(request, chosen),
            key=str(data["key"]),
            at=now(),
        )
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None
    messages.success(request, _("Scheduled. It is being read aloud now."))
    return redirect("radio:bulletin", uuid=made.uuid)


def _in_whose_name(request: StaffRequest, chosen: list[RadioStation]) -> int:
    """An officer's own unit; the standing office speaks for the province."""
    own = request.actor.units_as(ACTORS)
    if own:
        first = [one.unit_id for one in chosen if one.unit_id in own]
        return first[0] if first else min(own)
    return orgs.unit(chosen[0].unit_id).parent_id or chosen[0].unit_id if chosen else 0
