"""What people say of a target: how it is counted, measured figures, a new count now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base import files
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.models import StoredFile
from khien.base.typed import number_of
from khien.programme.access import targets as access
from khien.programme.errors import DefinitionChanged
from khien.programme.forms.targets import (
    LARGEST_FILE,
    DefinitionForm,
    ReadingForm,
    WithdrawReadingForm,
    initial_of,
    initial_reading,
)
from khien.programme.jobs.targets import ask_to_count
from khien.programme.models import Target, TargetDefinition, TargetReading
from khien.programme.rules.targets import MEASURED, Method
from khien.programme.selectors import target_page as reads
from khien.programme.services import target_defining as defining
from khien.programme.services import target_readings as readings
from khien.programme.services.target_snapshots import take_snapshots
from khien.programme.wording import target_counting
from khien.programme.wording import targets as words
from khien.programme.wording.ledger import AUDIENCE_WORDS, KIND_WORDS
from khien.web.doors import StaffRequest, staff


# ---- how it is counted ------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff(*access.CHANGE)
def define(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Say how the target is counted. The method stands in the address: `?cach=people`."""
    found, definition = _to_change(request, uuid)
    method = _method(request.GET.get("cach", ""), definition)
    stands = reads.defined(definition)
    form = _definition_form(request, stands, method)
    if request.method == "POST" and form.is_valid() and _saved(request, form, stands):
        messages.success(request, _("Saved. The value was counted anew."))
        return redirect("targets:target", uuid=uuid)
    stale = request.method == "POST" and _revision(request) != definition.revision
    context = {
        "target": found,
        "programme": found.programme,
        "definition": definition,
        "form": form,
        "stands_units": stands.units,
        "method": method,
        "method_words": words.METHOD_WORDS[method],
        "methods": [
            (m.value, words.METHOD_WORDS[m], words.METHOD_HINTS[m])
            for m in Method
            if m is not Method.UNDEFINED
        ],
        "how_counted": target_counting.how_counted(definition),
        "theirs": _words(stands).items() if stale else (),
        "milestones": [form[name] for name in form.milestone_names],
    }
    return render(request, "targets/define.html", context, status=422 if form.errors else 200)


def _method(text: str, definition: TargetDefinition) -> Method:
    known = {method.value for method in Method} - {Method.UNDEFINED.value}
    return Method(text) if text in known else Method(definition.method)


def _definition_form(request: StaffRequest, stands: reads.Defined, method: Method) -> DefinitionForm:
    target = stands.definition.target
    return DefinitionForm(
        request.POST or None,
        method=method,
        years=reads.milestone_years(target, today()),
        tasks=[(str(t.pk), f"{t.path} {t.text}"[:160]) for t in reads.task_choices(target.programme)],
        share=target.unit_of_measure.strip() == "%",
        comparator=target.comparator,
        initial=initial_of(stands.definition, [t.pk for t in stands.tasks], stands.milestones),
    )


def _revision(request: StaffRequest) -> int:
    return number_of(request.POST.get("revision", ""), otherwise=-1)


def _saved(request: StaffRequest, form: DefinitionForm, stands: reads.Defined) -> bool:
    """Whether it was saved; what stood in the way is in the form."""
    target, at = stands.definition.target, now()
    unit_ids: tuple[int, ...] = ()
    if form.method is Method.UNITS:
        unit_ids = defining.units_meant(target.programme, form.cleaned_data["set_phrase"], on=today())
        if not unit_ids:
            form.add_error(
                "set_phrase",
                _(
                    "It is not known which units are meant. Write them as in a plan, for example: các sở, ban, ngành."
                ),
            )
            return False
    new = form.definition(unit_ids=unit_ids)
    try:
        saved = defining.define_target(
            request.actor,
            target,
            new,
            revision=_revision(request),
            reason=form.cleaned_data["reason"].strip(),
            words=_differences(stands, new),
            at=at,
        )
    except DefinitionChanged as error:
        form.add_error(None, str(error.message))
        return False
    saved.target = target
    take_snapshots(saved, at=at)
    return True


def _words(stands: reads.Defined) -> dict[str, str]:
    return target_counting.definition_words(
        stands.definition,
        units=stands.units,
        tasks=[task.path or task.text[:40] for task in stands.tasks],
        milestones=stands.milestones,
        kinds=KIND_WORDS,
        audiences=AUDIENCE_WORDS,
    )


def _differences(stands: reads.Defined, new: defining.NewDefinition) -> dict[str, tuple[str, str]]:
    """Label → before and after, for the history: only what changes."""
    before = _words(stands)
    tasks = {task.pk: task for task in reads.task_choices(stands.definition.target.programme)}
    after = _words(
        reads.Defined(
            definition=defining.unsaved(stands.definition.target, new),
            units=len(new.unit_ids),
            tasks=[tasks[pk] for pk in new.task_ids if pk in tasks],
            milestones=dict(new.milestones),
        )
    )
    return {label: (before[label], after[label]) for label in after if before[label] != after[label]}


