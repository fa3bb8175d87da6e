"""Who leads and who helps, where a sentence or a label says so.

"Sở X chủ trì, phối hợp với Y …", "Giao X …", "Cơ quan chủ trì: X; phối hợp: Y", "(X chủ trì)", a sentence
whose subject is an agency. Refuses to infer an actor from a section, a table or the kind of work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban._language.agencies import (
    Word,
    collective_at,
    gathering_at,
    head_at,
    read_words,
    split_agencies,
    territory_at,
    without_asides,
)
from vanban._language.agency_names import compiled
from vanban._language.text import collapse, drop_mark, tone_key

# Verbs and prepositions at which an agency phrase in running prose ends. In lower case only: "Sở Xây dựng".
_ENDING_WORDS = """
chủ trì|chủ động|phối hợp|triển khai|thực hiện|xây dựng|ban hành|hướng dẫn|tham mưu|báo cáo|đẩy mạnh|tăng cường|nêu cao|gửi|để|trong|theo
căn cứ|có trách nhiệm|chịu trách nhiệm|rà soát|tổng rà soát|tổng kiểm tra|tiến độ|kiểm tra|nghiên cứu|đề xuất|tập trung|tiếp tục|thường xuyên|kịp thời|định kỳ|hàng năm|hằng năm
hàng|hằng|nghiêm túc|khẩn trương|quan tâm|bố trí|phổ biến|vận động|giúp|là|được|bị|sẽ|phải|cần|về|tại|nếu|khi|đã|đang|cùng|xem xét|phê duyệt
quyết định|lập|đưa|tiếp nhận|tổng hợp|theo dõi|đôn đốc|giám sát|đánh giá|trình|ký|cho ý kiến|quán triệt|lồng ghép|phân công|đảm bảo|bảo đảm
duy trì|vận hành|nâng cấp|sản xuất|dán|treo|niêm yết|nhắn tin|lắp đặt|quảng bá|chia sẻ|trưng bày|phân phát|cấp phát|ra quân|ký kết|thiết kế|biên soạn|soạn thảo|có chính sách|có kế hoạch|có biện pháp|có giải pháp|phát động|phát huy|thông báo|nâng cao|thẩm định|khảo sát|biên tập|in ấn|mở|đăng|phát|viết|tham gia|huy động|yêu cầu|giao
đề nghị|chấp hành|với|cho|từ|do|nhằm|trên cơ sở|phản ánh|tuyên truyền|chỉ đạo|cung cấp|cập nhật|quản lý|xử lý|kiến nghị|hỗ trợ|khuyến khích
sử dụng|tạo|tiến hành|ưu tiên|đầu tư|áp dụng|chuẩn bị|tích cực|thống nhất|làm|có văn bản|cử|khai thác|đổi mới|hoàn thiện|trực tiếp|phải|không
tham dự|tập huấn|bồi dưỡng|thành lập|kiện toàn|trao đổi|nắm|lựa chọn|đăng tải|phân bổ|cân đối|tổ chức thực hiện|tổ chức triển khai|tổ chức
đấu tranh|phòng ngừa|ngăn chặn|phát hiện|đáp ứng|quy định|công bố|kết nối|khắc phục|bám sát|chú trọng|đồng thời|cụ thể hóa|thay mặt|trước|sau|chậm nhất|gắn|xác định|kết quả|tình hình|công tác|việc|nội dung|các nhiệm vụ|nhiệm vụ
"""
_ENDS = compiled(_ENDING_WORDS)
_LONGEST_END = 3
_TO_HOLD = compiled("tổ chức")
_MODIFIABLE = compiled("cung cấp|khai thác|phát hành|đào tạo|sản xuất")
_OF_AN_OFFICE = compiled("tuyên truyền|quản lý|chỉ đạo")
_OFFICE = compiled("cơ quan|đoàn thể")

_LIST_WORDS = frozenset(tone_key("cấp ngành địa").split())
_NAME_WORDS = frozenset(tone_key("phòng chống cụm khu").split())
_NAME_PAIRS = compiled("truyền hình|phát thanh|thông tin|thể thao|du lịch|gia đình|xúc tiến|tái định")
_GATHERING = frozenset(tone_key("các những").split())
_TOWARDS = frozenset(tone_key("đến tới cho sâu về trên").split())
_PERSONS = tone_key("cá nhân")
_BARE = frozenset(tone_key(name) for name in ("cơ quan", "đơn vị", "doanh nghiệp", "cơ sở", "nhà trường"))
_SAYS_MORE = re.compile(r"\b(?:chủ trì|phối hợp|làm đầu mối)\b", re.IGNORECASE)
_COMPOUNDS = compiled(  # words whose second half alone would be a verb: "ngân hàng", "cơ sở đào tạo"
    "ngân hàng|khách hàng|cửa hàng|bán hàng|nhà hàng|mặt hàng|đào tạo|sáng tạo|chế tạo|công lập|dân lập|tư lập|độc lập|ngoại giao|báo viết"
    "|đăng ký|việc làm|hàng không|trên không|bàn giao"
)
_SPACE = tuple(tone_key("không gian").split())  # "bảo vệ không gian mạng"
_HALVES = frozenset(tone_key("giao trình lập không hàng tạo phát viết đăng ký mở làm cử").split())

_LEADS = re.compile(
    r"[\s,:]*(?:(?:có trách nhiệm|sẽ|làm|là|được giao|tiếp tục|chịu trách nhiệm)\s)?(?:cơ quan |đơn vị )?"
    r"(?:chủ trì|làm đầu mối|đầu mối|cơ quan thường trực|đơn vị thường trực|chịu trách nhiệm chính)",
    re.IGNORECASE,
)
_DOES = re.compile(r"\s(?:tổ chức |triển khai )?thực hiện\s*[;,.)]", re.IGNORECASE)  # "(Sở A thực hiện; …)"
_HELPS_WITH = re.compile(
    r"phối hợp(?: chặt chẽ| tốt| thường xuyên| đồng bộ|,? hướng dẫn)?(?: với| cùng)?\s+", re.IGNORECASE
)
_HANDS = re.compile(
    r"(?:^|[.;:(–-]\s*)(?:giao(?: cho| nhiệm vụ cho)?|phân công|đề nghị|yêu cầu)\s+", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:^|(?<=[\n.;(–+-])|(?<=[.;()–+-]\s))[ \t]{0,8}(?P<label>(?:các\s)?(?:(?:cơ quan|đơn vị|sở, ngành|địa phương|trách nhiệm|phân công|người)(?:,\s(?:cơ quan|đơn vị|tổ chức))?\s?"
    r"(?P<role>chủ trì(?:\s(?:thực hiện|tham mưu))?|phối hợp(?:\s(?:thực hiện|chính))?|thực hiện|chịu trách nhiệm)?|chủ trì(?:\sthực hiện)?|phối hợp(?:\sthực hiện)?|thực hiện))[ \t]{0,4}[:：]\s{0,8}",
    re.IGNORECASE,
)
_LABEL_STOP = re.compile(
    r"\n|[.;–+-]\s{0,4}(?=(?:các\s)?(?:cơ quan|đơn vị|chủ trì|phối hợp|thời gian|thời hạn|sản phẩm|kết quả|kinh phí|tiến độ|hoàn thành|hình thức|đối tượng|nội dung)[^.;:]{0,40}:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Actors:
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of agencies in running prose: the agencies, and where the run begins and ends."""

    agencies: tuple[str, ...]
    begin_at: int
    end_at: int


