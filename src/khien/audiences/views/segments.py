"""Groups to write to: made, changed, dropped, taken back, with the count of each channel beside the form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.audiences import access
from khien.audiences.access import MANAGERS, READERS
from khien.audiences.errors import SegmentChanged
from khien.audiences.forms import SegmentForm
from khien.audiences.models import Segment
from khien.audiences.rules.segment import SegmentRule, rule_from
from khien.audiences.selectors.choosing import counts
from khien.audiences.selectors.deeds import known_deeds
from khien.audiences.services import segments as services
from khien.audiences.views.tabs import tabs
from khien.audiences.wording import CHANNEL_ICONS, CHANNEL_WORDS, describe, small_count
from khien.base.clock import now, today
from khien.web.doors import StaffRequest, staff


@staff(*READERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    rows = access.segments_seen_by(request.actor, on=today())
    dropped = access.segments_seen_by(request.actor, on=today(), dropped=True)
    context = {
        "tabs": tabs(request, "segments"),
        "segments": [(row, describe(rule_from(row.rule))) for row in rows],
        "dropped": dropped[:20],
        "may_manage": access.may_manage(request.actor),
    }
    return render(request, "audiences/segments.html", context)


@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, None, status=422 if form.errors else 200)
    own = access.own_unit(request.actor)
    services.make_segment(
        request.actor, title=form.cleaned_data["title"], rule=form.rule(own=own), unit_id=own, at=now()
    )
    messages.success(request, _("The group is kept. You can choose it in a campaign now."))
    return redirect("audiences_staff:segments")


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    posting = request.method == "POST"
    row = access.segment_for(request.actor, uuid, on=today(), to="change" if posting else "see")
    if not access.may_manage(request.actor):
        return _read(request, row)
    form = _form(request, row)
    if not posting or not form.is_valid():
        return _page(request, form, row, status=422 if form.errors else 200)
    try:
        services.change_segment(
            request.actor,
            row,
            title=form.cleaned_data["title"],
            rule=form.rule(own=row.unit_id),
            revision=form.cleaned_data["revision"] or 0,
            at=now(),
        )
    except SegmentChanged as error:
        row = access.segment_for(request.actor, uuid, on=today())
        typed = request.POST.copy()
        typed["revision"] = str(row.revision)
        form.data = typed
        form.add_error(None, str(error.message))
        return _page(request, form, row, status=409)
    messages.success(request, _("The group is changed."))
    return redirect("audiences_staff:segments")


@staff(*MANAGERS)
@require_POST
def counted(request: StaffRequest) -> HttpResponse:
    """The counts beside the form, as it is filled in now. Nothing is kept."""
    form = _form(request)
    form.fields["title"].required = False
    if not form.is_valid():
        return render(request, "audiences/_counts.html", {"counts": None}, status=422)
    rule = form.rule(own=access.own_unit(request.actor))
    return render(request, "audiences/_counts.html", {"counts": _counts(rule), "words": describe(rule)})


@staff(*MANAGERS)
@require_POST
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.segment_for(request.actor, uuid, on=today(), to="change")
    services.drop_segment(request.actor, row, at=now())
    messages.success(request, _("The group is dropped. You find it below and can take it back."))
    return redirect("audiences_staff:segments")


@staff(*MANAGERS)
@require_POST
def undrop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.segment_for(request.actor, uuid, on=today(), to="change")
    services.undrop_segment(request.actor, row, at=now())
    messages.success(request, _("The group is back."))
    return redirect("audiences_staff:segments")


def _form(request: StaffRequest, row: Segment | None = None) -> SegmentForm:
    return SegmentForm(
        request.POST if request.method == "POST" else None,
        on=today(),
        only=access.places_to_choose(request.actor, on=today()),
        deeds=known_deeds(),
        initial=_initial(row),
    )


def _initial(row: Segment | None) -> dict[str, object]:
    if row is None:
        return {"revision": 0}
    rule = rule_from(row.rule)
    return {
        "title": row.title,
        "places": [str(unit_id) for unit_id in rule.unit_ids],
        "place_lines": "\n".join(describe(SegmentRule(unit_ids=(unit_id,))) for unit_id in rule.unit_ids),
        "audiences": rule.audiences,
        "topics": rule.topics,
        "languages": rule.languages,
        "deeds": rule.deeds,
        "without_deeds": rule.without_deeds,
        "revision": row.revision,
    }


def _page(request: StaffRequest, form: SegmentForm, row: Segment | None, *, status: int) -> HttpResponse:
    if row is not None:
        rule = rule_from(row.rule)
    else:
        own = access.own_unit(request.actor)
        rule = SegmentRule(unit_ids=(own,) if own is not None else ())
    if form.is_bound and not set(form.errors) - {"title", "__all__"}:
        rule = form.rule(own=row.unit_id if row is not None else access.own_unit(request.actor))
    context = {"form": form, "segment": row, "counts": _counts(rule), "words": describe(rule)}
    return render(request, "audiences/segment.html", context, status=status)


def _read(request: StaffRequest, row: Segment) -> HttpResponse:
    rule = rule_from(row.rule)
    context = {"segment": row, "counts": _counts(rule), "words": describe(rule)}
    return render(request, "audiences/segment_read.html", context)


def _counts(rule: SegmentRule) -> list[tuple[object, str, str]]:
    found = counts([rule], on=today())
    return [(CHANNEL_WORDS[code], CHANNEL_ICONS[code], small_count(n)) for code, n in found.items()]
