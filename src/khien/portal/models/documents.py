"""Plans and reports made public."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.portal.rules.states import DocumentKind


class PublicDocument(models.Model):
    """A document the standing office made public: a plan, a report, another. Not the plan's or the round's own row: what
    is public stays as it was made public, whatever happens to its source; `source` names it ("plan:<uuid>").

    Personal data: what the document itself shows; the name of the officer who made it public, as long as the entry.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    summary = models.CharField(max_length=1000, blank=True)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    source = models.CharField(max_length=120, blank=True, db_index=True)
    form_key = models.CharField(max_length=120, unique=True)
    published_by = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-issued_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DocumentKind]), name="portal_document_kind_known"
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(source=""),
                name="portal_document_public_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
