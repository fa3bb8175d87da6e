"""The document's own data: kind, number, symbol, date, issuer, place, title, period, and what approved it.

Reads the head (laid out as a table, as two columns run together, or line by line) and, where the head is lost,
the sentence that says who issues. Refuses to take a portal's page for the head and to invent what is blank: a
number left empty gives the symbol alone, a day left empty the month alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vanban._blocks import Block, Paragraph, Place, Source, Table
from vanban._closing import Closing, Line, closing_lines, read_closing
from vanban._issuer import issuer_from_letterhead, issuer_from_sentence
from vanban._language.citations import find_citations, kind_of_number
from vanban._language.dates import find_times, first_date, years_covered
from vanban._language.text import UPPER, collapse, fold, upper_share
from vanban._outline import Outline
from vanban._plan import Approval, Head

_KINDS = (
    "Kế hoạch", "Quyết định", "Đề án", "Chương trình", "Phương án", "Chỉ thị", "Hướng dẫn", "Thông báo", "Chiến lược", "Công văn", "Báo cáo",
    "Nghị quyết", "Quy chế", "Quy định", "Công điện", "Tờ trình", "Dự án", "Kết luận",
)  # fmt: skip
_FOLDED_KINDS = {fold(kind): kind for kind in _KINDS}
_NATIONAL = re.compile(
    r"CỘNG H[OÒ][AÀ] XÃ HỘI(?:\s+CHỦ NGHĨA VIỆT NAM)?|CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\w)[Ss][ốÔỐ]\s*[:.]?\s*(?P<count>\d{1,5}[a-zA-Z]?)?(?P<year>\s*/\s*(?:19|20)\d{2})?[\s.…_]{0,40}(?P<joint>[/-])\s*"
    r"(?P<symbol>[A-ZĐ][A-Za-zĐđ]{0,9}\d{0,3}(?:\s?[-/&.]\s?[A-ZĐ][A-Za-zĐđ&]{0,11}\d{0,3}){0,4})"
)
_PROPER = rf"[{UPPER}][^\W\d_]*(?:[’'][^\W\d_]+)?"
_PLACE = re.compile(
    rf"(?:^|[\s\t])(?P<place>(?:TP\.?\s?|Tp\.?\s?)?{_PROPER}(?:(?:\s[-–]\s|[ -]){_PROPER}){{0,4}})\s?,\s{{0,3}}ngày",
    re.MULTILINE,
)
_OTHER_DAY = re.compile(
    r"ngày (?:ban hành|hiệu lực|có hiệu lực|ký|công báo|cập nhật|đăng)|thời gian ký|ký (?:ngày|bởi)",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"^\(?\s*(?:ban hành |phê duyệt |được phê duyệt )?(?:kèm )?(?:theo|tại)\s", re.IGNORECASE
)
_RULE = re.compile(r"^[\s\-–_=*.…~]*$")
_SUBJECT = re.compile(r"^[Vv]/[vV]\s*[:.]?\s*(?=\S)")  # an official letter has no kind, but a subject
_AUTHORITY = re.compile(
    r"^(?:(?:PHÓ )?CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|THỦ TƯỚNG|CHÍNH PHỦ|BỘ TRƯỞNG|GIÁM ĐỐC|HỘI ĐỒNG NHÂN DÂN|TỔNG|CỤC TRƯỞNG|CHÁNH|TRƯỞNG BAN|HIỆU TRƯỞNG|CHỦ NHIỆM"
    r"|THỐNG ĐỐC|VIỆN TRƯỞNG|QUYẾT ĐỊNH|QUYẾT NGHỊ|BAN CHỈ ĐẠO|BAN THƯỜNG VỤ)(?!\w)"
)
_BEGINS_GROUNDS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Theo|Xét|Nhằm|Để|Trên cơ sở|Thời gian qua|Triển khai|Trong|Ngày|Tiếp tục|Kính gửi|Phần|PHẦN|Hiện nay|Ủy ban|Uỷ ban|UBND|Sở|Bộ|Công an)\s"
)
_APPROVES = re.compile(
    r"^(?:về việc\s|v/v\s)?(?:phê duyệt|ban hành)\s(?P<kind>đề án|kế hoạch|chương trình|chiến lược)\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_TITLE_LINE = 420
_MOST_TITLE_LINES = 12
_MOST_HEAD_COLUMNS = 3


def _is_list(block: Block) -> bool:
    """A table too wide to be the letterhead's two columns: a list of tasks that is the whole document."""
    return isinstance(block, Table) and block.columns > _MOST_HEAD_COLUMNS


