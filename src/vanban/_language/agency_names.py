"""The words agency phrases are made of: heads of names, collective nouns, territories, and known bodies.

Data only. Refuses to parse anything; `agencies` does. Words are given as written; `compiled` brings them to
`tone_key` form, so "Uỷ ban" and "Ủy ban" are one entry. Ministries and departments before and after the
mergers of March and July 2025 stand side by side: a plan of 2021 keeps its old names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vanban._language.text import words_key

# Heads that open the name of one body, an office-holder or a set of bodies. A capital first letter is needed for
# the short ones, because "sở", "ban", "bộ", "hội", "đoàn", "phòng", "báo", "đài" are also plain words.
_CAPITAL_HEADS = """
Sở|Ban|Bộ|Cục|Chi cục|Tổng cục|Phòng|Hội|Đoàn|Báo|Đài|Vụ|Viện|Trường|Tổ|Đội|Quỹ|Khối|Thuế|Hải quan|Bưu điện|Viễn thông
Tòa án|Kho bạc|Thanh tra|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Quận đoàn|Thị đoàn|Xã đoàn|Tỉnh hội|Thường trực|Thường vụ
Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Quân khu|Điện lực|Mặt trận|Đại học|Học viện|Cao đẳng|Bệnh viện
Hiệp hội|Liên minh|Liên hiệp|Liên đoàn|Công đoàn|Hội đồng|Ủy ban|Chi nhánh|Nhà xuất bản|Cổng Thông tin|Trang tin
Tập đoàn|Tổng công ty|Công ty|Chính phủ|Thủ tướng|Quốc hội|Tạp chí|Bảo tàng|Thư viện|Trạm
Nhà văn hóa|Hợp tác xã|Giám đốc|Thủ trưởng|Chủ tịch|Bộ trưởng|Thứ trưởng|Cục trưởng|Vụ trưởng|Thống đốc|Chủ nhiệm|Trưởng Ban|Trưởng các ban|Ban Giám hiệu|Hiệu trưởng|Trưởng ban|Trưởng phòng|Chánh Văn phòng|Bí thư|Người đứng đầu
Trung ương Đoàn|Trung ương Hội|Tổng Liên đoàn|VNPT|Viettel|MobiFone|Mobifone|Vinaphone|FPT|Vietnamobile|Gmobile|Chánh Thanh tra|Lãnh đạo|Tổng biên tập|Tổng Giám đốc
Ban cán sự đảng|Ban cán sự|Đảng đoàn|Đảng bộ|Ban Thường vụ|Ban Chấp hành|Ban Tuyên giáo
Văn phòng|Thông tấn xã|Trung tâm|Tiểu ban|Ngân hàng|Bảo hiểm|Doanh nghiệp|Cơ quan|Đơn vị|Công an|Nhà trường|Cơ sở
"""

# Heads that may also stand in lower case in the middle of a sentence.
_ANY_CASE_HEADS = """
ủy ban nhân dân|ủy ban mặt trận|ủy ban|hội đồng nhân dân|văn phòng|công an|trung tâm|tiểu ban|ban chỉ đạo|ban quản lý|ngân hàng
bảo hiểm xã hội|đài phát thanh|đài truyền thanh|đài truyền hình|hội liên hiệp|hội nông dân|hội cựu chiến binh|đoàn thanh niên
đoàn tncs|liên đoàn lao động|mặt trận tổ quốc|bộ chỉ huy|kho bạc nhà nước|tòa án nhân dân|viện kiểm sát|hệ thống truyền thanh|hệ thống thông tin cơ sở
thủ trưởng|giám đốc|chủ tịch|hiệu trưởng|người đứng đầu|chi cục|tổ công nghệ số cộng đồng|bí thư|cổng thông tin điện tử
"""

# Abbreviations that open a name in capitals.
_LETTER_HEADS = "UBND|HĐND|UBMTTQ|UBMTTQVN|MTTQ|BHXH|NHNN|BCĐ|BCH|BQL|BĐBP|LĐLĐ|LHPN|TAND|VKSND|TTĐT|VP|PTTH|CATP|ĐTNCS|TNCS|TTTT|CQĐT|CNTT"

# Nouns that continue a list begun by a collective ("các sở, ban, ngành, đơn vị, địa phương"): one element.
_COLLECTIVE = """
sở|ban|ngành|bộ|cơ quan|đơn vị|địa phương|đoàn thể|hội|tổ chức|cá nhân|doanh nghiệp|phòng|lực lượng|hội đoàn thể
chính quyền|cấp ủy|mặt trận|viện|trường|hiệp hội|hợp tác xã|hộ kinh doanh|cơ sở|công ty|trung tâm|chi nhánh
vụ|cục|học viện|đại học|trường đại học|trường cao đẳng|trường trung cấp|huyện ủy|thành ủy|thị ủy|đảng ủy
"""

# Territories: "UBND các huyện, thị xã và thành phố" stays one, with "và" as well as with commas.
_TERRITORY = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thôn|bản|ấp|khóm|khu phố|tổ dân phố|buôn|làng"

# "các …", "những …" open a new element when one of these follows.
_AFTER_CAC = """
sở|ban|ngành|bộ|cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|doanh nghiệp|hội|trường|công ty|tập đoàn|tổng công ty|ngân hàng
hiệp hội|nhà mạng|phòng|trung tâm|cơ sở|thành viên|cấp|huyện|xã|phường|quận|tỉnh|thành phố|nhà trường|đồng chí|lực lượng|viện
chi cục|cục|đài|báo|hãng|chủ đầu tư|ủy ban|hợp tác xã|tổ|chi nhánh|khối|đảng ủy|học viện|đại học|nhà xuất bản|trạm|tòa soạn
văn phòng|bệnh viện|đội|câu lạc bộ|thủ trưởng|cụm|cổng|trang|hộ|cá nhân
huyện ủy|thành ủy|thị ủy|quận ủy|ban đảng|ban cán sự đảng|đảng đoàn|đảng bộ|thôn|bản|ấp|khóm|khu phố|tổ dân phố
"""


def compiled(words: str) -> frozenset[tuple[str, ...]]:
    """A "|" or line separated list as tuples of `tone_key` words."""
    entries = (entry for line in words.strip().splitlines() for entry in line.split("|"))
    return frozenset(tuple(words_key(entry).split()) for entry in entries if entry.strip())


CAPITAL_HEADS = compiled(_CAPITAL_HEADS)
ANY_CASE_HEADS = compiled(_ANY_CASE_HEADS)
LETTER_HEADS = compiled(_LETTER_HEADS)
COLLECTIVE = compiled(_COLLECTIVE)
TERRITORY = compiled(_TERRITORY)
AFTER_CAC = compiled(_AFTER_CAC)
LONGEST_HEAD = max(len(head) for head in CAPITAL_HEADS | ANY_CASE_HEADS)


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A ministry or department by its full name, how offices shorten it, and what it became in 2025."""

    name: str
    short: tuple[str, ...] = ()
    became: str | None = None


