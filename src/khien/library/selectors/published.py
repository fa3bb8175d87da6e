"""What the public may read: cards for lists, one material whole, topics with their counts. Never a draft.

Every list is bounded and costs a fixed number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from khien.base.errors import Missing
from khien.library.models import Edition, Material, Topic
from khien.library.rules.content import Content
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.content import content_of, edition_content


@dataclass(frozen=True, slots=True)
class TopicCard:
    """`count`: published materials in the language asked for."""

    code: str
    name: str
    slug: str
    icon: str
    summary: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class MaterialCard:
    """A published material in a list. `address`: path on this site."""

    id: int
    uuid: str
    slug: str
    title: str
    summary: str
    kind: MaterialKind
    language: str
    topics: tuple[str, ...]  # codes, main one first
    audiences: tuple[str, ...]
    unit_id: int
    version: int
    published_at: dt.datetime
    changed_at: dt.datetime
    picture_key: str

    @property
    def address(self) -> str:
        return f"/tai-lieu/{self.slug}/"


@dataclass(frozen=True, slots=True)
class PublishedMaterial:
    """The newest edition whole. `translations`: (language, path). `adapted_from`: (title, path) or None."""

    card: MaterialCard
    content: Content
    edition_uuid: str
    translations: tuple[tuple[str, str], ...]
    adapted_from: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which published materials; empty = all. `unit_ids`: owner units."""

    language: str = "vi"
    kinds: tuple[MaterialKind, ...] = ()
    topic: str = ""
    audience: str = ""
    unit_ids: frozenset[int] | None = None


def published(wanted: Wanted, *, limit: int = 24, offset: int = 0) -> list[MaterialCard]:
    """Newest first. Three queries."""
    rows = _rows(wanted).select_related("picture").prefetch_related("topics")
    return [_card(row) for row in rows.order_by("-last_published_at", "-id")[offset : offset + limit]]


def published_count(wanted: Wanted) -> int:
    return _rows(wanted).count()


def cards_of(ids: Iterable[int]) -> dict[int, MaterialCard]:
    """Cards by id of those still published; for lists that others order."""
    rows = _public().filter(pk__in=set(ids)).select_related("picture").prefetch_related("topics")
    return {row.pk: _card(row) for row in rows}


def published_material(slug: str) -> PublishedMaterial:
    """By the address. Raises Missing for a draft, a withdrawn and an unknown one alike."""
    row = (
        _public()
        .filter(web_slug=slug)
        .select_related("picture", "adapted_from")
        .prefetch_related("topics")
        .first()
    )
    edition = Edition.objects.filter(material=row).first() if row else None
    if row is None or edition is None:
        raise Missing
    family = _public().filter(Q(translation_of=row) | Q(pk=row.translation_of_id)).exclude(pk=row.pk)
    origin = row.adapted_from
    return PublishedMaterial(
        card=_card(row),
        content=edition_content(edition),
        edition_uuid=str(edition.uuid),
        translations=tuple(
            (language, f"/tai-lieu/{slug_}/")
            for language, slug_ in family.values_list("language", "web_slug")
        ),
        adapted_from=(origin.title, f"/tai-lieu/{origin.web_slug}/") if origin and origin.live else None,
    )


def topic_cards(language: str = "vi") -> list[TopicCard]:
    """Topics that are shown, in the office's order, with how many materials each has. One query."""
    live = Q(materials__live=True, materials__deleted_at__isnull=True, materials__language=language)
    rows = Topic.objects.filter(shown=True).annotate(count=Count("materials", filter=live, distinct=True))
    return [
        TopicCard(
            row.code,
            row.name_en or row.name if language == "en" else row.name,
            row.slug,
            row.icon,
            row.summary,
            row.count,
        )
        for row in rows
    ]


def audience_counts(language: str = "vi") -> dict[str, int]:
    """Audience code → published materials for it. One query."""
    counts: dict[str, int] = {}
    for codes in _rows(Wanted(language=language)).values_list("audience_codes", flat=True):
        for code in filter(None, codes.split(",")):
            counts[code] = counts.get(code, 0) + 1
    return counts


def _public() -> QuerySet[Material]:
    return Material.objects.filter(live=True, deleted_at__isnull=True, version__gt=0)


def _rows(wanted: Wanted) -> QuerySet[Material]:
    rows = _public().filter(language=wanted.language)
    if wanted.kinds:
        rows = rows.filter(kind__in=[kind.value for kind in wanted.kinds])
    if wanted.topic:
        rows = rows.filter(topics__code=wanted.topic)
    if wanted.audience:
        rows = rows.filter(audience_codes__contains=f",{wanted.audience},")
    if wanted.unit_ids is not None:
        rows = rows.filter(unit_id__in=wanted.unit_ids)
    return rows


def _card(row: Material) -> MaterialCard:
    assert row.first_published_at is not None
    assert row.last_published_at is not None
    return MaterialCard(
        id=row.pk,
        uuid=str(row.uuid),
        slug=row.web_slug,
        title=row.title,
        summary=row.summary,
        kind=MaterialKind(row.kind),
        language=row.language,
        topics=tuple(topic.code for topic in row.topics.all()),
        audiences=row.audiences,
        unit_id=row.unit_id,
        version=row.version,
        published_at=row.first_published_at,
        changed_at=row.last_published_at,
        picture_key=str(row.picture.uuid) if row.picture else "",
    )


def draft_as_published(material: Material) -> PublishedMaterial:
    """A draft as its page would be, for the preview; it may not be saved yet."""
    now = timezone.now()
    material.first_published_at = material.first_published_at or now
    material.last_published_at = material.last_published_at or now
    return PublishedMaterial(
        card=_card(material),
        content=content_of(material),
        edition_uuid="",
        translations=(),
        adapted_from=None,
    )
