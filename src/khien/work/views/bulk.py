"""Many items at once: chosen in the table, what is typed, looked at, done, undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from khien.base.clock import now, today
from khien.base.errors import Conflict
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.work.access.bulk import CHANGING, batch_for, items_of
from khien.work.access.scope import items_for, units_seen
from khien.work.forms.bulk import form_of
from khien.work.models import Batch, WorkItemQuerySet
from khien.work.rules.batches import MOST_ITEMS, UNDOABLE, WITHOUT_WORDS, Act, BatchState
from khien.work.rules.board_filter import wanted_of
from khien.work.selectors.boards import Desk, narrowed
from khien.work.services import bulk as services
from khien.work.services.bulk_preview import preview
from khien.work.wording.bulk import ACT_WORDS

SHOWN = 200  # lines of a preview
MOST_UNITS = 5  # whose people are offered: more are several edits


@require_POST
@staff(*CHANGING)
def begin(request: StaffRequest) -> HttpResponse:
    """What was ticked in the table, or everything that fits its filter."""
    act = _act(request.POST.get("viec-can-lam", ""))
    back = f"{reverse('work:table')}?{wanted_of(_texts(request)).query()}"
    try:
        batch = services.begin(request.actor, _chosen(request), act=act, back=back, at=now())
    except Conflict as error:
        messages.warning(request, str(error.message))
        return redirect(back)
    if act in WITHOUT_WORDS:
        services.ask(batch, {"sure": True})
    return redirect("work:batch", uuid=batch.uuid)


def _act(code: str) -> Act:
    if code not in {act.value for act in ACT_WORDS}:
        raise Conflict(_("Choose what is to be done with the tasks."))
    return Act(code)


def _texts(request: StaffRequest) -> dict[str, str]:
    return {name: value for name, value in request.POST.items() if isinstance(value, str)}


def _chosen(request: StaffRequest) -> WorkItemQuerySet:
    on = today()
    items = items_for(request.actor, on=on)
    if "tat-ca" in request.POST:
        desk = Desk(request.actor, on, wanted_of(_texts(request)), units_seen(request.actor, on=on))
        return narrowed(items, desk)
    uuids = [text for text in request.POST.getlist("chon")[: MOST_ITEMS + 1] if _is_uuid(text)]
    return items.filter(uuid__in=uuids)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CHANGING)
def batch(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One edit: its words, what it will do, what it did."""
    found = batch_for(request.actor, uuid)
    if found.act == Act.TABLE:
        return redirect("work:table_in", uuid=found.uuid)
    if request.method == "POST":
        return _changed(request, found)
    return _page(request, found, _form(found, None))


def _form(found: Batch, data: Any) -> Any:
    act = Act(found.act)
    people = _people(found) if act is Act.PERSON and found.state == BatchState.WAITING else []
    return form_of(act, data, people=people, on=today())


def _people(found: Batch) -> list[tuple[int, str]]:
    units = sorted({item.unit_id for item in items_of(found)})[:MOST_UNITS]
    cards = [(card, unit) for unit in units for card in orgs.people_in(unit, on=today())]
    return [
        (card.id, f"{card.name} ({card.roles[0].unit_name})" if len(units) > 1 else card.name)
        for card, _u in cards
    ]


def _changed(request: StaffRequest, found: Batch) -> HttpResponse:
    actor = request.actor
    if "drop" in request.POST:
        services.drop(found, at=now())
        messages.info(request, _("Nothing was changed."))
        return redirect(found.back or reverse("work:table"))
    if "undo" in request.POST:
        count, refused = services.undo(actor, found, on=today(), at=now())
        _say_undone(request, count, len(refused))
        return redirect("work:batch", uuid=found.uuid)
    if "do" in request.POST and found.asked:
        services.do(actor, found, on=today(), at=now())
        return redirect("work:batch", uuid=found.uuid)
    form = _form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    services.ask(found, form.asked())
    return redirect("work:batch", uuid=found.uuid)


def _say_undone(request: StaffRequest, count: int, refused: int) -> None:
    if count:
        text = ngettext("%(n)d task is as it was before.", "%(n)d tasks are as they were before.", count)
        messages.success(request, text % {"n": count})
    if refused:
        messages.warning(
            request, _("%(n)d were changed by somebody meanwhile and stay as they are.") % {"n": refused}
        )


def _page(request: StaffRequest, found: Batch, form: Any, status: int = 200) -> HttpResponse:
    act, waiting = Act(found.act), found.state == BatchState.WAITING
    look = preview(request.actor, found, on=today()) if waiting and found.asked and not form.errors else None
    items = {item.pk: item for item in items_of(found)} if not waiting else {}
    context = {
        "batch": found,
        "act_word": ACT_WORDS[act],
        "form": form,
        "has_words": act not in WITHOUT_WORDS,
        "count": len(found.rows),
        "look": look,
        "lines": look.lines[:SHOWN] if look else (),
        "more": max(0, len(look.lines) - SHOWN) if look else 0,
        "done": len(found.changes),
        "refused": [(items[pk], text) for pk, text in found.refused[:SHOWN] if pk in items],
        "may_undo": found.state == BatchState.DONE and act in UNDOABLE and found.changes,
    }
    return render(request, "work/boards/batch.html", context, status=status)
