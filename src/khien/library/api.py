"""The door of the library: published materials, what is made of them, who used them. Ids and frozen values only.

Refuses drafts: what nobody approved does not leave this app.
"""

from __future__ import annotations

from khien.library.announcements import when_edition_made, when_taken_down
from khien.library.rules import content
from khien.library.rules.content import Brand, Content
from khien.library.rules.kinds import Licence, MaterialKind
from khien.library.selectors.patterns import ScamPattern, ShownPicture, scam_patterns, shown_pictures
from khien.library.selectors.published import (
    MaterialCard,
    PublishedMaterial,
    TopicCard,
    Wanted,
    audience_counts,
    cards_of,
    published,
    published_count,
    published_material,
    topic_cards,
)
from khien.library.services.day_counts import count_up
from khien.library.services.starter import load_starter
from khien.library.wording import KIND_ICONS, KIND_NAMES, LICENCE_NAMES

__all__ = [
    "KIND_ICONS",
    "KIND_NAMES",
    "LICENCE_NAMES",
    "Brand",
    "Content",
    "Licence",
    "MaterialCard",
    "MaterialKind",
    "PublishedMaterial",
    "ScamPattern",
    "ShownPicture",
    "TopicCard",
    "Wanted",
    "audience_counts",
    "cards_of",
    "content",
    "count_up",
    "load_starter",
    "published",
    "published_count",
    "published_material",
    "scam_patterns",
    "shown_pictures",
    "topic_cards",
    "when_edition_made",
    "when_taken_down",
]