def find_agencies(text: str) -> tuple[Mention, ...]:
    """Every run of agencies named in running prose. Places refer to `text` as given (NFC expected)."""
    words = read_words(text)
    found: list[Mention] = []
    index = 0
    while index < len(words):
        if not _starts_run(words, index):
            index += 1
            continue
        end = run_end(words, index)
        begin_at, end_at = words[index].begin, words[end - 1].end
        agencies = split_agencies(text[begin_at:end_at])
        if agencies:
            found.append(Mention(agencies, begin_at, end_at))
        index = end
    return tuple(found)


def _starts_run(words: tuple[Word, ...], at: int) -> bool:
    if head_at(words, at) or gathering_at(words, at):
        return True
    collective = collective_at(words, at)
    return bool(collective) and _is_listed(words, at + collective)


def _is_listed(words: tuple[Word, ...], after: int) -> bool:
    """ "cơ quan, đơn vị", "sở, ngành": a collective without "các" counts only as the first of a list."""
    return after < len(words) and words[after].joint == "comma" and collective_at(words, after) > 0


def run_end(words: tuple[Word, ...], start: int) -> int:
    """Index after the last word of the run of agencies that begins at words[start]."""
    at = start + max(head_at(words, start), 1)
    while at < len(words):
        word = words[at]
        if word.joint in {"hard", "line", "stop"} and not _starts_run(words, at):
            break
        if word.joint in {"colon", "aside"} or (
            word.joint == "stop" and words[at - 1].key not in {"tp", "tx"}
        ):
            break
        if _ends_phrase(words, at, start):
            break
        if word.joint in {"comma", "and"} and not _continues(words, at):
            break
        at += 1
    return at


