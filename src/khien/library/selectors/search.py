"""What search knows of a material: its newest edition. A draft, a withdrawn or an expired one is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khien.library.models import Edition, Material
from khien.library.rules.content import Content, Heading
from khien.library.rules.kinds import Licence, MaterialKind
from khien.library.rules.plain import plain_text
from khien.library.selectors.content import edition_content
from khien.search.api import SearchDocument

SOURCE = "library"
# What somebody in trouble looks for first.
BOOSTS = {MaterialKind.GUIDE: 125, MaterialKind.SCAM: 120, MaterialKind.ARTICLE: 105}


def documents() -> Iterator[SearchDocument]:
    """Every published material."""
    yield from _documents(Material.objects.filter(live=True, deleted_at__isnull=True, version__gt=0))


def document_of(material_id: int) -> SearchDocument | None:
    """None when the public may not read it now."""
    rows = Material.objects.filter(pk=material_id, live=True, deleted_at__isnull=True, version__gt=0)
    return next(_documents(rows), None)


def _documents(materials: Iterable[Material]) -> Iterator[SearchDocument]:
    for material in materials:
        edition = Edition.objects.filter(material=material).first()
        if edition is not None:
            yield _document(material, edition, edition_content(edition))


def _document(material: Material, edition: Edition, content: Content) -> SearchDocument:
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
