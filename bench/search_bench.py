"""Search at 50,000 things: how fast things are put in and found, and how well what people type finds what they mean.

Floor: SQLite's own FTS5 over the same folded texts. SQLite in a folder of its own always; PostgreSQL when
KHIEN_TEST_POSTGRES_URL or the loopback answers. KHIEN_BENCH_THINGS changes the number; `bench.search_scale` does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from bench.work_bench import _postgres

THINGS = os.environ.get("KHIEN_BENCH_THINGS", "50000")


def main() -> int:
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        codes.append(_run(folder, ""))
    for name in _postgres():
        with tempfile.TemporaryDirectory() as folder:
            codes.append(_run(folder, name))
    return max(codes)


def _run(folder: str, database: str) -> int:
    settings = {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": database}
    command = [sys.executable, "-m", "bench.search_scale", THINGS]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
