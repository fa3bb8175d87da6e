"""A unit's own site on the same install, and the pages it writes there.

Refuses to be the address book: whose page is shown where is decided by the site's own view, below its own prefix only.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page, Site

from khien.base.streams import TextStream
from khien.portal.blocks import PageBody
from khien.portal.rules.states import Shares


class Microsite(models.Model):
    """How a unit shows itself to the public: name, logo, colour, which materials. Not its entry in the register of
    units. `topic_codes`, `audience_codes`: ",a,b,". `host`: a name of its own, or "". No personal data."""

    unit = models.OneToOneField("orgs.Unit", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    tagline = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=200, blank=True)
    logo = models.ForeignKey("base.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    colour = models.CharField(max_length=7, default="#0b5563")
    shares = models.CharField(max_length=8, default=Shares.ALL.value)
    topic_codes = models.CharField(max_length=1000, blank=True, default="")
    audience_codes = models.CharField(max_length=300, blank=True, default="")
    shown = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9a-f]{6}$"), name="portal_site_colour_is_hex"
            ),
            models.CheckConstraint(
                condition=Q(shares__in=[one.value for one in Shares]), name="portal_site_shares_known"
            ),
            models.UniqueConstraint(fields=["host"], condition=~Q(host=""), name="portal_site_host_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(filter(None, self.topic_codes.split(",")))

    @property
    def audiences(self) -> frozenset[str]:
        return frozenset(filter(None, self.audience_codes.split(",")))


class MicrositesRoot(Page):
    """Above all units' sites, once. Not a page for the public. No personal data."""

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["portal.MicrositeIndex"]
    is_creatable = False


class MicrositeIndex(Page):
    """The pages of one unit's site stand below it: who may write here is who writes for that unit. Not a page for the
    public. No personal data."""

    microsite = models.OneToOneField(Microsite, models.PROTECT, related_name="index")

    parent_page_types: ClassVar[list[str]] = ["portal.MicrositesRoot"]
    subpage_types: ClassVar[list[str]] = ["portal.MicrositePage"]
    is_creatable = False


class MicrositePage(Page):
    """One page of a unit's own site, shown there and nowhere else. Not a material: nobody reuses it.
    No personal data but what the unit writes about whom to call."""

    lede = models.CharField(_("First sentence"), max_length=300, blank=True)
    body = TextStream(PageBody(), blank=True)
    picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Picture"),
    )

    parent_page_types: ClassVar[list[str]] = ["portal.MicrositeIndex"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/page_preview.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lede"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("slug"), FieldPanel("show_in_menus")]

    @property
    def microsite(self) -> Microsite:
        return self.get_parent().specific.microsite

    def clean(self) -> None:
        """A picture of another unit's site cannot be taken, whatever id was sent."""
        super().clean()
        parent = self.get_parent() if self.pk or self.path else None
        if self.picture is None or parent is None:
            return
        site = parent.specific.microsite
        kept_for = site_of_collection(self.picture.collection.name)
        if kept_for not in (None, site.unit_id):
            raise ValidationError(
                {"picture": _("This picture belongs to another unit's site. Choose another one.")}
            )

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            return None
        return site.pk, settings.WAGTAILADMIN_BASE_URL, f"/don-vi/{self.microsite.slug}/{self.slug}/"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"page": self}


COLLECTION = "Trang của đơn vị "


def collection_name(unit_id: int) -> str:
    return f"{COLLECTION}{unit_id}"


def site_of_collection(name: str) -> int | None:
    """The unit whose site alone uses the pictures of this collection; None for pictures of everybody."""
    number = name.removeprefix(COLLECTION)
    return int(number) if name.startswith(COLLECTION) and number.isascii() and number.isdigit() else None
