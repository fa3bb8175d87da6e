"""Cuts a document into decision, plan, closing, annexes and what is not the document at all.

Looks for the few set phrases that official layout (Decree 30/2020/NĐ-CP) puts between the regions:
"Nơi nhận", the authority line above a signature, "PHỤ LỤC", "(Ban hành kèm theo …)". Builds no tree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban._blocks import Block, Paragraph, Table
from vanban._outline._joins import is_shouted
from vanban._outline._marks import read_mark

PLAN_KINDS = (
    "KẾ HOẠCH", "ĐỀ ÁN", "CHƯƠNG TRÌNH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "PHƯƠNG ÁN", "CHIẾN LƯỢC", "DỰ ÁN", "QUY CHẾ",
    "QUY ĐỊNH", "HƯỚNG DẪN", "CHỈ THỊ", "TÀI LIỆU", "BỘ TIÊU CHÍ", "QUY HOẠCH",
)  # fmt: skip
_KIND_LINE = re.compile(rf"^(?:{'|'.join(sorted(PLAN_KINDS, key=len, reverse=True))})\b")
_DECISION_LINE = re.compile(r"^(?:QUYẾT ĐỊNH|NGHỊ QUYẾT)\b")
_ATTACHED = re.compile(
    r"(?:ban hành|phê duyệt|kèm)\s+(?:kèm\s+)?theo|kèm theo (?:quyết định|nghị quyết)", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"^\W*nơi nhận\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\s*\.\s*\S")
_SIGNER = re.compile(
    r"^(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHỦ NHIỆM|CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|BÍ THƯ"
    r"|TRƯỞNG (?:BAN|TIỂU BAN|PHÒNG|ĐOÀN|KHOA)|CHÁNH (?:VĂN PHÒNG|THANH TRA|ÁN)|TỔNG (?:GIÁM ĐỐC|CỤC TRƯỞNG|BIÊN TẬP|THANH TRA|BÍ THƯ))\b"
)
_ANNEX = re.compile(
    r"^(?P<label>(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:số|SỐ|Số)?\s*(?P<n>\d{1,2}[A-Za-z]?|[IVX]{1,4}|[A-H])(?![\w]))?)"
    r"\s*[.:–-]*\s*(?P<rest>.*)$"
)
_FORM = re.compile(
    r"^(?P<label>(?:BIỂU MẪU|Biểu mẫu|MẪU|Mẫu|BIỂU|Biểu|BẢNG|Bảng)(?:\s+(?:SỐ|số))?\s*(?:\d{1,2}[A-Za-z]?|[IVX]{1,4}))"
    r"(?![\w])\s*[.:–-]*\s*(?P<rest>.*)$"
)
_LIST_TITLE = re.compile(
    r"^(?:DANH MỤC|BẢNG|BIỂU|BÁO CÁO|MẪU|PHÂN CÔNG|TỔNG HỢP|LỘ TRÌNH|TIẾN ĐỘ|DỰ TOÁN|KINH PHÍ|HỆ THỐNG)\b"
)
_NOTE = re.compile(r"^\[\d{1,3}\]\s*\S")
_PORTAL = re.compile(
    r"^(?:HIỆU LỰC VĂN BẢN|Hiệu lực văn bản|LƯỢC ĐỒ|Lược đồ|VĂN BẢN LIÊN QUAN|Văn bản liên quan|Tải văn bản|Thuộc tính"
    r"|THUỘC TÍNH VĂN BẢN|Văn bản (?:gốc|tiếng Anh)|FILE ĐƯỢC ĐÍNH KÈM|Tệp đính kèm)\b"
)
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|\t)\s*\d{1,3}\s*$")
_CLOSING_ROWS = 6  # a table that holds recipients and signature has one to three rows
_BELOW_ANNEX = re.compile(r"^(?:\((?:ban hành )?kèm theo\b|s?tt$|số tt$)", re.IGNORECASE)
_NATION = re.compile(r"CỘNG H[OÒÀ]+[ÀA]? XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM")
_PORTAL_LINES = 60  # a portal prints no more above a document
_FINAL = re.compile(r"\./\.\s*$")


def one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class AnnexRegion:
    label: str
    blocks: tuple[Block, ...]  # label line included
    heading: int  # how many of the first blocks are label and title lines


@dataclass(frozen=True, slots=True)
class Regions:
    decision: tuple[Block, ...]  # head and articles of a decision with an attached plan
    decision_closing: tuple[Block, ...]
    main: tuple[Block, ...]
    closing: tuple[Block, ...]
    annexes: tuple[AnnexRegion, ...]
    notes: tuple[Block, ...]
    rest: tuple[Block, ...]


def cut(blocks: Sequence[Block]) -> Regions:
    """The regions in document order; every block lies in exactly one of them."""
    kept, notes, rest = _set_aside(blocks)
    attached = _attached_start(kept)
    decision: tuple[Block, ...] = ()
    decision_closing: tuple[Block, ...] = ()
    if attached is not None:
        end = _closing_start(kept[:attached], _body_start(kept[:attached]))
        decision, decision_closing = tuple(kept[:end]), tuple(kept[end:attached])
        kept = kept[attached:]
    body_end = _closing_start(kept, _body_start(kept))
    annex_start = _first_annex(kept, body_end)
    body_end = min(body_end, annex_start)
    return Regions(
        decision=decision,
        decision_closing=decision_closing,
        main=tuple(kept[:body_end]),
        closing=tuple(kept[body_end:annex_start]),
        annexes=_annexes(kept[annex_start:]),
        notes=notes,
        rest=rest,
    )


def _set_aside(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Block, ...], tuple[Block, ...]]:
    """Blocks of the document, foot notes typed as paragraphs at its end, and a portal's page around it."""
    kept: list[Block] = []
    notes: list[Block] = []
    rest: list[Block] = []
    into = kept
    letterhead = _letterhead(blocks)
    rest += blocks[:letterhead]
    for index, block in enumerate(blocks[letterhead:], start=letterhead):
        if block.part in {"header", "footer"}:
            rest.append(block)
            continue
        if isinstance(block, Paragraph):
            if index > len(blocks) // 2 and _PORTAL.match(block.text):
                into = rest
            elif len(block.text) < 250 and _CONTENTS.search(block.text):
                rest.append(block)  # a line of the table of contents
                continue
            elif into is not rest and (block.part == "footnote" or _NOTE.match(block.text)):
                notes.append(block)
                continue
        into.append(block)
    return kept, tuple(notes), tuple(rest)


