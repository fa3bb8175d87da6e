"""Paragraphs to a tree: decides under what each mark stands, and which lines go on with the one before.

A mark whose style is already open continues that list; a new style that begins at its first value ("1", "a")
opens a list beneath the open item; otherwise the usual rank of styles decides (part, article, I, 1, a, dash).
Judges numbering only: repeated or skipped numbers are kept as they are, for `_checks` to report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban._blocks import Paragraph, Place, Table
from vanban._headings import agency_heading
from vanban._outline._joins import fills_line, goes_on, is_shouted, joined, wrap_width
from vanban._outline._marks import BULLETS, RANKS, Mark, Style, read_mark
from vanban._outline._nodes import Node, NodeKind

_RULE = re.compile(r"^[-_=*–—\s.~]{3,}$")
_CLOSING = re.compile(
    r"^(?:Trên đây là|Trong quá trình|Quá trình (?:triển khai|thực hiện)|Căn cứ (?:các |vào )?(?:nội dung|Kế hoạch|kế hoạch)"
    r"|Yêu cầu (?:các|thủ trưởng|giám đốc)|Đề nghị các|(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Bộ|Chủ tịch)\b[^.;]{0,60}?"
    r"(?:yêu cầu|đề nghị|giao)\b|Giao\b[^.;]{3,160}?(?:theo dõi|đôn đốc|tổng hợp|kiểm tra)|Kế hoạch này|Nhận được|Trường hợp|Định kỳ|Nếu có)",
    re.IGNORECASE,
)
# The others may be the only duty of the agency whose heading they follow ("3. Các sở: / Định kỳ … báo cáo …").
_SPEAKS_FOR_ALL = re.compile(r"^(?:Trên đây là|Trong quá trình|Quá trình|Kế hoạch này|Nếu có)", re.IGNORECASE)
_KINDS: dict[Style, NodeKind] = {
    "part": "part", "chapter": "chapter", "group": "chapter", "article": "article", "roman": "section",
    "upper": "section", "named": "item", "arabic": "item", "multi": "item", "paren": "item", "lower": "point",
    "paren-lower": "point", "paren-roman": "point", "dash": "bullet", "star": "bullet", "plus": "bullet",
    "dot": "bullet",
}  # fmt: skip
_DEEPEST = 24  # more levels than any issued document has; keeps recursion shallow on odd input
_ABOVE_ITEMS: frozenset[Style] = frozenset({"part", "chapter", "group", "article", "roman", "upper"})


def _ends_a_heading(latest: _Draft, text: str) -> bool:
    """Whether an item that names agencies is complete as it stands: "4. Hội A, Hội B" and then "Tuyên truyền …"."""
    if latest.mark is None or latest.mark.is_bullet or agency_heading(latest.text) is None:
        return False
    return agency_heading(joined(latest.text, text)) is None


@dataclass(frozen=True, slots=True)
class Cells:
    """A run of paragraphs that are the cells of a flattened table."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> Place:
        return self.paragraphs[0].place


Piece = Paragraph | Table | Cells


@dataclass(slots=True)
class _Draft:
    kind: NodeKind
    text: str
    places: list[Place]
    mark: Mark | None = None
    bold: bool = False
    table: Table | None = None
    cells: tuple[Paragraph, ...] = ()
    children: list[_Draft] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return RANKS[self.mark.style] if self.mark else 100


