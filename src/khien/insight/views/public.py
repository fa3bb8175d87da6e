"""The public scorecard. Reads figures that were kept, never counts: a page that everybody opens costs two queries."""

from __future__ import annotations

import csv
import io
import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from khien.base.errors import Missing
from khien.insight.access import published, published_for
from khien.insight.models import DayFigures, Scorecard
from khien.insight.rules.figures import from_data
from khien.insight.selectors.gathering import newest
from khien.insight.selectors.public import Shown, open_data, open_rows, shown_of
from khien.web.doors import public

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SECONDS = 300


@public
@require_safe
@cache_control(public=True, max_age=SECONDS)
def scorecards(request: HttpRequest) -> HttpResponse:
    """Every programme that is public; with one, that one. Nothing public = nothing here (404)."""
    cards = published()
    if not cards:
        raise Missing
    if len(cards) == 1:
        return HttpResponseRedirect(reverse("scorecard:one", kwargs={"uuid": cards[0].programme.uuid}))
    return render(request, "insight/public_list.html", {"cards": cards})


@public
@require_safe
@cache_control(public=True, max_age=SECONDS)
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    card, kept = _kept(uuid)
    context = {"shown": _shown(card, kept), "uuid": uuid, "counted_at": kept.counted_at}
    return render(request, "insight/public.html", context)


@public
@require_safe
@cache_control(public=True, max_age=SECONDS)
def data(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """JSON, UTF-8, the same figures as the page."""
    card, kept = _kept(uuid)
    text = json.dumps(open_data(_shown(card, kept)), ensure_ascii=False, indent=2)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=SECONDS)
def table(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """CSV with a mark, which spreadsheets here need to read Vietnamese."""
    card, kept = _kept(uuid)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["figure", "clause", "text", "value"])
    for row in open_rows(_shown(card, kept)):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in row])
    response = HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bang-ket-qua.csv"'
    return response


def _kept(uuid: UUID) -> tuple[Scorecard, DayFigures]:
    card = published_for(uuid)
    kept = newest(card.programme_id)
    if kept is None:
        raise Missing
    return card, kept


def _shown(card: Scorecard, kept: DayFigures) -> Shown:
    programme = card.programme
    return shown_of(card, from_data(kept.figures), label=str(programme), title=programme.title)
