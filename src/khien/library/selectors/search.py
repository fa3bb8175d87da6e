"""What search knows of a material: its newest edition. A draft, a withdrawn or an expired one is not there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery

from khien.library.models import Edition
from khien.library.rules.content import Heading
from khien.library.rules.kinds import Licence, MaterialKind
from khien.library.rules.plain import plain_text
from khien.library.selectors.content import edition_content
from khien.search.api import SearchDocument

SOURCE = "library"
# What somebody in trouble looks for first.
BOOSTS = {MaterialKind.GUIDE: 125, MaterialKind.SCAM: 120, MaterialKind.ARTICLE: 105}


def documents() -> Iterator[SearchDocument]:
    """Every published material."""
    yield from (_document(edition) for edition in _editions().iterator(chunk_size=200))


def document_of(material_id: int) -> SearchDocument | None:
    """None when the public may not read it now."""
    edition = _editions().filter(material_id=material_id).first()
    return _document(edition) if edition else None


def _editions() -> QuerySet[Edition]:
    """The newest edition of each published material, with its material. One query."""
    newest = Edition.objects.filter(material_id=OuterRef("material_id")).order_by("-number").values("pk")[:1]
    return Edition.objects.filter(
        pk=Subquery(newest),
        material__live=True,
        material__deleted_at__isnull=True,
        material__version__gt=0,
    ).select_related("material")


def _document(edition: Edition) -> SearchDocument:
    material, content = edition.material, edition_content(edition)
    scam = content.scam
    listed = (*scam.signs, *scam.variants, *scam.how_it_goes) if scam else ()
    return SearchDocument(
        key=str(material.uuid),
        title=content.title,
        address=f"/tai-lieu/{material.web_slug}/",
        changed_at=edition.published_at,
        kind=content.kind.value,
        summary=content.summary,
        keywords=tuple(word.strip() for word in material.keywords.split(",") if word.strip()),
        headings=tuple(block.text for block in content.blocks if isinstance(block, Heading)),
        body="\n".join((plain_text(content), *listed)),
        language=content.language,
        topics=tuple(code for code, _name in content.topics),
        audiences=tuple(code for code, _name in content.audiences),
        boost=BOOSTS.get(content.kind, 100),
        public=content.licence is not Licence.INSIDE,
    )
