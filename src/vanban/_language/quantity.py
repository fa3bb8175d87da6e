"""Figures that set an aim: percentages and counts with their comparators, and the phrase they count.

Refuses to take every number for a figure: years, dates, articles, ages, versions ("4.0", "5G"), durations and
numbers of documents are none. Whether a figure is an aim or describes the present is said by the sentence's
place, which this module does not see; `describes_present` only knows the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban._language.text import collapse
from vanban._plan import Comparator

# What plans count. A number before any other word is not taken for an aim.
_COUNTED = """
chiến dịch|lớp tập huấn|lớp|khóa tập huấn|khoá|khóa|hội nghị|hội thảo|tọa đàm|toạ đàm|cuộc thi|hội thi|buổi tuyên truyền|buổi|đợt tuyên truyền|đợt
tin, bài|tin bài|tin|bài viết|bài|phóng sự|chuyên mục|chuyên trang|chuyên đề|chương trình|video|clip|lượt người|lượt|người dân|người|lần
tài liệu|tờ rơi|tờ gấp|cuốn|ấn phẩm|sản phẩm|mô hình|đơn vị|doanh nghiệp|cơ sở|trường|hệ thống|cán bộ|học viên|học sinh|tổ|điểm|mỏ|xã, phường|xã
huyện|hợp tác xã|hộ gia đình|hộ|dự án|đề án|nền tảng|dịch vụ|kênh|cụm|áp phích|pano|pa-nô|băng rôn|chuyên gia|công chức|tập thể|cá nhân|sự kiện
infographic|tuyên truyền viên|báo cáo viên|cộng tác viên|tình nguyện viên|biên tập viên|phóng viên|giáo viên|giảng viên|hội viên|đoàn viên|thành viên|trang/kênh|kênh/trang|trang|bản tin|tác phẩm|câu lạc bộ|cuộc diễn tập|diễn tập|đội|trung tâm|thôn|tin nhắn|giải pháp|ứng dụng|nhiệm vụ|văn bản|thủ tục hành chính
"""
_COUNTED_RE = "|".join(
    re.escape(word) for word in sorted(_COUNTED.strip().replace("\n", "|").split("|"), key=len, reverse=True)
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?![\d])|\d{1,9}(?:[,.]\d{1,2})?"
_FIGURE = re.compile(
    rf"(?<![\w/.,:-])(?P<number>{_NUMBER})"
    rf"(?:\s?(?:-|–|đến)\s?(?P<upper>\d{{1,3}}(?:,\d{{1,2}})?)(?=\s?%))?"
    rf"(?:\s?(?P<percent>%|phần trăm)|(?:\s(?P<times>nghìn|ngàn|triệu|tỷ))?\s{{1,3}}(?P<counted>{_COUNTED_RE})(?!\w))",
    re.IGNORECASE,
)
_TIMES = {"": 1, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9}
_COMPARATORS: tuple[tuple[Comparator, str], ...] = (
    ("<=", r"không quá|tối đa|không vượt quá|nhiều nhất|không nhiều hơn|không cao hơn|≤|<="),
    (">=", r"ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|thấp nhất|≥|>=|đạt từ|có từ|\btừ"),
    (">", r"\btrên|\bhơn|\bquá|vượt|cao hơn|lớn hơn|nhiều hơn|>"),
    ("<", r"\bdưới|ít hơn|thấp hơn|nhỏ hơn|giảm xuống còn dưới|<"),
)
_BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = tuple(
    (comparator, re.compile(rf"(?:{words})(?:\s(?:là|có|khoảng|từ|đạt|mức|tỷ lệ|tỉ lệ))*\s*$", re.IGNORECASE))
    for comparator, words in _COMPARATORS
)
_WEAK = frozenset(
    {"sử dụng", "tham gia", "ứng dụng", "kết nối", "đăng ký", "cài đặt", "giao dịch", "thanh toán"}
)
_WHAT_THEY_DO = re.compile(
    r"\s(?:xử lý|sử dụng|hoạt động|cung cấp|phát sinh|liên quan|nhu cầu|đủ|tham gia|kết nối|ứng dụng|vốn|quy mô)(?!\w)"
)
_STRONG = re.compile(
    r"\s(?:được|có (?:khả năng|kỹ năng|cơ hội|kiến thức|nhận thức|hiểu biết)|biết|hiểu|nắm|nhận thức)(?!\w)"
)
_AFTER_OR_MORE = re.compile(r"^[^.;:%]{0,80}?\btrở lên\b", re.IGNORECASE)
_AGE_OR_MORE = re.compile(r"\b\d+\s?tuổi trở lên", re.IGNORECASE)
_NOT_A_COUNT = re.compile(
    r"(?:mô hình|năm|ngày|tháng|điều|khoản|điểm|số|quý|cấp độ|mức độ|mức|tổ|khu|ban chỉ đạo|lớp|khối|phụ lục|mẫu)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage (unit "%") or a count (unit as written: "chiến dịch"), and where it stands in the text."""

    comparator: Comparator
    value: float
    unit: str
    begin_at: int  # of the comparator, or of the number where there is none
    end_at: int


