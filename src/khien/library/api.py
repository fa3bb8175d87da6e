"""The door of the library: published materials, what is made of them, who used them. Ids and frozen values only.

Refuses drafts: what nobody approved does not leave this app.
"""

from __future__ import annotations

from khien.library.access import APPROVERS, WRITERS, approves_for, writes_for
from khien.library.announcements import when_edition_made, when_taken_down
from khien.library.previewing import register_page_preview
from khien.library.renditions.feeds import MEDIA as FEED_MEDIA
from khien.library.renditions.feeds import Feed, FeedItem, json_feed
from khien.library.renditions.feeds import atom as atom_feed
from khien.library.renditions.feeds import rss as rss_feed
from khien.library.renditions.palette import contrast, mixed
from khien.library.rules import content
from khien.library.rules.content import Brand, Content
from khien.library.rules.kinds import Licence, MaterialKind
from khien.library.rules.plain import reading_time
from khien.library.rules.sms import Count as SmsCount
from khien.library.rules.sms import count as sms_count
from khien.library.rules.sms import unaccented
from khien.library.selectors.brands import brand_of
from khien.library.selectors.clips import shared_clip
from khien.library.selectors.edition_texts import (
    EditionTexts,
    edition_titles,
    newest_edition,
    texts_of,
)
from khien.library.selectors.gone import GoneMaterial, gone_material
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
from khien.library.selectors.shared_files import SharedFile, shared_file, shared_files
from khien.library.services.day_counts import count_pages, count_up
from khien.library.services.desks import give_desk, give_pictures
from khien.library.services.making_now import (
    EditionCard,
    edition_card,
    edition_cards,
    make_now,
    press_files,
    speak,
)
from khien.library.services.passive_uses import note_embed, note_feed
from khien.library.services.printing_words import PosterWords, print_words
from khien.library.services.shown_booklets import (
    ShownBooklet,
    shown_booklet_file,
    shown_booklets,
)
from khien.library.services.starter import load_starter
from khien.library.wording import FORM_NAMES, KIND_ICONS, KIND_NAMES, LICENCE_NAMES

__all__ = [
    "APPROVERS",
    "FEED_MEDIA",
    "FORM_NAMES",
    "KIND_ICONS",
    "KIND_NAMES",
    "LICENCE_NAMES",
    "WRITERS",
    "Brand",
    "Content",
    "EditionCard",
    "EditionTexts",
    "Feed",
    "FeedItem",
    "GoneMaterial",
    "Licence",
    "MaterialCard",
    "MaterialKind",
    "PosterWords",
    "PublishedMaterial",
    "ScamPattern",
    "SharedFile",
    "ShownBooklet",
    "ShownPicture",
    "SmsCount",
    "TopicCard",
    "Wanted",
    "approves_for",
    "atom_feed",
    "audience_counts",
    "brand_of",
    "cards_of",
    "content",
    "contrast",
    "count_pages",
    "count_up",
    "edition_card",
    "edition_cards",
    "edition_titles",
    "give_desk",
    "give_pictures",
    "gone_material",
    "json_feed",
    "load_starter",
    "make_now",
    "mixed",
    "newest_edition",
    "note_embed",
    "note_feed",
    "press_files",
    "print_words",
    "published",
    "published_count",
    "published_material",
    "reading_time",
    "register_page_preview",
    "rss_feed",
    "scam_patterns",
    "shared_clip",
    "shared_file",
    "shared_files",
    "shown_booklet_file",
    "shown_booklets",
    "shown_pictures",
    "sms_count",
    "speak",
    "texts_of",
    "topic_cards",
    "unaccented",
    "when_edition_made",
    "when_taken_down",
    "writes_for",
]