class _Grower:
    """Holds the open items while paragraphs are added one by one."""

    def __init__(
        self, last_marked: int, *, sections_numbered: bool, capitals_first: bool, width: int
    ) -> None:
        self.top: list[_Draft] = []
        self.open: list[_Draft] = []
        self.latest: _Draft | None = None  # what an unmarked line may go on with
        self.last_marked = last_marked
        self.sections_numbered = sections_numbered
        self.width = width  # of a text wrapped line by line; 0 where paragraphs are whole
        self.line = ""  # the line before, as it stands in the source
        self.capitals_first = capitals_first  # "A." stands above "I." here, not the other way round

    def rank(self, style: Style) -> int:
        return RANKS["roman"] - 1 if style == "upper" and self.capitals_first else RANKS[style]

    def add(self, index: int, piece: Piece) -> None:
        if not isinstance(piece, Paragraph):
            self._add_table(piece)
            return
        text = " ".join(piece.text.split())
        if not text or _RULE.match(text):
            return
        mark = read_mark(f"{piece.label} {text}".strip())
        if mark is None:
            self._add_unmarked(index, piece, text)
        else:
            self._add_marked(mark, piece)
        self.line = text

    def _add_table(self, piece: Table | Cells) -> None:
        draft = _Draft("table", "", [piece.place])
        if isinstance(piece, Table):
            draft.table = piece
        else:
            draft.cells = piece.paragraphs
            draft.places = [paragraph.place for paragraph in piece.paragraphs]
        self._close_bullets()
        self._append(draft)
        self.latest = None

    def _add_marked(self, mark: Mark, piece: Paragraph) -> None:
        self._make_room(mark)
        draft = _Draft(_KINDS[mark.style], mark.rest, [piece.place], mark, piece.bold)
        self._append(draft)
        self.open.append(draft)
        self.latest = draft

    def _add_unmarked(self, index: int, piece: Paragraph, text: str) -> None:
        latest = self.latest
        if latest is not None and self._belongs_to(latest, piece, text):
            latest.text = joined(latest.text, text)
            latest.places.append(piece.place)
            return
        draft = _Draft("text", text, [piece.place], bold=piece.bold)
        if not self.sections_numbered and _is_heading(piece, text):
            draft.kind = "section"
            self.open.clear()
            self.top.append(draft)
            self.open.append(draft)
        elif index > self.last_marked and self._is_closing(text):
            self._close_to_section()
            self._append(draft)
        else:
            self._close_bullets()
            self._append(draft)
        self.latest = draft

    def _belongs_to(self, latest: _Draft, piece: Paragraph, text: str) -> bool:
        """Whether an unmarked line goes on with what was read last."""
        if goes_on(latest.text, text) or self._is_title_of(latest, piece, text):
            return True
        if not self.width or len(latest.text) > 20_000:
            return False
        if len(self.line) < 0.75 * self.width or not fills_line(self.line, text):
            return False
        return not (text[0].isupper() and _ends_a_heading(latest, text))

    def _is_title_of(self, latest: _Draft, piece: Paragraph, text: str) -> bool:
        if latest.mark is None or latest.mark.style not in {"part", "chapter", "group"} or latest.children:
            return False
        return not latest.text or (is_shouted(latest.text) and is_shouted(text))

    def _is_closing(self, text: str) -> bool:
        """Whether a last unmarked sentence speaks for the whole section, not for the item it follows."""
        holder = next((d for d in reversed(self.open) if d.mark and not d.mark.is_bullet), None)
        if holder is None:
            return False
        has_content = bool(holder.children) or len(holder.text) > 120 or ": " in holder.text
        if _CLOSING.match(text):
            return has_content or _SPEAKS_FOR_ALL.match(text) is not None
        return has_content and text.endswith("./.")

    def _append(self, draft: _Draft) -> None:
        (self.open[-1].children if self.open else self.top).append(draft)

    def _close_bullets(self) -> None:
        while self.open and self.open[-1].mark and self.open[-1].mark.is_bullet:
            self.open.pop()

    def _close_to_section(self) -> None:
        while self.open and not (self.open[-1].mark and self.open[-1].mark.style in _ABOVE_ITEMS):
            self.open.pop()

    def _close_while(self, rank: int) -> None:
        while self.open:
            mark = self.open[-1].mark
            if mark is None or self.rank(mark.style) < rank:
                return
            self.open.pop()

    def _make_room(self, mark: Mark) -> None:
        """Close whatever `mark` does not stand under."""
        found = self._same_list(mark)
        if found is not None and not self._opens_beneath(mark, found):
            del self.open[found:]
        elif mark.style in BULLETS:
            self._room_for_bullet(mark)
        elif mark.style == "multi" and self._room_for_multi(mark):
            return
        elif found is not None or (mark.value == 1 and mark.style not in _ABOVE_ITEMS):
            if not self._introduces(mark):
                self._close_bullets()
        elif (
            mark.style == "upper"
            and mark.value == 1
            and any(d.mark and d.mark.style == "roman" for d in self.open)
        ):
            while self.open and self.open[-1].rank > RANKS["roman"]:
                self.open.pop()
        else:
            self._close_while(self.rank(mark.style))

    def _within(self, style: Style) -> bool:
        return any(draft.mark is not None and draft.mark.style == style for draft in self.open)

    def _same_list(self, mark: Mark) -> int | None:
        """Where in the open items a list stands that this mark may continue."""
        loose = None
        for index in range(len(self.open) - 1, -1, -1):
            other = self.open[index].mark
            if other is None or other.style != mark.style:
                continue
            if mark.style == "multi" and other.components != mark.components:
                continue
            if (
                mark.is_bullet
                or other.label[-1:] == mark.label[-1:]
                or mark.style in _ABOVE_ITEMS | {"multi"}
            ):
                return index
            if loose is None and other.value + 1 == mark.value:
                loose = index
        return loose

    def _opens_beneath(self, mark: Mark, found: int) -> bool:
        """A list that starts over at "1" under an item ending in ":" is a new list within it."""
        if mark.is_bullet or mark.value != 1 or mark.style in _ABOVE_ITEMS | {"multi"}:
            return False
        if len(self.open) >= _DEEPEST:
            return False
        return self.open[-1].text.endswith(":") and self.open[found].mark is not None

    def _introduces(self, mark: Mark) -> bool:
        return bool(self.open) and self.open[-1].text.endswith(":") and RANKS[mark.style] >= RANKS["paren"]

    def _room_for_bullet(self, mark: Mark) -> None:
        while self.open and self.open[-1].mark and self.open[-1].mark.is_bullet:
            top = self.open[-1]
            if top.rank < RANKS[mark.style] or top.text.endswith(":"):
                return
            self.open.pop()

    def _room_for_multi(self, mark: Mark) -> bool:
        """Put "2.1" under "2" (and "2.1.1" under "2.1") where that is open."""
        prefix = mark.numeral.rsplit(".", 1)[0]
        for index in range(len(self.open) - 1, -1, -1):
            other = self.open[index].mark
            if other is not None and other.numeral.lstrip("0") == prefix.lstrip("0"):
                del self.open[index + 1 :]
                return True
        return False


