"""The standing office chooses what stands on the public page, looks at it, and switches it on or off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khien.base.clock import now, today
from khien.insight.access import SWITCHERS, scorecard_for, steered_for
from khien.insight.errors import ScorecardChanged
from khien.insight.forms import ScorecardForm
from khien.insight.jobs import ask_once_to_keep
from khien.insight.models import Scorecard
from khien.insight.selectors.public import shown_of
from khien.insight.services.keeping import figures_now
from khien.insight.services.scorecards import SHOWN, change_scorecard
from khien.programme.api import ProgrammeCard
from khien.web.doors import StaffRequest, staff


@staff(*SWITCHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Buttons: `xem` shows the page as it would be, `cong-khai` puts it up, `tat` takes it down, `luu` keeps it."""
    programme = steered_for(request.actor, uuid, on=today())
    card = scorecard_for(request.actor, programme)
    if request.method != "POST":
        return _form(request, programme, card, ScorecardForm(initial=_initial(card)))
    form = ScorecardForm(request.POST)
    if not form.is_valid():
        return _form(request, programme, card, form, status=422)
    if "xem" in request.POST:
        return _preview(request, programme, form)
    published = "cong-khai" in request.POST or (
        card is not None and card.published and "tat" not in request.POST
    )
    kept = dict(form.cleaned_data)
    revision = kept.pop("revision")
    try:
        change_scorecard(
            request.actor, programme, published=published, shown=kept, revision=revision, at=now()
        )
    except ScorecardChanged as error:
        card = scorecard_for(request.actor, programme)
        again = ScorecardForm(initial={**kept, "revision": card.revision if card else 0})
        messages.error(request, str(error.message))
        return _form(request, programme, card, again, status=409)
    done = _("The page is public now.") if published else _("Kept. The page is not public.")
    messages.success(request, done)
    return HttpResponseRedirect(reverse("insight:scorecard", kwargs={"uuid": programme.uuid}))


def _initial(card: Scorecard | None) -> dict[str, object]:
    card = card or Scorecard(revision=0)
    return {**{name: getattr(card, name) for name in SHOWN}, "revision": card.revision}


def _form(
    request: StaffRequest,
    programme: ProgrammeCard,
    card: Scorecard | None,
    form: ScorecardForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"programme": programme, "card": card, "form": form}
    return render(request, "insight/scorecard.html", context, status=status)


def _preview(request: StaffRequest, programme: ProgrammeCard, form: ScorecardForm) -> HttpResponse:
    draft = Scorecard(**{name: form.cleaned_data[name] for name in SHOWN})
    kept = figures_now(programme, at=now())
    if kept.stale:
        ask_once_to_keep(programme.id)
    if kept.figures is None:
        return render(request, "insight/counting.html", {"programme": programme})
    figures, counted_at = kept.figures, kept.counted_at
    shown = shown_of(draft, figures, label=programme.label, title=programme.title)
    return render(request, "insight/public.html", {"shown": shown, "preview": True, "counted_at": counted_at})
