"""A page about the site went out of the editor: written into the audit, and shown at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.portal.models import ContentPage
from khien.web.kept_pages import forget_pages


def note_published(page: ContentPage, *, by: Any, at: dt.datetime) -> None:
    """`by`: the account that pressed the button, or None."""
    actor = SYSTEM if by is None else Actor(id=str(by.uuid), label=by.label)
    forget_pages()
    audit.record(
        actor=actor,
        action="portal.page_published",
        subject=audit.Subject("own_page", f"{page.code}.{page.language}", page.title),
        at=at,
    )
