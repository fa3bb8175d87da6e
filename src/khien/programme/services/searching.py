"""Adopted plans as search knows them: the province's own, for people who are signed in. Refuses units' own programmes:
search does not know who may see whose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from khien.programme.models import Programme
from khien.search.api import SearchDocument, put

SOURCE = "programme"
KIND = "plan"
ENDED = 60  # boost of a version that a newer one replaced


def documents() -> Iterator[SearchDocument]:
    """Every programme of the province, ended ones too."""
    yield from _documents(Programme.objects.filter(unit__isnull=True).order_by("pk"))


def put_programme(programme_id: int, at: dt.datetime) -> None:
    """A programme that has begun, and the one it replaced."""
    begun = Programme.objects.filter(pk=programme_id, unit__isnull=True)
    replaced = Programme.objects.filter(replaced_by=programme_id, unit__isnull=True)
    put(SOURCE, _documents([*begun, *replaced]))


def _documents(programmes: Iterable[Programme]) -> Iterator[SearchDocument]:
    for row in programmes:
        begun = dt.datetime.combine(row.begun_on, dt.time(), tzinfo=timezone.get_default_timezone())
        texts = [*row.themes.values_list("text", flat=True), *row.tasks.values_list("text", flat=True)]
        yield SearchDocument(
            key=str(row.uuid),
            title=f"{row.number}: {row.title}" if row.number else row.title,
            address=reverse("programme:programme", args=[row.uuid]),
            changed_at=begun,
            kind=KIND,
            keywords=(row.number,) if row.number else (),
            headings=tuple(row.targets.values_list("text", flat=True)),
            body="\n".join(texts),
            boost=100 if row.ended_on is None else ENDED,
        )
