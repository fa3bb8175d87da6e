"""What Wagtail and the library itself announce, turned into rows and jobs. Each handler only translates."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from khien.accounts.api import actor_named
from khien.base import clock
from khien.base.access import SYSTEM
from khien.base.jobs import enqueue_on_commit
from khien.library.announcements import when_edition_made, when_taken_down
from khien.library.jobs import index_material, make_first_renditions, make_shown_booklets, tell_ledger
from khien.library.models import Edition, Material, Picture
from khien.library.services.pictures import give_room_back, take_room
from khien.library.services.publishing import let_expire, make_edition
from khien.library.services.shown_booklets import any_shown_booklet


@receiver(page_published, sender=Material)
def went_out(sender: type[Material], instance: Material, **_rest: Any) -> None:
    make_edition(instance, at=clock.now())


@receiver(page_unpublished, sender=Material)
def came_down(sender: type[Material], instance: Material, **_rest: Any) -> None:
    if instance.expired:
        let_expire(instance, at=clock.now())


@receiver(post_save, sender=Picture)
def picture_came(sender: type[Picture], instance: Picture, created: bool, **_rest: Any) -> None:
    if created:
        user = instance.uploaded_by_user
        take_room(instance, actor_named(user.get_username()) if user else SYSTEM, at=clock.now())


@receiver(post_delete, sender=Picture)
def picture_went(sender: type[Picture], instance: Picture, **_rest: Any) -> None:
    give_room_back(instance)


def _edition_made(edition: Edition, again: bool) -> None:
    enqueue_on_commit(index_material, material_id=edition.material_id)
    _booklets()
    if not again:
        enqueue_on_commit(tell_ledger, edition_id=edition.pk)
        enqueue_on_commit(make_first_renditions, edition_id=edition.pk)


def _taken_down(material_id: int) -> None:
    enqueue_on_commit(index_material, material_id=material_id)
    _booklets()


def _booklets() -> None:
    if any_shown_booklet():
        enqueue_on_commit(make_shown_booklets)


when_edition_made("library", _edition_made)
when_taken_down("library", _taken_down)
