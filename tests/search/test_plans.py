"""Hoa finds the adopted plan by its number and by the words of its tasks; the public does not."""

from __future__ import annotations

from khien.programme.models import Programme
from khien.programme.services.searching import documents, put_programme
from khien.search.api import put
from tests.people import AT
from tests.programme.conftest import hoa, programme, read, under_review, uploaded
from tests.search.conftest import found

__all__ = ["hoa", "programme", "read", "under_review", "uploaded"]


def test_hoa_finds_the_plan_by_number_and_by_a_task(programme: Programme) -> None:
    put_programme(programme.pk, AT)
    task = programme.tasks.all()[0]
    for typed in (programme.number, programme.number.lower(), task.text):
        assert found(typed, public_only=False) == [f"{programme.number}: {programme.title}"], typed
        assert found(typed) == []
    assert put("programme", documents()) == 0
