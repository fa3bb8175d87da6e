"""What an outlet owes, read from the words of a plan, and what of it was kept."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.channels.rules.press import PieceForm
from khien.channels.rules.quota import Quota, kept_in, read_quota

A, N, R, C, T = PieceForm.ARTICLE, PieceForm.NEWS, PieceForm.REPORT, PieceForm.COLUMN, PieceForm.TALK
NOVEMBER = dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("words", "quotas"),
    [
        ("01 bài viết và 02 tin/tháng", [(A, 1, "month"), (N, 2, "month")]),
        ("Mỗi tháng 2 phóng sự", [(R, 2, "month")]),
        ("ít nhất 01 chuyên mục/quý", [(C, 1, "quarter")]),
        ("2 tin/tháng, 1 bài/quý", [(N, 2, "month"), (A, 1, "quarter")]),
        ("hằng tháng có 01 bài viết, 02 tin", [(A, 1, "month"), (N, 2, "month")]),
        ("Mỗi năm 04 tọa đàm; 01 phóng sự/6 tháng", [(T, 4, "year"), (R, 1, "half")]),
        ("01 bài viết/tháng và một phóng sự mỗi quý", [(A, 1, "month"), (R, 1, "quarter")]),
        ("tối thiểu 3 tin/tuần", [(N, 3, "week")]),
        ("đăng tin thường xuyên", []),
        ("02 tin", []),
        ("9999 tin/tháng", []),
        ("", []),
    ],
)
def test_a_quota_is_read_from_the_plans_words(words: str, quotas: list[tuple[PieceForm, int, str]]) -> None:
    assert [(q.form, q.count, q.per) for q in read_quota(words)] == quotas


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(words: str) -> None:
    assert all(0 < quota.count <= 500 for quota in read_quota(words))


def test_what_is_missing_is_counted_in_its_own_period() -> None:
    quotas = read_quota("01 bài viết và 02 tin/tháng; 01 phóng sự/quý")
    pieces = [(dt.date(2026, 11, 3), N), (dt.date(2026, 10, 30), N), (dt.date(2026, 10, 2), R)]
    kept = kept_in(quotas, pieces, month=NOVEMBER)
    assert [(one.done, one.owed, one.missing) for one in kept] == [(0, 1, 1), (1, 2, 1), (1, 1, 0)]


def test_before_the_plan_began_nothing_is_owed() -> None:
    kept = kept_in([Quota(N, 2, "month")], [], month=NOVEMBER, since=dt.date(2026, 12, 1))
    assert [one.missing for one in kept] == [0]


def test_a_weekly_quota_is_owed_once_a_monday() -> None:
    assert [one.owed for one in kept_in([Quota(N, 3, "week")], [], month=NOVEMBER)] == [15]


def test_a_year_ends_in_december() -> None:
    (kept,) = kept_in([Quota(T, 4, "year")], [], month=dt.date(2026, 12, 1))
    assert (kept.first, kept.last) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
