"""Materials as pages: a text has drafts, revisions, comments and a preview because Wagtail keeps it.

Refuses to be the public address book: `/tai-lieu/<slug>/` is served by the public site, whatever the tree looks like.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable, Page, Site

from khien.base.streams import TextStream
from khien.library.blocks import BodyBlock
from khien.library.previewing import page_preview
from khien.library.rules.kinds import Licence, MaterialKind

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LONGEST_SUMMARY = 300


class LibraryIndex(Page):
    """The root of the library, once. Not a page for the public: the public site draws its own lists.
    No personal data."""

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["library.Shelf"]
    is_creatable = False


class Shelf(Page):
    """The materials of one unit: who may write here is who edits for that unit. Not a page for the public.
    No personal data."""

    unit = models.OneToOneField("orgs.Unit", models.PROTECT, related_name="+")

    parent_page_types: ClassVar[list[str]] = ["library.LibraryIndex"]
    subpage_types: ClassVar[list[str]] = ["library.Material"]
    is_creatable = False


class Material(Page):
    """One material: the only source of its page, its SMS, its poster, its bulletin. Not a rendition and not a use.

    The row holds what is published (or the first draft); newer drafts are Wagtail's revisions. `audience_codes` is
    ",elderly,pupils," so that both databases find one code in it. `scam_*`: one sentence a line.
    Personal data: who wrote and who approved (account), kept as long as the material and its acts.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    web_slug = models.SlugField(max_length=120, unique=True, blank=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in MaterialKind], db_index=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="vi")
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations"
    )
    summary = models.CharField(max_length=LONGEST_SUMMARY, blank=True)
    body = TextStream(BodyBlock(), blank=True)
    picture = models.ForeignKey("library.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    topics = ParentalManyToManyField("library.Topic", blank=True, related_name="materials")
    audience_codes = models.CharField(max_length=300, blank=True, default="")
    keywords = models.CharField(max_length=1000, blank=True)
    # The short forms: empty = made from the text.
    sms = models.CharField(max_length=400, blank=True)
    sms_plain = models.CharField(max_length=400, blank=True)
    bulletin = models.TextField(max_length=4000, blank=True)
    poster_headline = models.CharField(max_length=80, blank=True)
    poster_points = models.TextField(max_length=600, blank=True)  # one a line
    poster_call = models.CharField(max_length=80, blank=True)
    # Scam patterns only.
    scam_signs = models.TextField(max_length=4000, blank=True)
    scam_how = models.TextField(max_length=4000, blank=True)
    scam_do_now = models.TextField(max_length=4000, blank=True)
    scam_tell = models.TextField(max_length=2000, blank=True)
    scam_variants = models.TextField(max_length=4000, blank=True)
    scam_first_seen = models.DateField(null=True, blank=True)
    # How long it holds, and what others may do with it.
    licence = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Licence], default=Licence.OPEN.value
    )
    valid_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)  # of the newest edition; 0 = never out
    task = models.ForeignKey("programme.Task", models.SET_NULL, null=True, blank=True, related_name="+")
    adapted_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="adaptations"
    )
    adapted_version = models.PositiveIntegerField(default=0, editable=False)
    update_wanted = models.CharField(max_length=300, blank=True, editable=False)  # why it needs another look
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)

    parent_page_types: ClassVar[list[str]] = ["library.Shelf"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in MaterialKind]),
                name="library_material_kind_known",
            ),
        ]

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        """Every link to a material, in texts and previews, is its public address."""
        site = Site.objects.filter(is_default_site=True).first()
        if site is None or not self.web_slug:
            return None
        return site.pk, settings.WAGTAILADMIN_BASE_URL, f"/tai-lieu/{self.web_slug}/"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return page_preview(request, self)

    @property
    def audiences(self) -> tuple[str, ...]:
        return tuple(code for code in self.audience_codes.split(",") if code)


class MaterialSource(Orderable):
    """What a material rests on: an instrument of law (`number` as in `Instrument`) or official advice.
    Not a reading list. No personal data."""

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True, db_index=True)
    address = models.URLField(blank=True)
    legal = models.BooleanField(default=False)


class MaterialFile(Orderable):
    """A file that belongs to a material: a clip, its captions, a poster drawn elsewhere, slides. The original, never
    altered. Not a rendition: those are made here. Personal data: what the file shows; kept with the material."""

    # Not part of the text: publishing a revision puts back the children it was saved with, and would drop a file
    # that was added since.
    material = models.ForeignKey(Material, models.CASCADE, related_name="files")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    stored = models.ForeignKey("base.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
