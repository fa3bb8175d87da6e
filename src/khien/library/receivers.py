"""What Wagtail and the library itself announce, turned into rows and jobs. Each handler only translates."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from khien.base import clock
from khien.base.jobs import enqueue_on_commit
from khien.library.announcements import when_edition_made, when_taken_down
from khien.library.jobs import index_material, make_first_renditions, tell_ledger
from khien.library.models import Edition, Material
from khien.library.services.publishing import let_expire, make_edition


@receiver(page_published, sender=Material)
def went_out(sender: type[Material], instance: Material, **_rest: Any) -> None:
    make_edition(instance, at=clock.now())


@receiver(page_unpublished, sender=Material)
def came_down(sender: type[Material], instance: Material, **_rest: Any) -> None:
    if instance.expired:
        let_expire(instance, at=clock.now())


def _edition_made(edition: Edition, again: bool) -> None:
    enqueue_on_commit(index_material, material_id=edition.material_id)
    if not again:
        enqueue_on_commit(tell_ledger, edition_id=edition.pk)
        enqueue_on_commit(make_first_renditions, edition_id=edition.pk)


def _taken_down(material_id: int) -> None:
    enqueue_on_commit(index_material, material_id=material_id)


when_edition_made("library", _edition_made)
when_taken_down("library", _taken_down)
