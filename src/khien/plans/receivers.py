"""What plans tells the rooms below when the house opens: the names of its audit actions. See also `apps`.

Imported once, after all models are there (`base` finds it). Registers, and listens to `announcements`.
"""

from __future__ import annotations

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.base.jobs import enqueue_on_commit
from khien.plans.announcements import adopted
from khien.plans.jobs import align_children, align_plan
from khien.plans.models import PlanDocument

ACTIONS = {
    "plans.uploaded": _("uploaded a plan"),
    "plans.read": _("read a plan"),
    "plans.unreadable": _("could not read a plan"),
    "plans.read_again": _("asked to read a plan again"),
    "plans.withdrawn": _("withdrew a plan"),
    "plans.settings_changed": _("changed how a plan is adopted"),
    "plans.proposed": _("proposed to adopt a plan"),
    "plans.adopted": _("adopted a plan"),
    "plans.aligned": _("compared a unit's plan with the plan it carries out"),
    "plans.verdict_said": _("said how a unit's plan takes up a task"),
    "plans.superseded": _("replaced a plan by a newer version"),
    "plans.row_edit": _("edited a row of a plan"),
    "plans.row_split": _("split a row of a plan"),
    "plans.row_merge": _("merged rows of a plan"),
    "plans.row_add": _("added a row to a plan"),
    "plans.row_accept": _("accepted rows of a plan"),
    "plans.row_drop": _("dropped a row of a plan"),
    "plans.row_restore": _("took back a dropped row of a plan"),
    "plans.row_agency": _("said which unit a plan means"),
    "plans.row_finding": _("settled a finding in a plan"),
    "plans.row_undo": _("undid a change in a plan"),
    "plans.row_redo": _("did a change in a plan again"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)


@receiver(adopted)
def compare(plan_id: int, **_kwargs: object) -> None:
    """Put the comparison in the queue; it exists if and only if the adoption is committed."""
    of_province = PlanDocument.objects.filter(pk=plan_id, unit__isnull=True).exists()
    enqueue_on_commit(align_children if of_province else align_plan, plan_id=plan_id)
