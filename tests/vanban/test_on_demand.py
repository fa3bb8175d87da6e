"""Every function named by text is there, and a light start stays light."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vanban
from vanban._on_demand import on_demand

SOURCE = Path(vanban.__file__).parent
TARGETS = sorted(
    {
        target
        for path in SOURCE.rglob("*.py")
        for target in re.findall(
            r'= on_demand\("([^"]+)"\)|, on_demand\("([^"]+)"\)', path.read_text("utf-8")
        )
        for target in target
        if target
    }
)
HEAVY = (
    "openpyxl",
    "numpy",
    "pypdfium2",
    "typst",
    "docx",
    "doc2docx",
    "markdown_it",
    "PIL",
    "django",
    "khien",
)


@pytest.mark.parametrize("target", TARGETS)
def test_the_function_is_there(target: str) -> None:
    module, name = target.split(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_all_targets_are_seen() -> None:
    assert len(TARGETS) == 9


def test_only_functions_of_the_library_are_taken() -> None:
    with pytest.raises(ValueError, match="no function of vanban"):
        on_demand("os:system")


def test_importing_the_library_loads_no_heavy_one() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, vanban; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not set(HEAVY) & set(said)
