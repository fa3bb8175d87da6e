"""Pages that the office writes about itself: about, contact, accessibility, privacy, terms of reuse.

Refuses to be the public address book: each page is served at a fixed address by the site's own view.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Site

from khien.base.streams import TextStream
from khien.portal.blocks import PageBody
from khien.portal.rules.page_texts import PATHS

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class PortalIndex(Page):
    """The root of the site's own pages, once. Not a page for the public. No personal data."""

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["portal.ContentPage"]
    is_creatable = False


class ContentPage(Page):
    """One page of the office about itself, in one language; `code` says which. Not a material: nobody reuses it.
    No personal data but what the office writes about whom to call."""

    code = models.SlugField(max_length=40)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="vi")
    lede = models.CharField(_("First sentence"), max_length=300, blank=True)
    body = TextStream(PageBody(), blank=True)

    parent_page_types: ClassVar[list[str]] = ["portal.PortalIndex"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/page_preview.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "language"], name="portal_page_once_a_language")
        ]

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None or self.code not in PATHS:
            return None
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return site.pk, settings.WAGTAILADMIN_BASE_URL, f"{prefix}/{PATHS[self.code]}/"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"page": self}
