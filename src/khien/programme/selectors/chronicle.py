"""One activity as its page shows it: the entry, its evidence, its history. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from khien.programme.models import Activity, ActivityTask, Evidence, Target, Task
from khien.programme.rules.activity import Product, Reach
from khien.programme.rules.ledger import Entry, EvidenceKind


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of a chain with all that was said in it."""

    entry: Activity
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    products: tuple[Product, ...]
    reach: tuple[Reach, ...]

    @property
    def people(self) -> int:
        return sum(line.people for line in self.reach)

    @property
    def withdrawn(self) -> bool:
        return self.entry.entry == Entry.WITHDRAWAL


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence as pages, reports and other apps see it. `url` only of links; `sha256` of photos and files."""

    uuid: str
    kind: EvidenceKind
    name: str
    caption: str
    url: str
    sha256: str
    media_type: str
    size: int
    added_by: str
    added_at: dt.datetime
    hidden: bool
    hidden_reason: str
    chain: str

    @property
    def is_photo(self) -> bool:
        return self.kind == EvidenceKind.PHOTO

    @property
    def label(self) -> str:
        return self.caption or self.name or self.url


def with_parts(entries: QuerySet[Activity]) -> QuerySet[Activity]:
    """Five more queries however many entries there are."""
    links = ActivityTask.objects.select_related("task", "task__programme", "task__programme__plan")
    return entries.select_related("unit", "place_unit").prefetch_related(
        Prefetch("task_links", links.order_by("-main", "id")), "targets", "products", "reach"
    )


def chapter_of(row: Activity) -> Chapter:
    """Of an entry read `with_parts`."""
    return Chapter(
        entry=row,
        tasks=tuple(link.task for link in row.task_links.all()),
        targets=tuple(row.targets.all()),
        products=row.product_values(),
        reach=row.reach_values(),
    )


def chapters(chain: Any) -> list[Chapter]:
    """Every entry of a chain, the newest first."""
    rows = with_parts(Activity.objects.filter(chain=chain)).order_by("-id")
    return [chapter_of(row) for row in rows]


def evidence_lines(chains: Iterable[Any], *, hidden: bool = False) -> dict[str, list[EvidenceLine]]:
    """Chain → its evidence, photos first, in the order it was added. One query. Hidden ones only with `hidden`."""
    rows = Evidence.objects.filter(activity__chain__in=list(chains)).select_related("stored", "activity")
    if not hidden:
        rows = rows.filter(hidden_at__isnull=True)
    found: dict[str, list[EvidenceLine]] = {}
    for row in rows.order_by("id"):
        line = evidence_line(row)
        found.setdefault(line.chain, []).append(line)
    for lines in found.values():
        lines.sort(key=lambda line: not line.is_photo)
    return found


def evidence_line(row: Evidence) -> EvidenceLine:
    """Of a row read with `stored` and `activity`."""
    return EvidenceLine(
        uuid=str(row.uuid),
        kind=EvidenceKind(row.kind),
        name=row.name,
        caption=row.caption,
        url=row.url,
        sha256=row.stored.sha256 if row.stored else "",
        media_type=row.stored.media_type if row.stored else "",
        size=row.stored.size if row.stored else 0,
        added_by=row.added_by,
        added_at=row.added_at,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        chain=str(row.activity.chain),
    )


def changed_fields(older: Chapter, newer: Chapter) -> Sequence[str]:
    """Names of what a correction changed, for the history."""
    a, b = older.entry, newer.entry
    pairs: dict[str, tuple[object, object]] = {
        "title": (a.title, b.title),
        "kind": (a.kind, b.kind),
        "unit": (a.unit_id, b.unit_id),
        "when": ((a.starts_on, a.ends_on), (b.starts_on, b.ends_on)),
        "place": ((a.place, a.place_unit_id), (b.place, b.place_unit_id)),
        "tasks": ([t.pk for t in older.tasks], [t.pk for t in newer.tasks]),
        "targets": ({t.pk for t in older.targets}, {t.pk for t in newer.targets}),
        "products": (older.products, newer.products),
        "reach": (set(older.reach), set(newer.reach)),
        "money": ((a.spent_vnd, a.money_source), (b.spent_vnd, b.money_source)),
        "note": (a.note, b.note),
    }
    return [name for name, (before, after) in pairs.items() if before != after]