def find_figures(text: str) -> tuple[Figure, ...]:
    """Percentages and counts in order. The text must be `collapse`d, so that places mean the same to all."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if not match["percent"] and _NOT_A_COUNT.search(before):
            continue
        comparator, begin = _comparator(before, match.start())
        after = text[match.end() : match.end() + 90]
        if comparator in {"=", ">="} and _AFTER_OR_MORE.match(after) and not _AGE_OR_MORE.search(after):
            comparator = ">="
        elif (
            comparator == ">="
            and before.rstrip().casefold().endswith("từ")
            and not match["upper"]
            and match["percent"]
        ):
            comparator = ">=" if re.search(r"(?:đạt|có) từ\s*$", before, re.IGNORECASE) else "="
        unit = "%" if match["percent"] else match["counted"]
        found.append(
            Figure(
                comparator,
                _value(match["number"], unit) * _TIMES[(match["times"] or "").casefold()],
                unit,
                begin,
                match.end(),
            )
        )
    return tuple(found)


def _value(number: str, unit: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number) and unit != "%":
        return float(number.replace(".", ""))
    return float(number.replace(",", "."))


def _comparator(before: str, at: int) -> tuple[Comparator, int]:
    for comparator, pattern in _BEFORE:
        match = pattern.search(before)
        if match is not None:
            return comparator, at - (len(before) - match.start())
    return "=", at


_PRESENT = re.compile(
    r"hiện nay|hiện có|hiện tại|tính đến|đến nay|đã đạt|đã có|trong năm qua|thời gian qua|vừa qua|cùng kỳ|năm trước|năm ngoái",
    re.IGNORECASE,
)


def describes_present(sentence: str) -> bool:
    """Do the words say that the figures tell how things are, not how they shall be?"""
    return _PRESENT.search(collapse(sentence)) is not None


# Words that begin what is said of the counted ("được tuyên truyền", "có chương trình", "sử dụng dịch vụ").
_PREDICATES = """
được|có|xây dựng|triển khai|thực hiện|ứng dụng|xảy ra|tổ chức|tham gia|đạt|hoàn thành|bố trí|ban hành|phải|kết nối|biết|hiểu|nắm|tiếp cận
bảo đảm|đảm bảo|áp dụng|đáp ứng|cài đặt|nâng cao|chủ động|ký|cam kết|duy trì|cử|xử lý|phê duyệt|đã|sẽ|đều|là|nhận thức|sử dụng|thường xuyên
tuyên truyền|phổ biến|phát sóng|phát tin|đăng tải|treo|lắp|đăng ký|thành lập|cung cấp thông tin|công khai|khai báo|hưởng ứng|mở|đưa|nhận được|tự|cần|bị|do|vận hành|lắp đặt|trang bị
ra quân|hướng dẫn|giải quyết|phát hành|hình thành|tiến hành|trở thành|hài lòng|đồng ý|tin tưởng|chấp hành|tuân thủ|tự giác|chuyển|thanh toán|giao dịch|rà soát|đánh giá|quán triệt|nghiêm túc|tích hợp|số hóa|cập nhật|từng bước|so với|để|nhằm|trong đó|vào năm
"""
_PREDICATE = re.compile(
    rf"(?:,\s*)?(?<![\w])(?:{'|'.join(re.escape(w) for w in sorted(_PREDICATES.strip().replace(chr(10), '|').split('|'), key=len, reverse=True))})(?!\w)"
)
_NOUN_BEFORE = {
    "sử dụng": ("người", "đối tượng", "đơn vị"),
    "có": ("người", "hộ", "nơi", "trẻ em", "cơ quan", "đơn vị", "tổ chức"),
    "tổ chức": ("các", ",", "và", "cơ quan,", "của", "những"),
    "tham gia": ("người",),
    "hiểu": ("tìm",),
    "ứng dụng": ("phần mềm", "các"),
    "tuyên truyền": (
        "cán bộ",
        "viên",
        "làm công tác",
        "chiến dịch",
        "buổi",
        "lớp",
        "đợt",
        "phương tiện",
        "công tác",
        "bài",
        "tài liệu",
        "bài viết",
    ),
    "xây dựng": ("ngành", "lĩnh vực"),
}
_OR_MORE = re.compile(r"\s*trở lên\s", re.IGNORECASE)
_WHAT_IS_HELD = re.compile(
    r"\s(?:tuyên truyền|tập huấn|hội|cuộc|các|thực hiện|triển khai|phổ biến|đào tạo|lớp|buổi)"
)
_STOPS = re.compile(
    r"[.;:]|\s(?=(?:trên|hơn|dưới|ít nhất|tối thiểu|khoảng|và|≥|>|đạt)?\s?\d{1,3}(?:,\d+)?\s?%)"
)


def population_after(text: str, start: int) -> str | None:
    """The phrase counted by a figure that ends at `start`: up to what is said of it, another figure, or a stop."""
    or_more = _OR_MORE.match(text, start)
    start = or_more.end() if or_more is not None else start
    end = _stop(text, start)
    skipped = start
    for match in _PREDICATE.finditer(text, start, end):
        word = match.group().lstrip(", ").casefold()
        left = text[start : match.start()].rstrip()
        if not left.strip(" ,"):
            if word in {"được", "có", "so với"}:
                return None
            continue
        if _is_noun_here(
            word, left, text[match.end() : match.end() + 20], after_comma=match.group().startswith(",")
        ):
            continue
        if match.start() < skipped:
            continue
        did = _WHAT_THEY_DO.match(text, match.end()) if word == "có" else None
        if did is not None and _STRONG.search(text, match.end(), min(end, match.end() + 60)):
            skipped = did.end()  # "doanh nghiệp có xử lý dữ liệu được hướng dẫn"
            continue
        if word in _WEAK and _STRONG.search(text, match.end(), min(end, match.end() + 80)):
            continue  # "người dân sử dụng Internet có khả năng …": the first verb belongs to the counted
        end = match.start()
        break
    phrase = text[start:end].strip(" ,;:.–-")
    if _ONLY_TIME.match(phrase):
        return None
    phrase = re.sub(r"\s(?:và|hoặc|đến)$", "", re.sub(r"^\(\d[^()]*\)\s", "", phrase))
    if "từ" not in phrase:
        phrase = phrase.removesuffix(" trở lên")
    return _OPENING.sub("", phrase) or None


def _is_noun_here(word: str, left: str, right: str, *, after_comma: bool) -> bool:
    """ "các cơ quan, tổ chức nhà nước", "người sử dụng": a noun, not what is said of the counted."""
    if after_comma:
        return word == "tổ chức" and _WHAT_IS_HELD.match(right) is None
    low = left.casefold()
    return any(low.endswith(noun) for noun in _NOUN_BEFORE.get(word, ()))


def _stop(text: str, start: int) -> int:
    """A full stop, a semicolon, the next figure; a colon only where it does not list ("như: …")."""
    at = start
    while True:
        match = _STOPS.search(text, at)
        if match is None:
            return len(text)
        if match.group() == ":" and text[
            max(0, match.start() - 8) : match.start()
        ].rstrip().casefold().endswith(("như", "gồm", "là")):
            at = match.end()
            continue
        if match.group() == "." and match.end() < len(text) and not text[match.end()].isspace():
            at = match.end()
            continue
        return match.start()


_RATE_OF = re.compile(
    r"(?:^\s*|,\s|phấn đấu\s|nâng\s|giảm\s|bảo đảm\s|đảm bảo\s)(?:(?:tỷ|tỉ)\s(?:lệ|trọng)|số lượng|số)\s(?P<of>[^.;:%]{3,250}?)[\s,]*(?:đạt|chiếm|là|còn|giảm|tăng|xuống|phấn đấu|tối thiểu|ít nhất|trên|từ|không)*\s*$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?P<of>[^.;:%]{3,250}?)[\s,]*(?:\b(?:đạt|chiếm|còn|tăng|giảm))(?:\s(?:thêm|bình quân))?(?:\s(?:tỷ lệ|tỉ lệ|mức|tối thiểu|ít nhất|trên|từ|khoảng|tỷ lệ trên))*\s*$",
    re.IGNORECASE,
)


_OPENING = re.compile(r"^(?:đối với|cho|của|số lượng)\s", re.IGNORECASE)
_EACH = re.compile(
    r"(?P<of>(?:mỗi|từng)\s(?!năm|tháng|quý|tuần|ngày|lần)[^.;:%]{2,150}?)\s(?:có|tổ chức|thành lập|xây dựng|bố trí|phải|duy trì|thực hiện|được)(?:\s[^.;:%]{0,40})?$",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(
    r"[\s,]*(?:và\s)?(?:phấn đấu\s)?(?:đến|năm|trong|giai đoạn|hết|trước|cuối|quý|tháng|vào)\s[^,]{0,30}\d[\s,]*$",
    re.IGNORECASE,
)


_FARTHEST = 320  # how far before a figure the phrase it counts may begin


def population_before(text: str, begin: int) -> str | None:
    """The phrase counted where it comes first: "Tỷ lệ người dân … đạt trên 80%". None where nothing says so."""
    nearest = max(0, begin - _FARTHEST)
    clause_start = max(nearest - 1, *(text.rfind(mark, nearest, begin) for mark in (".", ";", ":", "%"))) + 1
    left = text[clause_start:begin]
    match = _EACH.search(left) or _RATE_OF.search(left) or _DOES.search(left)
    if match is None or _ONLY_TIME.match(match["of"]):
        return None
    phrase = re.sub(
        r"^(?:\s*,?\s*(?:và|phấn đấu|đảm bảo|bảo đảm|đến năm \d{4},?|nâng)\s)+",
        "",
        match["of"],
        flags=re.IGNORECASE,
    )
    phrase = re.sub(r"^(?:(?:tỷ|tỉ)\s(?:lệ|trọng))\s", "", phrase.strip(" ,"), flags=re.IGNORECASE)
    return _OPENING.sub("", phrase.strip(" ,")) or None