MINISTRIES: tuple[KnownBody, ...] = (
    KnownBody("Bộ Thông tin và Truyền thông", ("Bộ TTTT", "Bộ TT&TT", "BTTTT"), "Bộ Khoa học và Công nghệ"),
    KnownBody("Bộ Khoa học và Công nghệ", ("Bộ KHCN", "Bộ KH&CN", "BKHCN")),
    KnownBody("Bộ Công an", ("BCA",)),
    KnownBody("Bộ Quốc phòng", ("BQP",)),
    KnownBody("Bộ Ngoại giao", ("BNG",)),
    KnownBody("Bộ Nội vụ", ("BNV",)),
    KnownBody("Bộ Tư pháp", ("BTP",)),
    KnownBody("Bộ Tài chính", ("BTC",)),
    KnownBody("Bộ Kế hoạch và Đầu tư", ("Bộ KHĐT", "Bộ KH&ĐT", "BKHĐT"), "Bộ Tài chính"),
    KnownBody("Bộ Công Thương", ("BCT",)),
    KnownBody("Bộ Xây dựng", ("BXD",)),
    KnownBody("Bộ Giao thông vận tải", ("Bộ GTVT", "BGTVT"), "Bộ Xây dựng"),
    KnownBody(
        "Bộ Nông nghiệp và Phát triển nông thôn", ("Bộ NN&PTNT", "BNNPTNT"), "Bộ Nông nghiệp và Môi trường"
    ),
    KnownBody("Bộ Tài nguyên và Môi trường", ("Bộ TN&MT", "BTNMT"), "Bộ Nông nghiệp và Môi trường"),
    KnownBody("Bộ Nông nghiệp và Môi trường", ("Bộ NN&MT", "BNNMT")),
    KnownBody("Bộ Lao động - Thương binh và Xã hội", ("Bộ LĐTBXH", "Bộ LĐ-TB&XH", "BLĐTBXH"), "Bộ Nội vụ"),
    KnownBody("Bộ Giáo dục và Đào tạo", ("Bộ GDĐT", "Bộ GD&ĐT", "BGDĐT")),
    KnownBody("Bộ Văn hóa, Thể thao và Du lịch", ("Bộ VHTTDL", "Bộ VHTT&DL", "BVHTTDL")),
    KnownBody("Bộ Y tế", ("BYT",)),
    KnownBody("Bộ Dân tộc và Tôn giáo", ("BDTTG",)),
    KnownBody("Ủy ban Dân tộc", ("UBDT",), "Bộ Dân tộc và Tôn giáo"),
    KnownBody("Ngân hàng Nhà nước Việt Nam", ("NHNN", "NHNNVN")),
    KnownBody("Thanh tra Chính phủ", ("TTCP",)),
    KnownBody("Văn phòng Chính phủ", ("VPCP",)),
)

