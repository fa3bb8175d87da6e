"""Who is told to do what in "Tổ chức thực hiện": one assignment per heading that names agencies.

Sentences that only begin with an agency are taken for headings where the whole document has no better ones.
Does not resolve who the agencies are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban._blocks import Place
from vanban._headings import AgencyHeading, agency_heading, heading_by_place, opens_as_agency
from vanban._language.actors import actors
from vanban._outline import Node
from vanban._plan import Assignment
from vanban._sections import Section, by_agency
from vanban._tasks import is_pointer

_CHARGES = re.compile(r"\b(?:giao|đề nghị|chủ trì|trách nhiệm|đầu mối)\b", re.IGNORECASE)
_ANSWERS_FOR = re.compile(r"(?:có|chịu) trách nhiệm\s+\w+\s+\w+", re.IGNORECASE)
_FROM_SENTENCE = "Đọc từ câu văn, không phải từ đề mục nêu tên cơ quan."


def read_assignments(sections: Iterable[Section]) -> tuple[Assignment, ...]:
    """Assignments of all sections of organisation, in document order."""
    parts = tuple(sections)
    organisation = [section.node for section in parts if section.role == "organisation"]
    named = [_below(node, sentences=False) for node in organisation]
    anywhere = any(named)
    found: list[Assignment] = []
    for node, headed in zip(organisation, named, strict=True):
        if headed or not anywhere:
            found += _below(node, sentences=True)
        elif node.kind == "item":  # an item of a directive that is itself a sentence to an agency
            found += _sentence(node)
    if not anywhere:  # tasks given out agency by agency are the assignments where nothing else is
        found = [
            a
            for part in parts
            if part.role == "tasks" and by_agency(part.node)
            for a in _below(part.node, sentences=True)
        ] or found
    return tuple(found)


def _below(node: Node, *, sentences: bool) -> list[Assignment]:
    """Assignments of a heading that names agencies, or of those beneath one that does not.

    With `sentences`, an item such as "2. Giám đốc Sở X chỉ đạo …" is an assignment too.
    """
    heading = (
        agency_heading(node.text) if node.kind in {"item", "point", "section", "bullet", "text"} else None
    )
    if heading is None:
        return _under_title(node, sentences=sentences)
    inner = [child for child in node.children if _is_inner_heading(child)]
    if len(inner) > 1 and len(inner) * 2 >= len(node.children):
        return [assignment for child in node.children for assignment in _below(child, sentences=sentences)]
    return [_assignment(node, heading)]


def _under_title(node: Node, *, sentences: bool) -> list[Assignment]:
    found: list[Assignment] = []
    for child in node.children:
        if child.kind in {"text", "table"}:
            continue
        below = _below(child, sentences=False) or _by_place(child, node)
        found += below or (_sentence(child) or _below(child, sentences=True) if sentences else [])
    if not found and sentences and all(child.kind == "text" for child in node.children):
        charged = [child for child in node.children if _CHARGES.search(child.text)]
        found = [assignment for child in charged for assignment in _sentence(child)]
    return found


def _by_place(child: Node, above: Node) -> list[Assignment]:
    """An item with duties among headings of agencies is one too, though no body we know stands in it."""
    if child.kind not in {"item", "point"} or not (child.children or ":" in child.text):
        return []
    named = sum(1 for each in above.children if agency_heading(each.text) is not None)
    items = sum(1 for each in above.children if each.kind == child.kind)
    among = (named > 1 and named * 2 > items) or (named > 0 and opens_as_agency(child.text))
    heading = heading_by_place(child.text) if among else None
    return [_assignment(child, heading)] if heading is not None else []


def _is_inner_heading(node: Node) -> bool:
    """A lettered agency inside a collective heading: "1. Các sở, ban, ngành: a) Sở Tài chính: …"."""
    return node.kind in {"item", "point", "bullet"} and agency_heading(node.text) is not None


def _assignment(node: Node, heading: AgencyHeading) -> Assignment:
    duties = [(heading.duty, node.place)] if heading.duty else []
    for child in node.children:
        duties += _duties(child)
    if not duties and _ANSWERS_FOR.search(node.text):
        duties = [(node.text, node.place)]
    return Assignment(
        path=node.path,
        agencies=heading.agencies,
        duties=tuple(text for text, _ in duties),
        place=node.place,
        duty_places=tuple(place for _, place in duties),
        confidence=0.97 if duties else 0.7,
        doubts=() if duties else ("Không thấy việc được giao dưới đề mục này.",),
    )


def _duties(node: Node) -> list[tuple[str, Place]]:
    """A duty and those beneath it, each by itself. Pointers ("có Phụ lục kèm theo") and lead-ins are none."""
    found: list[tuple[str, Place]] = []
    for part in node.walk():
        if part.kind == "table" or not part.text:
            continue
        leads_in = part.kind == "text" and part.text.endswith(":") and len(part.text) < 60
        if not leads_in and not (part.kind == "text" and is_pointer(part.text)):
            found.append((part.text, part.place))
    return found


def _sentence(node: Node) -> list[Assignment]:
    """ "1. Sở X chủ trì, phối hợp …", "Giao Sở X …": agency and duty in one sentence."""
    if node.kind not in {"item", "point", "bullet", "text"}:
        return []
    told = actors(node.text)
    if not told.lead:
        return []
    duties = [(node.text, node.place)]
    for child in node.children:
        duties += _duties(child)
    return [
        Assignment(
            path=node.path,
            agencies=told.lead,
            duties=tuple(text for text, _ in duties),
            place=node.place,
            duty_places=tuple(place for _, place in duties),
            confidence=0.6,
            doubts=(_FROM_SENTENCE,),
        )
    ]
