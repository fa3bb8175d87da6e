"""Hà copies a message, a post, a script: the files open in any editor with their Vietnamese."""

from __future__ import annotations

import pytest

from khien.library.renditions.forms_words import WORD_FORMS
from khien.library.rules.sms import count
from tests.library.starter_content import BRAND, starter

FORMS = {form.code: form for form in WORD_FORMS}
POLICE = "cong-an-gia-goi-dien"


@pytest.mark.parametrize(
    ("code", "options", "ending"),
    [
        ("sms", {"marks": "with"}, "-v3-tin-nhan-co-dau.txt"),
        ("sms", {"marks": "without"}, "-v3-tin-nhan-khong-dau.txt"),
        ("post", {"length": "short"}, "-v3-bai-dang-ngan.txt"),
        ("plain", {}, "-v3-van-ban.txt"),
        ("script", {"seconds": "30"}, "-v3-kich-ban-30s.txt"),
    ],
)
def test_each_text_is_a_file(code: str, options: dict[str, str], ending: str) -> None:
    made = FORMS[code].make(starter(POLICE), BRAND, options, lambda _key: None)
    assert made.filename.endswith(ending)
    assert made.data.startswith(b"\xef\xbb\xbf")
    assert made.data.decode("utf-8-sig").replace("\r\n", "\n").strip()
    assert made.text


def test_a_message_is_one_message() -> None:
    for marks in ("with", "without"):
        made = FORMS["sms"].make(starter(POLICE), BRAND, {"marks": marks}, lambda _key: None)
        assert count(made.text).parts == 1
        assert made.notes == ()


def test_a_script_tells_how_long_it_takes_and_how_it_is_said() -> None:
    made = FORMS["script"].make(starter(POLICE), BRAND, {}, lambda _key: None)
    text = made.data.decode("utf-8-sig")
    assert "Thời lượng đọc: 45 / 60 s" in text
    assert "da lô" in text
    assert made.seconds == pytest.approx(44.8, abs=3)
