"""Tasks of the body: each leaf item under the sections of tasks, with what the document says about it.

An item is a task where nothing but facets ("Cơ quan chủ trì: …") or the dashes that complete its sentence
stand under it; otherwise it is the group of those beneath. Rows of tables are read by `_table_tasks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban._facets import Facet, FacetKind, cut_facets, facet_kind, label_alone
from vanban._headings import agency_heading, names_agencies
from vanban._language.actors import Actors, actors
from vanban._language.agencies import split_agencies
from vanban._language.money import find_amounts
from vanban._language.schedules import read_schedule, schedule_in_prose
from vanban._outline import Annex, Node
from vanban._plan import Money, Schedule, Task
from vanban._sections import Section

_ASIDE = re.compile(r"^\([^()]*(?:\([^()]*\)[^()]*)*\)[.;]?$")
_POINTER = re.compile(
    r"^\(?(?:chi tiết|có|theo|kèm theo|đính kèm|xem|một số)?[^.;]{0,60}phụ lục[^.;]{0,60}\.?$", re.IGNORECASE
)
_POINTS_AWAY = re.compile(  # "Nhiệm vụ cụ thể, đơn vị chủ trì … nêu tại Phụ lục kèm theo"
    r"^(?:chi tiết |cụ thể )?(?:các |danh mục |nội dung |những )*(?:nhiệm vụ|nội dung|công việc|giải pháp|hoạt động|phân công)\b"
    r"[^.]{0,160}\b(?:tại|theo|ở|trong) (?:các |bảng )?phụ lục\b[^.]{0,100}\.?$",
    re.IGNORECASE,
)
_HELPERS_FIRST = re.compile(
    r"chủ trì[^;,.()]{0,40}[;,]\s*(?P<who>[^;()]{3,200}?)\s+(?:cùng )?phối hợp(?: thực hiện)?\s*(?=[;).,]|$)",
    re.IGNORECASE,
)
_BEFORE_SOURCE = re.compile(
    r"^(?:/\s?\w+\s+)?(?:(?:được )?(?:lấy )?từ (?:nguồn )?|nguồn(?: kinh phí)?\s*:\s*)?", re.IGNORECASE
)
_LEFT_OPEN = re.compile(r"[,;]\s*(?:cụ thể|gồm|bao gồm|trong đó|như)(?: như)?(?: sau)?\s*:$", re.IGNORECASE)
NO_LEAD = "Không thấy cơ quan chủ trì."
_GUESSED_SECTION = "Đoán mục này là nhiệm vụ vì tiêu đề không nói rõ."
_LEAD_ABOVE = "Cơ quan chủ trì lấy theo đề mục nêu tên cơ quan ở trên."
_LEAD_IN_PROSE = "Cơ quan chủ trì đọc từ câu văn, hãy kiểm tra lại."


@dataclass(frozen=True, slots=True)
class _Leaf:
    node: Node
    text: str
    group: str | None
    facets: tuple[Facet, ...]


def body_tasks(sections: Iterable[Section]) -> tuple[Task, ...]:
    """Tasks of all sections whose role is "tasks", in document order. Tables in them are left out."""
    found: list[Task] = []
    for section in sections:
        if section.role != "tasks":
            continue
        above = section.above[-1].text if section.above else None
        found += [_task(leaf, sure=section.sure) for leaf in _leaves(section.node, above, ())]
    return tuple(found)


def annex_tasks(annexes: Iterable[Annex]) -> tuple[Task, ...]:
    """Tasks of annexes that are lists, not tables: those whose items say who acts or when."""
    found: list[Task] = []
    for annex in annexes:
        leaves = [
            leaf
            for node in annex.nodes
            if node.kind in {"section", "item"}
            for leaf in _leaves(node, None, ())
        ]
        if any(facet.kind in {"actors", "schedule"} for leaf in leaves for facet in leaf.facets):
            found += [_task(leaf, sure=True) for leaf in leaves if leaf.facets]
    return tuple(found)


def is_pointer(text: str) -> bool:
    """True for "(Chi tiết tại Phụ lục 01 kèm theo)": it points elsewhere and says nothing itself."""
    return bool(_ASIDE.match(text) or _POINTER.match(text) or _POINTS_AWAY.match(text))


def _leaves(node: Node, group: str | None, handed: tuple[Facet, ...]) -> list[_Leaf]:
    """Leaf items of `node`. `handed` are facets stated for everything under the enclosing item."""
    parts, own_facets = _parts(node)
    own_text, inline = _own_words(node)
    if not parts:
        if node.kind in {"section", "part", "chapter"} or any(
            child.kind == "table" for child in node.children
        ):
            return []
        if not own_text or (not own_facets and not inline and is_pointer(node.text)):
            return []
        return [_Leaf(node, own_text, group, (*handed, *inline, *own_facets))]
    if _completes(node, parts):
        text = " ".join([own_text, *(part.text for child in parts for part in child.walk())])
        return [_Leaf(node, text, group, (*handed, *inline, *own_facets))]
    if _is_described(node, parts, own_facets):
        return [_Leaf(node, own_text, group, (*handed, *inline, *own_facets))]
    found: list[_Leaf] = []
    handed = (*handed, *_lead_in(node), *_said_last(parts))
    for run, facets in _runs(node, parts):
        for part in run:
            for item in _opened(part):
                found += _leaves(item, _heading(node), (*handed, *facets))
    return found


def _is_described(node: Node, parts: Sequence[Node], facets: Sequence[Facet]) -> bool:
    """A named task with one sentence about it and lines that say who acts: the name is the task."""
    if node.kind not in {"item", "point"} or len(parts) != 1 or parts[0].kind != "text":
        return False
    return any(facet.kind == "actors" for facet in facets) and len(node.text.split()) > 3


def _said_last(parts: Sequence[Node]) -> tuple[Facet, ...]:
    """Facets under the last of several items while the others have none: they speak for all of them."""
    if len(parts) < 2 or any(part.kind != "point" for part in parts):
        return ()
    stated = [_parts(part)[1] + _own_words(part)[1] for part in parts]
    if any(stated[:-1]) or not any(facet.kind == "actors" for facet in stated[-1]):
        return ()
    if any(actors(part.text).lead for part in parts[:-1]):
        return ()  # the others name their own in the sentence
    return stated[-1]


def _lead_in(node: Node) -> tuple[Facet, ...]:
    """Who acts, where the sentence that opens a list says so: "Sở A chủ trì, phối hợp với Sở B:" and dashes."""
    first = node.children[0]
    if first.kind != "text" or not first.text.endswith(":") or len(node.children) == 1:
        return ()
    told = actors(first.text)
    if not told.lead:
        return ()
    said = f"Cơ quan chủ trì: {'; '.join(told.lead)}"
    if told.coordinating:
        said += f"\nCơ quan phối hợp: {'; '.join(told.coordinating)}"
    return (Facet("actors", first.text, said),)


def _opened(part: Node) -> tuple[Node, ...]:
    """The list under "Nội dung:" counts as if it stood directly under the task's heading."""
    labelled = "detail" in {_facet_of(part), label_alone(part.text)}
    return part.children if part.children and labelled else (part,)


