"""One material as its page shows it: the text, its pictures, what stands near it, other languages."""

from __future__ import annotations

from dataclasses import dataclass

from khien.library import api as library
from khien.library.api import MaterialCard, PublishedMaterial, ShownPicture, TopicCard, Wanted, content

RELATED = 4
LEAST_HEADINGS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """`translation`: (language, slug) of the same text in the page's language, when there is one."""

    material: PublishedMaterial
    pictures: dict[str, ShownPicture]
    topics: tuple[TopicCard, ...]
    related: tuple[MaterialCard, ...]
    translation: tuple[str, str] | None

    @property
    def content(self) -> library.Content:
        return self.material.content

    @property
    def headings(self) -> tuple[str, ...]:
        """For a table of contents; empty for a short text."""
        found = tuple(b.text for b in self.content.blocks if isinstance(b, content.Heading) and b.level == 2)
        return found if len(found) >= LEAST_HEADINGS else ()

    @property
    def minutes(self) -> int:
        """How long reading takes, at least one."""
        return library.reading_time(self.content)


def reading(slug: str, language: str) -> Reading:
    """Raises Missing."""
    return reading_of(library.published_material(slug), language)


def reading_of(material: PublishedMaterial, language: str) -> Reading:
    """A material already in hand: published, or a draft in the editor's preview."""
    codes = material.card.topics
    names = {topic.code: topic for topic in library.topic_cards(language)}
    near = (
        library.published(Wanted(language=material.card.language, topic=codes[0]), limit=RELATED + 1)
        if codes
        else []
    )
    wanted = next((path for code, path in material.translations if code == language), "")
    return Reading(
        material=material,
        pictures=library.shown_pictures(picture_keys(material.content)),
        topics=tuple(names[code] for code in codes if code in names),
        related=tuple(card for card in near if card.id != material.card.id)[:RELATED],
        translation=(language, wanted.strip("/").rpartition("/")[2]) if wanted else None,
    )


def picture_keys(text: library.Content) -> list[str]:
    """Every picture the text names, in order."""
    keys = [text.picture.key] if text.picture else []
    for block in text.blocks:
        match block:
            case content.Picture():
                keys.append(block.key)
            case content.BeforeAfter():
                keys += [block.before.key, block.after.key]
    return keys
