"""Tags of units' sites, events and documents: `{% load portal_more %}`.

Filters document_kind
Tags    responsive_picture
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khien.library.api import ShownPicture
from khien.portal.desk_wording import DOCUMENT_KINDS
from khien.portal.rules.states import DocumentKind

register = template.Library()


@register.filter
def document_kind(code: str) -> object:
    return DOCUMENT_KINDS[DocumentKind(code)]


@register.simple_tag
def responsive_picture(
    picture: ShownPicture | None,
    alt: str = "",
    sizes: str = "(max-width: 48rem) 100vw, 44rem",
    first: bool = False,
) -> SafeString:
    """A picture in the widths there are; the browser takes the one that fits. `first`: the page's first picture, not
    held back. Nothing for a picture that is gone."""
    if picture is None or not picture.sources:
        return SafeString("")
    widths = ", ".join(f"{address} {width}w" for address, width in picture.sources)
    held = SafeString(' fetchpriority="high"') if first else SafeString(' loading="lazy" decoding="async"')
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>',
        picture.sources[0][0],
        widths,
        sizes,
        picture.width,
        picture.height,
        alt,
        held,
    )
