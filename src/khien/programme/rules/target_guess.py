"""How a target is probably counted, guessed from its own words. Pure: no database, no Django, no clock.

Refuses to be more than a guess: whoever runs the programme confirms or changes it before anybody relies on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.rules.targets import Direction, Method, UnitCondition
from vanban import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """`kinds`, `product_name`: what a COUNT counts. `turns`: people are counted each time ("lượt người").
    `per_year`: anew each calendar year. `set_phrase`: the units, still to be resolved. `cause`: of incidents."""

    method: Method
    direction: Direction = Direction.UP
    condition: UnitCondition | None = None
    set_phrase: str = ""
    product_name: str = ""
    kinds: tuple[ActivityKind, ...] = ()
    audiences: tuple[Audience, ...] = ()
    turns: bool = False
    per_year: bool = False
    cause: str = ""


_INCIDENTS = re.compile(r"\b(su co|vu lua dao|vu viec|cuoc tan cong)\b")
_CAUSE = re.compile(r"nguyên nhân\s+(?:từ|do|là)\s+([^.;]+)", re.IGNORECASE)
_FEWER = re.compile(r"^(?:\W*)(?:phan dau )?giam\b")
_COMPARED = re.compile(r"\bso voi\b|\bso cung ky\b")
_ASKED = re.compile(
    r"\b(ty le .*\b(biet|nhan thuc|hieu|trinh bao)\b|hai long|nan nhan|co nhan thuc|nhan thuc duoc|tin tuong"
    r"|trinh bao)\b"
)
_UNITS = re.compile(
    r"^(?:cac |toan bo |tat ca )?(so, (?:ban|nganh)|so,? ban|co quan|don vi|dia phuong|ubnd|uy ban nhan dan"
    r"|xa|phuong|huyen|thi xa|thanh pho|phong, ban|truong|co so giao duc|cong an|dang uy|doanh nghiep vien thong"
    r"|ngan hang|to chuc chinh tri)\b"
)
_TECHNICAL = re.compile(
    r"\b(giam sat|cap do|mo hinh|ma dia chi|phan mem|he thong thong tin|may tram|doi ngu|cong tac vien)\b"
)
_WHERE = re.compile(r"\s+(?:trên địa bàn|thuộc|trực thuộc|trong)\b.*$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^(?:cac |so )?(nguoi|hoc sinh|sinh vien|can bo|cong chuc|vien chuc|giao vien|tre em|phu huynh|dan so"
    r"|hoi vien|doan vien|thanh nien|phu nu|cong nhan|thanh vien|luot|nhan dan|lao dong|tuyen truyen vien"
    r"|nha bao|phong vien)\b"
)
_REACHED = re.compile(
    r"\b(pho bien|tuyen truyen|tap huan|dao tao|boi duong|tiep can|trang bi|huong dan|canh bao|cap nhat|pho cap"
    r"|giao duc)\b"
)
_EACH_YEAR = re.compile(r"\b(hang nam|moi nam|hang nam|trong nam hoc|mot nam)\b")
_CONDITIONS: tuple[tuple[re.Pattern[str], UnitCondition], ...] = (
    (
        re.compile(r"\bke hoach\b.*\b(ban hanh|xay dung)\b|\b(ban hanh|xay dung|co)\b.*\bke hoach\b"),
        UnitCondition.PLAN,
    ),
    (re.compile(r"\b(dau moi|can bo phu trach)\b"), UnitCondition.FOCAL_OFFICER),
    (
        re.compile(r"\b(chuyen muc|chuyen trang|chuyen de truyen hinh|trang zalo|fanpage)\b"),
        UnitCondition.PRODUCT,
    ),
    (re.compile(r"\bke hoach\b"), UnitCondition.PLAN),
    (
        re.compile(
            r"\b(tuyen truyen|to chuc|trien khai|hoat dong|ngoai khoa|chuong trinh|pho bien|ra quan)\b"
        ),
        UnitCondition.ACTIVITY,
    ),
)
_PRODUCTS: tuple[tuple[str, str], ...] = (
    ("chuyen muc", "chuyên mục"),
    ("chuyen trang", "chuyên trang"),
    ("trang zalo", "trang Zalo"),
    ("fanpage", "trang Facebook"),
)
_AUDIENCES: tuple[tuple[str, tuple[Audience, ...]], ...] = (
    ("hoc sinh", (Audience.PUPILS,)),
    ("sinh vien", (Audience.STUDENTS,)),
    ("giao vien", (Audience.TEACHERS,)),
    ("phu huynh", (Audience.PARENTS,)),
    ("tre em", (Audience.CHILDREN, Audience.PUPILS)),
    ("can bo", (Audience.OFFICIALS,)),
    ("cong chuc", (Audience.OFFICIALS,)),
    ("nguoi cao tuoi", (Audience.ELDERLY,)),
    ("nguoi khuyet tat", (Audience.DISABLED,)),
    ("phu nu", (Audience.WOMEN,)),
    ("doan vien", (Audience.YOUTH,)),
    ("thanh nien", (Audience.YOUTH,)),
    ("cong nhan", (Audience.WORKERS,)),
    ("nha bao", (Audience.JOURNALISTS,)),
    ("phong vien", (Audience.JOURNALISTS,)),
)
_KINDS: tuple[tuple[str, tuple[ActivityKind, ...]], ...] = (
    ("lop", (ActivityKind.CLASS,)),
    ("khoa", (ActivityKind.CLASS,)),
    ("hoi nghi", (ActivityKind.EVENT, ActivityKind.MEETING)),
    ("cuoc thi", (ActivityKind.CONTEST,)),
    ("hoi thi", (ActivityKind.CONTEST,)),
    ("cuoc dien tap", (ActivityKind.DRILL,)),
    ("dien tap", (ActivityKind.DRILL,)),
    ("buoi", (ActivityKind.TALK,)),
    ("su kien", (ActivityKind.EVENT,)),
    ("ngay hoi", (ActivityKind.EVENT,)),
)
_COUNTED = re.compile(
    r"^(tin|bai|phong su|chuyen muc|chuyen de|chuyen trang|clip|video|to roi|pa no|ap phich|bang ron|khau hieu"
    r"|chien dich|an pham|tai lieu|san pham|chuong trinh|ban tin|do hoa|infographic|cam nang|tin nhan|so tay)\b"
)


def guess(text: str, *, comparator: str, unit: str, population: str) -> Guess:
    """From the target's text, its comparator (">=", "<" …), the unit of its figure ("%", "tin, bài") and the
    population the plan names ("sở, ban, ngành và UBND cấp huyện"; may be empty)."""
    words, among = fold(text), fold(population)
    yearly = bool(_EACH_YEAR.search(words))
    if unit.strip() == "%":
        cause = _CAUSE.search(text)
        made = _share(words, population, among, down=comparator in ("<", "<="), yearly=yearly)
        return replace(made, cause=cause[1].strip()) if cause and made.method is Method.INCIDENTS else made
    return _amount(fold(unit), unit, population, among, yearly)


def phrases_of(set_phrase: str) -> tuple[str, ...]:
    """The words of a set, and other ways of writing the same: "trường phổ thông trên địa bàn tỉnh" is also "các
    trường phổ thông", "xã, phường" is also "UBND các xã, phường". The likeliest first."""
    plain = set_phrase.strip().rstrip(".;,")
    if not plain:
        return ()
    short = _WHERE.sub("", plain)
    bare = re.sub(r"^(?:các|toàn bộ|tất cả)\s+", "", short, flags=re.IGNORECASE)
    ways = (plain, short, f"các {bare}", f"UBND các {bare}", re.sub(r"\s+phổ thông\b", " học", f"các {bare}"))
    return tuple(dict.fromkeys(ways))


