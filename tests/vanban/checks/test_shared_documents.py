"""The findings of the shared documents against what a careful person found in them: a floor that only rises."""

import os
from pathlib import Path

import pytest

from tools import score_findings

CASES = Path(__file__).parents[4] / "shared" / "reader" / "cases"
RECALL_FLOOR = 28 / 30  # of the sum, numbering, date, blank and missing-lead findings
FALSE_PER_TEN_PAGES = 0.25

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def scores():
    if not CASES.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("Thiếu bộ văn bản dùng chung ở ../shared/reader: CI bắt buộc phải có.")
        pytest.skip("Không có bộ văn bản dùng chung ở ../shared/reader nên bỏ qua.")
    return {
        gold.parent.name: score_findings.score_case(gold.parent) for gold in sorted(CASES.glob("*/gold.json"))
    }


def test_nearly_all_that_a_careful_person_found_is_found(scores):
    found = sum(got for score in scores.values() for got, _ in score.recall.values())
    wanted = sum(total for score in scores.values() for _, total in score.recall.values())
    missed = [item for score in scores.values() for item in score.missed]
    assert found / wanted >= RECALL_FLOOR, missed


def test_false_alarms_are_rarer_than_one_in_forty_pages(scores):
    alarms = [finding for score in scores.values() for finding in score.false_alarms]
    pages = sum(score.pages for score in scores.values())
    assert len(alarms) <= FALSE_PER_TEN_PAGES * pages / 10, alarms


def test_places_of_both_languages_meet():
    assert score_findings.places("Phụ lục.4, 5, 6, 8 and 11") == {f"Phụ lục.{n}" for n in (4, 5, 6, 8, 11)}
    assert score_findings.places("Phụ lục.II.4, Phụ lục.III.8") == {"Phụ lục.4", "Phụ lục.8"}
    assert score_findings.places("Phụ lục 01.I.2, I.3, II.1") == {
        "Phụ lục 01.I.2",
        "Phụ lục 01.I.3",
        "Phụ lục 01.II.1",
    }
    assert score_findings.places("VI.4 (Đoàn Thanh niên)") == {"VI.4"}
    assert score_findings.places("document header and Phụ lục") == {"head", "Phụ lục"}
