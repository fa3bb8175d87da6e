"""Ticked signs point at patterns; nothing here is a verdict."""

from __future__ import annotations

from khien.base.text import fold
from khien.portal.rules.signs import SIGNS, likely, signs_of
from khien.portal.wording import GROUP_WORDS, SIGN_WORDS

POLICE, BANK, JOB = 1, 2, 3
PATTERNS = {
    POLICE: frozenset({"cong-an", "doa", "giu-bi-mat", "chuyen-tien"}),
    BANK: frozenset({"ngan-hang", "ma-otp", "giuc-gap"}),
    JOB: frozenset({"loi-cao", "chuyen-tien", "lam-quen"}),
}


def test_every_sign_has_words_and_a_group() -> None:
    assert {sign.code for sign in SIGNS} == set(SIGN_WORDS)
    assert {sign.group for sign in SIGNS} == set(GROUP_WORDS)
    assert all(phrase == fold(phrase) for sign in SIGNS for phrase in sign.phrases)


def test_mrs_lan_ticks_police_and_secrecy_and_sees_the_false_police_first() -> None:
    found = likely(["cong-an", "giu-bi-mat"], PATTERNS)
    assert [one.key for one in found] == [POLICE]
    assert found[0].share == 100
    assert found[0].has == ("cong-an", "giu-bi-mat")


def test_a_sign_that_many_patterns_have_says_less_than_a_rare_one() -> None:
    found = likely(["chuyen-tien", "ma-otp"], PATTERNS)
    assert found[0].key == BANK


def test_what_has_less_than_half_of_what_was_ticked_is_not_shown() -> None:
    found = likely(["cong-an", "doa", "giu-bi-mat", "loi-cao"], PATTERNS)
    assert [one.key for one in found] == [POLICE]


def test_nothing_ticked_or_only_unknown_signs_point_at_nothing() -> None:
    assert likely([], PATTERNS) == []
    assert likely(["khong-co"], PATTERNS) == []


def test_a_phrase_counts_as_whole_words_only() -> None:
    assert "doa" in signs_of(fold("Dọa bắt giam ngay"))
    assert "lam-quen" not in signs_of(fold("Yêu cầu đóng phí"))
