"""Lines that say something about the task above them: "Cơ quan chủ trì: …", "Thời gian thực hiện: …".

Cuts a text into the task's own words and its labelled facets. Does not interpret what the facets hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

FacetKind = Literal["actors", "schedule", "products", "budget", "detail"]

_BODY = r"(?:cơ quan|đơn vị|sở|ngành|tổ chức|bộ phận|phòng|địa phương|cá nhân|người)"
_LABELS: tuple[tuple[FacetKind, str], ...] = (
    ("actors", rf"(?:các )?{_BODY}(?:,? (?:và |hoặc )?{_BODY}){{0,3}} (?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm|đầu mối|phụ trách|được giao|liên quan|tham gia)[^:.;\n]{{0,25}}"),
    ("actors", r"(?:chủ trì|phối hợp|phân công(?: thực hiện| chủ trì)?|trách nhiệm thực hiện|phụ trách|tổ chức thực hiện|thực hiện)(?: (?:thực hiện|tham mưu|chính))?"),
    ("schedule", r"(?:(?:khung |mốc )?thời gian|thời hạn|thời điểm|tiến độ|lộ trình|hạn)(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|dự kiến|báo cáo)){0,2}|hoàn thành"),
    ("products", r"(?:các )?(?:sản phẩm|kết quả|đầu ra)(?: (?:đầu ra|dự kiến|thực hiện|cần đạt|đạt được|công việc|hoàn thành|chính)){0,2}"),
    (
        "detail",
        r"(?:nội dung|hình thức|mục đích|mục tiêu|yêu cầu|phương pháp|đối tượng|địa điểm|thành phần|quy mô|phạm vi|phương thức|cách thức|số lượng)"
        r"(?: (?:thực hiện|triển khai|tổ chức|công việc|chính|tham gia|tham dự|chủ yếu|nhiệm vụ)){0,2}",
    ),
    ("budget", r"(?:nguồn |dự toán |tổng )?kinh phí(?: (?:thực hiện|dự kiến))?|nguồn vốn|dự toán"),
)  # fmt: skip
_ANY = re.compile(
    r"(?:^|(?<=[.;\n(])|(?<=[.;\n(,]\s)|(?<=[.;]\s[-–+*]\s)|(?<=\s[-–]\s))\s*(?:[-–+*•]\s*)?(?P<label>"
    + "|".join(f"(?P<l{index}>{pattern})" for index, (_, pattern) in enumerate(_LABELS))
    + r")\s*[:：]\s*",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    "(?:"
    + "|".join(
        f"(?P<l{index}>{pattern}(?:,? (?:và )?(?:cơ quan |đơn vị )?phối hợp)?)"
        for index, (_, pattern) in enumerate(_LABELS)
    )
    + r")\s*[.:]?",
    re.IGNORECASE,
)
_KINDS: tuple[FacetKind, ...] = tuple(kind for kind, _ in _LABELS)


@dataclass(frozen=True, slots=True)
class Facet:
    """`text` is what follows the colon; `labelled` keeps the label before it ("Cơ quan phối hợp: Sở Y")."""

    kind: FacetKind
    text: str
    labelled: str


def cut_facets(text: str) -> tuple[str, tuple[Facet, ...]]:
    """(the task's own words, its facets in order). The words are "" where the text is nothing but facets."""
    matches = list(_ANY.finditer(text))
    if not matches:
        return text, ()
    facets: list[Facet] = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        content = text[match.end() : end].strip(" \n-–+*")
        kind = next(kind for at, kind in enumerate(_KINDS) if match[f"l{at}"] is not None)
        facets.append(
            Facet(kind, content.strip(" .;()"), f"{match['label'].strip()}: {content.strip(' ;()')}")
        )
    own = text[: matches[0].start()].strip()
    return own.rstrip("(").rstrip(" -–;"), tuple(facets)


def facet_kind(text: str) -> FacetKind | None:
    """The kind of facet whose label the line begins with, or None."""
    match = _ANY.match(text)
    if match is None:
        return None
    return next(kind for at, kind in enumerate(_KINDS) if match[f"l{at}"] is not None)


def label_alone(text: str) -> FacetKind | None:
    """The kind of facet a line names and nothing more ("Cơ quan chủ trì" over a list), or None."""
    match = _LABEL_ALONE.fullmatch(text.strip())
    if match is None:
        return None
    return next(kind for at, kind in enumerate(_KINDS) if match[f"l{at}"] is not None)