def _continues(words: tuple[Word, ...], at: int) -> bool:
    return bool(
        words[at].capital
        or head_at(words, at)
        or gathering_at(words, at)
        or collective_at(words, at)
        or territory_at(words, at)
        or words[at].key in _LIST_WORDS
        or _in_compound_name(words, at)
    )


def _in_compound_name(words: tuple[Word, ...], at: int) -> bool:
    """ "Sở Văn hóa, Thể thao và Du lịch", "Phòng An ninh mạng và phòng, chống tội phạm"."""
    if words[at].key in _NAME_WORDS:
        return True
    return tuple(word.key for word in words[at : at + 2]) in _NAME_PAIRS and not words[at].capital


def _ends_phrase(words: tuple[Word, ...], at: int, start: int) -> bool:
    if words[at].text[0].isupper() or _second_syllable(words, at):
        return False
    for length in range(min(_LONGEST_END, len(words) - at), 0, -1):
        entry = tuple(word.key for word in words[at : at + length])
        if entry not in _ENDS or any(word.joint for word in words[at + 1 : at + length]):
            continue
        if entry in _TO_HOLD and (words[at].joint in {"comma", "and"} or words[at - 1].key in _GATHERING):
            return False
        return _turns_to(words, at + length) or not _modifies(words, at, start, entry)
    return False


def _second_syllable(words: tuple[Word, ...], at: int) -> bool:
    """ "Ngoại giao", "Đào tạo", "Hàng không": the small second half of a word that a capital opens."""
    before = words[at - 1].text
    if not words[at].joint and (words[at - 1].key, words[at].key) in _COMPOUNDS:
        return True
    if tuple(word.key for word in words[at : at + 2]) == _SPACE:
        return True
    return not words[at].joint and words[at].key in _HALVES and before[0].isupper() and not before.isupper()


def _turns_to(words: tuple[Word, ...], at: int) -> bool:
    """ "các đoàn thể tuyên truyền đến hội viên": a verb with somebody to turn to is the sentence's own."""
    return at < len(words) and words[at].key in _TOWARDS


def _modifies(words: tuple[Word, ...], at: int, start: int, verb: tuple[str, ...]) -> bool:
    """ "doanh nghiệp cung cấp dịch vụ", "các cơ quan tuyên truyền": the verb belongs to the noun before it."""
    if words[at].joint or verb not in _MODIFIABLE | _OF_AN_OFFICE:
        return False
    for index in range(max(start, at - 2), at):
        length = collective_at(words, index)
        if length and index + length == at:
            return verb in _MODIFIABLE or tuple(word.key for word in words[index:at]) in _OFFICE
    return False


