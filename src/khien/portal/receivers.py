"""What the library and Wagtail announce, for the pages that are kept. Each handler only translates."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from khien.base import clock
from khien.portal.models import ContentPage
from khien.portal.services.publishing import note_published
from khien.web.kept_pages import forget_pages


def edition_made(_edition: Any, _again: bool) -> None:
    forget_pages()


def taken_down(_material_id: int) -> None:
    forget_pages()


@receiver(page_published, sender=ContentPage)
def page_went_out(sender: type[ContentPage], instance: ContentPage, **rest: Any) -> None:
    note_published(instance, by=getattr(rest.get("revision"), "user", None), at=clock.now())


@receiver(page_unpublished, sender=ContentPage)
def page_came_down(sender: type[ContentPage], instance: ContentPage, **_rest: Any) -> None:
    forget_pages()
