"""Booklets: the list, one with its files, and the page where chapters are chosen and put into order.

Chapters travel with the form as `chuong` fields; every button (up, down, out, add) sends the form and comes back
without keeping anything, so that it works without script. Keeping is a button of its own.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import Conflict, KhienError
from khien.base.jobs import enqueue_on_commit
from khien.library import access, jobs
from khien.library.forms import BookletForm, OptionsForm
from khien.library.models import Booklet, RenditionFile
from khien.library.renditions.book import BOOK_FORMS
from khien.library.selectors import booklets as reads
from khien.library.services import booklets
from khien.library.services.booklets import MOST_CHAPTERS, BookletText
from khien.library.views.units import suggestions, unit_of, writing_choices
from khien.library.wording import FORM_ICONS, FORM_NAMES
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff

LONGEST_SEARCH = 200
POST_OR_GET = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff()
def booklets_list(request: StaffRequest) -> HttpResponse:
    context = {"lines": reads.booklet_lines(), "writes": request.actor.has(*access.WRITERS)}
    return render(request, "library/booklets.html", context)


@require_safe
@staff()
def booklet(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One booklet: its chapters and its files."""
    found = access.booklet_for(request.actor, str(uuid))
    return render(request, "library/booklet.html", _shown(request, found))


@POST_OR_GET
@staff(*access.WRITERS)
def new(request: StaffRequest) -> HttpResponse:
    return _edit(request, None)


@POST_OR_GET
@staff(*access.WRITERS)
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _edit(request, access.booklet_for(request.actor, str(uuid), edit=True))


@require_POST
@staff()
def make(request: StaffRequest, uuid: UUID, form: str) -> HttpResponse:
    """Have it made as PDF or EPUB, in her unit's name."""
    found = access.booklet_for(request.actor, str(uuid))
    try:
        if form not in BOOK_FORMS:
            raise KhienError(_("This form is not offered."), code="bad-choice")
        sent = OptionsForm(request.POST, form=BOOK_FORMS[form], units=[], prefix=form)
        options = sent.options() if sent.is_valid() else {}
        booklets.ask_book(
            found, form, options=options, unit_id=unit_of(request.actor), job=jobs.make_booklet, at=now()
        )
    except KhienError as error:
        messages.error(request, str(error.message))
    if request.headers.get("HX-Request"):
        return _files(request, found)
    return redirect("library:booklet", uuid=found.uuid)


