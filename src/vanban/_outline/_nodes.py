"""The shape of an outline: a document's own numbering as a tree of nodes, each with its path and place.

Says what stands where and under what. It does not say what a section is about (that is `_sections`) and
never alters words: `text` is the source's own, with white space collapsed and the list mark dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban._blocks import Block, Paragraph, Place, Table

NodeKind = Literal[
    "part",  # PHẦN THỨ NHẤT, PHẦN II
    "chapter",  # Chương I, Mục 1
    "article",  # Điều 1.
    "section",  # I., A.
    "item",  # 1., 1.1., 1), (1)
    "point",  # a), đ)
    "bullet",  # -, +, *, •
    "text",  # a paragraph without a mark: lead-in, body text, closing sentence
    "table",  # a real table (`table`) or a run of paragraphs that are its cells (`cells`)
]


@dataclass(frozen=True, slots=True)
class Node:
    """One numbered place, bullet, unnumbered paragraph or table.

    `path` joins the document's own numerals by dots, without brackets ("IV.1.a"; "2.1" under "2" stays
    "II.2.1"). Bullets, texts and tables carry the path of the node they stand under; in an annex the path
    begins with its label ("Phụ lục 01"). `depth` is the number of ancestors. `places` are the blocks of
    this node itself (more than one when a sentence broken over lines was joined), not of its children.
    """

    label: str  # the mark as printed: "IV.", "a)", "-", "Điều 3."; "" where there is none
    numeral: str  # "IV", "a", "2.1"; "" for bullets, texts and tables
    path: str
    text: str
    kind: NodeKind
    depth: int
    place: Place
    places: tuple[Place, ...]
    children: tuple[Node, ...] = ()
    bold: bool = False
    table: Table | None = None
    cells: tuple[Paragraph, ...] = ()

    @property
    def is_leaf(self) -> bool:
        return not self.children

    def walk(self) -> Iterator[Node]:
        """This node and everything beneath it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def walk_with_ancestors(self, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """As `walk`, each node with its ancestors, outermost first (not counting itself)."""
        yield self, above
        for child in self.children:
            yield from child.walk_with_ancestors((*above, self))


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature: "Phụ lục 01", a form ("Mẫu số 1"), a table whose title was lost.

    `label` is "Phụ lục 01", "Phụ lục" where it has no number (or no title at all), "Mẫu số 01", "Biểu 2".
    `title` joins the lines between the label and the first row or section; `blocks` is everything in it.
    """

    label: str
    title: str
    place: Place
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document.

    `head`: blocks from the start to the first numbered section: national title, number, date, title, grounds
    ("Căn cứ", "Thực hiện"), the sentence that says who issues. `nodes`: the top sections of the plan.
    `closing`: "Nơi nhận" and the signature. The last unnumbered sentences of the body ("Trong quá trình thực
    hiện …./.") are `text` nodes under the last top section, with its path.
    Where a decision promulgates the plan, the decision is kept apart: `decision_head`, `decision` (its Điều)
    and `decision_closing`, and `head` then begins at the attached plan's title. A decision that holds the
    plan inside its Điều 1 has no attached part: its sections are `nodes`, its remaining Điều are `decision`.
    `notes` are foot notes typed as paragraphs ("[1] Như: …"); `rest` is what is not the document at all (page
    headers, a legal portal's page around it).
    """

    head: tuple[Block, ...]
    nodes: tuple[Node, ...]
    closing: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    decision_head: tuple[Block, ...] = ()
    decision: tuple[Node, ...] = ()
    decision_closing: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    rest: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Every node of decision, plan and annexes, in document order."""
        for top in (*self.decision, *self.nodes):
            yield from top.walk()
        for annex in self.annexes:
            for top in annex.nodes:
                yield from top.walk()
