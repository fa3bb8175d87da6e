"""Official papers: the unit's report, the blank form, the urging letter — read back by the reader of the house."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from khien.base import files
from khien.base.access import Actor
from khien.reports.errors import NotAllowedNow
from khien.reports.models import ReportRound, UrgingLetter
from khien.reports.rules import Figures, unit_papers
from khien.reports.rules.sentences import Deed, direction, results
from khien.reports.services import papers
from tests.people import Cast
from tests.reports.conftest import JUNE, moment

LATE_DAY = dt.date(2026, 6, 24)


def text_of(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def letter_text(letter: UrgingLetter) -> str:
    with files.open_kept(letter.stored.sha256) as content:
        return text_of(content.read())


def test_the_letter_names_the_late_units_the_plan_and_the_day(half: ReportRound, hoa: Actor) -> None:
    letter = papers.draft_letter(hoa, half, unit_id=None, on=LATE_DAY, at=moment(LATE_DAY))
    text = letter_text(letter)
    for words in ("Kính gửi", "xã An Hòa", "phường Bình Minh", "10/06/2026", "12/KH-UBND", "V/v đôn đốc"):
        assert words in text
    assert "29/06/2026" in text  # three working days on
    again = papers.draft_letter(hoa, half, unit_id=None, on=LATE_DAY, at=moment(LATE_DAY))
    assert again.pk == letter.pk


def test_a_letter_to_one_unit_names_no_other(half: ReportRound, hoa: Actor, cast: Cast) -> None:
    letter = papers.draft_letter(hoa, half, unit_id=cast.units.commune, on=LATE_DAY, at=moment(LATE_DAY))
    text = letter_text(letter)
    assert "quá hạn 14 ngày" in text
    assert "Bình Minh" not in text


def test_nobody_late_no_letter(half: ReportRound, hoa: Actor) -> None:
    with pytest.raises(NotAllowedNow):
        papers.draft_letter(hoa, half, unit_id=None, on=JUNE, at=moment(JUNE))


def test_a_long_list_of_late_units_stands_in_an_annex() -> None:
    late = [unit_papers.LateName(f"UBND xã Số {n}", JUNE, 3) for n in range(30)]
    words = unit_papers.RoundWords("Báo cáo năm 2026", "Kế hoạch 1/KH", "Thử", JUNE, JUNE, JUNE)
    letter = unit_papers.urging_letter(
        unit_papers.Office("Công an tỉnh An Bình", "Công an tỉnh"), words, late, year=2026, today=LATE_DAY
    )
    assert letter.addressees == (unit_papers.TO_MANY,)
    assert len(letter.annexes[0].content[0].rows) == 30  # type: ignore[union-attr]
    assert letter.symbol == "CAT"


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_report_and_blank_form_are_made(half: ReportRound, cast: Cast, format: papers.Format) -> None:
    made = papers.report_file(
        half, cast.units.commune, Figures(activities=3), {"results": "- Một\n- Hai"}, format=format, on=JUNE
    )
    form = papers.form_file(half, cast.units.commune, format=format, on=JUNE)
    if format == "pdf":
        assert made.startswith(b"%PDF-")
        assert form.startswith(b"%PDF-")
        return
    assert "XÃ AN HÒA" in text_of(made)
    assert "đã thực hiện 3 hoạt động" in text_of(made)
    assert "In tờ rơi phát cho các chợ" in text_of(form)


def test_sentences_say_what_the_ledger_holds() -> None:
    deeds = [
        Deed("class", "Lớp A", 120, 5_000_000),
        Deed("class", "Lớp B", 120, 0),
        Deed("document", "KH 05", 0, 0),
    ]
    assert results(deeds) == (
        "Tổ chức 2 lớp tập huấn, bồi dưỡng cho 240 người.",
        "Kinh phí đã sử dụng 5.000.000 đồng.",
    )
    assert direction(deeds) == ("Ban hành 1 văn bản chỉ đạo, hướng dẫn: KH 05.",)
    assert results([]) == ()
