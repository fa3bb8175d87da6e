"""Where materials stand in Wagtail's tree: one shelf a unit, made when first needed. Refuses to move or drop one."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from khien.library.models import ApprovalStep, LibraryIndex, Shelf
from khien.orgs import api as orgs

WORKFLOW = "Soát và phê duyệt"
CHECKING, APPROVING = "Soát nội dung", "Phê duyệt"


def library_index() -> LibraryIndex:
    """The root of the library, with its workflow; made at the first call."""
    found = LibraryIndex.objects.first()
    if found is not None:
        return found
    with transaction.atomic():
        root = Page.objects.select_for_update().get(depth=1)
        found = LibraryIndex.objects.first()
        if found is None:
            found = root.add_child(
                instance=LibraryIndex(title="Kho tài liệu", slug="kho-tai-lieu", live=False)
            )
            _workflow_on(found)
    return found


def shelf_of(unit_id: int) -> Shelf:
    """The unit's shelf; made at the first call. Raises Missing for an unknown unit."""
    found = Shelf.objects.filter(unit_id=unit_id).first()
    if found is not None:
        return found
    unit = orgs.unit(unit_id)
    index = library_index()
    with transaction.atomic():
        held = LibraryIndex.objects.select_for_update().get(pk=index.pk)  # two first writers at once
        found = Shelf.objects.filter(unit_id=unit_id).first()
        if found is None:
            found = held.add_child(
                instance=Shelf(title=unit.name[:255], slug=f"don-vi-{unit.id}", unit_id=unit_id, live=False)
            )
    return found


def _workflow_on(index: LibraryIndex) -> None:
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (name, approves) in enumerate(((CHECKING, False), (APPROVING, True))):
        step = ApprovalStep.objects.create(name=name, approves=approves)
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
