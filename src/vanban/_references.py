"""The instruments a document cites, once each, in order of first citation, and which of them ground it.

Refuses to list the document itself, its approving decision's annex lines and what a portal prints around it.
A foot note is read where its mark stands. An instrument grounds the issuing ("basis") when it is itself named
after "Căn cứ", "Thực hiện" … in the preamble or in a section of grounds, not within another's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vanban._blocks import Block, Paragraph, Place, Source, Table
from vanban._language.citations import Citation, find_citations
from vanban._language.text import collapse, fold, words_key
from vanban._outline import Node, Outline
from vanban._passages import whole_paragraphs
from vanban._plan import Head, LegalReference

_GROUNDS_LINE = re.compile(
    r"^\W{0,3}(?:Hưởng ứng [^.;:]{3,90}, )?(?:Căn cứ|Thực hiện|Theo|Xét|Trên cơ sở|Triển khai|Để triển khai|Để thực hiện|Tiếp tục thực hiện|Nhằm)\s",
    re.IGNORECASE,
)
_NEXT_GROUND = re.compile(  # after "Căn cứ …;" a line may name the next instrument at once
    r"^\W{0,3}(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Luật|Bộ luật|Công văn|Kết luận|Chương trình)\s"
)
_GROUNDS_HEADING = re.compile(r"(?:cac )?(?:can cu|co so phap ly|van ban can cu)")
_HEADINGS = {"part", "chapter", "section", "item"}
_MARK = re.compile(r"\[(\d{1,3})\]")
_TYPED_NOTE = re.compile(r"^\[?(\d{1,3})\]?\s+(?=\S)")
_ATTACHED_TO = re.compile(
    r"^\W{0,3}(?:ban hành |phê duyệt )?kèm theo (?:kế hoạch|quyết định|đề án|chương trình)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    place: Place
    grounds: bool = False


def read_references(source: Source, outline: Outline, head: Head) -> tuple[LegalReference, ...]:
    """Every instrument cited in the document, in order of first citation; repeats merged, gaps filled by them."""
    notes = _notes(source, outline)
    found = _Collected()
    for passage in _with_notes(_passages(outline), notes):
        for citation in find_citations(passage.text):
            if _is_itself(citation, head) or _is_approval_line(passage.text, citation, head):
                continue
            basis = passage.grounds and not citation.within
            found.add(_reference(citation, basis=basis, place=passage.place))
    return tuple(found.references)


def _reference(citation: Citation, *, basis: bool, place: Place) -> LegalReference:
    return LegalReference(
        citation.kind, citation.number, citation.date, citation.issuer, citation.title, basis, place
    )


def _passages(outline: Outline) -> Iterator[_Passage]:
    """The texts of the document in order: heads, articles, sections, annexes."""
    goes_on = False
    for block in (*whole_paragraphs(outline.decision_head), *whole_paragraphs(outline.head)):
        for passage in _of_head(block):
            listed = goes_on and bool(_NEXT_GROUND.match(passage.text))
            goes_on = (passage.grounds or listed) and passage.text.rstrip().endswith((";", ":"))
            yield replace(passage, grounds=passage.grounds or listed)
    if outline.decision_head and outline.decision:
        for top in outline.decision:
            yield from _of_node(top)
    for top in outline.nodes:
        yield from _of_node(top)
    for annex in outline.annexes:
        for block in annex.blocks:
            yield from _of_block(block)


def _of_head(block: Block) -> Iterator[_Passage]:
    for passage in _of_block(block):
        yield replace(passage, grounds=bool(_GROUNDS_LINE.match(passage.text)) and not _is_title(block))


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.bold and block.centred


def _of_block(block: Block) -> Iterator[_Passage]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield _Passage(cell.text, Place(block.place.block, cell.row, cell.column, block.place.page))
    else:
        yield _Passage(block.text, block.place)


def _of_node(top: Node) -> Iterator[_Passage]:
    """The texts of a section; those right under a heading of grounds are grounds."""
    for node, above in top.walk_with_ancestors():
        if node.table is not None:
            yield from _of_block(node.table)
        for cell in node.cells:
            yield _Passage(cell.text, cell.place)
        if node.text:
            heading = next((each.text for each in reversed(above) if each.kind in _HEADINGS), "")
            yield _Passage(node.text, node.place, _GROUNDS_HEADING.match(fold(heading[:80])) is not None)


def _notes(source: Source, outline: Outline) -> dict[str, str]:
    notes = {note.mark: note.text for note in source.footnotes}
    for block in outline.notes:
        if isinstance(block, Paragraph):
            mark = _TYPED_NOTE.match(block.text)
            if mark is not None:
                notes.setdefault(mark[1], block.text[mark.end() :])
    return notes


def _with_notes(passages: Iterator[_Passage], notes: dict[str, str]) -> Iterator[_Passage]:
    """Each passage followed by the notes its marks refer to; notes nobody refers to come last."""
    waiting = dict(notes)
    last = Place(0)
    for passage in passages:
        yield passage
        last = passage.place
        for mark in _MARK.findall(passage.text):
            if mark in waiting:
                yield _Passage(waiting.pop(mark), passage.place)
    for text in waiting.values():
        yield _Passage(text, last)


def _is_itself(citation: Citation, head: Head) -> bool:
    if citation.number is None or head.number is None:
        return False
    same_day = citation.date is None or head.date is None or citation.date == head.date
    return (
        _key(citation.number) == _key(head.number)
        and same_day
        and citation.kind in {head.kind, "Quyết định", "Kế hoạch"}
    )


def _is_approval_line(text: str, citation: Citation, head: Head) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)" names what approved the document: that is `approved_by`."""
    approved = head.approved_by
    return (
        approved is not None
        and approved.number is not None
        and _key(approved.number) == _key(citation.number or "")
        and bool(_ATTACHED_TO.match(collapse(text)))
    )


