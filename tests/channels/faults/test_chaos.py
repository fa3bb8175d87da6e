"""A campaign is sent while its workers are killed at random: nobody twice, every row true, sums equal.

Small here; `python -m bench.run faults` does it with 100,000.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrated import lay_in

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.timeout(420)
def test_killed_workers_leave_every_row_true(tmp_path: Path) -> None:
    lay_in(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
    environment = kept | {"KHIEN_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.chaos", "3000"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "sums equal" in done.stdout
