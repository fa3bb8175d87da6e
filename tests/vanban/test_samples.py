"""The project's own plan documents, of made-up provinces, read whole and scored as the shared cases are.

They stand beside their gold in `samples/<name>/` and may be given to anybody. They are meant to be unlike each
other: portals' pages, Word lists, decisions with a plan attached, party papers, text saved without empty lines.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import score_cases

SAMPLES = score_cases.samples()
FLOORS = score_cases.floors(score_cases.SAMPLES_FLOORS)


@pytest.mark.shared
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_scores_at_least_its_floor(sample: Path) -> None:
    if not (score_cases.READER / "score.py").exists():
        sentence = "Không thấy ../shared/reader/score.py bên cạnh kho mã: bỏ qua phần chấm điểm văn bản mẫu."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    report, misses = score_cases.score_case(sample)
    assert report["overall"] >= FLOORS[sample.name], misses


def test_every_sample_has_a_floor_and_there_are_enough_of_them() -> None:
    assert {sample.name for sample in SAMPLES} == set(FLOORS)
    assert len(FLOORS) >= 12
    assert min(FLOORS.values()) >= 0.9
