"""Everything people read has its Vietnamese, and nothing stale is kept."""

from __future__ import annotations

import pytest

from tools import foreign_messages
from tools.messages import apps, clashes, problems


@pytest.mark.parametrize("app", apps())
def test_every_text_has_its_vietnamese(app: str) -> None:
    assert problems(app) == []


def test_no_text_is_said_differently_by_two_apps() -> None:
    """Django lays the catalogues together: the words of one app would show in the other's place."""
    assert clashes() == []


def test_every_text_of_the_packages_has_its_vietnamese() -> None:
    assert foreign_messages.problems() == []
