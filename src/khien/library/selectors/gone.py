"""What was once public and is not any more, so that an old link gets an honest answer. Never its text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.library.models import Edition, Material


@dataclass(frozen=True, slots=True)
class GoneMaterial:
    """`expired`: its last day passed; else somebody took it down. `topics`: codes, main one first."""

    title: str
    language: str
    topics: tuple[str, ...]
    expired: bool
    since: dt.date | None


def gone_material(slug: str) -> GoneMaterial | None:
    """A withdrawn, expired or deleted material by its old address; None for what is public or never was."""
    row = Material.objects.filter(web_slug=slug, version__gt=0).prefetch_related("topics").first()
    if row is None or (row.live and row.deleted_at is None):
        return None
    edition = Edition.objects.filter(material=row).first()
    when = row.withdrawn_at or row.deleted_at or row.expire_at
    return GoneMaterial(
        title=edition.title if edition else row.title,
        language=row.language,
        topics=tuple(topic.code for topic in row.topics.all()),
        expired=row.expired and row.withdrawn_at is None and row.deleted_at is None,
        since=when.date() if when else None,
    )
