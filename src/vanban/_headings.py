"""Headings that name who must act: "3. Sở Tài chính", "Giao Công an tỉnh:", "Đề nghị: Hội A, Hội B".

Tells such a heading from a sentence that merely begins with an agency ("Sở X chủ trì, phối hợp …"), and cuts
the duty that runs on after the colon. Reads no duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban._language.actors import find_agencies
from vanban._language.agencies import (
    collective_at,
    gathering_at,
    head_at,
    read_words,
    split_agencies,
    without_asides,
)
from vanban._language.agency_names import ANY_CASE_HEADS, CAPITAL_HEADS, LETTER_HEADS
from vanban._language.text import word_key

_LEAD_IN = re.compile(
    r"^(?:(?:trân trọng |kính )?đề nghị|giao(?: cho)?|yêu cầu|(?:trách nhiệm|nhiệm vụ)(?: cụ thể)? của|đối với)\s*[:：]?\s*(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:có|chịu)\s+(?:các\s+)?(?:trách nhiệm|nhiệm vụ)(?:\s+(?:chính|cụ thể|sau|đây|như|tổ chức|thực hiện))*$"
    r"|\s+thực hiện(?: các)?(?: nhiệm vụ| nội dung)?(?: sau)?$",
    re.IGNORECASE,
)
# Lower case only: "Sở Xây dựng", "Cần Thơ" are names.
_VERBS = re.compile(
    r"(?:^|\s|,)(?:chủ trì|phối hợp|thực hiện|xây dựng|triển khai|chịu trách nhiệm|có trách nhiệm|tham mưu|hướng dẫn|chủ động"
    r"|tăng cường|đẩy mạnh|căn cứ|theo dõi|đôn đốc|tiếp tục|nâng cao|bố trí|chỉ đạo(?! \d)|là (?:cơ quan|đơn vị|đầu mối)|làm đầu mối"
    r"|tuyên truyền(?=\s+(?:và|về|cho|sâu|trên|đến|tới|,))|báo cáo(?= kết quả| Ủy| UBND| về)|tổ chức(?= (?:thực|triển|tuyên|các (?:hoạt|lớp|hội|cuộc|buổi)|tập huấn|hội))"
    r"|rà soát|đảm bảo|bảo đảm|khẩn trương|nghiêm túc|vận động|lồng ghép|ban hành|trình|giúp|đề xuất|quán triệt|lựa chọn|nghiên cứu"
    r"|kiểm tra(?=\s+(?:việc|tình))|lập(?= dự toán| kế hoạch)|hằng năm|hàng năm|định kỳ|cần|phải|để|khi|nếu|được|tại)(?=[\s,.:;]|$)",
)
# "Tổ chức tập huấn" is work; "Tổ chức chính trị - xã hội" is a body.
_WORK = re.compile(
    r"^Tổ chức\s+(?!chính trị|xã hội|thành viên|cá nhân|đoàn thể|tín dụng|hội\b|đảng|công đoàn|và|tôn giáo|phi chính phủ|kinh tế|quốc tế|khoa học)[^\W\d_]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
# Small places and units that only a heading makes answerable: "Các thôn: …", "Các lớp".
_SMALL_UNITS = re.compile(
    r"^(?:(?:các|những|trưởng|ban)\s+)+(?:thôn|bản|ấp|khóm|buôn|làng|khu phố|khu dân cư|tổ dân phố|chi bộ|chi đoàn|chi hội|khoa|bộ môn|lớp|tổ)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_OFFICERS = re.compile(
    r"^(?:(?:các )?(?:ông|bà|đồng chí|công chức|cán bộ|viên chức|nhân viên|trưởng|phó|tổ trưởng|bí thư|ngành|lực lượng|thành viên|báo cáo viên"
    r"|tuyên truyền viên))\b[^.;:]{2,80}$",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(head[0] for head in CAPITAL_HEADS | ANY_CASE_HEADS | LETTER_HEADS) | {
    word_key("các")
}
_LONGEST_BY_PLACE = 150
_PEOPLE = re.compile(
    r"(?:Giáo viên|Giảng viên|Học sinh|Sinh viên|Cha mẹ|Phụ huynh|Người dân|Hộ|Chủ|Nhân dân|Đoàn viên|Hội viên)\b"
)
_NO_BODY = re.compile(
    r"(?:Báo cáo|Hội nghị|Hội thảo|Hội thi|Bộ (?:tiêu chí|chỉ số|tài liệu)|Đội ngũ|Phòng(?:,| ngừa| chống)|Cơ (?:chế|cấu)|Cơ sở (?:dữ liệu|vật chất|pháp lý|hạ tầng)"
    r"|Các (?:nội dung|nhiệm vụ|giải pháp|hoạt động|biện pháp|hình thức|mục tiêu|chỉ tiêu|bước|nguồn)|Tổ chức (?:thực hiện|triển khai)|Doanh nghiệp số)\b"
)
_SEVERAL = re.compile(r"^(?:Giám đốc )?[Cc]ác (?P<head>Sở|Bộ|Ban)\s*[:：]\s*(?P<names>[^:;.]{4,220})\.?$")
_REST_OF_NAME = re.compile(r"^(?:Thể thao|Khoa học|Gia đình)\b")
_LONGEST = 260
_COLON = re.compile(r"\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class AgencyHeading:
    agencies: tuple[str, ...]
    duty: str  # what runs on after the colon; "" where nothing does


@lru_cache(maxsize=1024)
def agency_heading(text: str) -> AgencyHeading | None:
    """The agencies a heading names, or None where `text` is a title or a sentence."""
    opened = _LEAD_IN.sub("", text, count=1)
    several = _SEVERAL.match(opened)
    if several is not None and not _VERBS.search(several["names"]):
        return AgencyHeading(_of_one_kind(several["head"], several["names"]), "")
    colon = _COLON.search(without_notes(opened))
    head, duty = opened, ""
    if colon is not None:
        plain = without_notes(opened)
        head, duty = plain[: colon.start()], plain[colon.end() :].strip()
        if len(head) > _LONGEST:
            return None
        if not names_agencies(head):
            return None
    if len(head) > _LONGEST or not names_agencies(head):
        return None
    head = _TAIL.sub("", head.rstrip(" .:;"))
    agencies = split_agencies(head)
    return AgencyHeading(agencies, duty) if agencies else None


def heading_by_place(text: str) -> AgencyHeading | None:
    """As `agency_heading`, for an item whose neighbours are such headings: the first word of a body and no verb
    are enough there ("Các doanh nghiệp viễn thông, công nghệ thông tin", "Báo và phát thanh An Bình")."""
    opened = without_notes(_LEAD_IN.sub("", text, count=1))
    head, _, duty = opened.partition(":")
    bare = _TAIL.sub("", without_asides(head).strip(" .:;"))
    if len(bare) > _LONGEST_BY_PLACE or _WORK.match(bare) or _NO_BODY.match(bare) or _VERBS.search(bare):
        return None
    first = _WORD.match(bare)
    if first is None or not bare[0].isupper():
        return None
    if word_key(first.group()) not in _FIRST_WORDS and not _PEOPLE.match(bare):
        return None
    return AgencyHeading(split_agencies(bare), duty.strip())


def _of_one_kind(head: str, names: str) -> tuple[str, ...]:
    """ "Các Sở: Tài chính, Y tế" → "Sở Tài chính", "Sở Y tế"; a name that holds a comma itself stays one."""
    found: list[str] = []
    for piece in re.split(r"\s*[,;]\s*|\s+và\s+(?=(?:Các |Sở |Bộ |UBND|Công an))", names.strip(" .;:")):
        if found and _REST_OF_NAME.match(piece) and found[-1].endswith(("Văn hóa", "Văn hoá", "Giáo dục")):
            found[-1] += f", {piece}"
        else:
            found.append(piece if opens_as_agency(piece) else f"{head} {piece}")
    return tuple(found)


def without_notes(text: str) -> str:
    return re.sub(r"\[\d{1,3}\]", "", text)


def names_agencies(text: str) -> bool:
    """True where `text` is nothing but names of agencies (it opens as one, and holds no verb)."""
    plain = without_asides(text).strip(" .:;")
    if _WORK.match(plain):
        return False
    bare = _TAIL.sub("", plain).strip(" .:;")
    if not bare or _VERBS.search(bare.lower() if bare.isupper() else bare):
        return False
    if _SMALL_UNITS.match(bare) or _OFFICERS.match(bare):
        return True
    return opens_as_agency(bare) and (bare.isupper() or _is_covered(bare))


def _is_covered(text: str) -> bool:
    """Whether agencies are (nearly) all there is: at most one word stands outside the runs of agencies."""
    at = 0
    outside: list[str] = []
    for mention in find_agencies(text):
        outside += _WORD.findall(text[at : mention.begin_at])
        at = mention.end_at
    outside += _WORD.findall(text[at:])
    return at > 0 and sum(1 for word in outside if word != "và") <= 1


def opens_as_agency(text: str) -> bool:
    """True where the first words are the name of a body or a set of bodies."""
    if _WORK.match(text):
        return False
    words = read_words(text)
    return bool(words) and bool(head_at(words, 0) or gathering_at(words, 0) or collective_at(words, 0))
