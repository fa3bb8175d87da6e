"""A target that nobody has counted yet, in a province of thousands of units: its pages do not count, a worker does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.jobs.execution import run_pending, under_way
from khien.programme.jobs.targets import count_targets_of
from khien.programme.models import Programme, Target
from khien.programme.rules.targets import Remark
from khien.programme.selectors import target_contributions, target_figures, targets
from khien.programme.services.target_values import target_values
from tests.targets.conftest import ON, PLANS

As = Callable[[str], Client]
UNCOUNTED = "Chưa tính"


@pytest.fixture
def vast(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """One unit named by a task is more than a page may count for; to count in a page fails the test."""

    def counted(*_args: object, **_more: object) -> None:
        raise AssertionError("a page counts from the ledger")

    monkeypatch.setattr(targets, "MOST_NAMED", 0)
    monkeypatch.setattr(target_figures, "_units", counted)
    monkeypatch.setattr(target_figures, "_people", counted)
    monkeypatch.setattr(target_figures, "_counted", counted)
    monkeypatch.setattr(target_contributions, "counted_shares", counted)
    return programme


def test_pages_say_that_nothing_is_counted_yet_and_ask_once(
    vast: Programme, target: Callable[[str], Target], as_person: As
) -> None:
    browser = as_person("standing_office")
    one = target(PLANS)
    pages = [
        reverse("targets:targets"),
        reverse("targets:target", args=[one.uuid]),
        reverse("targets:units", args=[one.uuid]),
    ]
    for page in [*pages, *pages]:
        answer = browser.get(page)
        assert answer.status_code == 200
        assert UNCOUNTED in answer.content.decode()
    assert under_way(count_targets_of) == [{"programme_id": vast.pk}]


def test_the_worker_counts_and_the_pages_show_it(
    programme: Programme,
    target: Callable[[str], Target],
    as_person: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(targets, "MOST_NAMED", 0)
    browser = as_person("standing_office")
    browser.get(reverse("targets:targets"))
    run_pending()
    for page in (reverse("targets:targets"), reverse("targets:units", args=[target(PLANS).uuid])):
        assert UNCOUNTED not in browser.get(page).content.decode()


def test_a_report_is_never_left_uncounted(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "MOST_NAMED", 0)
    brief = {value.remark for value in target_values(programme.pk, ON, brief=True)}
    assert Remark.NOT_COUNTED in brief
    for fresh in (True, False):
        values = target_values(programme.pk, ON, fresh=fresh)
        assert Remark.NOT_COUNTED not in {value.remark for value in values}
