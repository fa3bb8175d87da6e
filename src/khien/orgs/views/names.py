"""Names that nothing understood, and the answers people gave."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khien.base.clock import now, today
from khien.orgs import access
from khien.orgs.forms import AnswerForm
from khien.orgs.models import NameQuestion
from khien.orgs.selectors import pages
from khien.orgs.selectors.names import NameBook, Resolution, book_for
from khien.orgs.selectors.resolution import nearest, resolved
from khien.orgs.services import names as services
from khien.orgs.tables import DECISIONS, QUESTIONS
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

READ = (*access.READ_ALL,)


@staff(*READ)
def names(request: StaffRequest) -> HttpResponse:
    """The names that wait."""
    return respond(request, "orgs/names.html", QUESTIONS, pages.waiting_questions(), {"tab": "waiting"})


@staff(*READ)
def decisions(request: StaffRequest) -> HttpResponse:
    """The names decided."""
    return respond(request, "orgs/names.html", DECISIONS, pages.decisions(), {"tab": "decided"})


@staff(*access.CHANGE_UNITS)
def answer(request: StaffRequest, uuid: str) -> HttpResponse:
    """One question: the likeliest units first, then any other, a set, or nobody."""
    question = access.question_for(request.actor, uuid)
    book = book_for(at=question.on, now=today(), within=question.within_id)
    found = resolved(book, question.phrase)
    near = [(str(unit_id), label) for unit_id, label in _near(found, book)]
    form = AnswerForm(request.POST or None, on=today(), near=near)
    if request.method == "POST" and form.is_valid():
        _remember(request, question, form)
        messages.success(request, _("Remembered. The name is understood from now on."))
        return redirect("orgs:names")
    context = {"question": question, "form": form, "found": found, "suggestions": pages.suggestions(today())}
    return render(request, "orgs/answer.html", context, status=422 if form.errors else 200)


def _near(found: Resolution, book: NameBook) -> list[tuple[int, str]]:
    sure = [] if found.kind == "set" else [*found.units[:6], *(a.unit_id for a in found.alternatives)]
    ids = sure or nearest(book, found.phrase)
    return [(unit_id, book.full_label(unit_id)) for unit_id in dict.fromkeys(ids)]


def _remember(request: StaffRequest, question: NameQuestion, form: AnswerForm) -> None:
    choice = form.cleaned_data["choice"]
    unit_id = int(choice) if choice.isdigit() else None
    if choice == "unit":
        unit_id = form.cleaned_data["unit"].pk
    services.remember_alias(
        question.phrase,
        unit_id=unit_id,
        set_rule=form.set_rule(),
        within=question.within_id,
        origin=question.origin,
        actor=request.actor,
        at=now(),
    )


@staff(*access.CHANGE_UNITS)
def forget_alias(request: StaffRequest, uuid: str) -> HttpResponse:
    """Take an answer back, after naming it once more."""
    alias = access.alias_for(request.actor, uuid)
    if request.method == "POST":
        services.forget_alias(alias.pk, actor=request.actor, at=now())
        messages.success(request, _("Taken back. The name will be asked again when it is met."))
        return redirect("orgs:decisions")
    return render(request, "orgs/forget_alias.html", {"alias": alias})
