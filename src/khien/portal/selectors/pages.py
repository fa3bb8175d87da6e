"""The site's own pages: what the office wrote, or the words that came out of the box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from khien.base.errors import Missing
from khien.portal.models import ContentPage
from khien.portal.rules.page_texts import BY_PATH, PageText, page_texts


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`stream`: the office's blocks, or None when `text` holds the words."""

    code: str
    title: str
    lede: str
    language: str
    stream: Any = None
    text: PageText | None = None


def own_page(path: str, language: str) -> OwnPage:
    """In `language` where it exists, else Vietnamese. Raises Missing."""
    code = BY_PATH.get(path)
    if code is None:
        raise Missing
    rows = {row.language: row for row in ContentPage.objects.filter(code=code, live=True)}
    for wanted in (language, settings.LANGUAGE_CODE):
        if wanted in rows:
            row = rows[wanted]
            return OwnPage(code, row.title, row.lede, wanted, stream=row.body)
        text = page_texts().get((code, wanted))
        if text is not None:
            return OwnPage(code, text.title, text.lede, wanted, text=text)
    raise Missing
