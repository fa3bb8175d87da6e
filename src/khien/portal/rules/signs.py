"""What a person can tell about a call, a message or an offer, and which scam patterns it points at.

A pattern "has" a sign when one of the sign's phrases stands in its own words, folded (no marks). A sign that few
patterns have says more than one that all have. Refuses a verdict: many signs make a pattern likely, none clears.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """`phrases`: folded stretches of text, any of which shows the sign."""

    code: str
    group: str  # who | wants | how
    phrases: tuple[str, ...]


SIGNS: tuple[Sign, ...] = (
    Sign("cong-an", "who", ("cong an", "toa an", "vien kiem sat", "dieu tra vien", "lenh bat", "canh sat")),
    Sign("ngan-hang", "who", ("nhan vien ngan hang", "xung ngan hang", "ten ngan hang", "gia ngan hang", "tin nhan ngan hang")),
    Sign("giao-hang", "who", ("shipper", "giao hang", "don hang", "buu pham", "nhan hang")),
    Sign("can-bo", "who", ("can bo xa", "can bo phuong", "can bo thue", "vneid", "dien luc", "cap nuoc", "bao hiem xa hoi", "nha mang")),
    Sign("nguoi-quen", "who", ("nguoi quen", "nguoi than", "ban be", "con ban", "cap cuu", "muon tien")),
    Sign("lam-quen", "who", ("lam quen", "yeu duong", "noi yeu", "tinh cam", "ket ban", "tu nuoc ngoai")),
    Sign("ma-otp", "wants", ("otp", "ma xac thuc", "ma xac nhan", "mat khau")),
    Sign("chuyen-tien", "wants", ("chuyen tien", "chuyen khoan", "dong phi", "nop phi", "dong tien", "le phi")),
    Sign("dat-coc", "wants", ("dat coc", "tien coc", "giu cho", "tra truoc", "thanh toan truoc", "coc truoc")),
    Sign("cai-ung-dung", "wants", ("cai ung dung", "cai app", "apk", "tai ung dung", "ung dung la")),
    Sign("bam-link", "wants", ("duong dan", "duong link", "quet ma", "ma qr", "trang web gia")),
    Sign("giay-to", "wants", ("can cuoc", "anh giay to", "khuon mat", "thong tin ca nhan", "anh nhay cam")),
    Sign("giuc-gap", "how", ("ngay lap tuc", "gap", "khan", "het han", "bi khoa", "trong hom nay", "vai phut")),
    Sign("giu-bi-mat", "how", ("giu bi mat", "khong duoc noi", "khong noi voi ai", "khong cup may", "khong duoc cup may")),
    Sign("doa", "how", ("doa", "bat giam", "phong toa", "tung anh", "de doa", "cat dien")),
    Sign("loi-cao", "how", ("loi nhuan", "lai cao", "hoa hong", "viec nhe", "luong cao", "cam ket lai", "kiem tien")),
    Sign("trung-thuong", "how", ("trung thuong", "qua tang", "tang qua", "tri an", "mien phi", "gia re", "giam gia")),
    Sign("hinh-gia", "how", ("hinh giat", "khuon mat khong", "goi hinh", "giong noi", "mieng khong khop", "deepfake")),
)  # fmt: skip
BY_CODE: Mapping[str, Sign] = {sign.code: sign for sign in SIGNS}


@dataclass(frozen=True, slots=True)
class Likely:
    """`share`: how much of what was ticked this pattern has, 0–100, by weight; `has`: the ticked signs it has."""

    key: int
    share: int
    has: tuple[str, ...]


def signs_of(folded: str) -> frozenset[str]:
    """Codes of the signs that a pattern's folded words show."""
    padded = f" {folded} "
    return frozenset(sign.code for sign in SIGNS if any(f" {phrase} " in padded for phrase in sign.phrases))


def likely(ticked: Iterable[str], patterns: Mapping[int, frozenset[str]], *, most: int = 5) -> list[Likely]:
    """The patterns that have most of what was ticked, the likeliest first; none that has less than half of it."""
    chosen = [code for code in dict.fromkeys(ticked) if code in BY_CODE]
    weights = _weights(chosen, list(patterns.values()))
    whole = sum(weights.values())
    found = []
    for key, has in patterns.items():
        got = [code for code in chosen if code in has]
        score = sum(weights[code] for code in got)
        if got and score * 2 >= whole:
            found.append((-score, len(has), key, tuple(got)))
    return [Likely(key, round(100 * -score / whole), got) for score, _all, key, got in sorted(found)[:most]]


def _weights(chosen: Sequence[str], patterns: Sequence[frozenset[str]]) -> dict[str, float]:
    return {
        code: 1 + math.log((len(patterns) + 1) / (sum(code in has for has in patterns) + 1))
        for code in chosen
    }
