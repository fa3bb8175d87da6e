"""Puts a page of the site into the editor, with the words it has so far, when the office first wants to change it."""

from __future__ import annotations

import json
from html import escape

from django.db import transaction
from wagtail.models import Page

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.library import api as library
from khien.portal.access import may_set_up
from khien.portal.models import ContentPage, PortalIndex
from khien.portal.rules.page_texts import PATHS, PageText, Part, page_texts

PERMISSIONS = ("change_page", "publish_page")


def page_to_edit(actor: Actor, code: str, language: str) -> int:
    """The page's id for the editor. What the public reads stays the same until it is published. Raises Refused, Missing."""
    if not may_set_up(actor):
        raise Refused
    text = page_texts().get((code, language))
    if text is None:
        raise Missing
    with transaction.atomic():
        Page.objects.select_for_update().get(depth=1)  # two officers at once make one page
        found = ContentPage.objects.filter(code=code, language=language).first()
        return found.pk if found else _added(text).pk


def _added(text: PageText) -> ContentPage:
    slug = PATHS[text.code] if text.language == "vi" else f"{PATHS[text.code]}-{text.language}"
    body = json.dumps([_block(part) for part in text.parts], ensure_ascii=False)
    page = ContentPage(
        title=text.title, slug=slug, code=text.code, language=text.language, lede=text.lede, body=body
    )
    _index().add_child(instance=page)
    page.save_revision(log_action=False)
    return page


def _index() -> PortalIndex:
    index = PortalIndex.objects.first()
    if index is None:
        root = Page.objects.get(depth=1)
        index = root.add_child(
            instance=PortalIndex(title="Trang công khai", slug="trang-cong-khai", live=False)
        )
    library.give_desk(index, unit_id=None, approves=False, codes=PERMISSIONS)
    return index


def _block(part: Part) -> dict[str, object]:
    match part.kind:
        case "heading":
            return {"type": "heading", "value": part.text}
        case "contact":
            return {"type": "contact", "value": {"name": part.text, "number": part.number, "note": part.note}}
        case "list":
            items = "".join(f"<li>{escape(line)}</li>" for line in part.text.splitlines())
            return {"type": "paragraph", "value": f"<ul>{items}</ul>"}
        case _:
            return {"type": "paragraph", "value": f"<p>{escape(part.text)}</p>"}
