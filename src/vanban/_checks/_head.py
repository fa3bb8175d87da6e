"""The document's own data: a number, a day or an end of the period left blank, an annex that names another document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban._blocks import Place
from vanban._checks._facts import HEAD, Facts, cut
from vanban._language.dates import find_times
from vanban._language.text import fold
from vanban._plan import Finding

_OPEN_START = re.compile(r"^(?:thoi gian|thoi han)[^:]{0,30}:?\s*(?:ke )?tu (?:khi|ngay|thoi diem)\b")
_HAS_END = re.compile(r"\b(?:den|het|cho den|ket thuc)\b")
_CARRIED = re.compile(r"[Kk]èm theo[^()]{0,60}?số:?\s*(?P<number>\d{1,5}/[A-ZĐ][\w&-]*(?:-[\w&]+)*)")


def check_head(facts: Facts) -> Iterator[Finding]:
    yield from _number_and_date(facts)
    yield from _open_period(facts)
    yield from _annex_of_another(facts)


def _number_and_date(facts: Facts) -> Iterator[Finding]:
    head = facts.plan.head
    if head.number is None and head.approved_by is None:
        shown = f"Số:     /{head.symbol}" if head.symbol else ""
        also = "" if head.date else " Ngày ban hành cũng không có."
        yield Finding(
            "blank_number",
            "warning",
            HEAD,
            f"Văn bản chưa có số{' (ký hiệu ' + head.symbol + ')' if head.symbol else ' và ký hiệu'}.{also}",
            shown,
            "Đối chiếu bản đã phát hành để ghi đúng số, ký hiệu, ngày ban hành trước khi đưa vào thực hiện.",
            _places(facts, "number"),
        )
    if head.date is not None and len(head.date) < 10:
        missing = "ngày, tháng" if len(head.date) == 4 else "ngày"
        yield Finding(
            "date",
            "warning",
            HEAD,
            f"Chưa ghi {missing} ban hành nên không xác định được các thời hạn trong văn bản đến trước hay sau ngày ban hành.",
            head.date,
            "Ghi đủ ngày, tháng, năm ban hành theo bản đã ký.",
            _places(facts, "date"),
        )


def _places(facts: Facts, field: str) -> tuple[Place, ...]:
    return tuple(place for name, place in facts.plan.head.places if name == field)


def _open_period(facts: Facts) -> Iterator[Finding]:
    """ "Thời gian: từ khi Kế hoạch được phê duyệt" — and no end anywhere."""
    head = facts.plan.head
    if head.period_to is not None:
        return
    for passage in facts.passages:
        folded = fold(passage.text)
        if _OPEN_START.match(folded) and not _HAS_END.search(folded) and not find_times(passage.text):
            yield Finding(
                "date",
                "warning",
                passage.where,
                "Thời gian thực hiện chỉ có mốc bắt đầu, không ghi thời điểm kết thúc.",
                cut(passage.text),
                "Ghi rõ kế hoạch có hiệu lực đến năm nào (hoặc “cho đến khi có văn bản thay thế”).",
                (passage.place,) if passage.place else (),
            )


def _annex_of_another(facts: Facts) -> Iterator[Finding]:
    number = facts.plan.head.number
    if facts.outline is None or number is None or facts.plan.head.approved_by is not None:
        return
    for annex in facts.outline.annexes:
        match = _CARRIED.search(annex.title)
        if match is not None and fold(match["number"]) != fold(number):
            yield Finding(
                "other",
                "warning",
                annex.label,
                f"Phụ lục ghi kèm theo văn bản số {match['number']}, khác số của văn bản này ({number}).",
                cut(match.group()),
                "Kiểm tra lại số văn bản ở dòng “Kèm theo …” của phụ lục.",
                (annex.place,),
            )