@require_POST
@staff(*access.CHANGE)
def recount(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Count this target now; the programme's others are asked for as a job."""
    _target, definition = _to_change(request, uuid)
    take_snapshots(definition, at=now())
    ask_to_count(definition.target.programme_id)
    messages.success(request, _("The value was counted anew."))
    return redirect("targets:target", uuid=uuid)


# ---- figures ----------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff(*access.CHANGE)
def enter(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A measured figure with its day and source."""
    target, definition = _to_change(request, uuid)
    if definition.method not in MEASURED:
        messages.info(request, _("This target is counted from the ledger; no figure is entered by hand."))
        return redirect("targets:target", uuid=uuid)
    form = ReadingForm(
        request.POST or None,
        request.FILES or None,
        method=Method(definition.method),
        unit=target.unit_of_measure,
        today=today(),
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        stored = _kept(form, request.actor)
        if not form.errors:
            readings.enter_reading(
                request.actor, target, form.reading(stored=stored), key=form.cleaned_data["key"], at=now()
            )
            return _entered(request, definition, _("The figure was entered."))
    context = {"target": target, "programme": target.programme, "form": form, "definition": definition}
    return render(request, "targets/reading.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff(*access.CHANGE)
def correct(request: StaffRequest, uuid: UUID, reading: UUID) -> HttpResponse:
    """Replace a figure by the right one, and say why."""
    target, definition = _to_change(request, uuid)
    row = access.reading_for(request.actor, uuid, reading, on=today(), to="change")
    form = ReadingForm(
        request.POST or None,
        request.FILES or None,
        method=_method_of(row, definition),
        unit=target.unit_of_measure,
        today=today(),
        correcting=True,
        initial=initial_reading(row),
    )
    if request.method == "POST" and form.is_valid():
        stored = _kept(form, request.actor) or row.stored
        if not form.errors and _replaced(request, form, row, stored):
            return _entered(request, definition, _("The figure was corrected; the old one stays readable."))
    context: dict[str, Any] = {
        "target": target,
        "programme": target.programme,
        "form": form,
        "definition": definition,
        "reading": row,
        "withdrawing": WithdrawReadingForm(auto_id="rut_%s"),
    }
    return render(request, "targets/reading.html", context, status=422 if form.errors else 200)


@require_POST
@staff(*access.CHANGE)
def withdraw(request: StaffRequest, uuid: UUID, reading: UUID) -> HttpResponse:
    """Take a figure away, and say why."""
    target, definition = _to_change(request, uuid)
    row = access.reading_for(request.actor, uuid, reading, on=today(), to="change")
    form = WithdrawReadingForm(request.POST, auto_id="rut_%s")
    if form.is_valid():
        typed = form.cleaned_data
        readings.withdraw_reading(request.actor, row, reason=typed["reason"], key=typed["key"], at=now())
        return _entered(
            request, definition, _("The figure was withdrawn; it stays readable with the reason.")
        )
    context = {
        "target": target,
        "programme": target.programme,
        "form": ReadingForm(
            method=_method_of(row, definition),
            unit=target.unit_of_measure,
            today=today(),
            correcting=True,
            initial=initial_reading(row),
        ),
        "definition": definition,
        "reading": row,
        "withdrawing": form,
    }
    return render(request, "targets/reading.html", context, status=422)


def _method_of(row: TargetReading, definition: TargetDefinition) -> Method:
    """A figure entered under an earlier method is still corrected as a figure."""
    method = Method(definition.method)
    return method if method in MEASURED else Method.TYPED


def _replaced(
    request: StaffRequest, form: ReadingForm, row: TargetReading, stored: StoredFile | None
) -> bool:
    data = form.cleaned_data
    try:
        readings.correct_reading(
            request.actor, row, form.reading(stored=stored), reason=data["reason"], key=data["key"], at=now()
        )
    except KhienError as error:
        form.add_error(None, str(error.message))
        return False
    return True


def _kept(form: ReadingForm, actor: Actor) -> StoredFile | None:
    """The source's file, kept; what stood in the way is told at the field."""
    file = form.cleaned_data.get("file")
    if not file:
        return None
    try:
        return files.keep(file, name=file.name, limit_bytes=LARGEST_FILE, at=now(), actor=actor)
    except KhienError as error:
        form.add_error("file", str(error.message))
        return None


def _entered(request: StaffRequest, definition: TargetDefinition, text: str) -> HttpResponse:
    take_snapshots(definition, at=now())
    messages.success(request, text)
    return redirect("targets:target", uuid=definition.target.uuid)


def _to_change(request: StaffRequest, uuid: UUID) -> tuple[Target, TargetDefinition]:
    target = access.target_for(request.actor, uuid, on=today(), to="change")
    defining.ensure_definitions(target.programme, on=today())
    return target, reads.definition_of(target)