def _is_heading(piece: Paragraph, text: str) -> bool:
    """Whether an unnumbered line is a heading in a document that numbers no sections."""
    if is_shouted(text):
        return 8 <= len(text) <= 200
    return (piece.heading or piece.bold) and 5 <= len(text) <= 120 and text[-1] not in ".;,"


def grow(pieces: Sequence[Piece], *, prefix: str = "") -> tuple[Node, ...]:
    """The tree of a run of paragraphs and tables. `prefix` begins every path ("Phụ lục 01")."""
    marked = -1
    first: dict[Style, int] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece, Paragraph):
            mark = read_mark(" ".join(f"{piece.label} {piece.text}".split()))
            if mark is not None:
                marked = index
                first.setdefault(mark.style, index)
    grower = _Grower(
        marked,
        sections_numbered=bool(prefix) or any(style in _ABOVE_ITEMS for style in first),
        width=wrap_width([piece.text for piece in pieces if isinstance(piece, Paragraph) and piece.text]),
        capitals_first=first.get("upper", len(pieces)) < first.get("roman", len(pieces)),
    )
    for index, piece in enumerate(pieces):
        grower.add(index, piece)
    return tuple(_freeze(draft, prefix, "", 0) for draft in grower.top)


def _freeze(draft: _Draft, above: str, numeral_above: str, depth: int) -> Node:
    """`above` is the path of the enclosing node, `numeral_above` its last numeral."""
    mark = draft.mark
    path = above
    numeral = mark.numeral if mark else ""
    if mark is not None and numeral:
        path = _path(mark, above, numeral_above)
    inner_above = path
    if (
        mark is not None
        and mark.style == "article"
        and any(c.mark and c.mark.style == "roman" for c in draft.children)
    ):
        inner_above = above  # a decision that holds the plan inside its Điều 1: sections keep their own paths
    children = tuple(
        _freeze(child, inner_above, numeral or numeral_above, depth + 1) for child in draft.children
    )
    return Node(
        label=mark.label if mark else "",
        numeral=numeral,
        path=path,
        text=draft.text,
        kind=draft.kind,
        depth=depth,
        place=draft.places[0],
        places=tuple(draft.places),
        children=children,
        bold=draft.bold,
        table=draft.table,
        cells=draft.cells,
    )


def _path(mark: Mark, above: str, numeral_above: str) -> str:
    numeral = f"Điều {mark.numeral}" if mark.style == "article" else mark.numeral
    if mark.style == "multi" and numeral_above and numeral.startswith(f"{numeral_above}."):
        above = above[: -len(numeral_above)].rstrip(".")
    return f"{above}.{numeral}" if above else numeral