@require_safe
@staff()
def files(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The files of a booklet, for the page that waits for them."""
    return _files(request, access.booklet_for(request.actor, str(uuid)))


@require_POST
@staff()
def show(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """On or off the public site."""
    found = access.booklet_to_show(request.actor, str(uuid), on=today())
    shown = request.POST.get("hien") == "1"
    try:
        booklets.show_booklet(request.actor, found, shown=shown, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
        return redirect("library:booklet", uuid=found.uuid)
    if shown:
        enqueue_on_commit(jobs.make_shown_booklets)
    said = _("The public sees this booklet now.") if shown else _("The public no longer sees this booklet.")
    messages.success(request, said)
    return redirect("library:booklet", uuid=found.uuid)


@require_POST
@staff(*access.WRITERS)
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.booklet_for(request.actor, str(uuid), edit=True)
    booklets.bin_booklet(request.actor, found, gone=True, at=now())
    messages.success(request, _("The booklet is gone. Its materials stay."))
    return redirect("library:booklets")


def _edit(request: StaffRequest, found: Booklet | None) -> HttpResponse:
    """The page of cover and chapters; `viec` in what was sent says which button was pressed."""
    units = writing_choices(request.actor) if found is None else [(found.unit_id, "")]
    posted = request.method == "POST"
    form = BookletForm(request.POST if posted else None, units=units, on=today(), initial=_initial(found))
    chosen = _chosen(request) if posted else _kept(found)
    act = request.POST.get("viec", "") if posted else ""
    search = request.POST.get("tim", "").strip()[:LONGEST_SEARCH]
    if posted and act == "giu" and form.is_valid():
        kept = _keep(request, found, form, chosen)
        if kept is not None:
            return kept
    shown = form if act in ("", "giu") else BookletForm(units=units, on=today(), initial=request.POST.dict())
    context = {
        "form": shown,
        "booklet": found,
        "chapters": reads.chapters_named(chosen),
        "found": reads.chapters_found(search, without=chosen),
        "search": search,
        "most": MOST_CHAPTERS,
        "suggestions": suggestions() if units is None else "",
    }
    bad = act == "giu" and bool(form.errors)
    return render(request, "library/booklet_form.html", context, status=422 if bad else 200)


def _keep(
    request: StaffRequest, found: Booklet | None, form: BookletForm, chosen: list[str]
) -> HttpResponse | None:
    data = form.cleaned_data
    text = BookletText(
        title=data["title"], subtitle=data["subtitle"], foreword=data["foreword"], chapters=tuple(chosen)
    )
    try:
        if found is None:
            if not access.writes_for(request.actor, form.unit_id):
                raise KhienError(_("You do not write for this unit."), code="not-your-unit")
            found = booklets.begin_booklet(request.actor, form.unit_id, text, at=now())
        else:
            booklets.change_booklet(request.actor, found, text, lock=data["lock"] or 0, at=now())
    except Conflict as error:
        form.add_error(None, str(error.message))
        assert found is not None
        found.refresh_from_db()
        again = request.POST.copy()
        again["lock"] = str(found.lock)  # read again, the next press keeps hers
        form.data = again
        return None
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None
    if found.shown:
        enqueue_on_commit(jobs.make_shown_booklets)
    messages.success(request, _("Kept."))
    return redirect("library:booklet", uuid=found.uuid)


def _chosen(request: StaffRequest) -> list[str]:
    """The chapters as sent, with the pressed button's change: "len:<id>", "xuong:<id>", "bo:<id>", "them:<id>"."""
    chosen = list(dict.fromkeys(request.POST.getlist("chuong")[: MOST_CHAPTERS * 2]))
    chosen = [one for one in chosen if _is_uuid(one)]
    act, _colon, which = request.POST.get("viec", "").partition(":")
    if act == "them" and _is_uuid(which) and which not in chosen:
        return [*chosen, which]
    if which not in chosen:
        return chosen
    at = chosen.index(which)
    if act == "bo":
        chosen.pop(at)
    elif act == "len" and at > 0:
        chosen[at - 1], chosen[at] = chosen[at], chosen[at - 1]
    elif act == "xuong" and at < len(chosen) - 1:
        chosen[at + 1], chosen[at] = chosen[at], chosen[at + 1]
    return chosen


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _kept(found: Booklet | None) -> list[str]:
    return [chapter.uuid for chapter in reads.chapters_of(found)] if found else []


def _initial(found: Booklet | None) -> dict[str, Any]:
    if found is None:
        return {"lock": 0}
    names = ("title", "subtitle", "foreword", "lock")
    return {name: getattr(found, name) for name in names}


def _shown(request: StaffRequest, found: Booklet) -> dict[str, Any]:
    return {
        "booklet": found,
        "unit": orgs.unit(found.unit_id).name,
        "chapters": reads.chapters_of(found),
        "may_edit": access.writes_for(request.actor, found.unit_id),
        "may_show": access.approves_for(request.actor, found.unit_id, on=today()),
        **_file_context(found),
    }


def _file_context(found: Booklet) -> dict[str, Any]:
    made = reads.newest_made(found)
    cards = [
        {
            "code": code,
            "name": FORM_NAMES[code],
            "icon": FORM_ICONS[code],
            "row": made.get(code),
            "options": OptionsForm(form=form, units=[], prefix=code, initial=_options(made.get(code))),
        }
        for code, form in BOOK_FORMS.items()
    ]
    busy = any(row.state in ("waiting", "making") for row in made.values())
    return {"cards": cards, "busy": busy, "booklet": found}


def _options(row: RenditionFile | None) -> dict[str, str]:
    return dict(row.options) if row else {}


def _files(request: StaffRequest, found: Booklet) -> HttpResponse:
    return render(request, "library/_booklet_files.html", _file_context(found))
