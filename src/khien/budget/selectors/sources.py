"""Names of sources and whose money they are: two spellings of one source become one, before anything is summed.

Refuses to change what somebody wrote: estimates, allocations and the ledger keep their words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from khien.budget.models import Allocation, Estimate, SourceLevel
from khien.budget.rules.levels import Level, key_of, level_of
from khien.programme import api as programme


@dataclass(slots=True)
class SourceBook:
    """`named`: keys of sources that the plan names. Labels are the first spelling seen, the plan's own first."""

    named: frozenset[str]
    labels: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    counts_as: dict[str, str] = field(default_factory=dict)

    def place(self, source: str, level: str = "") -> tuple[str, Level]:
        """(the source as tables show it, its level). A level said on the row itself wins."""
        key = self.counts_as.get(key_of(source), key_of(source))
        label = self.labels.setdefault(key, source.strip())
        return label, Level(level) if level else self.levels.get(key, level_of(label))

    def knows(self, source: str) -> bool:
        return self.counts_as.get(key_of(source), key_of(source)) in self.named


def source_book(versions: tuple[int, ...], *, plan_sources: Iterable[str]) -> SourceBook:
    """One query. `versions`: the programme and those it replaces, the newest first: its own words win.
    `plan_sources`: the plan's spellings in its order."""
    spelled = [source for source in plan_sources if source]
    book = SourceBook(named=frozenset(key_of(source) for source in spelled))
    for source in spelled:
        book.labels.setdefault(key_of(source), source)
    said = SourceLevel.objects.filter(programme_id__in=versions)
    for row in sorted(said, key=lambda row: versions.index(row.programme_id), reverse=True):
        book.levels[row.key] = Level(row.level)
        book.counts_as.pop(row.key, None)
        if row.counts_as:
            book.counts_as[row.key] = key_of(row.counts_as)
    return book


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the page of sources shows it. `guessed`: the level comes from its words, nobody said it."""

    key: str
    source: str
    level: Level
    guessed: bool
    counts_as: str
    in_plan: bool
    revision: int


def source_lines(programme_id: int) -> list[SourceLine]:
    """Every source anybody has named in the programme, the plan's first. Six queries."""
    spelled = plan_sources(programme_id)
    versions = programme.version_ids(programme_id)
    said = {row.key: row for row in SourceLevel.objects.filter(programme_id=programme_id)}
    others = [
        *Estimate.objects.filter(programme_id__in=versions).order_by().values_list("source", flat=True).distinct(),
        *Allocation.objects.in_force().filter(programme_id__in=versions).order_by().values_list("source", flat=True).distinct(),
        *(row.source for row in programme.spent_by(versions, by_unit=False)),
    ]  # fmt: skip
    first: dict[str, str] = {}
    for source in (*spelled, *others):
        if key_of(source):
            first.setdefault(key_of(source), source)
    named = {key_of(source) for source in spelled}
    return [_line(key, source, said.get(key), key in named) for key, source in first.items()]


def _line(key: str, source: str, row: SourceLevel | None, in_plan: bool) -> SourceLine:
    return SourceLine(
        key=key,
        source=source,
        level=Level(row.level) if row else level_of(source),
        guessed=row is None,
        counts_as=row.counts_as if row else "",
        in_plan=in_plan,
        revision=row.revision if row else 0,
    )


def plan_sources(programme_id: int) -> list[str]:
    """Sources as the plan spells them: its lines', then its tasks'."""
    lines = programme.money(programme_id).sources
    tasks = (task.source for task in programme.task_money(programme_id))
    return [source for source in dict.fromkeys([*lines, *tasks]) if source]
