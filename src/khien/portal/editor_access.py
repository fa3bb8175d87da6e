"""Whose pages and pictures the editor shows to whom: those of a unit's own site to that unit, to who approves for it, and
to the standing office. What is not part of a site is none of this module's business."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from khien.base.access import Actor
from khien.portal.desk_access import approves, desk_units, works_for
from khien.portal.models import MicrositeIndex, MicrositePage, MicrositesRoot
from khien.portal.models.microsites import COLLECTION, collection_name, site_of_collection


def may_reach_page(actor: Actor, page_id: int, *, on: dt.date) -> bool:
    unit_id = unit_of_page(page_id)
    return unit_id is None or works_for(actor, unit_id, on=on)


def may_reach_picture(actor: Actor, picture_id: int, *, on: dt.date) -> bool:
    row = get_image_model().objects.filter(pk=picture_id).select_related("collection").first()
    return row is None or _may_reach(actor, row.collection.name, on=on)


def may_reach_collection(actor: Actor, collection_id: int, *, on: dt.date) -> bool:
    row = Collection.objects.filter(pk=collection_id).first()
    return row is None or _may_reach(actor, row.name, on=on)


def unit_of_page(page_id: int) -> int | None:
    """The unit whose site the page belongs to; None for every other page."""
    path = Page.objects.filter(pk=page_id).values_list("path", flat=True).first()
    if path is None:
        return None
    steps = [path[: n * Page.steplen] for n in range(1, len(path) // Page.steplen + 1)]
    return MicrositeIndex.objects.filter(path__in=steps).values_list("microsite__unit_id", flat=True).first()


def may_publish(actor: Actor, page: MicrositePage, *, on: dt.date) -> bool:
    return approves(actor, page.microsite.unit_id, on=on)


def reachable_pages(actor: Actor, pages: QuerySet[Page], *, on: dt.date) -> QuerySet[Page]:
    """Without those of other units' sites."""
    units = desk_units(actor, on=on)
    root = MicrositesRoot.objects.values_list("path", flat=True).first()
    if units is None or root is None:
        return pages
    wanted = ~Q(path__startswith=root) | Q(path=root)
    own = MicrositeIndex.objects.filter(microsite__unit_id__in=units).values_list("path", flat=True)
    for path in own:
        wanted |= Q(path__startswith=path)
    return pages.filter(wanted)


def reachable_pictures(actor: Actor, pictures: QuerySet, *, on: dt.date) -> QuerySet:  # type: ignore[type-arg]  # Wagtail's model is a setting
    """Without those kept for other units' sites."""
    units = desk_units(actor, on=on)
    if units is None:
        return pictures
    own = [collection_name(unit_id) for unit_id in units]
    kept = Collection.objects.filter(name__startswith=COLLECTION).exclude(name__in=own)
    return pictures.exclude(collection__in=list(kept.values_list("pk", flat=True)))


def _may_reach(actor: Actor, name: str, *, on: dt.date) -> bool:
    unit_id = site_of_collection(name)
    return unit_id is None or works_for(actor, unit_id, on=on)
