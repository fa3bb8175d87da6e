"""What is sent from an item's page: one view an act. A GET shows the page; what cannot be kept comes back as typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.web.doors import StaffRequest, staff
from khien.work.access import items as access
from khien.work.errors import ChangedMeanwhile, Invalid
from khien.work.forms import item as forms
from khien.work.forms.item import ActForm
from khien.work.models import WorkItem
from khien.work.rules.mentions import mentioned, not_told
from khien.work.selectors.item_page import takes_part
from khien.work.services import acts, extending, handing_over, parts, talking
from khien.work.views.item import item_response, offer_form, part_form, person_form, remark_form

Do = Callable[[WorkItem, dict[str, Any]], None]
SAID_AT_THE_FORM = (400, 413, 503, 507)  # too large, disk full: the form keeps what was typed
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _act(request: StaffRequest, found: WorkItem, form: ActForm, do: Do, said: str) -> HttpResponse:
    """Check the form, do it, say so; what was refused comes back in its form."""
    if request.method != "POST":
        form.initial = {**form.initial, "seen": found.revision}
        return item_response(request, found, asked=form)
    if form.is_valid():
        try:
            do(found, form.cleaned_data)
        except Invalid as error:
            form.take_errors(error)
        except ChangedMeanwhile as error:
            form.add_error(None, str(error.message))
            form.look_again(found.revision)
        except KhienError as error:
            if error.status not in SAID_AT_THE_FORM:
                raise
            form.add_error(None, str(error.message))
        else:
            messages.success(request, said)
            return redirect("work:item", uuid=found.uuid)
    return item_response(request, found, sent=form)


@GET_OR_POST
@staff()
def state(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        acts.state_item(request.actor, item, state=data["state"], note=data["note"], at=now())

    form = forms.StatementForm(request.POST or None, prefix="state")
    return _act(request, found, form, do, _("Said. It stands beside what the ledger shows."))


@GET_OR_POST
@staff()
def person(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        acts.give_to_person(request.actor, item, person_id=data["person"], seen=data["seen"], at=now())

    form = person_form(found, today(), request.POST or None)
    return _act(request, found, form, do, _("Noted who does it."))


@GET_OR_POST
@staff()
def hand_over(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        handing_over.offer(
            request.actor,
            item,
            to_unit_id=data["unit"].id,
            reason=data["reason"],
            seen=data["seen"],
            at=now(),
        )

    form = offer_form(today(), request.POST or None)
    said = _("Offered. Until the unit takes it, yours answers for it.")
    return _act(request, found, form, do, said)


@GET_OR_POST
@staff()
def split(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        parts.split_off(
            request.actor,
            item,
            title=data["title"],
            unit_ids=data["units"],
            due_on=data["due_on"],
            seen=data["seen"],
            at=now(),
        )

    form = part_form(found, today(), request.POST or None)
    return _act(request, found, form, do, _("Split off. The units find it in their inboxes."))


@GET_OR_POST
@staff()
def more_time(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        extending.ask_for_time(
            request.actor, item, until=data["until"], reason=data["reason"], seen=data["seen"], at=now()
        )

    form = forms.TimeForm(request.POST or None, prefix="time")
    said = _("Asked. The day that holds stays until somebody decides.")
    return _act(request, found, form, do, said)


@GET_OR_POST
@staff()
def stop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="decide")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        acts.stop_item(request.actor, item, reason=data["reason"], seen=data["seen"], at=now())

    form = forms.StopForm(request.POST or None, prefix="stop")
    return _act(request, found, form, do, _("Stopped. It can be resumed at any time."))


@GET_OR_POST
@staff()
def resume(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="decide")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        acts.resume_item(request.actor, item, seen=None, at=now())

    form = ActForm(request.POST or None, prefix="resume")
    return _act(request, found, form, do, _("Resumed. Its state comes from the ledger."))


@GET_OR_POST
@staff()
def remark(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="speak")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        codes = {code: pk for pk, code, _name in takes_part(item)}
        units = [*data["units"], *mentioned(data["text"], codes)]
        mine = request.actor.unit_ids
        speaks_for = item.unit_id if item.unit_id in mine else next(iter(sorted(mine)), None)
        talking.say(
            request.actor,
            item,
            text=data["text"],
            unit_id=speaks_for,
            mentioned=units,
            key=data["key"],
            at=now(),
        )
        if missed := not_told(data["text"], codes)[:5]:
            names = ", ".join(f"@{name}" for name in missed)
            messages.warning(
                request,
                _("%(names)s were not told: only units that take part in this task can be named.")
                % {"names": names},
            )

    form = remark_form(found, request.POST or None)
    return _act(request, found, form, do, _("Your remark stands here now."))


@GET_OR_POST
@staff()
def attach(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.item_for(request.actor, uuid, on=today(), to="act")

    def do(item: WorkItem, data: dict[str, Any]) -> None:
        file = data["file"]
        talking.attach(request.actor, item, file, name=file.name, at=now())

    form = forms.FileForm(request.POST or None, request.FILES or None, prefix="file")
    return _act(request, found, form, do, _("The file stands here now."))


def _one_of(request: StaffRequest, *acts: str) -> str:
    """The button that was pressed; "" on a GET. A POST without one of them is nobody's answer. Raises Missing."""
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in acts:
        raise Missing
    return act


