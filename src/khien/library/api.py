"""The door of the library: published materials, what is made of them, who used them. Ids and frozen values only.

Refuses drafts: what nobody approved does not leave this app.
"""

from __future__ import annotations

from khien.library.rules.content import Brand, Content
from khien.library.rules.kinds import Licence, MaterialKind
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
    "TopicCard",
    "Wanted",
    "audience_counts",
    "cards_of",
    "load_starter",
    "published",
    "published_count",
    "published_material",
    "topic_cards",
]