def actors(text: str) -> Actors:
    """Lead and coordinating agencies that a task's own words name; both empty where they name none."""
    labelled = _labelled(text)
    if labelled is not None:
        return labelled
    return _in_prose(drop_mark(text))


def _in_prose(clean: str) -> Actors:
    mentions = find_agencies(clean)
    lead = _leading(clean, mentions)
    helping: list[str] = []
    for match in _HELPS_WITH.finditer(clean):
        mention = _mention_at(mentions, match.end())
        named = mention.agencies if mention is not None else _bodies_at(clean, match.end())
        helping += [name for name in named if name not in helping]
    return Actors(lead, tuple(name for name in helping if name not in lead))


def _bodies_at(clean: str, at: int) -> tuple[str, ...]:
    """ "phối hợp với doanh nghiệp viễn thông …": a collective without "các" counts after these words."""
    words = read_words(clean[at : at + 200])
    if not words or not collective_at(words, 0):
        return ()
    return split_agencies(clean[at : at + words[run_end(words, 0) - 1].end])


def _mention_at(mentions: tuple[Mention, ...], at: int) -> Mention | None:
    return next((mention for mention in mentions if mention.begin_at == at), None)


def _leading(clean: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    helped = {match.end() for match in _HELPS_WITH.finditer(clean)}
    for mention in mentions:
        if mention.begin_at not in helped and _LEADS.match(clean, mention.end_at):
            return mention.agencies
    for mention in mentions:
        if clean[mention.begin_at - 1 : mention.begin_at] == "(" and _DOES.match(clean, mention.end_at):
            return mention.agencies
    for match in _HANDS.finditer(clean):
        handed = _mention_at(mentions, match.end())
        if handed is not None:
            return handed.agencies
    if (
        mentions
        and mentions[0].begin_at == 0
        and not _anybody(mentions[0])
        and _verb_follows(clean, mentions[0].end_at)
    ):
        return mentions[0].agencies
    return ()


def _anybody(mention: Mention) -> bool:
    """ "Cơ quan, tổ chức, cá nhân …" names everybody, so nobody; so does a bare "Đơn vị"."""
    if len(mention.agencies) == 1 and tone_key(mention.agencies[0]) in _BARE:
        return True
    return any(_PERSONS in tone_key(name) for name in mention.agencies)


def _verb_follows(clean: str, at: int) -> bool:
    following = read_words(clean[at : at + 60])
    if not following or clean[at : at + 1] not in {" ", ":"} or following[0].text[0].isupper():
        return clean[at : at + 1] == ":" and bool(following)
    return any(tuple(word.key for word in following[:length]) in _VERBS for length in (3, 2, 1))


_VERBS = _ENDS - compiled("là|được|bị|về|tại|nếu|khi|với|cho|từ|do|trong|theo|để|nhằm|cùng|không|hàng|hằng")


def _labelled(text: str) -> Actors | None:
    """Actors given by labels ("Cơ quan chủ trì: …; phối hợp: …"); None where there is no label."""
    lead: list[str] = []
    helping: list[str] = []
    labels = list(_LABEL.finditer(text))
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        stop = _LABEL_STOP.search(text, match.end(), end)
        content = text[match.end() : stop.start() if stop is not None else end]
        content = content.strip(" \n.;:–+-()")
        if _SAYS_MORE.search(content):  # "Phân công: Sở A chủ trì, phối hợp với Sở B"
            said = _in_prose(collapse(content))
            lead += said.lead
            helping += said.coordinating
            continue
        found = split_agencies(without_asides(content))
        label = match["label"].casefold()
        if "phối hợp" in label:
            helping += found
        elif re.search(r"chủ trì|thực hiện|trách nhiệm|phân công", label):
            lead += found
    if not labels or not (lead or helping):
        return None
    return Actors(
        tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(name for name in helping if name not in lead))
    )