def read_head(source: Source, outline: Outline) -> Head:
    """The head, the signature and the period of a document. Fields the document does not state are None."""
    top = tuple(block for block in outline.decision_head or outline.head if not _is_list(block))
    lines = [line for line in closing_lines(top) if not _RULE.match(line.text)]
    before, kind_line, kind, rest = _kind(lines)
    number, symbol, number_place = _number(before)
    date, place_name, date_place = _place_and_date(before)
    closing = _closing_of(outline)
    title, title_place = _title(top, kind_line, rest)
    if kind_line is None:
        kind, title, title_place = _without_kind_line(top, number or symbol, number_place)
    approval = _approval(outline)
    if outline.decision_head:
        kind, title, approval = _attached(outline, kind, title, Approval(number, date))
    elif kind == "Quyết định":
        kind, title, approval = _approving(outline, kind, title, number, date)
    if date is None and approval is not None and number is None:
        date = approval.date  # "ban hành kèm theo Quyết định số … ngày …" says when
    issuer, issuer_place = _issuer(source, outline, before)
    first, last = _period(title, outline)
    return Head(
        kind=kind,
        number=number,
        symbol=symbol,
        date=date,
        issuer=issuer,
        place=place_name,
        title=title,
        signer=closing.signer,
        period_from=first,
        period_to=last,
        approved_by=approval,
        recipients=closing.recipients,
        places=_places(
            ("kind", kind_line.place if kind_line else None),
            ("number", number_place),
            ("date", date_place),
            ("title", title_place),
            ("issuer", issuer_place),
            ("signer", closing.signer_place),
            ("recipients", closing.recipients_place),
        ),
    )


def _places(*pairs: tuple[str, Place | None]) -> tuple[tuple[str, Place], ...]:
    return tuple((name, place) for name, place in pairs if place is not None)


def _kind(lines: Sequence[Line]) -> tuple[list[Line], Line | None, str | None, str]:
    """(lines before the kind, its line, the kind, what stands after it on the line)."""
    for index, line in enumerate(lines):
        found = kind_line(line.text)
        if found is not None:
            return list(lines[:index]), line, *found
    return list(lines), None, None, ""


def kind_line(text: str) -> tuple[str, str] | None:
    """(kind, rest) of a line of capitals that begins with a kind; marks misread by OCR ("QUYÉT") do not matter."""
    words = collapse(text).strip("*# ").split(" ")
    if words[0].casefold() == "phường":
        return None  # "PHƯỜNG AN KHÁNH" is a ward; without its marks it would be a "PHƯƠNG ÁN"
    for length in (3, 2):
        opening = " ".join(words[:length]).strip(":.")
        kind = _FOLDED_KINDS.get(fold(opening))
        if kind is not None and upper_share(opening) > 0.9:
            rest = " ".join(words[length:]).lstrip(": ")
            return (kind, rest) if len(rest) < _LONGEST_TITLE_LINE else None
    return None


def _number(lines: Sequence[Line]) -> tuple[str | None, str | None, Place | None]:
    text = "\n".join(line.text for line in lines)
    match = _NUMBER.search(text)
    if match is None:
        return None, None, None
    symbol = re.sub(r"\s", "", match["symbol"]).rstrip(".")
    place = lines[text.count("\n", 0, match.start())].place
    if not match["count"]:
        return None, symbol, place
    year = re.sub(r"\s", "", match["year"] or "")
    return f"{match['count']}{year}{match['joint']}{symbol}", symbol, place


def _place_and_date(lines: Sequence[Line]) -> tuple[str | None, str | None, Place | None]:
    """(date, place, where) of "Kon Tum, ngày 08 tháng 10 năm 2021", the line run together with others or not.

    A line that names the place goes before one that only holds a date: portals print dates of their own.
    """
    dated = [line for line in lines if "ngày" in line.text.casefold() and not _OTHER_DAY.search(line.text)]
    for line in sorted(dated, key=lambda line: _PLACE.search(line.text) is None):
        date = first_date(line.text)
        if date is not None:
            name = _PLACE.search(line.text)
            return date, collapse(name["place"]) if name is not None else None, line.place
    return None, None, None


def _title(blocks: Iterable[Block], kind_line: Line | None, rest: str) -> tuple[str | None, Place | None]:
    """The lines after the kind, down to the first that begins the grounds."""
    if kind_line is None:
        return None, None
    title, first = [rest] if rest else [], None
    place: Place | None = kind_line.place if rest else None
    for block in _after(blocks, kind_line):
        text = collapse(block.text)
        if _RULE.match(text) or (not title and _ATTACHED.match(text) and text.startswith("(")):
            continue
        if title and (len(title) == _MOST_TITLE_LINES or not _goes_on(first, title[-1], block, text)):
            break
        if not title:
            place = block.place
        first = first or block
        title.append(text)
    return collapse(" ".join(title)).strip("*# ") or None, place


def _without_kind_line(
    blocks: Iterable[Block], number: str | None, number_place: Place | None
) -> tuple[str | None, str | None, Place | None]:
    """Where the line with the kind is lost: the kind its symbol says, and the first line in capitals after it."""
    if number is None or number_place is None:
        return None, None, None
    kind = kind_of_number(f"0/{number}" if number[0].isalpha() else number)
    for line in closing_lines(blocks):
        subject = _SUBJECT.match(line.text)
        if subject is not None and line.place.block >= number_place.block:
            return kind, line.text[subject.end() :], line.place
    for block in _after(blocks, Line("", number_place)):
        text = collapse(block.text)
        if (
            upper_share(text) > 0.8
            and len(text) > 15
            and not _NATIONAL.search(text)
            and not _AUTHORITY.match(text)
        ):
            title, place = _title(blocks, Line("", Place(block.place.block - 1)), "")
            return kind, title, place
    return kind, None, None


