"""Where the name of a law ends in running text ("Luật Địa chất và khoáng sản và các văn bản hướng dẫn").

Knows the names that hold a comma or "và" and would be cut short; for others the name ends at a stop, a date, a
number or a word that begins something new. Refuses to say whether a law is in force (`_checks` has that list).
"""

from __future__ import annotations

import re

from vanban._language.text import tidy, words_key

_LONG_NAMES = """
An toàn, vệ sinh lao động|Phòng, chống ma túy|Phòng, chống tham nhũng|Phòng, chống mua bán người|Phòng, chống bạo lực gia đình
Phòng, chống tác hại của thuốc lá|Phòng, chống tác hại của rượu, bia|Phòng, chống rửa tiền|Phòng, chống khủng bố|Phòng, chống thiên tai
Phòng, chống bệnh truyền nhiễm|Thực hành tiết kiệm, chống lãng phí|Xuất cảnh, nhập cảnh của công dân Việt Nam|Phòng cháy, chữa cháy
Phòng cháy và chữa cháy|Phòng cháy, chữa cháy và cứu nạn, cứu hộ|Địa chất và khoáng sản|Thi đua, khen thưởng|Trật tự, an toàn giao thông đường bộ
Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ|Sử dụng năng lượng tiết kiệm và hiệu quả|Bảo vệ và phát triển rừng
Tiêu chuẩn và quy chuẩn kỹ thuật|Giáo dục quốc phòng và an ninh|Tiếp cận thông tin|Khoa học và công nghệ|Khoa học, công nghệ và đổi mới sáng tạo
Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam|Quản lý và đầu tư vốn nhà nước tại doanh nghiệp|Thuế giá trị gia tăng
Hỗ trợ doanh nghiệp nhỏ và vừa|Bảo vệ dữ liệu cá nhân|Bảo vệ bí mật nhà nước|Thực hiện dân chủ ở cơ sở|Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
Tổ chức cơ quan điều tra hình sự|Hòa giải ở cơ sở|Phổ biến, giáo dục pháp luật|Tố tụng hình sự|Ký kết và thực hiện điều ước quốc tế
"""
_KNOWN = {
    words_key(name): len(words_key(name).split())
    for line in _LONG_NAMES.strip().splitlines()
    for name in line.split("|")
}
_LONGEST = max(_KNOWN.values())
_WORD = re.compile(r"\w+")
_AMENDING = re.compile(
    r"(?:sửa đổi,? bổ sung|sửa đổi)(?:\smột số)?(?:\sđiều)?(?:\s(?:và|của)(?:\sphụ lục\s\S+)?)*\s(?=(?:các\s)?(?:Bộ luật|Luật))",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,;.:()\[\]“”\"/…\n]|\s(?:và|hoặc|cùng|với|ngày|năm|số|quy định|được|đã|có|về|để|trong|tại|theo|đối với|cho|đến|là|thì|khi|nhằm|hiện hành|mới|này"
    r"|ban hành|sửa đổi|liên quan|bảo đảm|phù hợp|gắn)(?!\w)|\s[-–]\s"
)
_MOST_AMENDED = 3  # a law that amends a law that amends a law
_AND_LAW = re.compile(r"\svà\s(?=Luật\s(?!sửa đổi))")
_THE_LAWS = re.compile(r"(?:các\s)?(?=Bộ luật|Luật)")
_NOT_A_NAME = re.compile(
    r"(?:này|sư|gia|pháp|trên|đó|nêu|hiện|và|về|của|có|được|định|sửa đổi)(?!\w)", re.IGNORECASE
)


def law_title(text: str, begin: int, *, amended: int = 0) -> tuple[str | None, int]:
    """("Luật An ninh mạng", where it ends) for the law named at `begin`; (None, begin) where none is named."""
    head = _WORD.match(text, begin)
    assert head is not None
    after = head.end()
    if (
        text[begin : begin + 7] == "Bộ luật"
        or text.startswith("Pháp lệnh", begin)
        or text.startswith("Hiến pháp", begin)
    ):
        second = _WORD.search(text, after)
        after = second.end() if second is not None else after
    after = _past_space(text, after)
    amending = _AMENDING.match(text, after)
    if amending is not None:
        if amended == _MOST_AMENDED:
            return None, begin
        _, end = law_title(text, _next_law(text, amending.end()), amended=amended + 1)
        joined = _AND_LAW.match(text, end) if end > amending.end() else None
        if joined is not None:  # "… một số điều của Luật A và Luật B ngày …" is one law
            end = max(end, law_title(text, joined.end(), amended=_MOST_AMENDED)[1])
        return (tidy(text[begin:end]), end) if end > amending.end() else (None, begin)
    if _NOT_A_NAME.match(text, after):
        return None, begin
    end = _known_end(text, after) or _plain_end(text, after)
    name = tidy(text[after:end])
    if not name or not (name[0].isupper() or words_key(name).split()[0] in _FIRST_WORDS):
        return None, begin
    return tidy(text[begin:end]), end


def _past_space(text: str, at: int) -> int:
    match = _WORD.search(text, at, at + 8)
    return match.start() if match is not None else at


_FIRST_WORDS = frozenset(
    words_key("ngân an khoáng đất bảo công giao viễn giáo trẻ thanh dân hình tổ").split()
)


def _next_law(text: str, at: int) -> int:
    match = _THE_LAWS.match(text, at)
    return match.end() if match is not None else at


def _known_end(text: str, after: int) -> int | None:
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(text, after, after + 160):
        words.append(match)
        if len(words) == _LONGEST:
            break
    for length in range(len(words), 1, -1):
        if words_key(text[after : words[length - 1].end()]) in _KNOWN:
            return words[length - 1].end()
    return None


def _plain_end(text: str, after: int) -> int:
    match = _END.search(text, after, after + 120)
    end = match.start() if match is not None else min(len(text), after + 120)
    if match is None or match.group().strip() != "và":
        return end
    following = text[match.end() :].lstrip()
    return (
        end
        if not following[:1].isupper() or following.startswith(("Luật", "Nghị", "Bộ luật"))
        else _plain_end(text, match.end())
    )
