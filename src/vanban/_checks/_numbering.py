"""Numbers that repeat, skip or use a letter the Vietnamese list does not have: clauses, then rows of tables.

Source: Decree 30/2020/NĐ-CP, annex I, II.6.c (sections I., items 1., points in alphabetical order). A list
that starts again at 1, or goes on counting from the list before it, is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban._blocks import Place
from vanban._checks._facts import Facts, Sheet, cut
from vanban._outline import Node
from vanban._outline._marks import LETTERS, Mark, Style, read_mark
from vanban._plan import Finding

_KINDS = {"part", "chapter", "article", "section", "item", "point"}
MANY = 8  # more faults than this are the reader's misunderstanding, not the issuer's carelessness
_D, _E = LETTERS.find("d") + 1, LETTERS.find("e") + 1


@dataclass(frozen=True, slots=True)
class _Entry:
    mark: Mark
    where: str
    text: str
    place: Place


def check_numbering(facts: Facts) -> Iterator[Finding]:
    found = list(_faults(facts))
    if len(found) <= MANY:
        yield from found
        return
    where = ", ".join(dict.fromkeys(finding.where for finding in found[:MANY]))
    yield Finding(
        "numbering",
        "info",
        where,
        f"Đánh số không liên tục ở {len(found)} chỗ; có thể do cách đánh số tự động của tệp nên máy đọc không đúng.",
        found[0].quote,
        "So số thứ tự trên màn hình với văn bản gốc trước khi sửa.",
        tuple(place for finding in found for place in finding.places),
    )


def _faults(facts: Facts) -> Iterator[Finding]:
    if facts.outline is not None:
        last: dict[Style, int] = {}
        for tops in (facts.outline.decision, facts.outline.nodes):
            yield from _siblings(tops, last)
        for annex in facts.outline.annexes:
            yield from _siblings(annex.nodes, {})
    for sheet in facts.sheets:
        yield from _rows(sheet)


def _siblings(nodes: Sequence[Node], last: dict[Style, int]) -> Iterator[Finding]:
    runs: dict[Style, list[_Entry]] = {}
    for node in nodes:
        mark = read_mark(f"{node.label} Xxxx") if node.kind in _KINDS and node.label else None
        if mark is not None and not mark.is_bullet:
            runs.setdefault(mark.style, []).append(_Entry(mark, node.path, node.text, node.place))
    for style, entries in runs.items():
        yield from _sequence(entries, last.get(style, 0))
        last[style] = entries[-1].mark.value
    for node in nodes:
        yield from _siblings(node.children, last)


def _sequence(entries: Sequence[_Entry], before: int) -> Iterator[Finding]:
    """Faults of one list; repeats that follow each other are one finding."""
    previous: _Entry | None = None
    repeats: list[_Entry] = []
    for entry in entries:
        value = entry.mark.value
        if entry.mark.style in {"lower", "paren-lower"} and value == 0:
            yield _foreign_letter(entry)
            continue
        again = (
            previous is not None and value <= previous.mark.value and (value != 1 or previous.mark.value == 1)
        )
        if previous is not None and again:
            repeats = repeats or ([previous] if value == previous.mark.value else [])
            repeats.append(entry)
        else:
            yield from _repeated(repeats)
            repeats = []
            yield from _skipped(previous, entry, before)
        previous = entry
    yield from _repeated(repeats)


def _repeated(entries: Sequence[_Entry]) -> Iterator[Finding]:
    if entries:
        labels = "; ".join(f"“{entry.mark.label} {entry.text[:50]}”" for entry in entries)
        yield Finding(
            "numbering",
            "warning",
            entries[-1].where,
            f"Số thứ tự bị lặp: {labels}.",
            f"{entries[-1].mark.label} {cut(entries[-1].text, 100)}",
            "Đánh lại số thứ tự từ chỗ lặp trở đi, và sửa các viện dẫn đến những mục này nếu có.",
            tuple(entry.place for entry in entries),
        )


def _skipped(previous: _Entry | None, entry: _Entry, before: int) -> Iterator[Finding]:
    value = entry.mark.value
    expected = previous.mark.value + 1 if previous is not None else 1
    english = previous is not None and (previous.mark.value, value) == (_D, _E)  # a, b, c, d, e: widely used
    if value in {1, expected} or english or (previous is None and value == before + 1):
        return
    if previous is None and entry.mark.style in {"article", "part", "chapter", "group"}:
        return
    after = f"sau “{previous.mark.label}”" if previous is not None else "đầu danh mục"
    yield Finding(
        "numbering",
        "warning",
        entry.where,
        f"Số thứ tự bị nhảy: {after} là “{entry.mark.label}”.",
        f"{entry.mark.label} {cut(entry.text, 100)}",
        "Kiểm tra xem có thiếu một mục hay chỉ đánh sai số.",
        (entry.place,),
    )


def _foreign_letter(entry: _Entry) -> Finding:
    return Finding(
        "numbering",
        "info",
        entry.where,
        f"Điểm “{entry.mark.label}” dùng chữ cái không có trong thứ tự tiếng Việt (a, b, c, d, đ, e, g, h, …).",
        f"{entry.mark.label} {cut(entry.text, 100)}",
        "Đánh lại điểm theo bảng chữ cái tiếng Việt.",
        (entry.place,),
    )


def _rows(sheet: Sheet) -> Iterator[Finding]:
    """Rows of a table, group by group; a flattened table may have lost rows, so only repeats count there."""
    previous: tuple[str, int] | None = None
    seen: set[str] = set()
    for row in sheet.rows:
        numeral = row.numeral.rsplit(".", 1)[-1]
        if row.kind != "row" or not numeral.isdigit():
            continue
        value, group = int(numeral), row.path.rsplit(".", 1)[0]
        if row.path in seen:
            yield _row_finding(
                row.path, f"Dòng số {row.numeral} xuất hiện hai lần trong bảng.", row.row.place
            )
        elif not sheet.grid.flattened and previous is not None:
            follows = value == previous[1] + 1 or (group != previous[0] and value == 1)
            if not follows and value > previous[1] + 1:
                text = f"Số thứ tự dòng bị nhảy từ {previous[1]} sang {value}."
                yield _row_finding(row.path, text, row.row.place)
        seen.add(row.path)
        previous = (group, value)


def _row_finding(where: str, text: str, place: Place) -> Finding:
    advice = "Đánh lại số thứ tự các dòng; kiểm tra xem có thiếu dòng nào không."
    return Finding("numbering", "warning", where, text, "", advice, (place,))