def _own_words(node: Node) -> tuple[str, tuple[Facet, ...]]:
    """The item's words without its facets; where details are all it has, they are its words."""
    own, facets = cut_facets(node.text)
    if any(facet.kind == "detail" for facet in facets):
        return node.text, tuple(facet for facet in facets if facet.kind != "detail")
    return own, facets


def _heading(node: Node) -> str:
    return node.text.rstrip(" :") if node.text.endswith(":") else node.text


def _parts(node: Node) -> tuple[list[Node], tuple[Facet, ...]]:
    """(children that may hold tasks, facets stated by the other children)."""
    parts: list[Node] = []
    details: list[Node] = []
    facets: list[Facet] = []
    for child in node.children:
        if child.kind == "table":
            continue
        kind = _facet_of(child)
        if kind == "detail" and not child.children:
            details.append(child)
        elif kind == "detail":
            parts.append(child)
        elif kind is not None:
            facets += _facets_of(child)
        elif not (child.kind == "text" and is_pointer(child.text)):
            parts.append(child)
    if not parts and not facets and node.kind not in {"item", "point"}:
        parts = details  # "- Nội dung: …" under a section is all there is
    marked = [part for part in parts if part.kind != "text"]
    if marked and not (node.text.endswith(":") and node.kind == "point"):
        parts = marked  # sentences before or between numbered items introduce them
    return parts, tuple(facets)


def _facet_of(node: Node) -> FacetKind | None:
    """The kind of facet a node states; a label alone states one only where a list stands under it."""
    kind = facet_kind(node.text)
    if kind is None and node.children and label_alone(node.text) not in {None, "detail"}:
        return label_alone(node.text)
    return kind


def _facets_of(node: Node) -> tuple[Facet, ...]:
    """The facets of a line, what stands beneath it included ("Sản phẩm:" and its dashes)."""
    kind = label_alone(node.text)
    if kind is not None and node.children:
        inner = [
            facet for child in node.children if _facet_of(child) is not None for facet in _facets_of(child)
        ]
        if inner:
            return tuple(inner)
        content = "; ".join(part.text.rstrip(" .;") for child in node.children for part in child.walk())
        return (Facet(kind, content, f"{node.text.rstrip(' .:')}: {content}"),)
    text = "\n".join(part.text for part in node.walk())
    return cut_facets(text)[1]


