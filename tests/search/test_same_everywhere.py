"""The same hits with the same scores on every database: a small library and its answers, kept as they were on the first
one that was asked. A change of the rules changes `answers.json` on purpose: `KHIEN_WRITE_ANSWERS=1` writes it anew."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from khien.search.api import Query, find, put, suggest
from khien.search.services.synonyms import write_set
from tests.people import Cast
from tests.search.conftest import AT, document

ANSWERS = Path(__file__).with_name("answers.json")
TITLES = (
    "Giả danh công an gọi điện dọa bắt", "Giả danh ngân hàng xin mã OTP", "Lấy lại tài khoản Facebook bị chiếm", "Lừa đảo qua mạng",
    "Lụa đào tơ tằm", "Mã độc tống tiền", "Má đọc sách", "Ma trận", "Xã An Hòa tập huấn", "Xã An Hoà tuyên truyền", "Việc nhẹ lương cao",
    "Kế hoạch 3630/KH-UBND", "Mật khẩu và xác thực hai lớp", "Trẻ em trên mạng", "Người cao tuổi và cuộc gọi lạ", "Quét mã QR",
)  # fmt: skip
ASKED = (
    "lừa đảo", "lua dao", "lụa đào", "mã độc", "ma doc", "má", "an hòa", "an hoà", "công an gia", "mất nick fb", "hack facebook",
    "viec nhe", "3630", "3630/KH-UBND", "2fa", "mk", "maqr", "qr", "nguoi gia", "gia danh", "ngan hangf", "tre em", "con em", "",
)  # fmt: skip


@pytest.fixture
def answers(cast: Cast) -> dict[str, list[list[object]]]:
    words = "chiếm quyền, mất nick, hack, bị chiếm"
    write_set(cast.actor("editor"), words, key="one", at=AT)
    things = [
        document(f"{n:02}", title, body=" ".join(TITLES[:n]), changed_at=AT + dt.timedelta(hours=n % 3))
        for n, title in enumerate(TITLES)
    ]
    put("sample", things)
    found = {text: [[hit.key, hit.score] for hit in find(Query(text=text)).hits] for text in ASKED}
    return found | {f"{text}…": [[one.text, 0] for one in suggest(text)] for text in ASKED}


def test_every_database_gives_the_same_answers(answers: dict[str, list[list[object]]]) -> None:
    if os.environ.get("KHIEN_WRITE_ANSWERS"):
        lines = (
            f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(hits, ensure_ascii=False)}"
            for text, hits in answers.items()
        )
        ANSWERS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert answers == json.loads(ANSWERS.read_text(encoding="utf-8"))
