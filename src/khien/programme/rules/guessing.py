"""What kind of activity a title speaks of. A guess for who is in a hurry; the form shows it and lets it be changed."""

from __future__ import annotations

from khien.programme.rules.ledger import ActivityKind
from vanban import fold

# The first line with a word in the title wins: a "lễ phát động cuộc thi" is an event, a "tập huấn qua Zalo" a class.
_WORDS: tuple[tuple[ActivityKind, tuple[str, ...]], ...] = (
    (ActivityKind.CLASS, ("tap huan", "boi duong", "lop hoc", "dao tao")),
    (ActivityKind.EVENT, ("ngay hoi", "le phat dong", "phat dong", "hoi nghi", "mit tinh", "le ra quan")),
    (ActivityKind.CONTEST, ("cuoc thi", "hoi thi", "thi tim hieu", "san choi")),
    (ActivityKind.DRILL, ("dien tap",)),
    (ActivityKind.SURVEY, ("khao sat",)),
    (ActivityKind.INSPECTION, ("kiem tra", "giam sat", "thanh tra")),
    (ActivityKind.BROADCAST, ("truyen thanh", "loa ", "phat thanh")),
    (ActivityKind.MESSAGE, ("tin nhan", "nhan tin", "sms", "zalo", "thu dien tu")),
    (ActivityKind.DISPLAY, ("pa no", "pano", "ap phich", "bang ron", "man hinh", "khau hieu")),
    (ActivityKind.HANDOUT, ("to roi", "to gap", "cam nang", "phat tay")),
    (ActivityKind.PRODUCTION, ("clip", "video", "infographic", "do hoa", "bien soan", "thiet ke", "tieu pham")),
    (ActivityKind.ONLINE, ("facebook", "fanpage", "cong thong tin", "trang thong tin", "mang xa hoi", "dang tai")),
    (ActivityKind.PRESS, ("bai viet", "phong su", "chuyen muc", "tin bai", "bao chi", "tin, bai")),
    (ActivityKind.DOCUMENT, ("ban hanh", "ke hoach", "cong van", "van ban")),
    (ActivityKind.SUPPORT, ("ho tro", "huong dan nguoi dan", "xu ly su co", "to cong nghe so")),
    (ActivityKind.TALK, ("noi chuyen", "tuyen truyen", "sinh hoat", "chuyen de", "truyen thong")),
    (ActivityKind.MEETING, ("cuoc hop", "hop ban", "giao ban")),
)  # fmt: skip


def guess_kind(title: str) -> ActivityKind:
    """OTHER when no word tells."""
    words = f" {fold(title)} "
    return next(
        (kind for kind, keys in _WORDS if any(f" {key}" in words for key in keys)), ActivityKind.OTHER
    )
