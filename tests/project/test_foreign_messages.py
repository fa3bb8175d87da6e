"""The tool for packages' texts, on one small package and a catalogue of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import foreign_messages as tool

MISSING = (None, "Sessions")


@pytest.fixture(autouse=True)
def _own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    monkeypatch.setattr(tool, "PACKAGES", ("django.contrib.sessions",))


def test_a_text_without_vietnamese_is_told_until_it_is_filled() -> None:
    assert [key for key, _where in tool.missing("django")] == [MISSING]
    assert tool.fill("django", {"Sessions": "Phiên"}) == []
    assert tool.missing("django") == []
    assert tool.fill("django", {"Sessions": ""}) == []
    assert [key for key, _where in tool.missing("django")] == [MISSING]


def test_a_text_that_no_package_says_is_refused_by_name() -> None:
    assert tool.fill("django", {"Nobody says this": "Không ai nói"}) == ["Nobody says this"]
    assert tool.ours("django") == {}


def test_a_lost_place_is_told() -> None:
    tool.fill("django", {"Sessions": "Phiên %(n)s"})
    assert len([told for told in tool.problems() if "place to fill" in told]) == 1
