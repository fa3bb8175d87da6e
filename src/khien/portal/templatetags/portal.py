"""Tags of the public site: `{% load portal %}`.

Tags    draw qr default_buttons
Filters runs cell here whole kind_name kind_icon license_name dial file_code slug get beside search_kind hit_address

Draws `library.api.content` shapes; inserts no inline style or script.
"""

from __future__ import annotations

import io
import re
from typing import Any

import segno
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language

from khien.base.errors import Missing
from khien.base.text import fold
from khien.base.typed import uuid_of
from khien.library import api as library
from khien.portal.selectors.home import ShownButton
from khien.portal.selectors.home import default_buttons as buttons_of_the_box
from khien.search import api as search
from khien.web.languages import OTHERS, address_in

register = template.Library()
LINK = re.compile(
    r"\[([^\]\n]{1,200})\]\(((?:/|https?://|tel:|mailto:)[^\s()<>\"]{0,300})\)|\*\*([^*\n]{1,200})\*\*"
)
NOT_DIALLED = re.compile(r"[^0-9+]")


@register.simple_tag(takes_context=True)
def draw(context: template.Context, block: object) -> SafeString:
    """A block of a text by the template of its shape."""
    name = type(block).__name__.lower()
    language = getattr(context.get("text"), "language", None) or get_language() or settings.LANGUAGE_CODE
    values = {"block": block, "pictures": context.get("pictures") or {}, "language": language}
    return SafeString(render_to_string(f"portal/blocks/{name}.html", values))


@register.simple_tag
def qr(address: str) -> SafeString:
    """A QR code as an inline drawing, for paper."""
    stream = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        stream,
        kind="svg",
        scale=3,
        border=2,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    return SafeString(stream.getvalue().decode())


@register.filter
def runs(value: Any) -> SafeString:
    """Stretches of text with their looks and links."""
    return format_html_join("", "{}", ((_run(run),) for run in value))


def _run(run: Any) -> SafeString:
    text = format_html("{}", run.text)
    if run.bold:
        text = format_html("<strong>{}</strong>", text)
    if run.italic:
        text = format_html("<em>{}</em>", text)
    return _link(text, run.href) if run.href else text


def _link(text: SafeString, href: str) -> SafeString:
    if href.startswith("http"):
        return format_html('<a href="{}" rel="noopener">{}</a>', href, text)
    return format_html('<a href="{}">{}</a>', here(href), text)


@register.filter
def cell(value: str) -> SafeString:
    """A line typed by a writer, with [words](/address/) as links and **words** strong."""
    parts: list[SafeString] = []
    at = 0
    for found in LINK.finditer(value):
        parts.append(format_html("{}", value[at : found.start()]))
        if found[2]:
            parts.append(_link(format_html("{}", found[1]), found[2]))
        else:
            parts.append(format_html("<strong>{}</strong>", found[3]))
        at = found.end()
    parts.append(format_html("{}", value[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def here(path: str) -> str:
    """A path of this site in the page's language: "/tai-lieu/x/" → "/en/tai-lieu/x/" on English pages."""
    return get_script_prefix().rstrip("/") + path if path.startswith("/") else path


@register.filter
def whole(path: str) -> str:
    """A path as an absolute address."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


@register.filter
def kind_name(kind: library.MaterialKind) -> object:
    return library.KIND_NAMES[kind]


@register.filter
def kind_icon(kind: library.MaterialKind) -> str:
    return library.KIND_ICONS[kind]


@register.filter
def license_name(licence: library.Licence) -> object:
    return library.LICENCE_NAMES[licence]


@register.filter
def dial(number: str) -> str:
    """What a telephone dials: "1900 1234" → "19001234"."""
    return NOT_DIALLED.sub("", number)


@register.filter
def file_code(typed: str) -> str:
    """The code of a file as an editor typed it; "" when it is none."""
    try:
        return str(uuid_of(typed.strip()))
    except Missing:
        return ""


@register.filter
def slug(text: str) -> str:
    """An anchor from a heading: "Dấu hiệu" → "dau-hieu"."""
    return slugify(fold(text)) or "muc"


@register.filter
def get(mapping: Any, key: object) -> Any:
    return mapping.get(key)


@register.filter
def beside(row: Any, header: Any) -> list[tuple[str, str]]:
    """Cells of a row, each with its column's head."""
    return [(value, header[n] if n < len(header) else "") for n, value in enumerate(row)]


@register.filter
def search_kind(code: str) -> object:
    return search.kind_label(code)


@register.filter
def hit_address(hit: search.Hit) -> str:
    """A hit's page: in its own language where that is not the page's."""
    return address_in(hit.language, hit.address) if hit.language in OTHERS else here(hit.address)


@register.simple_tag
def default_buttons() -> tuple[ShownButton, ...]:
    """The six buttons, asking no database."""
    return buttons_of_the_box(get_language() or "vi")