def _after(blocks: Iterable[Block], line: Line) -> Iterator[Paragraph]:
    """The lines after a line, each as a paragraph of its own; those after it in its own paragraph come first."""
    for block in blocks:
        if not isinstance(block, Paragraph) or block.place.block < line.place.block:
            continue
        parts = block.text.split("\n")
        if block.place.block == line.place.block:
            own = [index for index, part in enumerate(parts) if collapse(part).strip("|* ") == line.text]
            parts = parts[own[0] + 1 :] if own and line.text else []
        yield from (replace(block, text=part) for part in parts)


def _goes_on(first: Paragraph | None, before: str, block: Paragraph, text: str) -> bool:
    """Does this line go on with the title? Judged by looks where the source has them, else by wording."""
    if _AUTHORITY.match(text) and upper_share(text) > 0.8 and len(text) < 90:
        return False
    if text.startswith("(") or len(text) > _LONGEST_TITLE_LINE or before.endswith((".", ":", ";")):
        return False
    if text[0].islower():
        return not text.endswith((";", ".", ":"))
    shouted = upper_share(before) > 0.8
    if shouted != (upper_share(text) > 0.8):
        return False
    if first is not None and first.bold != block.bold:
        return False
    if first is not None and first.bold:
        return first.centred == block.centred
    return shouted or not (_BEGINS_GROUNDS.match(text) or text.endswith((".", ";", ":")) or len(text) > 200)


def _closing_of(outline: Outline) -> Closing:
    found = read_closing(outline.closing)
    if found.signer is not None and found.recipients:
        return found
    decision = read_closing(outline.decision_closing)
    return Closing(
        found.signer or decision.signer,
        found.recipients or decision.recipients,
        found.signer_place or decision.signer_place,
        found.recipients_place or decision.recipients_place,
    )


def _approval(outline: Outline) -> Approval | None:
    """The decision named under the title: "(Ban hành kèm theo Quyết định số 3250/QĐ-UBND ngày 24/11/2021 …)"."""
    for line in closing_lines(outline.head):
        if _ATTACHED.match(line.text):
            for citation in find_citations(line.text):
                if citation.kind in {"Quyết định", "Nghị quyết"}:
                    return Approval(citation.number, citation.date)
    return None


def _attached(
    outline: Outline, kind: str | None, title: str | None, decision: Approval
) -> tuple[str | None, str | None, Approval]:
    """Kind and title of the plan attached to a decision; the decision itself becomes what approved it."""
    lines = [line for line in closing_lines(outline.head) if not _RULE.match(line.text)]
    _, plan_line, plan_kind, rest = _kind(lines)
    plan_title, _ = _title(outline.head, plan_line, rest)
    return plan_kind or kind, plan_title or title, decision


def _approving(
    outline: Outline, kind: str, title: str | None, number: str | None, date: str | None
) -> tuple[str, str | None, Approval | None]:
    """A decision whose own articles hold the Đề án it approves is read as that Đề án (the reading schema)."""
    match = _APPROVES.match(title or "")
    holds_plan = bool(outline.decision) and any(node.kind == "section" for node in outline.nodes)
    if match is None or not holds_plan or match["kind"].casefold() != "đề án":
        return kind, title, None
    return "Đề án", collapse(match["title"]) or title, Approval(number, date)


def _issuer(source: Source, outline: Outline, before: Sequence[Line]) -> tuple[str | None, Place | None]:
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    place_name = _place_and_date(before)[1]
    found = issuer_from_letterhead(
        [(_NATIONAL.sub("", line.text), line.place) for line in before], texts, place_name
    )
    if found is not None:
        return found
    return issuer_from_sentence(outline)


def _period(title: str | None, outline: Outline) -> tuple[int | None, int | None]:
    """Years of the title; where it has none, of an item headed "Thời gian thực hiện"."""
    if title:
        found = years_covered(_without_dates(title))
        if found != (None, None):
            return found
    for top in outline.nodes:
        for node in (top, *top.children):
            heading = fold(node.text[:40])
            if node.kind in {"section", "item"} and heading.startswith(
                ("thoi gian thuc hien", "thoi gian trien khai")
            ):
                text = " ".join([node.text, *(child.text for child in node.children[:2])])
                return years_covered(_without_dates(text[:400]))
    return None, None


def _without_dates(text: str) -> str:
    clean = collapse(text)
    for when in reversed(find_times(clean)):
        if when.grain == "day":
            clean = clean[: when.begin_at] + clean[when.end_at :]
    return clean
