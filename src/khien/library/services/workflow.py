"""Draft → checked → approved → out. Somebody else than the writer takes each step; the approver names a basis.

Works on Wagtail's workflow, so that its editor shows the same state. Refuses a decision about a text that changed
after its page was opened.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.errors import ChangedMeanwhile, NotNow, NotReady, NotYours
from khien.library.models import ApprovalStep, Material
from khien.library.rules.kinds import Act
from khien.library.rules.readiness import faults_of
from khien.library.selectors.content import content_of
from khien.library.selectors.standing import current_step, writers_of
from khien.library.services.acts import write_down
from khien.library.wording import FAULT_WORDS


def submit(actor: Actor, material: Material, *, note: str = "", at: dt.datetime) -> None:
    """Send the newest draft to be checked; a returned one is taken up again where it was.

    Raises NotReady (with what is missing), NotNow when it is already with somebody.
    """
    with transaction.atomic():
        held = _held(material)
        draft = held.get_latest_revision_as_object()
        faults = faults_of(content_of(draft))
        if faults:
            raise NotReady([FAULT_WORDS[fault] for fault in faults])
        if held.get_latest_revision() is None:
            held.save_revision(user=_user(actor), log_action=False)
        state = held.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise NotNow
        if state is not None:
            state.resume(user=_user(actor))
        else:
            workflow = held.get_workflow()
            if workflow is None:
                raise KhienError(
                    _("The library has no approval steps. Tell the administrator."), code="no-workflow"
                )
            workflow.start(held, _user(actor))
        write_down(actor, held, Act.SUBMITTED, at=at, note=note, revision_id=_latest(held))


def check(actor: Actor, material: Material, *, revision_id: int, note: str = "", at: dt.datetime) -> None:
    """Facts and wording are right. Raises NotYours, NotNow, ChangedMeanwhile."""
    with transaction.atomic():
        held, state, step = _step(actor, material, revision_id)
        if step.approves:
            raise NotNow
        state.approve(user=_user(actor), comment=note)
        write_down(actor, held, Act.REVIEWED, at=at, note=note, revision_id=revision_id)


def approve(
    actor: Actor,
    material: Material,
    *,
    revision_id: int,
    basis: str,
    note: str = "",
    goes_out: dt.datetime | None = None,
    at: dt.datetime,
) -> None:
    """Let the text out, now or at `goes_out`. An approver may take the checking step with it.

    Raises NotYours, NotNow, ChangedMeanwhile, KhienError("no-basis").
    """
    if not basis.strip():
        raise KhienError(
            _(
                "Write the basis of the approval, for instance the number of the letter that gave you the task."
            ),
            code="no-basis",
        )
    with transaction.atomic():
        held, state, step = _step(actor, material, revision_id)
        if goes_out is not None and goes_out > at:
            _set_day(held, revision_id, goes_out)
        write_down(actor, held, Act.APPROVED, at=at, basis=basis.strip(), note=note, revision_id=revision_id)
        user = _user(actor)
        state.approve(user=user, comment=note)
        if not step.approves:
            following = current_step(Material.objects.get(pk=held.pk))
            if following is None or not following[1].approves:
                raise NotNow
            following[0].approve(user=user, comment=note)


def send_back(actor: Actor, material: Material, *, revision_id: int, note: str, at: dt.datetime) -> None:
    """With what to mend. Raises NotNow, ChangedMeanwhile, KhienError("no-note")."""
    if not note.strip():
        raise KhienError(_("Write what to mend, so that the writer knows what to do."), code="no-note")
    with transaction.atomic():
        held, state, _found = _step(actor, material, revision_id, own_too=True)
        state.reject(user=_user(actor), comment=note)
        write_down(actor, held, Act.RETURNED, at=at, note=note.strip(), revision_id=revision_id)


def take_back(actor: Actor, material: Material, *, at: dt.datetime) -> None:
    """The writer calls it back before it is approved. Raises NotNow."""
    with transaction.atomic():
        held = _held(material)
        state = held.current_workflow_state
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise NotNow
        state.cancel(user=_user(actor))
        write_down(actor, held, Act.TAKEN_BACK, at=at)


def _step(
    actor: Actor, material: Material, revision_id: int, *, own_too: bool = False
) -> tuple[Material, TaskState, ApprovalStep]:
    held = _held(material)
    found = current_step(held)
    if found is None:
        raise NotNow
    if _latest(held) != revision_id:
        raise ChangedMeanwhile
    if not own_too and actor.id in writers_of(held):
        raise NotYours
    return held, *found


def _held(material: Material) -> Material:
    """The row, held to the end of the transaction: two deciders one after the other."""
    return Material.objects.select_for_update().get(pk=material.pk)


def _latest(material: Material) -> int:
    return int(material.latest_revision_id or 0)


def _set_day(material: Material, revision_id: int, goes_out: dt.datetime) -> None:
    """The day stands in the approved revision itself: Wagtail publishes from there."""
    revision = Revision.objects.get(pk=revision_id)
    revision.content = revision.content | {"go_live_at": goes_out.isoformat()}
    revision.save(update_fields=["content"])
    Material.objects.filter(pk=material.pk).update(go_live_at=goes_out)


def _user(actor: Actor) -> object:
    """The account behind an actor; None for the system."""
    return get_user_model().objects.filter(uuid=actor.id).first() if actor.person_id is not None else None
