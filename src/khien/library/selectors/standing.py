"""Where a material stands and who wrote it, read from Wagtail's workflow and revisions."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, TaskState, WorkflowState

from khien.library.models import ApprovalStep, Material
from khien.library.rules.kinds import State
from khien.library.rules.life import Standing, state_of

OPEN = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
STEP_APPROVES = "current_task_state__task__approvalstep__approves"  # of a flow's step; None when it has none


def states_of(materials: Iterable[Material]) -> dict[int, State]:
    """Material id → its state; two queries however many."""
    rows = list(materials)
    flows = _flows([material.pk for material in rows])
    scheduled = _scheduled([material.pk for material in rows])
    found: dict[int, State] = {}
    for material in rows:
        status, approves = flows.get(str(material.pk), ("", False))
        found[material.pk] = state_of(
            Standing(
                live=material.live,
                expired=material.expired,
                withdrawn=material.withdrawn_at is not None,
                scheduled=str(material.pk) in scheduled,
                in_workflow=status == WorkflowState.STATUS_IN_PROGRESS,
                at_approval=approves,
                returned=status == WorkflowState.STATUS_NEEDS_CHANGES,
            )
        )
    return found


def current_step(material: Material) -> tuple[TaskState, ApprovalStep] | None:
    """The step a material waits at, or None when it is with nobody."""
    state = material.current_workflow_task_state
    step = ApprovalStep.objects.filter(pk=state.task_id).first() if state else None
    return (state, step) if state and step else None


def writers_of(material: Material) -> frozenset[str]:
    """Outside ids (account uuid) of everybody who saved a text of it since it last went out, and who began it."""
    rows = Revision.objects.filter(
        base_content_type=page_type(), object_id=str(material.pk), user__isnull=False
    )
    if material.live_revision_id and material.last_published_at:
        rows = rows.filter(created_at__gt=material.live_revision.created_at)
    found = {str(uuid) for uuid in rows.values_list("user__uuid", flat=True)}
    if not material.version and material.owner is not None:
        found.add(str(material.owner.uuid))
    return frozenset(found)


def writers_of_all(materials: Iterable[Material]) -> dict[int, frozenset[str]]:
    """Material id → the same as `writers_of`; two queries however many. Wants `owner` and `live_revision` loaded."""
    rows = {str(material.pk): material for material in materials}
    found: dict[int, set[str]] = {material.pk: set() for material in rows.values()}
    saved = Revision.objects.filter(
        base_content_type=page_type(), object_id__in=list(rows), user__isnull=False
    ).values_list("object_id", "user__uuid", "created_at")
    for object_id, uuid, created_at in saved:
        material = rows[object_id]
        live = material.live_revision if material.last_published_at else None
        if live is None or created_at > live.created_at:
            found[material.pk].add(str(uuid))
    for material in rows.values():
        if not material.version and material.owner is not None:
            found[material.pk].add(str(material.owner.uuid))
    return {pk: frozenset(uuids) for pk, uuids in found.items()}


def in_progress() -> dict[int, bool]:
    """Material id → whether it waits for approval (else for checking), of everything that waits. One query."""
    rows = WorkflowState.objects.filter(
        base_content_type=page_type(), status=WorkflowState.STATUS_IN_PROGRESS
    ).values_list("object_id", STEP_APPROVES)
    return {int(object_id): bool(approves) for object_id, approves in rows}


def page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _flows(ids: list[int]) -> dict[str, tuple[str, bool]]:
    rows = WorkflowState.objects.filter(
        base_content_type=page_type(), object_id__in=[str(pk) for pk in ids], status__in=OPEN
    ).values_list("object_id", "status", STEP_APPROVES)
    return {object_id: (status, bool(approves)) for object_id, status, approves in rows}


def _scheduled(ids: list[int]) -> set[str]:
    return set(
        Revision.objects.filter(
            base_content_type=page_type(),
            object_id__in=[str(pk) for pk in ids],
            approved_go_live_at__isnull=False,
        ).values_list("object_id", flat=True)
    )