@GET_OR_POST
@staff()
def answer_offer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Take, refuse, or (who offered) take back."""
    on = today()
    given = access.offer_for(request.actor, uuid, on=on)
    act = _one_of(request, "take", "refuse", "withdraw")
    if act == "withdraw":
        access.item_for(request.actor, given.item.uuid, on=on, to="act")
    elif act and not access.may_answer(request.actor, given, on=on):
        access.refuse()

    def do(_item: WorkItem, data: dict[str, Any]) -> None:
        if act == "withdraw":
            handing_over.withdraw_offer(request.actor, given, at=now())
            return
        handing_over.answer_offer(request.actor, given, take=act == "take", answer=data["answer"], at=now())

    form = forms.AnswerForm(request.POST or None, prefix="answer")
    said = {"take": _("Taken. The task is your unit's now."), "withdraw": _("Taken back.")}
    found = access.item_for(request.actor, given.item.uuid, on=on)
    return _act(request, found, form, do, said.get(act, _("Refused. The unit that offered learns why.")))


@GET_OR_POST
@staff()
def decide_time(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Grant, refuse, or (who asked) take back."""
    on = today()
    asked = access.extension_for(request.actor, uuid, on=on)
    act = _one_of(request, "grant", "refuse", "withdraw")
    access.item_for(request.actor, asked.item.uuid, on=on, to="act" if act == "withdraw" else "see")
    if act in ("grant", "refuse") and not access.may_decide(request.actor, asked.item, on=on):
        access.refuse()

    def do(_item: WorkItem, data: dict[str, Any]) -> None:
        if act == "withdraw":
            extending.withdraw_request(request.actor, asked, at=now())
            return
        extending.decide_request(request.actor, asked, grant=act == "grant", answer=data["answer"], at=now())

    form = forms.AnswerForm(request.POST or None, prefix="answer")
    said = {"grant": _("Granted. The new day holds."), "withdraw": _("Taken back.")}
    found = access.item_for(request.actor, asked.item.uuid, on=on)
    return _act(request, found, form, do, said.get(act, _("Refused. The unit learns why.")))


@GET_OR_POST
@staff()
def take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Her own remark: the words go."""
    comment = access.comment_for(request.actor, uuid, on=today())
    if request.method == "POST":
        talking.take_back(request.actor, comment, at=now())
        messages.success(request, _("Your remark is taken back."))
    return redirect("work:item", uuid=comment.item.uuid)


@GET_OR_POST
@staff()
def detach(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.attachment_for(request.actor, uuid, on=today(), to="act")
    if request.method == "POST":
        talking.detach(request.actor, found, at=now())
        messages.success(request, _("The file is taken away."))
    return redirect("work:item", uuid=found.item.uuid)
