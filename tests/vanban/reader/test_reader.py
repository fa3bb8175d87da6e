"""A file to a Plan, and the clauses that tie its rows to the document."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.reader import layouts
from tools.score_cases import raised
from vanban._reader import read, read_source


def test_a_path_and_its_bytes_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(layouts.SCHEME, encoding="utf-8")
    assert read(file) == read(str(file)) == read(file.read_bytes(), name=file.name)


def test_clauses_list_every_numbered_place_with_its_annexes() -> None:
    clauses = {clause.path: clause for clause in layouts.plan(layouts.ANNEX_LIST).clauses}
    assert {"I", "II", "III", "III.1", "Phụ lục I", "Phụ lục I.1", "Phụ lục II"} <= set(clauses)
    assert clauses["III.1"].depth == 1
    assert clauses["III"].title == "TỔ CHỨC THỰC HIỆN"


def test_bullets_are_places_of_the_clause_they_stand_in() -> None:
    found = layouts.plan(layouts.THEMES_AND_FORMS)
    clause = next(clause for clause in found.clauses if clause.path == "II.2")
    assert len(clause.places) == 3


def test_a_document_with_nothing_to_find_is_an_empty_plan() -> None:
    found = layouts.plan("Kính gửi các đơn vị\nXin trân trọng cảm ơn.")
    assert (found.tasks, found.targets, found.assignments, found.budget.lines) == ((), (), (), ())


def test_the_objectives_without_figures_give_no_targets() -> None:
    assert layouts.plan(layouts.OWNERS_IN_LINES).targets == ()


LINES = [
    line
    for text in (layouts.SCHEME, layouts.WITH_FORM, layouts.FLAT_TABLE_IN_BODY)
    for line in text.split("\n")
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=60), st.randoms(use_true_random=False))
def test_lines_in_any_order_are_read_without_failing(lines: list[str], chance: random.Random) -> None:
    chance.shuffle(lines)
    found = read_source(layouts.source(*lines))
    assert all(task.text for task in found.tasks)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_text_is_read_without_failing(lines: list[str]) -> None:
    read_source(layouts.source(*lines))


def test_floors_only_rise() -> None:
    assert raised({"a": 0.97, "b": 0.9}, {"a": 0.96, "b": 0.99, "c": 1.0}) == {
        "a": 0.97,
        "b": 0.98,
        "c": 0.99,
    }
