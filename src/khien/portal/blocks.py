"""What the site's own pages are put together from. Refuses raw HTML and styling."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ContactLine(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Whom to call"), max_length=160)
    number = blocks.CharBlock(label=_("Number, as people dial it"), required=False, max_length=40)
    note = blocks.CharBlock(label=_("When, what for"), required=False, max_length=300)


class PageBody(blocks.StreamBlock):
    """A text, in order."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120)
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=["bold", "italic", "link", "ul", "ol"], max_length=10_000
    )
    contact = ContactLine(label=_("Whom to call"), icon="mobile-alt")

    class Meta:
        max_num = 60
