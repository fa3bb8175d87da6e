"""Who wrote, checked, approved and withdrew: kept beside Wagtail's own workflow, because an approval is an official's
word and must outlive every clean-up of revisions."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from wagtail.models import Task

from khien.library.rules.kinds import Act


class ApprovalStep(Task):
    """A step of Wagtail's workflow that only somebody else than the writer can take: `approves` False checks facts
    and wording, True lets the text out with a basis. Not a group of people: roles decide. No personal data."""

    approves = models.BooleanField(default=False)


class MaterialAct(models.Model):
    """One thing somebody did to a material, with her name, role and basis as they were that day. Written once.

    Not Wagtail's log, which names accounts only and can be cleaned. Personal data: the actor's name and role, kept as
    long as the material was ever public plus ten years.
    """

    material = models.ForeignKey("library.Material", models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12, choices=[(act.value, act.value) for act in Act])
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40)
    actor_label = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    revision_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(act=Act.APPROVED.value) | ~models.Q(basis=""),
                name="library_approval_has_a_basis",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d}"


class Edition(models.Model):
    """One approved version as it went out; renditions, uses and copies name it. Written once, never edited.

    `content` is the whole text as `rules.content` (JSON), so that a version can be made again when Wagtail's revision
    is gone. Personal data: the approver's name, as in `MaterialAct`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    title = models.CharField(max_length=255)
    content = models.JSONField()
    change_note = models.CharField(max_length=300, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_role = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["material", "number"], name="library_edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
