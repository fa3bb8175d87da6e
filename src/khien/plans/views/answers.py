"""What an act on the review answers: to htmx the parts of the page that changed, to others a way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from khien.plans.models import PlanDocument
from khien.plans.rules.kinds import RowKind
from khien.plans.selectors.review import Review, review_of
from khien.web.doors import StaffRequest
from khien.web.templatetags.khien import icon

# Signs of the cards. Their names are also in templates/plans/review/signs.html, where the asset build finds them.
SIGNS = {
    "look": "alert-triangle",
    "hinders": "alert-circle",
    "unseen": "circle-dashed",
    "accepted": "circle-check",
    "edit": "edit",
    "added": "plus",
    "drop": "trash",
    "check": "check",
    "restore": "arrow-back-up",
    "split": "arrows-split",
    "merge": "arrows-join",
}
IN_ORDER = "xep=van-ban"  # in the review's address: rows as the document has them


def drawing(plan: PlanDocument) -> dict[str, object]:
    """What every card needs, made once: signs, and where the addresses of the rows begin."""
    signs = {name: icon(sign) for name, sign in SIGNS.items()}
    rows_url = f"{reverse('plans:plan', kwargs={'plan_uuid': plan.uuid})}dong/"
    return {"signs": signs, "rows_url": rows_url}


def wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def in_order(request: HttpRequest) -> bool:
    """How the page that asks has ordered its rows."""
    return IN_ORDER in request.headers.get("HX-Current-URL", "") or request.GET.get("xep") == "van-ban"


def review_address(plan: PlanDocument, row: str = "") -> str:
    address = reverse("plans:review", kwargs={"plan_uuid": plan.uuid})
    return f"{address}#row-{row}" if row else address


def changed(
    request: StaffRequest,
    plan: PlanDocument,
    *,
    rows: Collection[str] = (),
    lists: Iterable[str] = (),
    findings: bool = False,
    focus: str = "",
    note: object = "",
) -> HttpResponse:
    """The rows that changed, or whole lists where rows came and went; counts, undo and "saved" always."""
    if not wants_fragment(request):
        return HttpResponseRedirect(review_address(plan, focus or next(iter(rows), "")))
    plan.refresh_from_db()
    review = review_of(plan, in_order=in_order(request))
    whole = [review.tab(kind) for kind in RowKind if kind in set(lists)]
    cards = _cards(review, rows, {tab.code for tab in whole})
    context = {
        "plan": plan,
        "review": review,
        "cards": cards,
        "lists": whole,
        "findings_changed": findings,
        "note": note,
        "oob": True,
        **drawing(plan),
    }
    answer = render(request, "plans/review/changed.html", context)
    answer["HX-Reswap"] = "none"
    if focus:
        answer["HX-Trigger-After-Settle"] = f'{{"plans:focus": "row-{focus}"}}'
    return answer


def _cards(review: Review, rows: Iterable[str], whole: Collection[str]) -> list[object]:
    found = (review.row(uuid) for uuid in rows)
    return [card for card in found if card is not None and card.kind not in whole]


def retargeted(answer: HttpResponse, row: str) -> HttpResponse:
    """Let the answer take the place of the row's card."""
    answer["HX-Retarget"] = f"#row-{row}"
    answer["HX-Reswap"] = "outerHTML"
    return staying(answer)


def staying(answer: HttpResponse) -> HttpResponse:
    """The address of the review stays: a boosted link would put that of the fragment in its place."""
    answer["HX-Push-Url"] = "false"
    return answer
