"""What an outlet owes: "01 bài viết và 02 tin/tháng" read into numbers, and what of it was kept in a month. Pure.

Refuses to guess: what it does not understand gives nothing, and the words of the plan stand beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khien.channels.rules.press import PieceForm

MOST = 500
MONTHS = {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}  # a week is counted within its month
_PER = (
    (re.compile(r"tuần"), "week"),
    (re.compile(r"tháng"), "month"),
    (re.compile(r"quý"), "quarter"),
    (re.compile(r"(?:6|06|sáu) tháng|nửa năm"), "half"),
    (re.compile(r"năm"), "year"),
)
# The longer words first: "tin bài" before "tin", "bài viết" before "bài".
_FORMS = (
    ("phóng sự", PieceForm.REPORT), ("chuyên mục", PieceForm.COLUMN), ("chuyên trang", PieceForm.COLUMN),
    ("chuyên đề", PieceForm.COLUMN), ("tọa đàm", PieceForm.TALK), ("toạ đàm", PieceForm.TALK),
    ("đồ họa", PieceForm.CLIP), ("đồ hoạ", PieceForm.CLIP), ("clip", PieceForm.CLIP), ("video", PieceForm.CLIP),
    ("bài viết", PieceForm.ARTICLE), ("tin bài", PieceForm.NEWS), ("bài", PieceForm.ARTICLE), ("tin", PieceForm.NEWS),
)  # fmt: skip
_NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_NAMES = "|".join(name for name, _form in _FORMS)
_PIECE = re.compile(
    rf"(?<!\d)(?P<count>\d{{1,3}}|{'|'.join(_NUMBER_WORDS)})(?:\s*[-–]\s*\d{{1,3}})?\s+(?P<name>{_NAMES})\b"
)
_PERIOD = re.compile(
    r"(?:/|mỗi|hằng|hàng|một|trong|1|01)\s*(?P<per>(?:6|06|sáu) tháng|nửa năm|tuần|tháng|quý|năm)\b"
)


@dataclass(frozen=True, slots=True)
class Quota:
    """`count` pieces of a form in each period ("week", "month", "quarter", "half", "year")."""

    form: PieceForm
    count: int
    per: str


@dataclass(frozen=True, slots=True)
class Kept:
    """`missing` 0 = kept. `due`: the period is over."""

    quota: Quota
    first: dt.date
    last: dt.date
    done: int
    owed: int

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.done)


def read_quota(text: str) -> tuple[Quota, ...]:
    """ "01 bài viết và 02 tin/tháng" → one article and two pieces of news a month. The period that follows holds for
    what stands before it; one that stands in front ("mỗi tháng 2 phóng sự") for what follows. No period: nothing."""
    found: dict[tuple[PieceForm, str], int] = {}
    for words in re.split(r"[;.]", " ".join(text.lower().split())):
        periods = list(_PERIOD.finditer(words))
        for piece in _PIECE.finditer(words):
            per = _period_for(piece, periods)
            count = int(piece["count"]) if piece["count"].isdigit() else _NUMBER_WORDS[piece["count"]]
            if per and 0 < count <= MOST:
                form = next(form for name, form in _FORMS if name == piece["name"])
                found[form, per] = found.get((form, per), 0) + count
    return tuple(Quota(form, count, per) for (form, per), count in found.items())


def _period_for(piece: re.Match[str], periods: Sequence[re.Match[str]]) -> str:
    """In front when words stand there ("mỗi tháng 2 phóng sự"), else behind; "/tháng" never reaches forward."""
    after = [one for one in periods if one.start() >= piece.end()]
    before = [one for one in periods if one.end() <= piece.start() and not one.group().startswith("/")]
    nearest = before[-1:] or after[:1]
    return next((code for one in nearest for sign, code in reversed(_PER) if sign.fullmatch(one["per"])), "")


def period_of(quota: Quota, month: dt.date) -> tuple[dt.date, dt.date]:
    """The period the month lies in, first and last day; a weekly quota is looked at by month."""
    months = max(MONTHS[quota.per], 1)
    begin = (month.month - 1) // months * months + 1
    first = dt.date(month.year, begin, 1)
    index = begin - 1 + months
    return first, dt.date(month.year + index // 12, index % 12 + 1, 1) - dt.timedelta(days=1)


def kept_in(
    quotas: Iterable[Quota],
    pieces: Iterable[tuple[dt.date, PieceForm]],
    *,
    month: dt.date,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Kept]:
    """Of each quota what was done in its period. Outside `since`–`until` nothing is owed."""
    listed = list(pieces)
    found = []
    for quota in quotas:
        first, last = period_of(quota, month)
        owed = quota.count * (_weeks(first, last) if quota.per == "week" else 1)
        if (since and last < since) or (until and first > until):
            owed = 0
        done = sum(form == quota.form and first <= on <= last for on, form in listed)
        found.append(Kept(quota, first, last, done, owed))
    return found


def _weeks(first: dt.date, last: dt.date) -> int:
    """Mondays in it: each week belongs to the month it begins in."""
    return sum((first + dt.timedelta(days=n)).weekday() == 0 for n in range((last - first).days + 1))
