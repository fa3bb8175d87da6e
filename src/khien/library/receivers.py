"""What Wagtail announces about materials, written down in our own words. Each handler only translates."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from khien.base import clock
from khien.library.models import Material
from khien.library.services.publishing import let_expire, make_edition


@receiver(page_published, sender=Material)
def went_out(sender: type[Material], instance: Material, **_rest: Any) -> None:
    make_edition(instance, at=clock.now())


@receiver(page_unpublished, sender=Material)
def came_down(sender: type[Material], instance: Material, **_rest: Any) -> None:
    if instance.expired:
        let_expire(instance, at=clock.now())
