"""How a unit signs what it gives out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class UnitBrand(models.Model):
    """A unit's logo, colour and one line of contact for its renditions. Not the unit's register entry: the name comes
    from there unless `shown_name` says otherwise. No personal data: an office's line, not an officer's."""

    unit = models.OneToOneField("orgs.Unit", models.CASCADE, related_name="+")
    shown_name = models.CharField(max_length=160, blank=True)
    logo = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    colour = models.CharField(max_length=7, default="#0b5563")
    contact = models.CharField(max_length=160, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(colour__regex=r"^#[0-9a-f]{6}$"), name="library_brand_colour_is_hex"
            )
        ]

    def __str__(self) -> str:
        return self.shown_name or str(self.unit_id)
