"""In whose name a rendition is made. Refuses a logo that is not a picture any more: the name stands alone then."""

from __future__ import annotations

from django.conf import settings

from khien.base.errors import Missing
from khien.base.files import open_kept
from khien.library.models import Edition, Material, UnitBrand
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


def brand_row(unit_id: int) -> UnitBrand | None:
    return UnitBrand.objects.select_related("logo").filter(unit_id=unit_id).first()


def units_with_brand() -> list[tuple[int, str]]:
    """Units that own materials or have a brand already: those somebody may want to see to."""
    ids = set(UnitBrand.objects.values_list("unit_id", flat=True))
    ids |= set(Material.objects.order_by().values_list("unit_id", flat=True).distinct()[:200])
    return sorted(((card.id, card.name) for card in orgs.units(ids).values()), key=lambda pair: pair[1])


def edition_with_poster() -> Edition | None:
    """The newest published text with a headline of its own, to show a brand on."""
    rows = Edition.objects.filter(
        material__live=True, material__deleted_at__isnull=True, material__language="vi"
    )
    return rows.exclude(material__poster_headline="").order_by("-published_at").first()
