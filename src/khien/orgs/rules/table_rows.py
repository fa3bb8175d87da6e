"""Rows of a province's table of units and people: headings, words and single cells. Pure; knows no stored unit.

Refuses to guess a cell: what it does not understand is an error with its column, for the person who wrote the table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from khien.orgs.rules.kinds import Kind, Level
from khien.orgs.rules.roles import Role
from khien.orgs.rules.text import fold, tidy

COLUMNS: dict[str, str] = {  # field → heading of the template
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "short_name": "Tên viết tắt",
    "kind": "Loại",
    "level": "Cấp",
    "parent": "Đơn vị cấp trên",
    "territory_code": "Mã địa giới",
    "since": "Từ ngày",
    "person": "Họ và tên cán bộ",
    "role": "Vai trò",
    "position": "Chức vụ",
    "telephone": "Điện thoại",
    "email": "Thư điện tử",
}
_ALSO: dict[str, tuple[str, ...]] = {
    "code": ("ma", "ma so", "ma co quan"),
    "name": ("ten", "don vi", "ten co quan", "ten co quan don vi", "co quan don vi", "ten day du"),
    "short_name": ("viet tat", "ten tat", "ten ngan"),
    "kind": ("loai don vi", "loai hinh", "phan loai"),
    "level": ("cap don vi", "cap hanh chinh"),
    "parent": ("cap tren", "don vi cha", "truc thuoc", "co quan cap tren", "don vi chu quan", "thuoc"),
    "territory_code": ("ma hanh chinh", "ma dvhc", "ma tinh xa"),
    "since": ("hieu luc tu", "ngay hieu luc", "hieu luc tu ngay", "ngay thanh lap"),
    "person": ("ho ten", "ho va ten", "can bo", "can bo dau moi", "ho ten can bo", "dau moi"),
    "role": ("vai tro trong he thong", "quyen"),
    "position": ("chuc danh", "vi tri"),
    "telephone": ("so dien thoai", "dt", "sdt", "di dong", "so dt"),
    "email": ("email", "e mail", "hop thu", "dia chi thu dien tu", "thu dien tu cong vu"),
}
HEADINGS: dict[str, str] = {
    **{fold(heading): name for name, heading in COLUMNS.items()},
    **{also: name for name, words in _ALSO.items() for also in words},
}
KIND_WORDS: dict[Kind, str] = {
    Kind.MINISTRY: "Bộ, ngành trung ương",
    Kind.PARTY: "Cơ quan Đảng",
    Kind.ASSEMBLY: "Hội đồng nhân dân",
    Kind.PEOPLES_COMMITTEE: "Ủy ban nhân dân",
    Kind.STEERING: "Ban chỉ đạo",
    Kind.DEPARTMENT: "Sở, ban, ngành",
    Kind.DIVISION: "Phòng chuyên môn",
    Kind.POLICE: "Công an",
    Kind.MILITARY: "Quân sự",
    Kind.JUSTICE: "Tư pháp, tòa án",
    Kind.VERTICAL: "Ngành dọc",
    Kind.SCHOOL: "Trường học",
    Kind.BANK: "Ngân hàng",
    Kind.TELECOM: "Viễn thông",
    Kind.MEDIA: "Báo, đài",
    Kind.FRONT: "Mặt trận, đoàn thể",
    Kind.ASSOCIATION: "Hội, hiệp hội",
    Kind.ENTERPRISE: "Doanh nghiệp",
    Kind.SERVICE: "Đơn vị sự nghiệp",
    Kind.OTHER: "Khác",
}
LEVEL_WORDS: dict[Level, str] = {
    Level.CENTRAL: "Trung ương",
    Level.PROVINCE: "Tỉnh",
    Level.DISTRICT: "Huyện",
    Level.COMMUNE: "Xã",
    Level.SITE: "Cơ sở",
}
ROLE_WORDS: dict[Role, str] = {
    Role.FOCAL_OFFICER: "Cán bộ đầu mối",
    Role.LEADER: "Lãnh đạo",
    Role.EDITOR: "Biên tập",
    Role.APPROVER: "Người duyệt",
    Role.TRAINER: "Giảng viên",
    Role.HELPLINE: "Trực tổng đài",
    Role.STANDING_OFFICE: "Cơ quan thường trực",
    Role.AUDITOR: "Kiểm tra, giám sát",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}
_KINDS = {fold(word): kind for kind, word in KIND_WORDS.items()} | {kind.value: kind for kind in Kind}
_KINDS |= {
    "so": Kind.DEPARTMENT,
    "so ban nganh": Kind.DEPARTMENT,
    "ubnd": Kind.PEOPLES_COMMITTEE,
    "truong": Kind.SCHOOL,
}
_LEVELS = {fold(word): level for level, word in LEVEL_WORDS.items()} | {level.value: level for level in Level}
_LEVELS |= {
    "cap tinh": Level.PROVINCE,
    "cap xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "xa phuong": Level.COMMUNE,
}
# A table gives roles in units only: those held everywhere are given one by one, by an administrator.
TABLE_ROLES = {
    fold(word): role
    for role, word in ROLE_WORDS.items()
    if role not in {Role.STANDING_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR}
} | {"dau moi": Role.FOCAL_OFFICER, "can bo dau moi": Role.FOCAL_OFFICER}
_DATE = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$|^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
_TELEPHONE = re.compile(r"^0\d{8,10}$|^1\d{2,9}$")


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a cell: `code` names the sentence, `value` is what stood there."""

    column: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line, understood as far as it goes. Empty text = the cell was empty. Personal data: the person's cells."""

    line: int
    code: str = ""
    name: str = ""
    short_name: str = ""
    kind: str = ""
    level: str = ""
    parent: str = ""
    territory_code: str = ""
    since: str = ""  # ISO
    person: str = ""
    role: str = ""
    position: str = ""
    telephone: str = ""
    email: str = ""
    faults: tuple[Fault, ...] = field(default=())