def _share(words: str, population: str, among: str, *, down: bool, yearly: bool) -> Guess:
    if _FEWER.search(words) and _COMPARED.search(words):
        return Guess(method=Method.TYPED)  # "giảm 20 % so với năm 2024": the fall itself is the figure
    if _INCIDENTS.search(among or words) and (down or "nguyen nhan" in words):
        return Guess(method=Method.INCIDENTS, direction=Direction.DOWN if down else Direction.UP)
    if _ASKED.search(words):
        return Guess(method=Method.SURVEY, direction=Direction.DOWN if down else Direction.UP)
    if _TECHNICAL.search(words) or down:
        return Guess(method=Method.UNDEFINED, direction=Direction.DOWN if down else Direction.UP)
    if _UNITS.search(among):
        return _units(words, population, yearly)
    if _PEOPLE.search(among) and _REACHED.search(words):
        return Guess(method=Method.PEOPLE, audiences=_audiences(among), per_year=yearly)
    return Guess(method=Method.UNDEFINED)


def _units(words: str, population: str, yearly: bool) -> Guess:
    for pattern, condition in _CONDITIONS:
        if pattern.search(words):
            product = next((name for key, name in _PRODUCTS if key in words), "")
            return Guess(
                method=Method.UNITS,
                condition=condition,
                set_phrase=population.strip(),
                product_name=product if condition is UnitCondition.PRODUCT else "",
                per_year=yearly and condition is not UnitCondition.PLAN,
            )
    return Guess(method=Method.UNDEFINED, set_phrase=population.strip())


def _amount(unit: str, shown: str, population: str, among: str, yearly: bool) -> Guess:
    if "luot" in unit or unit.startswith("nguoi"):
        return Guess(method=Method.PEOPLE, turns="luot" in unit, audiences=_audiences(among), per_year=yearly)
    kinds = next((kinds for key, kinds in _KINDS if unit.startswith(key)), ())
    if kinds or _COUNTED.search(unit):
        return Guess(method=Method.COUNT, product_name=shown.strip(), kinds=kinds, per_year=yearly)
    return Guess(method=Method.UNDEFINED, per_year=yearly)


def _audiences(among: str) -> tuple[Audience, ...]:
    found = [audience for key, audiences in _AUDIENCES if key in among for audience in audiences]
    return tuple(dict.fromkeys(found))
