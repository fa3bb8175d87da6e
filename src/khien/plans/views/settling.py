"""Whom a phrase means, and what becomes of a finding."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.orgs import api as orgs
from khien.plans.access import WRITERS, agency_for, finding_for, same_phrase
from khien.plans.models import RowAgency
from khien.plans.rules.kinds import FindingState
from khien.plans.selectors.review import chip_of
from khien.plans.services.naming import Answer
from khien.plans.services.settling import decide_agency, settle_finding
from khien.plans.views.answers import changed, staying, wants_fragment
from khien.web.doors import StaffRequest, staff

NOBODY = "nobody"
AS_FOUND = "as-found"
MOST_FOUND = 12


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: StaffRequest, plan_uuid: UUID, row_uuid: UUID, role: str, ordinal: int) -> HttpResponse:
    """Choose the unit a phrase means: what orgs thought of, or what a search finds, or nobody."""
    item = agency_for(request.actor, plan_uuid, row_uuid, role, ordinal, to="edit")
    if request.method == "POST":
        answer = _answer(request, item)
        rows = decide_agency(
            request.actor, item, answer=answer, everywhere="everywhere" in request.POST, at=now()
        )
        return changed(request, item.row.plan, rows=[str(row.uuid) for row in rows], focus=str(item.row.uuid))
    text = request.GET.get("tim", "").strip()
    found = orgs.find_units(text, on=today(), limit=MOST_FOUND) if text else []
    context = {
        "plan": item.row.plan,
        "row": item.row,
        "item": item,
        "chip": chip_of(item),
        "alternatives": _alternatives(item),
        "search": text,
        "found": [(card.uuid, card.name, card.code) for card in found],
        "mentions": same_phrase(item),
    }
    return staying(render(request, _agency_template(request), context))


def _alternatives(item: RowAgency) -> list[tuple[str, str, int]]:
    """What orgs thought of: uuid, name, likeness in per cent."""
    cards = orgs.units(unit_id for unit_id, _label, _score in item.alternatives)
    return [
        (cards[unit_id].uuid, cards[unit_id].name, round(score * 100))
        for unit_id, _label, score in item.alternatives
        if unit_id in cards
    ]


def _agency_template(request: HttpRequest) -> str:
    if not wants_fragment(request):
        return "plans/agency_page.html"
    searching = request.headers.get("HX-Target", "") == "picker-found"
    return "plans/review/agency_found.html" if searching else "plans/review/agency_dialog.html"


def _answer(request: HttpRequest, item: RowAgency) -> Answer:
    chosen = request.POST.get("unit", "")
    if chosen == NOBODY:
        return Answer(meaning="none")
    if chosen == AS_FOUND and item.unit_ids:
        return Answer(
            meaning=item.meaning,
            unit_ids=tuple(item.unit_ids),
            label=item.today_label or item.label,
            set_rule=item.set_rule,
        )
    if not chosen or chosen == AS_FOUND:
        raise KhienError(_("Choose a unit, or leave the phrase as text."), code="no-unit")
    card = orgs.unit(orgs.unit_id_of(chosen))
    return Answer(meaning="unit", unit_ids=(card.id,), label=card.name)


@staff(*WRITERS)
@require_POST
def finding(request: StaffRequest, plan_uuid: UUID, finding_uuid: UUID) -> HttpResponse:
    found = finding_for(request.actor, plan_uuid, finding_uuid, to="edit")
    wanted = request.POST.get("state", "")
    if wanted not in set(FindingState):
        raise KhienError(_("Say what becomes of the finding."), code="no-state")
    settle_finding(
        request.actor,
        found,
        state=FindingState(wanted),
        remark=request.POST.get("remark", "").strip(),
        at=now(),
    )
    return changed(request, found.plan, findings=True)
