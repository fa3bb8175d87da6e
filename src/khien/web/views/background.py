"""Background work, for whoever keeps the installation: what waits, who works, what failed and what to do about it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khien.base.clock import now
from khien.base.errors import Missing
from khien.base.jobs import broker, mending
from khien.base.jobs import overview as jobs
from khien.web.background_words import broker_lines, pause_text, queue_name
from khien.web.doors import StaffRequest, staff

KEEPERS = ("administrator",)
PAGE_SIZE = 20
ASIDE = "da-bo"


@staff(*KEEPERS)
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """The page; asked by htmx, only its upper part, and only while something waits or runs."""
    context = _state(at=now())
    if request.headers.get("HX-Request"):
        return render(request, "web/_background_state.html", context)
    put_aside = request.GET.get("xem") == ASIDE
    pages = Paginator(jobs.failed_jobs(put_aside=put_aside), PAGE_SIZE)
    page = pages.get_page(request.GET.get("trang"))
    other = jobs.failed_jobs(put_aside=not put_aside).count()
    counts = (other, pages.count) if put_aside else (pages.count, other)
    context |= {
        "page": page,
        "failures": jobs.failures(list(page.object_list)),
        "put_aside": put_aside,
        "tabs": _tabs(put_aside, counts),
        "before": _address(put_aside, page.previous_page_number()) if page.has_previous() else "",
        "after": _address(put_aside, page.next_page_number()) if page.has_next() else "",
        "here": _address(put_aside, page.number),
    }
    return render(request, "web/background.html", context)


def _state(*, at: dt.datetime) -> dict[str, object]:
    lines = jobs.queue_lines(at=at)
    workers = jobs.worker_lines(at=at)
    alive = [worker for worker in workers if worker.alive]
    waiting = sum(line.waiting for line in lines)
    running = sum(line.running for line in lines)
    state = broker.broker_state()
    return {
        "at": at,
        "queues": [(queue_name(line.queue), line) for line in lines],
        "workers": workers,
        "alive": len(alive),
        "waiting": waiting,
        "running": running,
        "failed": jobs.failed_jobs().count(),
        "live": bool(waiting or running),
        "stuck": bool(waiting) and not alive,
        "broker": state,
        "depths": broker_lines(state),
        "rhythms": [(pause_text(line.pause), line) for line in jobs.rhythm_lines(at=at)],
    }


def _tabs(put_aside: bool, counts: tuple[int, int]) -> list[dict[str, object]]:
    return [
        {"label": _("Failed"), "url": _address(False), "current": not put_aside, "count": counts[0]},
        {"label": _("Put aside before"), "url": _address(True), "current": put_aside, "count": counts[1]},
    ]


def _address(put_aside: bool, number: int = 1) -> str:
    asked = ({"xem": ASIDE} if put_aside else {}) | ({"trang": number} if number > 1 else {})
    return reverse("workspace:background") + (f"?{urlencode(asked)}" if asked else "") + "#hong"


@staff(*KEEPERS)
@require_POST
def run_again(request: StaffRequest) -> HttpResponse:
    if mending.run_again(request.actor, _job_id(request), at=now()):
        messages.success(request, _("Put back. A worker takes it in a moment."))
    else:
        messages.info(request, _("This work is no longer among the failed: somebody ran it again already."))
    return _back(request)


@staff(*KEEPERS)
@require_POST
def run_alike_again(request: StaffRequest) -> HttpResponse:
    count = mending.run_alike_again(request.actor, _job_id(request), at=now())
    said = ngettext("%(n)d piece of work put back.", "%(n)d pieces of work put back.", count) % {"n": count}
    messages.success(request, said) if count else messages.info(
        request, _("Nothing of this kind failed any more.")
    )
    return _back(request)


@staff(*KEEPERS)
@require_POST
def put_aside(request: StaffRequest) -> HttpResponse:
    if mending.put_aside(request.actor, _job_id(request), at=now()):
        messages.success(request, _("Put aside. You find it for 30 days under “Put aside”."))
    else:
        messages.info(request, _("This work is no longer among the failed: somebody was quicker."))
    return _back(request)


def _job_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("viec", "")[:40])
    except ValueError:
        raise Missing from None


def _back(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("trang", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return HttpResponseRedirect(_address(request.POST.get("xem") == ASIDE, page))
