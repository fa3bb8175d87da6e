"""How much a task asks for in a stretch of time, read from the plan's own words. Pure.

Refuses to guess: a number counts only before a thing that can be delivered ("bài viết", "lớp", "đợt tin nhắn").
Years, days, money, clause numbers, numbers of documents, people reached never become a quota.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from vanban import fold

Quota = list[tuple[str, int]]
MOST = 1_000_000  # more of anything is a figure that was read wrongly
LONGEST_NAME = 8  # words


class Rate(IntEnum):
    """For how many months a quantity is meant; ONCE = for the whole task."""

    ONCE = 0
    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12
    TWO_YEARS = 24


@dataclass(frozen=True, slots=True)
class Quantity:
    """ "02 tin/tháng" → ("tin", 2, MONTH)."""

    name: str
    count: int
    rate: Rate
    each: bool = False  # for each unit of a set ("mỗi xã, phường 02 tuyên truyền viên")


# Things that can be delivered and counted, the longest names first where they share a beginning.
NOUNS = tuple(
    """
    bài tuyên truyền|bài viết|bài giảng|bài hát|bài|ban đồ họa|bản tin|bảng điện tử|bảng hướng dẫn|băng rôn|
    băng zôn|báo cáo viên|báo cáo|biển báo|bộ tài liệu|bộ học liệu|bộ câu hỏi|bộ tiêu chí|bộ|buổi|
    ca khúc|cẩm nang|chiến dịch|chuyên đề|chuyên mục|chuyên trang|chương trình|clip|câu chuyện|
    cuộc diễn tập|cuộc thi|cuộc khảo sát|cuộc kiểm tra|cuộc|diễn đàn|đợt|đồ họa thông tin|đồ họa|ấn phẩm|
    infographic|motion graphic|video clip|video|văn bản|hạng mục|hội nghị|hội thảo|hội thi|kế hoạch|
    khẩu hiệu|khóa tập huấn|khóa|khoá|kịch bản|lớp|lượt phát|lần|mô hình|ngày hội|nội dung|pa nô|panô|pano|
    phóng sự|phim ngắn|phim|poster|quyển|cuốn|quy trình|sản phẩm|sổ tay|số báo|sự kiện|tác phẩm|tài liệu|
    tập san|thông điệp|tiểu phẩm|tin bài|tin nhắn|tin|tình huống|tọa đàm|toạ đàm|tờ gấp|tờ rơi|trang|trò chơi|
    tuyên truyền viên|tiết học|tiết|áp phích|ảnh|đề tài|đoạn
    """.replace("\n", " ").split("|")
)
_NOUNS = sorted({" ".join(noun.split()) for noun in NOUNS}, key=len, reverse=True)
_SAME = {  # the same thing under another name
    "bai viet": "bai",
    "bai tuyen truyen": "bai",
    "tin bai": "bai",
    "video clip": "clip",
    "video": "clip",
    "phim ngan": "clip",
    "do hoa thong tin": "do hoa",
    "infographic": "do hoa",
    "bang zon": "bang ron",
    "pano": "pa no",
    "poster": "ap phich",
    "to gap": "to roi",
    "khoa tap huan": "lop",
    "khoa": "lop",
}
_FOLDED = sorted({fold(noun) for noun in _NOUNS} | set(_SAME), key=len, reverse=True)

_UNITS = {"tháng": Rate.MONTH, "quý": Rate.QUARTER, "quí": Rate.QUARTER, "năm": Rate.YEAR}
_EACH = r"(?<!\w)(?:mỗi|từng|hằng|hàng|(?:trong )?(?:một|1|01)|trong(?=\s+\w+(?!\s*\d)))"
_NO_DATE = rf"(?!\s*\d+(?!\d|\s*(?:{'|'.join(re.escape(noun) for noun in _NOUNS)})(?!\w)))"
_RATES: tuple[tuple[re.Pattern[str], Rate], ...] = (
    (
        re.compile(
            r"(?:mỗi|một|hằng|hàng|/|trong)\s*(?:6|06|sáu) tháng|(?:6|06|sáu) tháng (?:một|1|01)\s*lần"
        ),
        Rate.HALF,
    ),
    (
        re.compile(r"(?:2|02|hai) năm\s*(?:/|một|mỗi)?\s*(?:01|1|một)?\s*(?=lần)|mỗi (?:2|02|hai) năm"),
        Rate.TWO_YEARS,
    ),
    (re.compile(rf"{_EACH}\s+tháng{_NO_DATE}|/\s*(?:01\s*|1\s*)?tháng(?!\s*\d)|tháng nào cũng"), Rate.MONTH),
    (
        re.compile(rf"{_EACH}\s+qu[ýí](?!\s*[ivx]+\b){_NO_DATE}|/\s*(?:01\s*|1\s*)?qu[ýí](?!\w)|định kỳ quý"),
        Rate.QUARTER,
    ),
    (
        re.compile(rf"{_EACH}\s+năm{_NO_DATE}(?! học)|/\s*(?:01\s*|1\s*)?năm(?!\w)(?!\s*\d)|thường niên"),
        Rate.YEAR,
    ),
)
_NUMBER = r"(?<![\w/.,%–-])(\d{1,3}(?:\.\d{3})+|\d{1,7})"
_NOUN = "|".join(re.escape(noun) for noun in _NOUNS)
_COUNTED = re.compile(rf"{_NUMBER}(?:\s*(?:-|–|đến)\s*\d{{1,7}})?\s*(?=(?:{_NOUN})(?!\w))")
_BEFORE_NO_COUNT = re.compile(
    r"(?:năm|tháng|ngày|quý|điều|khoản|điểm|mục|chương|phần|số|phụ lục|thứ|lớp|khối|cấp|mức|tập|giai đoạn|kỳ|lần thứ"
    r"|quyết định|nghị định|kế hoạch|công văn|chỉ thị|thông tư|luật|đề án|gói|phiên bản)\s*$"
)
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_SAID = re.compile(
    rf"(?<=[\s,])(?:ít nhất|tối thiểu|có|phát|đăng|tổ chức)?\s*\b({'|'.join(_WORDS)})\s+(?=(?:{_NOUN})(?!\w))"
)
_END_OF_NAME = re.compile(
    r"[;,.:()/\d“”\"–\n]|\s-\s|(?<!\w)(?:và|hoặc|mỗi|hằng|hàng|trên|tại|cho|trong|từ|để|với|về|theo|một|ở|của|đến|do|"
    r"thuộc|nhằm|bằng|khoảng|x|vào|trước|sau)(?!\w)"
)
_EACH_UNIT = re.compile(
    r"(?:mỗi|từng) (?:xã|phường|huyện|thành phố|trường|đơn vị|cơ quan|sở|địa phương|thôn|địa bàn)"
)
_CLAUSE_END = re.compile(r"[;\n]|\.\s|\.$")
_AGENCY = re.compile(r"^[^:;\d]{3,80}:\s*")


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in its order. A rate counts for its whole sentence ("01 bài và 02 tin/tháng")."""
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split())
    return [found for clause in _CLAUSE_END.split(plain) if clause for found in _of_clause(clause)]


