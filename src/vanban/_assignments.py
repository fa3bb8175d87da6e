"""Who is told to do what in "Tổ chức thực hiện": one assignment per heading that names agencies.

Sentences that only begin with an agency are taken for headings where the whole document has no better ones.
Does not resolve who the agencies are.
"""

from __future__ import annotations

from collections.abc import Iterable

from vanban._blocks import Place
from vanban._headings import AgencyHeading, agency_heading
from vanban._language.actors import actors
from vanban._outline import Node
from vanban._plan import Assignment
from vanban._sections import Section
from vanban._tasks import is_pointer

_FROM_SENTENCE = "Đọc từ câu văn, không phải từ đề mục nêu tên cơ quan."


def read_assignments(sections: Iterable[Section]) -> tuple[Assignment, ...]:
    """Assignments of all sections of organisation, in document order."""
    organisation = [section.node for section in sections if section.role == "organisation"]
    found = [assignment for node in organisation for assignment in _below(node) or _addressed(node)]
    if not found:
        found = [assignment for node in organisation for assignment in _sentences(node)]
    return tuple(found)


def _addressed(node: Node) -> list[Assignment]:
    """An item of a directive that is itself a sentence to an agency."""
    return _sentence(node) if node.kind == "item" else []


def _below(node: Node) -> list[Assignment]:
    """Assignments of a heading that names agencies, or of the headings beneath one that does not."""
    heading = (
        agency_heading(node.text) if node.kind in {"item", "point", "section", "bullet", "text"} else None
    )
    if heading is None:
        return [assignment for child in node.children for assignment in _below(child) if child.kind != "text"]
    inner = [child for child in node.children if _is_inner_heading(child)]
    if len(inner) > 1 and len(inner) * 2 >= len(node.children):
        return [assignment for child in node.children for assignment in _below(child)]
    return [_assignment(node, heading)]


def _under_title(node: Node) -> list[Assignment]:
    """Assignments beneath a title. Among headings that name agencies, "2. Giám đốc Sở X chỉ đạo …" is one too."""
    items = [child for child in node.children if child.kind in {"item", "point", "bullet"}]
    named = sum(1 for child in items if agency_heading(child.text) is not None)
    found: list[Assignment] = []
    for child in items:
        below = _below(child)
        found += below if below or named * 2 < len(items) else _sentence(child)
    return found + [
        a for child in node.children if child.kind in {"section", "chapter"} for a in _below(child)
    ]


def _is_inner_heading(node: Node) -> bool:
    """A lettered agency inside a collective heading: "1. Các sở, ban, ngành: a) Sở Tài chính: …"."""
    return node.kind in {"item", "point", "bullet"} and agency_heading(node.text) is not None


def _assignment(node: Node, heading: AgencyHeading) -> Assignment:
    duties = [(heading.duty, node.place)] if heading.duty else []
    for child in node.children:
        duties += _duties(child)
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


def _sentences(node: Node) -> list[Assignment]:
    """Assignments of a section without headings that name agencies."""
    return [assignment for child in node.children or (node,) for assignment in _sentence(child)]


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
