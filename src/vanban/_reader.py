"""A document file to a Plan: takes the source apart, outlines it, and lets each reader find its own rows.

Holds no rule about wording or layout itself.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from vanban._assignments import read_assignments
from vanban._blocks import Source
from vanban._budget import read_budget
from vanban._checks import find
from vanban._clauses import read_clauses
from vanban._head import read_head
from vanban._limits import Progress, check_file_size
from vanban._outline import outline
from vanban._plan import Plan
from vanban._references import read_references
from vanban._reporting import read_reporting
from vanban._sections import sections
from vanban._sources import take_apart
from vanban._table_targets import table_targets
from vanban._table_tasks import grids, table_tasks
from vanban._targets import read_targets
from vanban._tasks import annex_tasks, body_tasks
from vanban._themes import read_themes


def read(
    data: bytes | str | Path,
    *,
    name: str | None = None,
    progress: Progress | None = None,
    at: str | None = None,
) -> Plan:
    """Read a plan document from its bytes or its path.

    `name` only breaks ties between kinds of text. `at` ("2026-11-24") is the day for which instruments that
    later law replaced are pointed out; without it none are. Raises `CannotRead` (see `vanban._errors`) where nothing can
    be read; doubts about a readable document are in `Plan.notes` and in each row's `doubts`.
    """
    if isinstance(data, bytes):
        return read_source(take_apart(data, name=name, progress=progress), at=at)
    path = Path(data)
    check_file_size(path.stat().st_size)  # before the bytes are in memory
    return read_source(take_apart(path.read_bytes(), name=name or path.name, progress=progress), at=at)


def read_source(source: Source, *, at: str | None = None) -> Plan:
    """Read a source already taken apart. Never fails: what is not there is empty."""
    tree = outline(source)
    head = read_head(source, tree)
    parts = sections(tree)
    tables = grids(tree, parts)
    plan = Plan(
        source_kind=source.kind,
        head=head,
        clauses=read_clauses(tree),
        references=read_references(source, tree, head),
        targets=(*read_targets(parts, head), *table_targets(tables)),
        themes=read_themes(parts),
        tasks=(*body_tasks(parts), *table_tasks(tables), *annex_tasks(tree.annexes)),
        assignments=read_assignments(parts),
        reporting=read_reporting(parts),
        budget=read_budget(parts, tables),
        notes=source.notes,
        blocks=source.blocks,
        footnotes=source.footnotes,
        pages=source.pages,
    )
    return replace(plan, findings=find(plan, at=at, tree=tree))
