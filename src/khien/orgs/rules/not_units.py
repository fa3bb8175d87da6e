"""Phrases in a plan's lists that are no unit at all: filing marks, posts inside an office, the public at large.

Refuses to guess: what is not recognised here stays a question.
"""

from __future__ import annotations

import re

FILING = "filing"  # "Lưu: VT, KGVX"
POST = "post"  # "Các chuyên viên TMTH"
PLACE_IN_TEXT = "place_in_text"  # "Mục IV"
WHOEVER = "whoever"  # "cấp có thẩm quyền"
PUBLIC = "public"  # "Các tổ chức, cá nhân …"
EMPTY = "empty"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (FILING, re.compile(r"^luu\b")),
    (
        PLACE_IN_TEXT,
        re.compile(r"^(?:muc|phan|phu luc|dieu|khoan|diem|chuong) [ivxlc\d]+$|^nhu (?:tren|dieu|muc)\b"),
    ),
    (POST, re.compile(r"^(?:cac )?(?:chuyen vien|can bo|cong chuc|vien chuc|phong chuyen mon)\b")),
    (
        POST,
        re.compile(r"^(?:cac )?(?:chanh|pho chanh|chanh pho) van phong(?: (?:cac )?pho chanh van phong)*$"),
    ),
    (WHOEVER, re.compile(r"\bco tham quyen$|^nguoi dung dau$")),
    (
        PUBLIC,
        re.compile(
            r"^(?:cac )?(?:to chuc ca nhan|ca nhan to chuc|nguoi dan|nhan dan|cong dan|ho gia dinh)\b"
        ),
    ),
    (PUBLIC, re.compile(r"^(?:cac )?to chuc hoat dong\b")),
)


def not_a_unit(words: str) -> str | None:
    """Why a folded phrase names no unit; None when it may."""
    if not words:
        return EMPTY
    for why, pattern in _PATTERNS:
        if pattern.search(words):
            return why
    return None
