"""Units of tỉnh An Bình as plain rows: code, name, short name, kind, level, code of the parent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.orgs.api import Kind, Level

SINCE = dt.date(2025, 7, 1)  # two-tier government
INSTRUMENT = "Nghị quyết thành lập tỉnh An Bình (tỉnh mẫu)"


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent: str | None


def _rows(kind: Kind, level: Level, parent: str, *named: tuple[str, str, str]) -> list[UnitRow]:
    return [UnitRow(code, name, short, kind, level, parent) for code, name, short in named]


PROVINCE = UnitRow(
    "AB", "Ủy ban nhân dân tỉnh An Bình", "UBND tỉnh", Kind.PEOPLES_COMMITTEE, Level.PROVINCE, None
)

DEPARTMENTS = _rows(
    Kind.DEPARTMENT,
    Level.PROVINCE,
    "AB",
    ("AB-VP", "Văn phòng Ủy ban nhân dân tỉnh An Bình", "Văn phòng UBND tỉnh"),
    ("AB-KHCN", "Sở Khoa học và Công nghệ tỉnh An Bình", "Sở KH&CN"),
    ("AB-GDDT", "Sở Giáo dục và Đào tạo tỉnh An Bình", "Sở GD&ĐT"),
    ("AB-VHTTDL", "Sở Văn hóa, Thể thao và Du lịch tỉnh An Bình", "Sở VHTT&DL"),
    ("AB-TC", "Sở Tài chính tỉnh An Bình", "Sở Tài chính"),
    ("AB-NV", "Sở Nội vụ tỉnh An Bình", "Sở Nội vụ"),
    ("AB-YT", "Sở Y tế tỉnh An Bình", "Sở Y tế"),
    ("AB-CT", "Sở Công Thương tỉnh An Bình", "Sở Công Thương"),
    ("AB-XD", "Sở Xây dựng tỉnh An Bình", "Sở Xây dựng"),
    ("AB-NNMT", "Sở Nông nghiệp và Môi trường tỉnh An Bình", "Sở NN&MT"),
    ("AB-TP", "Sở Tư pháp tỉnh An Bình", "Sở Tư pháp"),
    ("AB-TTR", "Thanh tra tỉnh An Bình", "Thanh tra tỉnh"),
)

OTHERS = [
    *_rows(Kind.POLICE, Level.PROVINCE, "AB", ("AB-CA", "Công an tỉnh An Bình", "Công an tỉnh")),
    *_rows(
        Kind.PARTY,
        Level.PROVINCE,
        "AB",
        ("AB-BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy An Bình", "Ban TG&DV Tỉnh ủy"),
    ),
    *_rows(
        Kind.FRONT,
        Level.PROVINCE,
        "AB",
        ("AB-MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh An Bình", "UBMTTQ tỉnh"),
        ("AB-DTN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh An Bình", "Tỉnh đoàn"),
        ("AB-PN", "Hội Liên hiệp Phụ nữ tỉnh An Bình", "Hội LHPN tỉnh"),
    ),
    *_rows(
        Kind.MEDIA,
        Level.PROVINCE,
        "AB",
        ("AB-BPTTH", "Báo và phát thanh, truyền hình An Bình", "Báo và PT, TH An Bình"),
    ),
    *_rows(Kind.BANK, Level.SITE, "AB", ("AB-NH", "Ngân hàng An Bình", "Ngân hàng An Bình")),
    *_rows(Kind.TELECOM, Level.SITE, "AB", ("AB-VT", "Viễn thông An Bình", "Viễn thông An Bình")),
    *_rows(Kind.VERTICAL, Level.PROVINCE, "AB", ("AB-BHXH", "Bảo hiểm xã hội tỉnh An Bình", "BHXH tỉnh")),
]

_WARDS = ("An Bình", "Bến Tre Xanh", "Hòa Thuận", "Tân Phú Đông", "Vĩnh Lộc")
_COMMUNES = (
    "Bình Hòa",
    "Cẩm Giang",
    "Đông Hưng",
    "Gia Lạc",
    "Hưng Thịnh",
    "Khánh Sơn Tây",
    "Long Điền Thượng",
    "Mỹ Lộc",
    "Ngọc Sơn",
    "Phước An",
    "Quảng Yên Hạ",
    "Sơn Cẩm",
    "Thạnh Mỹ",
    "Trung Nghĩa",
    "Xuân Quang",
)
COMMUNES = [
    UnitRow(
        f"AB-X{number:02d}",
        f"Ủy ban nhân dân {kind} {name}",
        f"UBND {kind} {name}",
        Kind.PEOPLES_COMMITTEE,
        Level.COMMUNE,
        "AB",
    )
    for number, (kind, name) in enumerate(
        [*(("phường", name) for name in _WARDS), *(("xã", name) for name in _COMMUNES)], start=1
    )
]

SCHOOLS = [
    *_rows(
        Kind.SCHOOL,
        Level.SITE,
        "AB-GDDT",
        ("AB-TH1", "Trường THPT chuyên An Bình", "THPT chuyên An Bình"),
        ("AB-TH2", "Trường THPT Hòa Thuận", "THPT Hòa Thuận"),
        ("AB-CD", "Trường Cao đẳng An Bình", "Cao đẳng An Bình"),
    ),
    *_rows(Kind.SCHOOL, Level.SITE, "AB-X01", ("AB-TH3", "Trường THCS An Bình", "THCS An Bình")),
    *_rows(Kind.SCHOOL, Level.SITE, "AB-X06", ("AB-TH4", "Trường THCS Bình Hòa", "THCS Bình Hòa")),
    *_rows(Kind.SCHOOL, Level.SITE, "AB-X07", ("AB-TH5", "Trường THCS Cẩm Giang", "THCS Cẩm Giang")),
]

ALL = [PROVINCE, *DEPARTMENTS, *OTHERS, *COMMUNES, *SCHOOLS]
STANDING_OFFICE = "AB-CA"