def headings(cells: list[str]) -> dict[int, str]:
    """Column number → field, for the cells that are headings; marks and capitals do not matter."""
    out: dict[int, str] = {}
    for number, cell in enumerate(cells):
        name = HEADINGS.get(fold(re.sub(r"\(.*?\)|\*", "", cell)))
        if name is not None and name not in out.values():
            out[number] = name
    return out


def plain_telephone(text: str) -> str:
    """Digits only, +84 written as 0: "+84 905.123.456" → "0905123456". A zero lost by a spreadsheet comes back."""
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^(?:\+84|0084|84(?=\d{9}$))", "0", digits).lstrip("+")
    return f"0{digits}" if re.fullmatch(r"[35789]\d{8}", digits) else digits


def read_date(text: str) -> dt.date | None:
    """24/11/2026, 24-11-2026, 24.11.2026, 2026-11-24; None when it is no date."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        if year:
            return dt.date(int(year), int(month), int(day))
        return dt.date(int(iso_year), int(iso_month), int(iso_day))
    except ValueError:
        return None


def read_row(line: int, cells: Mapping[str, str]) -> TableRow:
    """A line's cells by field. Faults are collected, never raised."""
    text = {name: tidy(cells.get(name, "")) for name in COLUMNS}
    faults: list[Fault] = []
    values = dict(text)
    values["kind"] = _word(_KINDS, text, "kind", faults)
    values["level"] = _word(_LEVELS, text, "level", faults)
    values["role"] = _word(TABLE_ROLES, text, "role", faults)
    values["since"] = _since(text, faults)
    values["telephone"] = plain_telephone(text["telephone"])
    values["email"] = text["email"].lower()
    if values["telephone"] and not _TELEPHONE.match(values["telephone"]):
        faults.append(Fault("telephone", "telephone", text["telephone"]))
    if values["email"] and not _EMAIL.match(values["email"]):
        faults.append(Fault("email", "email", text["email"]))
    if not values["code"] and not values["name"]:
        faults.append(Fault("name", "no-unit"))
    if not values["person"] and (values["role"] or values["telephone"] or values["email"]):
        faults.append(Fault("person", "no-person"))
    if values["person"] and not values["role"] and not any(f.column == "role" for f in faults):
        values["role"] = Role.FOCAL_OFFICER
    return TableRow(line=line, faults=tuple(faults), **values)


def _word(words: Mapping[str, str], text: Mapping[str, str], column: str, faults: list[Fault]) -> str:
    if not text[column]:
        return ""
    found = words.get(fold(text[column]))
    if found is None:
        faults.append(Fault(column, f"unknown-{column}", text[column]))
    return str(found or "")


def _since(text: Mapping[str, str], faults: list[Fault]) -> str:
    if not text["since"]:
        return ""
    day = read_date(text["since"])
    if day is None:
        faults.append(Fault("since", "date", text["since"]))
    return day.isoformat() if day else ""