def _key(number: str) -> str:
    return re.sub(r"[^\w/]", "", number.casefold()).lstrip("0")


@dataclass(slots=True)
class _Collected:
    """References in order of first citation, found again by number, by short number and by title."""

    references: list[LegalReference] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, new: LegalReference) -> None:
        names = _names(new)
        for name in names:
            for index in self.places.get(name, ()):
                known = self.references[index]
                if _same(known, new):
                    self.references[index] = _filled(known, new)
                    self._remember(index, names)
                    return
        self.references.append(new)
        self._remember(len(self.references) - 1, names)

    def _remember(self, index: int, names: tuple[str, ...]) -> None:
        for name in names:
            known = self.places.setdefault(name, [])
            if index not in known[-1:]:
                known.append(index)


def _names(reference: LegalReference) -> tuple[str, ...]:
    """What a reference may be known by to another mention of it."""
    found: list[str] = []
    if reference.number:
        found.append(_key(reference.number))
        leading = re.match(r"0*(\d+)", reference.number)
        if leading is not None:
            found.append(f"{reference.kind} {leading[1]}")
    if not reference.number or _is_law(reference):
        found.append(f"title {_title_key(reference)}")
    return tuple(found)


def _filled(known: LegalReference, new: LegalReference) -> LegalReference:
    return replace(
        known,
        number=known.number or new.number,
        date=known.date or new.date,
        issuer=known.issuer or new.issuer,
        title=known.title or new.title,
        basis=known.basis or new.basis,
    )


def _same(known: LegalReference, new: LegalReference) -> bool:
    if known.number and new.number:
        if known.date and new.date and known.date != new.date:
            return False
        return _key(known.number) == _key(new.number) or (
            known.kind == new.kind and _short_for(known.number, new.number)
        )
    if known.number or new.number:
        return bool(known.kind == new.kind and _is_law(known) and _title_key(known) == _title_key(new))
    return _title_key(known) == _title_key(new)


def _is_law(reference: LegalReference) -> bool:
    return reference.kind in {"Luật", "Bộ luật", "Pháp lệnh"}


def _short_for(left: str, right: str) -> bool:
    """ "Chỉ thị số 11" after "Chỉ thị số 11-CT/TU"."""
    short, long = sorted((left, right), key=len)
    return short.isdigit() and re.match(rf"0*{int(short)}(?!\d)", long) is not None


def _title_key(reference: LegalReference) -> str:
    return words_key(reference.title or "")