def _runs(node: Node, parts: Sequence[Node]) -> list[tuple[list[Node], tuple[Facet, ...]]]:
    """Parts with the facets that follow them: a run of facet lines speaks for the parts since the last one."""
    chosen = set(map(id, parts))
    runs: list[tuple[list[Node], tuple[Facet, ...]]] = []
    run: list[Node] = []
    facets: list[Facet] = []
    for child in node.children:
        if id(child) in chosen:
            if facets:
                runs.append((run, tuple(facets)))
                run, facets = [], []
            run.append(child)
        elif child.kind != "table" and run and _facet_of(child) not in {None, "detail"}:
            facets += _facets_of(child)
    runs.append((run, tuple(facets)))
    return runs


def _completes(node: Node, parts: Sequence[Node]) -> bool:
    """Whether the children are the rest of this item's sentence: "a) Xây dựng các tài liệu, gồm:" and dashes."""
    if not node.text.endswith(":"):
        return False
    if node.kind not in {"point", "bullet"} and not (node.kind == "item" and _LEFT_OPEN.search(node.text)):
        return False
    if any(_facet_of(part) == "detail" for part in parts):
        return False
    return all(below.kind in {"bullet", "text"} for part in parts for below in part.walk())


def _task(leaf: _Leaf, *, sure: bool) -> Task:
    told = _actors(leaf)
    in_prose = bool(told.lead) and not any(facet.kind == "actors" for facet in leaf.facets)
    above = agency_heading(leaf.group) if leaf.group and not told.lead else None
    if above is not None:
        told = Actors(above.agencies, told.coordinating)
    doubts = [] if sure else [_GUESSED_SECTION]
    if not told.lead:
        doubts.append(NO_LEAD)
    elif above is not None:
        doubts.append(_LEAD_ABOVE)
    elif in_prose:
        doubts.append(_LEAD_IN_PROSE)
    return Task(
        path=leaf.node.path,
        source="body",
        group=leaf.group,
        text=leaf.text,
        lead=told.lead,
        coordinating=told.coordinating,
        products=_products(leaf.facets),
        schedule=_schedule(leaf),
        budget=_budget(leaf.facets),
        place=leaf.node.place,
        confidence=round(0.95 - (0.0 if sure else 0.35) - (0.15 if in_prose else 0.0), 2),
        doubts=tuple(doubts),
    )


def _actors(leaf: _Leaf) -> Actors:
    labelled = "\n".join(facet.labelled for facet in leaf.facets if facet.kind == "actors")
    if labelled:
        told = actors(labelled)
        if told.lead or told.coordinating:
            return told
    told = actors(leaf.text)
    if told.lead and not told.coordinating:
        return Actors(told.lead, _helpers_named_first(leaf.text))
    return told


def _helpers_named_first(text: str) -> tuple[str, ...]:
    """ "(Sở A chủ trì; các doanh nghiệp phối hợp)": helpers named before the word that says so."""
    match = _HELPERS_FIRST.search(text)
    return split_agencies(match["who"]) if match is not None and names_agencies(match["who"]) else ()


def _products(facets: Iterable[Facet]) -> tuple[str, ...]:
    texts = (facet.text for facet in facets if facet.kind == "products")
    return tuple(item for text in texts for item in split_items(text))


def split_items(text: str) -> tuple[str, ...]:
    """The items of a cell: split at line breaks and semicolons, list marks dropped."""
    pieces = (piece.strip() for line in text.split("\n") for piece in line.split(";"))
    return tuple(item for piece in pieces if (item := re.sub(r"^[-–+*•]\s*", "", piece).strip()))


def _schedule(leaf: _Leaf) -> Schedule:
    stated = next((facet.text for facet in leaf.facets if facet.kind == "schedule"), "")
    if stated:
        return read_schedule(stated, hints=(leaf.text,))
    return schedule_in_prose(leaf.text)


def _budget(facets: Iterable[Facet]) -> Money | None:
    stated = next((facet.text for facet in facets if facet.kind == "budget"), "")
    return money_of(stated)


def money_of(text: str, *, unit: int | None = None, source: str = "") -> Money | None:
    """A budget cell: "742.000.000 đ (Ngân sách tỉnh)" is an amount and its source; a bare figure counts only
    with the table's `unit`. None where it holds neither."""
    clean = " ".join(text.split())
    if not clean and not source:
        return None
    amounts = find_amounts(clean)
    amount = amounts[0].vnd if amounts else None
    rest = clean
    if amounts:
        rest = (clean[: amounts[0].begin_at] + clean[amounts[0].end_at :]).strip(" .;:,-–")
        rest = rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") else rest
        rest = _BEFORE_SOURCE.sub("", rest)
    return Money(amount, source or rest or None)
