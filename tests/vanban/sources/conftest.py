"""Readings run in the test's own process, where coverage and patches reach them; `test_apart` tests the fork."""

from __future__ import annotations

import pytest

from vanban._blocks import Source
from vanban._limits import Watch
from vanban._sources.apart import Reader


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.module.__name__.endswith("test_apart"):
        return

    def here(read: Reader, data: bytes, watch: Watch) -> Source:
        return read(data, watch)

    monkeypatch.setattr("vanban._sources.read_apart", here)
