"""Phrases that mean many: "các sở, ban, ngành", "UBND các huyện, thị xã, thành phố". A set is data: kinds and levels,
to be looked up among the units below a province on a day. Refuses to list units by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khien.orgs.rules.kinds import Kind, Level

_LOCAL = frozenset({Level.DISTRICT, Level.COMMUNE})


@dataclass(frozen=True, slots=True)
class SetPart:
    """Units of any of the kinds, at any of the levels; with `key`, only those so named. Empty kinds = any kind."""

    kinds: frozenset[Kind]
    levels: frozenset[Level]
    key: str = ""


@dataclass(frozen=True, slots=True)
class UnitSet:
    """The union of its parts. `open_ended`: the text says "liên quan" or "khác", somebody must choose among them."""

    parts: tuple[SetPart, ...]
    open_ended: bool = False

    @property
    def speaks_of_districts(self) -> bool:
        return any(Level.DISTRICT in part.levels and part.levels <= _LOCAL for part in self.parts)

    def today(self) -> UnitSet:
        """The same with districts, which ended on 2025-06-30, read as the communes that answer now."""
        return replace(self, parts=tuple(_without_districts(part) for part in self.parts))

    def as_data(self) -> dict[str, object]:
        parts = [{"kinds": sorted(p.kinds), "levels": sorted(p.levels), "key": p.key} for p in self.parts]
        return {"parts": parts, "open_ended": self.open_ended}


def set_from_data(data: Mapping[str, object]) -> UnitSet:
    """Raises ValueError or KeyError when the data is not a set."""
    raw = data["parts"]
    if not isinstance(raw, list) or not raw:
        raise ValueError("a set has parts")
    parts = tuple(
        SetPart(frozenset(map(Kind, p["kinds"])), frozenset(map(Level, p["levels"])), str(p.get("key", "")))
        for p in raw
    )
    return UnitSet(parts, bool(data.get("open_ended", False)))


def _without_districts(part: SetPart) -> SetPart:
    if Level.DISTRICT not in part.levels:
        return part
    return replace(part, levels=(part.levels - {Level.DISTRICT}) | {Level.COMMUNE})


_P, _D, _C, _S = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.SITE
_ANY_SITE = frozenset({_P, _D, _C, _S})


def _part(*kinds: Kind, levels: frozenset[Level] = frozenset({_P})) -> SetPart:
    return SetPart(frozenset(kinds), levels)


_DEPARTMENTS = _part(Kind.DEPARTMENT)
# "ngành" takes in the police and the military; "ngành dọc" (tax, treasury …) is always said apart.
_AGENCIES = _part(Kind.DEPARTMENT, Kind.POLICE, Kind.MILITARY)
_FRONT = _part(Kind.FRONT)
_COMMITTEES = _part(Kind.PEOPLES_COMMITTEE, levels=_LOCAL)
_PROVINCIAL = _part(Kind.DEPARTMENT, Kind.POLICE, Kind.MILITARY, Kind.VERTICAL, Kind.SERVICE)

# Nouns that stand for many, longest first when read. True = plural by itself, without "các".
_NOUNS: dict[str, tuple[tuple[SetPart, ...], bool]] = {
    "so ban nganh doan the": ((_AGENCIES, _FRONT), True),
    "so ban nganh": ((_AGENCIES,), True),
    "so nganh": ((_AGENCIES,), True),
    "ban nganh": ((_AGENCIES,), True),
    "cap nganh": ((_AGENCIES, _COMMITTEES), True),
    "bo nganh": ((_part(Kind.MINISTRY, levels=frozenset({Level.CENTRAL})),), True),
    "so": ((_DEPARTMENTS,), False),
    "bo": ((_part(Kind.MINISTRY, levels=frozenset({Level.CENTRAL})),), False),
    "nganh": ((_AGENCIES,), False),
    "co quan don vi": ((_PROVINCIAL,), True),
    "co quan chuc nang": ((_PROVINCIAL,), False),
    "co quan chuyen mon": ((_DEPARTMENTS,), False),
    "co quan": ((_PROVINCIAL,), False),
    "don vi": ((_PROVINCIAL,), False),
    "dia phuong": ((_COMMITTEES,), True),
    "doan the": ((_FRONT,), False),
    "doan the chinh tri xa hoi": ((_FRONT,), True),
    "to chuc chinh tri xa hoi": ((_FRONT,), True),
    "to chuc thanh vien": ((_FRONT,), False),
    "truong hoc": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "nha truong": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "truong": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    **dict.fromkeys(
        (
            *(
                "dai hoc",
                "cao dang",
                "trung cap",
                "trung hoc pho thong",
                "trung hoc co so",
                "tieu hoc",
                "mam non",
            ),
            *(
                "truong trung cap",
                "truong trung hoc co so",
                "truong tieu hoc",
                "truong mam non",
                "co so dao tao",
            ),
        ),
        ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    ),
    "truong dai hoc": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "truong cao dang": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "truong trung hoc pho thong": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "truong dai hoc cao dang": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "co so giao duc dao tao": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "co so giao duc": ((_part(Kind.SCHOOL, levels=_ANY_SITE),), False),
    "doanh nghiep vien thong": ((_part(Kind.TELECOM, levels=_ANY_SITE),), False),
    "doanh nghiep buu chinh vien thong": ((_part(Kind.TELECOM, levels=_ANY_SITE),), False),
    "cong ty vien thong": ((_part(Kind.TELECOM, levels=_ANY_SITE),), False),
    "nha mang": ((_part(Kind.TELECOM, levels=_ANY_SITE),), False),
    "doanh nghiep": ((_part(Kind.ENTERPRISE, Kind.TELECOM, Kind.BANK, levels=_ANY_SITE),), False),
    "ngan hang": ((_part(Kind.BANK, levels=_ANY_SITE),), False),
    "ngan hang thuong mai": ((_part(Kind.BANK, levels=_ANY_SITE),), False),
    "to chuc tin dung": ((_part(Kind.BANK, levels=_ANY_SITE),), False),
    "co quan bao chi": ((_part(Kind.MEDIA),), False),
    "co quan thong tan bao chi": ((_part(Kind.MEDIA),), False),
    "co quan bao chi phat thanh truyen hinh": ((_part(Kind.MEDIA),), False),
    "bao dai": ((_part(Kind.MEDIA),), False),
    "doanh nghiep buu chinh vien thong cong nghe thong tin": (
        (_part(Kind.TELECOM, levels=_ANY_SITE),),
        False,
    ),
    "don vi su nghiep": ((_part(Kind.SERVICE),), False),
    "don vi su nghiep cong lap": ((_part(Kind.SERVICE),), False),
    "co quan nganh doc": ((_part(Kind.VERTICAL),), False),
    "hoi": ((_part(Kind.ASSOCIATION),), False),
    "hiep hoi": ((_part(Kind.ASSOCIATION),), False),
}
# Offices that each area has; "các xã, phường" behind them says at which level.
_HEADS: dict[str, Kind] = {
    "uy ban nhan dan": Kind.PEOPLES_COMMITTEE,
    "cong an": Kind.POLICE,
    "dang uy": Kind.PARTY,
    "he thong truyen thanh": Kind.MEDIA,
    "dai truyen thanh": Kind.MEDIA,
    "uy ban mat tran to quoc": Kind.FRONT,
    "mat tran to quoc": Kind.FRONT,
}
_AREAS: dict[str, Level] = {
    **dict.fromkeys(("huyen", "quan", "thi xa", "thanh pho", "cap huyen"), _D),
    **dict.fromkeys(("xa", "phuong", "thi tran", "dac khu", "cap xa"), _C),
    "cap tinh": _P,
}
_FILLERS = frozenset(
    {
        *(
            "cac",
            "toan the",
            "tat ca",
            "moi",
            "thuoc",
            "truc thuoc",
            "tinh",
            "cap",
            "o",
            "tai",
            "cua",
            "trung uong",
        ),
        *("thuoc uy ban nhan dan", "truc thuoc uy ban nhan dan", "cua uy ban nhan dan"),
    }
)
_VOCABULARY = sorted({*_NOUNS, *_HEADS, *_AREAS, *_FILLERS}, key=lambda word: -len(word.split()))


def set_named(key: str, *, open_ended: bool = False) -> tuple[UnitSet, float] | None:
    """The set that a folded phrase names, with a score; None when some word names something else."""
    words = _read(key)
    if words is None:
        return _named_each(key, open_ended=open_ended)
    nouns = [word for word in words if word in _NOUNS]
    head = next((word for word in words if word in _HEADS), None)
    areas = [word for word in words if word in _AREAS]
    plural = bool({"cac", "toan the", "tat ca", "moi"} & set(words)) or any(
        a.startswith("cap ") for a in areas
    )
    if head is None and areas and not nouns and plural:
        head = "uy ban nhan dan"  # "các xã, phường"
    if head is not None and not areas:
        return None
    parts = [part for noun in nouns for part in _NOUNS[noun][0]]
    if head is not None:
        parts.append(SetPart(frozenset({_HEADS[head]}), frozenset(_AREAS[a] for a in areas)))
    if not parts:
        return None
    sure = plural or len(areas) > 1 or any(_NOUNS[noun][1] for noun in nouns)
    if not sure and not areas:
        return None  # "Hiệp hội Doanh nghiệp" is one office
    return UnitSet(tuple(dict.fromkeys(parts)), open_ended), (0.97 if sure else 0.80)


def _named_each(key: str, *, open_ended: bool) -> tuple[UnitSet, float] | None:
    """ "Phòng Giáo dục và Đào tạo các huyện, thành phố": the office of that name in each of them."""
    name, _, rest = key.partition(" cac ")
    areas = _read(rest)
    if not name or not areas or not all(word in _AREAS for word in areas):
        return None
    part = SetPart(frozenset(), frozenset(_AREAS[area] for area in areas), name)
    return UnitSet((part,), open_ended), 0.95


def _read(key: str) -> list[str] | None:
    """The key cut into words of the vocabulary, longest first; None when a word is not in it."""
    out: list[str] = []
    rest = key.split()
    while rest:
        for known in _VOCABULARY:
            size = len(known.split())
            if " ".join(rest[:size]) == known:
                out.append(known)
                rest = rest[size:]
                break
        else:
            return None
    return out
