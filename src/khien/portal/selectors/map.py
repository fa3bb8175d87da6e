"""Every address that search engines should know, with its other languages. Bounded at 5,000 materials."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from khien.library import api as library
from khien.library.api import Wanted
from khien.portal.rules.audiences import SLUGS
from khien.portal.rules.page_texts import BY_PATH
from khien.web.languages import address_in

MOST = 5000
FIXED = ("/", "/canh-bao/", "/tai-lieu/", "/chu-de/", "/thu-doan/", "/thu-doan/co-phai-lua-dao/")


@dataclass(frozen=True, slots=True)
class Place:
    """`alternates`: (language, path) of the same page, itself among them."""

    path: str
    changed_on: dt.date | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def places() -> list[Place]:
    codes = [code for code, _name in settings.LANGUAGES]
    counts = library.audience_counts()
    fixed = [
        *FIXED,
        *(f"/chu-de/{topic.slug}/" for topic in library.topic_cards() if topic.count),
        *(f"/danh-cho/{slug}/" for code, slug in SLUGS.items() if counts.get(code)),
        *(f"/{path}/" for path in BY_PATH),
    ]
    found = []
    for path in fixed:
        both = tuple((code, address_in(code, path)) for code in codes)
        found += [Place(own, alternates=both) for _code, own in both]
    for code in codes:
        cards = library.published(Wanted(language=code), limit=MOST)
        found += [Place(address_in(code, card.address), card.changed_at.date()) for card in cards]
    return found
