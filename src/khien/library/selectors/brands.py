"""In whose name a rendition is made. Refuses a logo that is not a picture any more: the name stands alone then."""

from __future__ import annotations

from django.conf import settings

from khien.base.errors import Missing
from khien.base.files import open_kept
from khien.library.models import UnitBrand
from khien.library.rules.content import Brand
from khien.orgs import api as orgs


def brand_of(unit_id: int | None) -> Brand:
    """The unit's name, logo, colour, contact; for None the installation's name alone."""
    if unit_id is None:
        return Brand(unit_name=settings.KHIEN_NAME)
    unit = orgs.unit(unit_id)
    row = UnitBrand.objects.select_related("logo").filter(unit_id=unit_id).first()
    if row is None:
        return Brand(unit_name=unit.name, programme=settings.KHIEN_NAME)
    return Brand(
        unit_name=row.shown_name or unit.name,
        programme=settings.KHIEN_NAME,
        logo=_logo(row),
        colour=row.colour,
        contact=row.contact,
    )


def _logo(row: UnitBrand) -> bytes:
    if row.logo is None:
        return b""
    try:
        with open_kept(row.logo.sha256) as file:
            return file.read()
    except Missing:
        return b""