def rates(text: str) -> list[Rate]:
    """The rhythms a text names, the shortest first: "mỗi tháng", "/quý", "hằng năm", "6 tháng một lần"."""
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split())
    found: list[Rate] = []
    for pattern, rate in _RATES:
        plain, hits = pattern.subn(" ", plain)
        if hits:
            found.append(rate)
    return sorted(found)


def asked_for(products: Sequence[str], *, notes: Iterable[str] = (), text: str = "") -> list[Quantity]:
    """What a task asks for: said by its products, else by a rate in schedule or note, else by its own sentence."""
    found = _merged([quantities(product) for product in products], products)
    if found:
        return found
    rated = [q for note in notes for q in quantities(note) if q.rate is not Rate.ONCE]
    if rated:
        return _merged([rated], [""])
    return _merged([quantities(text)], [""])


def quota_for(asked: Iterable[Quantity], months: int, *, whole: bool) -> Quota:
    """The quota of a stretch of `months`: rates multiplied, in whole numbers, at least one each. `whole`: it is the
    whole task; else a quantity without a rate is meant for each stretch."""
    out: Quota = []
    for quantity in asked:
        count = quantity.count
        if quantity.rate is not Rate.ONCE and (whole or quantity.rate < months):
            count = max(1, count * months // quantity.rate) if months else count
        out.append((quantity.name, min(count, MOST)))
    return out


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """The folded head of a product's name: "Bài viết trên báo" → "bai"; the whole name where no head is known."""
    folded = " ".join(fold(name).split())
    head = _head(folded)
    return _SAME.get(head, head) if head else folded


@lru_cache(maxsize=16384)
def fits(product: str, quota: str) -> bool:
    """Whether a delivered product counts for a line of the quota: the same kind of thing, and where the quota says
    more than the kind ("đợt tin nhắn"), not a product that says something else ("đợt kiểm tra")."""
    mine, asked = " ".join(fold(product).split()), " ".join(fold(quota).split())
    if mine == asked:
        return True
    if kind_of(product) != kind_of(quota):
        return asked.split()[:1] in (["dot"], ["lan"], ["cuoc"], ["buoi"]) and asked.endswith(f" {mine}")
    rest, more = asked[len(_head(asked)) :].split(), mine[len(_head(mine)) :].split()
    return not rest or not more or rest[: len(more)] == more[: len(rest)]


def _head(folded: str) -> str:
    return next((noun for noun in _FOLDED if folded == noun or folded.startswith(f"{noun} ")), "")


def _of_clause(clause: str) -> list[Quantity]:
    rate, rest = Rate.ONCE, clause
    for pattern, value in _RATES:
        hit = pattern.search(rest)
        if hit:
            rate = value
            rest = f"{rest[: hit.start()]} ; {rest[hit.end() :]}"
            break
    found = [(m.end(), m.start(), int(m.group(1).replace(".", ""))) for m in _COUNTED.finditer(rest)]
    if rate is not Rate.ONCE:
        found += [(m.end(), m.start(1), _WORDS[m.group(1)]) for m in _SAID.finditer(f" {rest}"[1:])]
    each = _EACH_UNIT.search(clause) is not None
    out = []
    for end, start, count in sorted(found):
        if 0 < count <= MOST and not _BEFORE_NO_COUNT.search(rest[:start]):
            out.append(Quantity(_name(rest[end:]), count, rate, each))
    return out


def _name(rest: str) -> str:
    stop = _END_OF_NAME.search(rest)
    words = (rest[: stop.start()] if stop else rest).split()
    return " ".join(words[:LONGEST_NAME])


def _merged(lists: Sequence[list[Quantity]], texts: Sequence[str]) -> list[Quantity]:
    """Same name and rate once: added up, but the largest where each product speaks of another agency ("Đài tỉnh:
    …", "Đài xã: …"), for each of them delivers its own."""
    apart = sum(bool(_AGENCY.match(text.strip())) for text in texts) > 1
    sums: dict[tuple[str, Rate, bool], int] = {}
    for found in lists:
        for quantity in found:
            key = (quantity.name, quantity.rate, quantity.each)
            known = sums.get(key, 0)
            sums[key] = max(known, quantity.count) if apart else known + quantity.count
    return [Quantity(name, min(count, MOST), rate, each) for (name, rate, each), count in sums.items()]


__all__ = ["Quantity", "Quota", "Rate", "asked_for", "fits", "kind_of", "quantities", "quota_for", "rates"]
