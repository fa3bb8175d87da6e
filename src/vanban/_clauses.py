"""The clauses of a document: every numbered place, so that a screen can stand the text beside the rows."""

from __future__ import annotations

from vanban._blocks import Place
from vanban._outline import Node, Outline
from vanban._plan import Clause


def read_clauses(outline: Outline) -> tuple[Clause, ...]:
    """Numbered nodes of decision, plan and annexes in document order; an annex is a clause of depth 0.

    Bullets and sentences without a number are `places` of the clause they stand in.
    """
    found: list[Clause] = []
    for top in (*outline.decision, *outline.nodes):
        found += _clauses(top, 0)
    for annex in outline.annexes:
        own = tuple(block.place for block in annex.blocks[:1])
        found.append(Clause(annex.label, annex.label, annex.title or annex.label, 0, own or (annex.place,)))
        for top in annex.nodes:
            found += _clauses(top, 1)
    return tuple(found)


def _clauses(node: Node, depth: int) -> list[Clause]:
    numbered = bool(node.numeral) or node.kind == "section"
    if not numbered:
        return [clause for child in node.children for clause in _clauses(child, depth)]
    own = Clause(node.path, node.label, node.text, depth, _places(node))
    return [own, *(clause for child in node.children for clause in _clauses(child, depth + 1))]


def _places(node: Node) -> tuple[Place, ...]:
    places = list(node.places)
    for child in node.children:
        if not child.numeral:
            places += [place for part in child.walk() if not part.numeral for place in part.places]
    return tuple(places)
