"""Sentences a unit's officer may take into the report, made from what the ledger holds. Pure; Vietnamese, as the
report is.

Refuses to judge and to round: every number is a sum of the ledger. The officer takes them, changes them or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from khien.base.numbers import count

MOST_TITLES = 6


@dataclass(frozen=True, slots=True)
class Deed:
    """What a sentence needs of an activity. `kind`: its code in the ledger."""

    kind: str
    title: str
    people: int
    spent_vnd: int


_ORDER: dict[str, tuple[str, str]] = {  # kind → (what was done, how people are told)
    "class": ("Tổ chức {n} lớp tập huấn, bồi dưỡng", "cho {p} người"),
    "talk": ("Tổ chức {n} buổi tuyên truyền trực tiếp", "cho {p} người"),
    "event": ("Tổ chức {n} sự kiện, hội nghị", "với {p} người tham dự"),
    "contest": ("Tổ chức {n} cuộc thi", "với {p} người tham gia"),
    "press": ("Đăng, phát {n} tin, bài, phóng sự", "tiếp cận {p} lượt người"),
    "online": ("Đăng {n} nội dung trên cổng thông tin, mạng xã hội", "tiếp cận {p} lượt người"),
    "message": ("Gửi {n} đợt tin nhắn", "đến {p} người"),
    "broadcast": ("Phát {n} lượt trên truyền thanh cơ sở", "tiếp cận {p} lượt người"),
    "display": ("Treo, trình chiếu {n} đợt pa nô, áp phích, băng rôn", "tiếp cận {p} lượt người"),
    "handout": ("Phát tờ rơi, cẩm nang {n} đợt", "cho {p} người"),
    "production": ("Sản xuất {n} sản phẩm truyền thông", ""),
    "survey": ("Thực hiện {n} cuộc khảo sát", "với {p} người trả lời"),
    "drill": ("Tổ chức {n} cuộc diễn tập", "với {p} người tham gia"),
    "support": ("Hỗ trợ người dân, xử lý sự cố {n} lần", "cho {p} người"),
    "other": ("Thực hiện {n} hoạt động khác", "với {p} người"),
}
_DIRECTION: dict[str, str] = {
    "document": "Ban hành {n} văn bản chỉ đạo, hướng dẫn",
    "meeting": "Tổ chức {n} cuộc họp triển khai",
    "inspection": "Kiểm tra, đôn đốc {n} lượt",
}


def direction(deeds: Iterable[Deed]) -> tuple[str, ...]:
    """For part I: documents, meetings, inspections, with their titles."""
    found = _by_kind(deeds)
    return tuple(_with_titles(words, found[kind]) for kind, words in _DIRECTION.items() if found.get(kind))


def results(deeds: Iterable[Deed]) -> tuple[str, ...]:
    """For the results: one sentence a kind of activity, then the money."""
    rows = list(deeds)
    found = _by_kind(rows)
    sentences = [
        _of_kind(words, people, found[kind]) for kind, (words, people) in _ORDER.items() if found.get(kind)
    ]
    spent = sum(row.spent_vnd for row in rows)
    if spent:
        sentences.append(f"Kinh phí đã sử dụng {count(spent)} đồng.")
    return tuple(sentences)


def _by_kind(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        found[deed.kind].append(deed)
    return found


def _of_kind(words: str, people: str, rows: list[Deed]) -> str:
    text = words.format(n=count(len(rows)))
    total = sum(row.people for row in rows)
    return f"{text} {people.format(p=count(total))}." if people and total else f"{text}."


def _with_titles(words: str, rows: list[Deed]) -> str:
    titles = list(dict.fromkeys(row.title.strip().rstrip(".") for row in rows))
    more = " …" if len(titles) > MOST_TITLES else ""
    return f"{words.format(n=count(len(rows)))}: {'; '.join(titles[:MOST_TITLES])}{more}."
