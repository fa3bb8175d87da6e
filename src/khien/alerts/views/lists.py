"""Lists of warnings: in force, waiting, being written, past; and a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.alerts import access
from khien.alerts.forms import BeginForm
from khien.alerts.rules.draft import Draft
from khien.alerts.selectors.desk import TABS, alert_lines, in_tab
from khien.alerts.selectors.patterns import draft_from, pattern_choices
from khien.alerts.services import writing
from khien.alerts.tables import alert_table
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import Missing, Refused
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.web.tables import Empty, Paged, respond

MOST_UNITS = 300
LABELS = {
    "current": _("In force"),
    "waiting": _("Waiting for approvals"),
    "drafts": _("Being written"),
    "past": _("Past"),
}
EMPTY = {
    "current": Empty(
        title=_("No warning is in force"), text=_("What was sent and is not over yet appears here.")
    ),
    "waiting": Empty(title=_("No warning waits"), text=_("Warnings sent to be approved appear here.")),
    "drafts": Empty(title=_("Nobody is writing a warning"), text=_("Drafts of your unit appear here.")),
    "past": Empty(
        title=_("No past warnings"), text=_("What is over or was replaced stays here, word for word.")
    ),
}
SORTS = {"current": "-gui", "waiting": "-sua", "drafts": "-sua", "past": "-gui"}


@require_safe
@staff()
def listed(request: StaffRequest, tab: str = "current") -> HttpResponse:
    if tab not in TABS:
        raise Missing
    rows = in_tab(access.alerts_seen(request.actor, on=today()), tab, at=now())
    table = alert_table(units=_units_of(rows), sort=SORTS[tab], empty=EMPTY[tab])
    waiting = in_tab(access.alerts_seen(request.actor, on=today()), "waiting", at=now()).count()
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": [
            {
                "label": LABELS[code],
                "url": reverse("alerts_staff:list")
                if code == "current"
                else reverse("alerts_staff:tab", args=[code]),
                "current": code == tab,
                "count": waiting if code == "waiting" else None,
            }
            for code in TABS
        ],
        "writes": request.actor.has(*access.WRITERS),
        "reads_foreign": request.actor.has(*access.INTAKE_READERS),
        "reads_shared": request.actor.has(*access.SHARING_READERS),
    }
    return respond(request, "alerts/list.html", table, Paged(rows, alert_lines), context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def begin(request: StaffRequest) -> HttpResponse:
    """In whose name, from which pattern; then on to the editor."""
    units = _writing_choices(request.actor)
    form = BeginForm(
        request.POST or None,
        units=units,
        patterns=pattern_choices(),
        initial={"pattern": request.GET.get("mau", "")[:120]},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not access.writes_for(request.actor, data["unit"]):
            raise Refused
        draft = draft_from(data["pattern"]) if data["pattern"] else Draft()
        made = writing.begin(
            request.actor, data["unit"], _as_drill(draft or Draft(), data["drill"]), at=now()
        )
        return redirect("alerts_staff:write", uuid=made.uuid)
    return render(request, "alerts/begin.html", {"form": form}, status=422 if form.errors else 200)


def _as_drill(draft: Draft, drill: bool) -> Draft:
    return replace(draft, drill=drill)


def _writing_choices(actor: Actor) -> list[tuple[int, str]]:
    ids = access.writing_units(actor)
    if ids is not None:
        return sorted(((card.id, card.name) for card in orgs.units(ids).values()), key=lambda pair: pair[1])
    return [(card.id, card.name) for card in orgs.find_units("", on=today(), limit=MOST_UNITS)]


def _units_of(rows: Any) -> list[tuple[str, str]]:
    ids = set(rows.order_by().values_list("unit_id", flat=True).distinct()[:MOST_UNITS])
    names = orgs.unit_names(ids)
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda pair: pair[1])
