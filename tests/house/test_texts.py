"""Everything people read has its Vietnamese, and nothing stale is kept."""

from __future__ import annotations

import pytest

from tools.messages import apps, problems


@pytest.mark.parametrize("app", apps())
def test_every_text_has_its_vietnamese(app: str) -> None:
    assert problems(app) == []
