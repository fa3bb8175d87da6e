"""From accepted reports to the consolidated report: figures, texts, files, states."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import docx
import pytest

import vanban
from khien.base.access import Actor
from khien.base.jobs.execution import run_pending
from khien.reports.errors import ChangedMeanwhile, NotAllowedNow
from khien.reports.jobs.consolidation import ask_to_make
from khien.reports.models import Consolidation, ReportRound
from khien.reports.rules.consolidated import Measure, from_data, to_data
from khien.reports.rules.consolidating import consolidate
from khien.reports.selectors.consolidation import material_of
from khien.reports.services import consolidation as services
from khien.reports.services.report_files import report_bytes
from khien.reports.services.submissions import take_back
from tests.people import Cast
from tests.reports.conftest import JUNE, moment

Did = Callable[..., int]
HandIn = Callable[..., object]
AT = moment(dt.date(2026, 6, 20))


@pytest.fixture
def two_units(half: ReportRound, did: Did, hand_in: HandIn, cast: Cast) -> ReportRound:
    """Bình's and Xuân's communes are accepted, Mai's department has handed in and waits."""
    did("commune", "IV.2", dt.date(2026, 3, 2), people=120, spent=3_000_000)
    did("commune", "IV.2", dt.date(2026, 4, 2), people=80)
    did("other_commune", "IV.2", dt.date(2026, 5, 6), people=45, spent=1_500_000)
    did("department", "IV.1", dt.date(2026, 5, 7), people=999, spent=9_000_000)
    hand_in(half, "commune", on=JUNE, accepted=True)
    hand_in(half, "other_commune", on=dt.date(2026, 6, 12), accepted=True, who="other_unit")
    hand_in(half, "department", on=JUNE, who="focal_officer")
    return half


@pytest.fixture
def draft(two_units: ReportRound, hoa: Actor) -> Consolidation:
    made = services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT)
    run_pending()
    return Consolidation.objects.select_related("round").get(pk=made.pk)


def test_only_accepted_reports_are_counted_and_each_activity_once(two_units: ReportRound) -> None:
    data = consolidate(material_of(two_units))
    assert data.total(Measure.ACTIVITIES) == 3
    assert data.total(Measure.PEOPLE) == 245
    assert data.total(Measure.SPENT) == 4_500_000
    assert (data.rates.accepted, data.rates.waiting, data.rates.late) == (2, 1, 1)


def test_a_report_taken_back_is_not_handed_in(two_units: ReportRound, cast: Cast) -> None:
    waiting = two_units.submissions.get(unit_id=cast.units.department)
    take_back(cast.actor("focal_officer"), waiting.pk, at=AT)
    data = consolidate(material_of(two_units))
    assert data.rates.waiting == 0
    assert cast.units.department in dict(data.warnings)["missing"]


def test_what_is_kept_as_json_comes_back_the_same(two_units: ReportRound) -> None:
    data = consolidate(material_of(two_units))
    assert from_data(to_data(data)) == data


def test_the_job_makes_a_draft_with_its_three_files(draft: Consolidation) -> None:
    assert (draft.progress, draft.failed, draft.state) == (100, "", "draft")
    assert draft.word
    assert draft.pdf
    assert draft.table


def test_the_word_file_opens_and_says_the_figures(draft: Consolidation) -> None:
    blob = report_bytes(from_data(draft.data), services.setting_of(draft), "docx")
    word = docx.Document(io.BytesIO(blob))
    text = "\n".join(p.text for p in word.paragraphs)
    assert "4.500.000 đồng (bằng chữ: Bốn triệu năm trăm nghìn đồng)" in text
    assert text.rstrip().count("./.") == 1
    read = vanban.read(blob, name="bao-cao.docx")
    assert "BÁO CÁO" in vanban.outline_text(read).upper() or read.head.kind.casefold() == "báo cáo"


def test_a_second_press_is_the_same_version(two_units: ReportRound, hoa: Actor) -> None:
    first = services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT)
    assert services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT).pk == first.pk
    run_pending()
    assert Consolidation.objects.count() == 1


def test_nothing_accepted_makes_no_report(half: ReportRound, hoa: Actor) -> None:
    with pytest.raises(NotAllowedNow):
        services.ask_for_version(hoa, half, reason="", ask=ask_to_make, at=AT)


def test_two_tabs_meet_as_a_conflict(draft: Consolidation, hoa: Actor) -> None:
    base = services.base_of(draft.texts, ["direction"])
    services.save_texts(hoa, draft, {"direction": "Một"}, base=base, page="tab-1", at=AT)
    with pytest.raises(ChangedMeanwhile) as conflict:
        services.save_texts(hoa, draft, {"direction": "Hai"}, base=base, page="tab-2", at=AT)
    assert conflict.value.theirs["direction"] == "Một"
    services.save_texts(hoa, draft, {"direction": "Một, hai"}, base=base, page="tab-1", at=AT)
    draft.refresh_from_db()
    assert draft.texts["direction"] == "Một, hai"


def test_who_wrote_it_does_not_check_it(draft: Consolidation, hoa: Actor, cast: Cast) -> None:
    with pytest.raises(NotAllowedNow):
        services.check_version(hoa, draft, revision=1, others=True, at=AT)
    checked = services.check_version(cast.actor("leader"), draft, revision=1, others=True, at=AT)
    assert (checked.state, checked.checked_by) == ("checked", "Trần Văn Lâm")
