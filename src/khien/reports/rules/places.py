"""Places in the report's texts: "{{ so_hoat_dong }}" becomes the figure, with its reference.

Refuses everything else that template languages do: no expressions, no loops, no attributes. A text can therefore do
nothing but show figures that the report has; what is wrong with it comes back with its line and column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from khien.reports.rules.consolidated import ConsolidatedData, Earlier, Measure, Opinion
from khien.reports.rules.official_words import MOST_NAMES, MOST_OPINIONS, NOTHING_SAID, OPINION_PLACES
from khien.reports.rules.tracing import RATE_CODES
from vanban import Span, date_short, money_in_words, money_text, number_text, percent_text

LONGEST_TEXT = 60_000
MOST_PLACES = 500
_PLACE = re.compile(r"\{\{\s*(?P<name>[^{}\n]{0,80}?)\s*\}\}")
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text: line and column from 1; `kind`: unknown, loose, too_long, too_many; `near`: the place
    that was probably meant."""

    line: int
    column: int
    kind: str
    what: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands at a place: the text, and the code of the figure when it is one."""

    text: str
    code: str = ""


NAMES: Mapping[str, str] = {
    "ke_hoach": "Kế hoạch",
    "ten_ke_hoach": "Tên kế hoạch",
    "ngay_ke_hoach": "Ngày ban hành kế hoạch",
    "co_quan_ke_hoach": "Cơ quan ban hành kế hoạch",
    "co_quan": "Cơ quan ban hành",
    "ky_bao_cao": "Kỳ báo cáo",
    "tu_ngay": "Từ ngày",
    "den_ngay": "Đến ngày",
    "so_hoat_dong": "Số hoạt động",
    "luot_nguoi": "Lượt người tiếp cận",
    "so_san_pham": "Số sản phẩm",
    "so_minh_chung": "Số minh chứng",
    "so_don_vi_thuc_hien": "Số đơn vị thực hiện",
    "kinh_phi": "Kinh phí thực hiện",
    "kinh_phi_bang_chu": "Kinh phí bằng chữ",
    "don_vi_phai_bao_cao": "Đơn vị phải báo cáo",
    "don_vi_da_bao_cao": "Đơn vị có báo cáo được chấp nhận",
    "don_vi_dung_han": "Đơn vị nộp đúng hạn",
    "don_vi_cham": "Đơn vị nộp chậm",
    "don_vi_chua_bao_cao": "Đơn vị chưa nộp",
    "ty_le_bao_cao": "Tỷ lệ báo cáo",
    "ty_le_dung_han": "Tỷ lệ đúng hạn",
    "so_voi_ky_truoc": "So với kỳ trước",
    "so_voi_cung_ky": "So với cùng kỳ",
}
OPINION_NAMES: Mapping[str, str] = {
    "y_kien_chi_dao": "Đơn vị viết về chỉ đạo",
    "y_kien_ket_qua": "Đơn vị viết về kết quả nổi bật",
    "y_kien_kho_khan": "Đơn vị viết về khó khăn",
    "y_kien_nguyen_nhan": "Đơn vị viết về nguyên nhân",
    "y_kien_phuong_huong": "Đơn vị viết về phương hướng",
    "y_kien_kien_nghi": "Đơn vị kiến nghị",
}


def faults_of(text: str) -> list[Fault]:
    """What is wrong with a text, in order; empty = it can be set."""
    if len(text) > LONGEST_TEXT:
        return [Fault(1, 1, "too_long", str(LONGEST_TEXT))]
    found: list[tuple[int, Fault]] = []
    places = list(_PLACE.finditer(text))
    if len(places) > MOST_PLACES:
        return [Fault(1, 1, "too_many", str(MOST_PLACES))]
    known = [*NAMES, *OPINION_NAMES]
    for match in places:
        name = match["name"]
        if name not in known:
            near = get_close_matches(name, known, n=1)
            found.append(
                (match.start(), _fault(text, match.start(), "unknown", name, near[0] if near else ""))
            )
    blanked = _PLACE.sub(lambda match: " " * len(match[0]), text)
    found += [
        (match.start(), _fault(text, match.start(), "loose", match[0], ""))
        for match in _LOOSE.finditer(blanked)
    ]
    return [fault for _at, fault in sorted(found, key=lambda item: item[0])]


def _fault(text: str, at: int, kind: str, what: str, near: str) -> Fault:
    line = text.count("\n", 0, at) + 1
    return Fault(line, at - (text.rfind("\n", 0, at) + 1) + 1, kind, what, near)


def fillings(data: ConsolidatedData, *, issuing_body: str = "") -> dict[str, Filling]:
    """Place → what stands there."""
    head, rates = data.round, data.rates
    spent = data.total(Measure.SPENT)
    found = {
        "ke_hoach": Filling(_NUMBER.sub(r"\1 số \2", head.programme)),
        "ngay_ke_hoach": Filling(_in_full(head.issued_on)),
        "co_quan_ke_hoach": Filling(head.issuer),
        "ten_ke_hoach": Filling(head.programme_title),
        "co_quan": Filling(issuing_body),
        "ky_bao_cao": Filling(head.title.removeprefix("Báo cáo ").removeprefix("kết quả ")),
        "tu_ngay": Filling(_day(head.first)),
        "den_ngay": Filling(_day(head.cut_off)),
        "kinh_phi": Filling(money_text(spent), data.totals.get(Measure.SPENT.value, "")),
        "kinh_phi_bang_chu": Filling(money_in_words(spent)),
        "don_vi_phai_bao_cao": Filling(number_text(rates.expected), RATE_CODES["expected"]),
        "don_vi_da_bao_cao": Filling(number_text(rates.accepted), RATE_CODES["accepted"]),
        "don_vi_dung_han": Filling(number_text(rates.on_time), RATE_CODES["on_time"]),
        "don_vi_cham": Filling(number_text(rates.late), RATE_CODES["late"]),
        "don_vi_chua_bao_cao": Filling(number_text(rates.missing), RATE_CODES["missing"]),
        "ty_le_bao_cao": Filling(share(rates.expected - rates.missing, rates.expected)),
        "ty_le_dung_han": Filling(share(rates.on_time, rates.expected)),
        "so_voi_ky_truoc": Filling(_compared(data, data.previous, "kỳ trước")),
        "so_voi_cung_ky": Filling(_compared(data, data.last_year, "cùng kỳ năm trước")),
    }
    for name, measure in _FIGURES.items():
        found[name] = Filling(number_text(data.total(measure)), data.totals.get(measure.value, ""))
    return found


_FIGURES = {
    "so_hoat_dong": Measure.ACTIVITIES,
    "luot_nguoi": Measure.PEOPLE,
    "so_san_pham": Measure.PRODUCTS,
    "so_minh_chung": Measure.EVIDENCE,
    "so_don_vi_thuc_hien": Measure.UNITS,
}


def filled(text: str, places: Mapping[str, Filling]) -> tuple[Span, ...]:
    """The text with its places filled, figures as spans that carry their code. Unknown places stay as they are."""
    spans: list[Span] = []
    end = 0
    for match in _PLACE.finditer(text):
        filling = places.get(match["name"])
        if filling is None:
            continue
        spans += [Span(text[end : match.start()])] if match.start() > end else []
        spans += [Span(filling.text, anchor=filling.code)] if filling.text else []
        end = match.end()
    return (*spans, Span(text[end:])) if end < len(text) or not spans else tuple(spans)


def plain(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def with_opinions(text: str, data: ConsolidatedData) -> str:
    """Puts what units wrote at its places, as text the office then edits; other places stay."""
    names = data.unit_names()

    def said(match: re.Match[str]) -> str:
        section = OPINION_PLACES.get(match["name"])
        return match[0] if section is None else opinion_lines(data.opinions.get(section, ()), names)

    return _PLACE.sub(said, text)


def opinion_lines(opinions: tuple[Opinion, ...], names: Mapping[int, str]) -> str:
    if not opinions:
        return NOTHING_SAID
    lines = [
        f"- {_harmless(o.text).rstrip('. ')} ({named(o.unit_ids, names)})." for o in opinions[:MOST_OPINIONS]
    ]
    rest = len(opinions) - MOST_OPINIONS
    if rest > 0:
        lines.append(
            f"- Còn {number_text(rest)} ý kiến khác, ghi đầy đủ tại phụ lục ý kiến của cơ quan, đơn vị."
        )
    return "\n".join(lines)


def named(unit_ids: tuple[int, ...], names: Mapping[int, str], most: int = MOST_NAMES) -> str:
    """ "Sở A, xã B và 12 đơn vị khác"."""
    known = [names[unit_id] for unit_id in unit_ids if unit_id in names]
    rest = len(known) - most
    shown = ", ".join(name.replace("Ủy ban nhân dân", "UBND") for name in known[:most])
    return f"{shown} và {number_text(rest)} đơn vị khác" if rest > 0 else shown


def _harmless(text: str) -> str:
    """What a unit wrote is never a place."""
    return text.replace("{", "(").replace("}", ")")


def share(part: int, whole: int) -> str:
    return percent_text(Decimal(part * 100) / whole, 1) if whole else "–"


def change(now: int, before: int) -> str:
    """ "tăng 12,5%", "giảm 3%", "không đổi"; nothing to compare with: how many."""
    if before == 0:
        return "không đổi" if now == 0 else f"tăng {number_text(now)}"
    if now == before:
        return "không đổi"
    word = "tăng" if now > before else "giảm"
    return f"{word} {percent_text(Decimal(abs(now - before) * 100) / before, 1)}"


def _compared(data: ConsolidatedData, earlier: Earlier | None, what: str) -> str:
    if earlier is None:
        return ""
    activities, people = Measure.ACTIVITIES, Measure.PEOPLE
    return (
        f"So với {what}: số hoạt động {change(data.total(activities), earlier.totals.get(activities.value, 0))}, "
        f"lượt người tiếp cận {change(data.total(people), earlier.totals.get(people.value, 0))}."
    )


_NUMBER = re.compile(r"^(Kế hoạch|Đề án|Chương trình|Quyết định) (\d)")


def _in_full(iso: str) -> str:
    """ "ngày 09 tháng 02 năm 2026"; "" when the plan's day is not known."""
    try:
        on = dt.date.fromisoformat(iso)
    except ValueError:
        return ""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def _day(iso: str) -> str:
    return date_short(dt.date.fromisoformat(iso))