DEPARTMENTS: tuple[KnownBody, ...] = (
    KnownBody("Sở Thông tin và Truyền thông", ("Sở TTTT", "Sở TT&TT", "STTTT"), "Sở Khoa học và Công nghệ"),
    KnownBody("Sở Khoa học và Công nghệ", ("Sở KHCN", "Sở KH&CN", "SKHCN")),
    KnownBody("Sở Giáo dục và Đào tạo", ("Sở GDĐT", "Sở GD&ĐT", "SGDĐT")),
    KnownBody("Sở Tài chính", ("STC",)),
    KnownBody("Sở Kế hoạch và Đầu tư", ("Sở KHĐT", "Sở KH&ĐT", "SKHĐT"), "Sở Tài chính"),
    KnownBody("Sở Công Thương", ("SCT",)),
    KnownBody("Sở Nội vụ", ("SNV",)),
    KnownBody("Sở Tư pháp", ("STP",)),
    KnownBody("Sở Y tế", ("SYT",)),
    KnownBody("Sở Xây dựng", ("SXD",)),
    KnownBody("Sở Giao thông vận tải", ("Sở GTVT", "SGTVT"), "Sở Xây dựng"),
    KnownBody("Sở Lao động - Thương binh và Xã hội", ("Sở LĐTBXH", "Sở LĐTB&XH", "Sở LĐ-TB&XH"), "Sở Nội vụ"),
    KnownBody("Sở Tài nguyên và Môi trường", ("Sở TNMT", "Sở TN&MT"), "Sở Nông nghiệp và Môi trường"),
    KnownBody(
        "Sở Nông nghiệp và Phát triển nông thôn", ("Sở NNPTNT", "Sở NN&PTNT"), "Sở Nông nghiệp và Môi trường"
    ),
    KnownBody("Sở Nông nghiệp và Môi trường", ("Sở NNMT", "Sở NN&MT")),
    KnownBody("Sở Văn hóa, Thể thao và Du lịch", ("Sở VHTTDL", "Sở VHTT&DL", "Sở VH,TT&DL")),
    KnownBody("Sở Văn hóa và Thể thao", ("Sở VHTT", "Sở VH&TT")),
    KnownBody("Sở Du lịch", ("SDL",)),
    KnownBody("Sở Ngoại vụ", ("SNgV",)),
    KnownBody("Sở Dân tộc và Tôn giáo", ("Sở DTTG", "Sở DT&TG")),
    KnownBody("Ban Dân tộc", ("BDT",), "Sở Dân tộc và Tôn giáo"),
    KnownBody("Thanh tra tỉnh", ()),
    KnownBody("Cục Thuế", (), "Thuế tỉnh"),
)

KNOWN_BODIES: tuple[KnownBody, ...] = MINISTRIES + DEPARTMENTS
_BY_SHORT = {words_key(short): body for body in KNOWN_BODIES for short in body.short}
_BY_NAME = {words_key(body.name): body for body in KNOWN_BODIES}

_WORDS_IN_FULL = {
    "ubnd": "Ủy ban nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "mttq": "Mặt trận Tổ quốc",
    "ubmttq": "Ủy ban Mặt trận Tổ quốc",
    "ubmttqvn": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "bhxh": "Bảo hiểm xã hội",
    "nhnn": "Ngân hàng Nhà nước",
    "bcđ": "Ban Chỉ đạo",
    "bql": "Ban Quản lý",
    "lđlđ": "Liên đoàn Lao động",
    "lhpn": "Liên hiệp Phụ nữ",
    "bđbp": "Bộ đội Biên phòng",
    "cntt": "Công nghệ thông tin",
}


def leading_territory(words: Sequence[str]) -> int:
    """How many words (in `tone_key` form) of a territory noun open `words`: "thành phố" 2, "tỉnh" 1, none 0."""
    return next((length for length in (3, 2, 1) if tuple(words[:length]) in TERRITORY), 0)


def known_body(name: str) -> KnownBody | None:
    """The ministry or department a phrase names, short or in full; a province named after it does not count."""
    words = words_key(name).split()
    for length in range(len(words), 0, -1):
        prefix = " ".join(words[:length])
        body = _BY_NAME.get(prefix) or _BY_SHORT.get(prefix)
        if body is not None and (length == len(words) or leading_territory(words[length:])):
            return body
    return None


def in_full(name: str) -> str:
    """The phrase with its common abbreviations written out: "UBND tỉnh" → "Ủy ban nhân dân tỉnh"."""
    body = _BY_SHORT.get(words_key(name))
    if body is not None:
        return body.name
    return " ".join(_WORDS_IN_FULL.get(word.casefold(), word) for word in name.split())
