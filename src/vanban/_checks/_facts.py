"""What every check looks at: the plan, its outline, its tables as grids, and its words passage by passage.

Made once per document. A plan without source blocks (loaded from data) has no outline and no tables; checks
that need them then stay silent. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban._blocks import Block, Paragraph, Place, Source, Table
from vanban._language.money import unit_of
from vanban._language.text import collapse
from vanban._outline import Annex, Node, Outline, outline
from vanban._plan import Plan
from vanban._tables import Grid, TableRow, read_flat, read_rows, read_table

HEAD = "phần đầu văn bản"
RECIPIENTS = "Nơi nhận"
BODY = "phần nội dung"  # a paragraph that stands under no number


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words with the name of its place ("IV.1.a", "phần đầu văn bản", "Phụ lục 01.I.4")."""

    where: str
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the document. `path` is the annex's label or the clause it stands under."""

    path: str
    title: str
    grid: Grid
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    plan: Plan
    outline: Outline | None
    sheets: tuple[Sheet, ...]
    passages: tuple[Passage, ...]

    @property
    def issued(self) -> str | None:
        """The day of issue where it is complete ("2021-10-08"), else None."""
        date = self.plan.head.date
        return date if date is not None and len(date) == 10 else None


def cut(text: str, length: int = 160) -> str:
    """The beginning of a text, exact, no longer than `length` and not ending within a word."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0]


def gather(plan: Plan, tree: Outline | None = None) -> Facts:
    """Everything the checks need, from the plan and its source blocks."""
    if not plan.blocks:
        return Facts(plan, None, (), tuple(_passages_of_data(plan)))
    tree = tree or outline(Source(plan.source_kind, plan.blocks, plan.footnotes, plan.pages))
    sheets = tuple(_sheets(tree))
    return Facts(plan, tree, sheets, tuple(_passages(plan, tree, sheets)))


def _sheets(tree: Outline) -> Iterator[Sheet]:
    for annex in tree.annexes:
        yield from _sheets_under(annex.nodes, annex)
    yield from _sheets_under(tree.nodes, None)


def _sheets_under(tops: tuple[Node, ...], annex: Annex | None) -> Iterator[Sheet]:
    unit = annex.title if annex is not None and unit_of(annex.title) is not None else ""
    for top in tops:
        for node in top.walk():
            if node.kind == "table":
                grid = (
                    read_table(node.table, unit=unit)
                    if node.table is not None
                    else read_flat(node.cells, unit=unit)
                )
                prefix = annex.label if annex is not None else node.path
                yield Sheet(prefix, annex.title if annex is not None else "", grid, read_rows(grid, prefix))
                unit = ""
            elif node.kind == "text" and unit_of(node.text) is not None and len(node.text) < 60:
                unit = node.text


def _passages(plan: Plan, tree: Outline, sheets: tuple[Sheet, ...]) -> Iterator[Passage]:
    yield from _of_blocks((*tree.decision_head, *tree.head), HEAD)
    seen: set[int] = set()
    for top in (*tree.decision, *tree.nodes):
        for node in top.walk():
            if node.kind != "table" and node.place.block not in seen:
                seen.add(node.place.block)
                yield Passage(node.path or BODY, node.text, node.place)
    for annex in tree.annexes:
        yield Passage(annex.label, annex.title, annex.place)
        for top in annex.nodes:
            yield from (Passage(n.path, n.text, n.place) for n in top.walk() if n.kind != "table")
    for sheet in sheets:
        for row in sheet.rows:
            for column, cell in enumerate(row.row.cells):
                if cell.strip():
                    place = row.row.place
                    yield Passage(row.path, collapse(cell), Place(place.block, place.row, column, place.page))
    yield from _of_blocks((*tree.closing, *tree.decision_closing), RECIPIENTS)
    yield from _of_blocks(tree.notes, "chú thích")
    for note in plan.footnotes:
        yield Passage(f"chú thích {note.mark}", collapse(note.text), None)


def _of_blocks(blocks: tuple[Block, ...], where: str) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Passage(where, collapse(block.text), block.place)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    for line in cell.text.split("\n"):
                        yield Passage(where, collapse(line), Place(block.place.block, cell.row, cell.column))


def _passages_of_data(plan: Plan) -> Iterator[Passage]:
    for target in plan.targets:
        yield Passage(target.path, target.text, target.place)
    for theme in plan.themes:
        yield Passage(theme.path, theme.text, theme.place)
    for task in plan.tasks:
        yield Passage(task.path, task.text, task.place)
        yield from (Passage(task.path, name, task.place) for name in (*task.lead, *task.coordinating))
        yield from (Passage(task.path, text, task.place) for text in (*task.products, task.note or ""))
    for assignment in plan.assignments:
        yield from (Passage(assignment.path, name, assignment.place) for name in assignment.agencies)
        yield from (Passage(assignment.path, duty, assignment.place) for duty in assignment.duties)