def _letterhead(blocks: Sequence[Block]) -> int:
    """Where the document's own head begins: what a portal prints above it (its title, lists of related law) is
    cut off where the national title stands further down and capitals alone lie between."""
    nation = next((i for i, b in enumerate(blocks[:_PORTAL_LINES]) if _says_nation(b)), None)
    if nation is None or isinstance(blocks[nation], Table):
        return nation or 0
    start = nation
    while start > 0 and _in_letterhead(blocks[start - 1]):
        start -= 1
    return start


def _says_nation(block: Block) -> bool:
    texts = (
        [cell.text for row in block.rows[:2] for cell in row] if isinstance(block, Table) else [block.text]
    )
    return any(_NATION.search(one_line(text)) for text in texts)


def _in_letterhead(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = one_line(block.text).strip("*_ ")
    return len(text) < 120 and (not any(map(str.isalpha, text)) or is_shouted(text) or text[:2] == "Số")


def _attached_start(blocks: Sequence[Block]) -> int | None:
    """Index of the attached plan's title line where the document is a decision that promulgates one."""
    decision = next((i for i, b in enumerate(blocks[:60]) if _is_line(b, _DECISION_LINE)), None)
    if decision is None:
        return None
    articles = False
    for index in range(decision + 1, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            continue
        text = one_line(block.text)
        articles = articles or text.startswith(("Điều 1", "ĐIỀU 1"))
        if articles and _is_kind_line(text) and _says_attached(blocks, index):
            return index
    return None


def _is_kind_line(text: str) -> bool:
    """ "KẾ HOẠCH", "ĐỀ ÁN …" in capitals, or the bare word alone on its line."""
    if is_shouted(text):
        return _KIND_LINE.match(text) is not None
    return text.upper() in PLAN_KINDS


def _says_attached(blocks: Sequence[Block], index: int) -> bool:
    """Within the lines after a title stands "(Ban hành kèm theo Quyết định số …)" or a first section."""
    for block in blocks[index : index + 9]:
        if isinstance(block, Paragraph):
            text = one_line(block.text)
            if _ATTACHED.search(text) and len(text) < 300:
                return True
            mark = read_mark(text)
            if mark is not None and mark.style in {"roman", "part", "chapter", "upper"} and mark.value == 1:
                return True
    return False


def _is_line(block: Block, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph) and pattern.match(one_line(block.text)) is not None


def _body_start(blocks: Sequence[Block]) -> int:
    """The first numbered section, before which nothing can be a closing (heads hold authority lines too)."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            mark = read_mark(one_line(block.text))
            if mark is not None and not mark.is_bullet and mark.value == 1:
                return index
    return 0


def _closing_start(blocks: Sequence[Block], start: int) -> int:
    """Index of "Nơi nhận" or of the signature; without either, what follows the last "./."."""
    after_final = 0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Table):
            if _closes(block):
                return index
            continue
        text = one_line(block.text)
        if _RECIPIENTS.match(text) or (
            _is_signature(block, text) and not _has_section(blocks[index + 1 : index + 60])
        ):
            return index
        if _FINAL.search(text):
            after_final = index + 1
    if after_final and not _has_section(blocks[after_final:]):
        return after_final
    return len(blocks)


def _is_signature(block: Paragraph, text: str) -> bool:
    return not block.label and len(text) < 90 and is_shouted(text) and _signs(text)


def _signs(text: str) -> bool:
    first = one_line(text.strip().split("\n", 1)[0]) if text.strip() else ""
    return bool(_AUTHORITY.match(first)) or (is_shouted(first) and bool(_SIGNER.match(first)))


def _has_section(blocks: Sequence[Block]) -> bool:
    marks = (read_mark(one_line(block.text)) for block in blocks if isinstance(block, Paragraph))
    return any(mark is not None and mark.style == "roman" and len(mark.rest) > 3 for mark in marks)


def annex_label(block: Block, *, after_closing: bool) -> tuple[str, str] | None:
    """(label, rest of the line) where the block begins an annex or form."""
    if not isinstance(block, Paragraph):
        return None
    text = one_line(block.text)
    if len(text) > 300:
        return None
    match = _ANNEX.match(text) or (_FORM.match(text) if after_closing else None)
    if match is None:
        return None
    rest = match["rest"]
    if rest and not (is_shouted(rest) or (after_closing and (rest[0].isupper() or rest.startswith("(")))):
        return None
    return one_line(match["label"]), rest


def _heads_an_annex(blocks: Sequence[Block], index: int) -> bool:
    """ "Phụ lục 1: Danh mục nhiệm vụ" in small letters and without a signature before it: known by its table or
    by "(Kèm theo …)" right below."""
    if annex_label(blocks[index], after_closing=True) is None or not _is_line(blocks[index], _ANNEX):
        return False
    for block in blocks[index + 1 : index + 5]:
        if isinstance(block, Table) or _BELOW_ANNEX.match(one_line(block.text)):
            return True
    return False


def _first_annex(blocks: Sequence[Block], closing: int) -> int:
    body = _body_start(blocks)
    for index, block in enumerate(blocks[:closing]):
        if index > body and _heads_an_annex(blocks, index):
            return index
        if index > closing // 3 and annex_label(block, after_closing=False):
            return index
    closed = False
    for index in range(closing, len(blocks)):
        block = blocks[index]
        if annex_label(block, after_closing=True):
            return index
        if isinstance(block, Table):
            if closed or not _closes(block):
                return index
            closed = True
        elif _LIST_TITLE.match(one_line(block.text)) and is_shouted(block.text):
            return index
    last = blocks[closing - 1] if closing else None
    unsigned = isinstance(last, Paragraph) and bool(_FINAL.search(last.text))
    if unsigned and closing < len(blocks) and not _closes(blocks[closing]):
        return closing  # no signature at all: what follows the last sentence is an annex without a title
    return len(blocks)


def _closes(block: Block) -> bool:
    """Whether a block is "Nơi nhận", a signature, or the small table that holds both."""
    if isinstance(block, Table):
        if len(block.rows) > _CLOSING_ROWS:
            return False
        return any(_RECIPIENTS.match(cell.text) or _signs(cell.text) for row in block.rows for cell in row)
    return bool(_RECIPIENTS.match(one_line(block.text))) or _signs(block.text)


def _annexes(blocks: Sequence[Block]) -> tuple[AnnexRegion, ...]:
    starts: list[tuple[int, str]] = []
    for index, block in enumerate(blocks):
        found = annex_label(block, after_closing=True)
        if found is not None and not (starts and _is_mere_mention(blocks, index, starts[-1][0])):
            starts.append((index, found[0]))
    if blocks and (not starts or starts[0][0] > 0):
        starts.insert(0, (0, "Phụ lục"))
    bounds = [*(start for start, _ in starts), len(blocks)]
    regions = (
        _annex_region(label, blocks[start:end])
        for (start, label), end in zip(starts, bounds[1:], strict=True)
    )
    return tuple(region for region in regions if any(_has_text(block) for block in region.blocks))


def _is_mere_mention(blocks: Sequence[Block], index: int, previous: int) -> bool:
    """A second label line right under the first belongs to the same annex ("PHỤ LỤC" / "BIỂU 1")."""
    return all(isinstance(b, Paragraph) and not b.text for b in blocks[previous + 1 : index])


def _has_text(block: Block) -> bool:
    if isinstance(block, Table):
        return any(cell.text for row in block.rows for cell in row)
    return bool(block.text.strip())


def _annex_region(label: str, blocks: Sequence[Block]) -> AnnexRegion:
    heading = 1 if annex_label(blocks[0], after_closing=True) else 0
    for index in range(heading, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            break
        text = one_line(block.text)
        if text and not _is_title_line(block, text, first=index == heading):
            break
        heading = index + 1
    proper = "Phụ lục" + label[len("PHỤ LỤC") :] if label.upper().startswith("PHỤ LỤC") else label
    return AnnexRegion(proper, tuple(blocks), heading)


def _is_title_line(block: Paragraph, text: str, *, first: bool) -> bool:
    if text.startswith("("):
        return True
    if read_mark(text):
        return False
    return (is_shouted(text) and len(text) > 8) or (first and (block.centred or block.bold))
