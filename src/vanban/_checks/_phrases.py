"""Set phrases of official prose, and what makes a near miss of one a typing error. Data; no reading here.

Only phrases whose near misses mean nothing else: "người dân" is not here, for "người dẫn (chương trình)" is
right too.
"""

from __future__ import annotations

import re

# Compared syllable by syllable: the same letters with other marks are a slip.
PHRASES = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc", "Mặt trận Tổ quốc Việt Nam", "Thủ tướng Chính phủ",
    "Thông tin và Truyền thông", "Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Phát thanh và Truyền hình",
    "Phát thanh Truyền hình", "Văn hóa và Thông tin", "Thể thao và Du lịch", "Nông nghiệp và Môi trường",
    "Kế hoạch và Đầu tư", "Tài nguyên và Môi trường", "Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Ban Thường vụ",
    "Tiểu ban", "tuyên truyền", "chương trình", "cộng tác viên", "tuyên truyền viên", "an toàn thông tin",
    "công nghệ thông tin", "không gian mạng", "chuyển đổi số", "cơ quan chủ trì", "phương tiện thông tin đại chúng",
    "nâng cao nhận thức", "tổ chức thực hiện", "kinh phí thực hiện", "cải cách hành chính", "kế hoạch", "nhiệm vụ",
    "phối hợp", "cơ quan", "quyết định",
)  # fmt: skip

# One letter more or less is a slip even in these short ones.
SPELLED = ("tuyên truyền", "chương trình", "truyền hình", "công chức", "cơ quan", "kế hoạch")

# A word lost from within. The pattern sees the words alone, one space between (tone placement evened out).
LOST_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        (r"\bủy ban nhân (?!dân)(?=\w)", "Ủy ban nhân dân"),
        (r"\bủy ban dân\b(?! tộc| vận| số)", "Ủy ban nhân dân"),
        (r"\b(?:sở|bộ|phòng) giáo dục đào tạo\b", "Giáo dục và Đào tạo"),
        (r"\b(?:sở|bộ) thông tin truyền thông\b", "Thông tin và Truyền thông"),
        (r"\b(?:sở|bộ) khoa học công nghệ\b", "Khoa học và Công nghệ"),
        (r"\b(?:sở|bộ) nông nghiệp môi trường\b", "Nông nghiệp và Môi trường"),
        (r"\bphòng văn hóa thông tin\b", "Phòng Văn hóa và Thông tin"),
        (r"\bđài phát thanh truyền hình\b", "Đài Phát thanh và Truyền hình"),
    )
)

# Said twice, or two words of which one is too many.
TOO_MUCH = re.compile(
    r"\b[UỦ][yỷ] ban nhân dân UBND\b|\bUBND [UỦ][yỷ] ban nhân dân\b|\b(?:các|những) từng\b|\b(?:những các|các những)\b"
)
STUCK = re.compile(r"(?<!\w)(?:Sở|Bộ|Hội|Đài|Phòng|[Tt]ỉnh|huyện|phường)(?=[A-ZĐ])\w{2,}")
BROKEN_SYMBOL = re.compile(
    r"\b\d{1,5}/[A-ZĐ]{1,5}(?:\s+-\s*|-\s+)(?:[A-ZĐ]{2,6}[a-z]?)\b|\b\d{1,5}/(?:QĐ|CT|CĐ)-T[Gg]\b"
)
STRAY_MARKS = re.compile(r"[;,]\.(?!\.)|(?<!\.)\.{4,9}(?!\.)(?=\w)")

FUNCTION_WORDS = frozenset(
    [
        "trên",
        "trong",
        "của",
        "và",
        "các",
        "được",
        "cho",
        "về",
        "là",
        "có",
        "tại",
        "với",
        "đến",
        "từ",
        "này",
        "những",
        "một",
        "khi",
        "để",
        "do",
        "bằng",
        "theo",
        "việc",
    ]
)
REDUPLICATIONS = frozenset(
    [
        "dần",
        "luôn",
        "thường",
        "ngày",
        "đời",
        "nơi",
        "người",
        "nhà",
        "xanh",
        "hay",
        "mãi",
        "ào",
        "rất",
        "từng",
        "ba",
        "chậm",
        "nhanh",
        "đều",
        "song",
        "năm",
        "tháng",
        "sâu",
        "xa",
        "gần",
    ]
)
# Second words that open a compound of their own: "hệ thống thống nhất", "thông tin tin cậy".
OPENING = (
    "thống nhất", "thống kê", "vi phạm", "tin cậy", "tin nhắn", "tin học", "hiện đại", "hiện nay", "hiện trạng",
    "toàn diện", "toàn quốc", "công khai", "công nghệ", "chính trị", "chính quyền", "dân cư", "dân sự", "chủ động",
    "chủ trì", "quan trọng", "động viên", "sinh viên", "sinh hoạt", "hội nghị", "hội viên", "học sinh", "học tập",
    "học viên", "quản lý", "quản trị", "thực hiện", "thực tế", "kế hoạch",
)  # fmt: skip

# Spellings that are free: neither is a slip of the other.
FREE = frozenset(
    {
        "đô thị",
        "đồ thị",
        "hàng năm",
        "hằng năm",
        "hàng tháng",
        "hằng tháng",
        "hàng quý",
        "hằng quý",
        "hàng ngày",
        "hằng ngày",
    }
)
