"""A campaign of a million: recipients written, mail and text messages handed over, the memory of a worker.

Floors, beside it in the same run: a bare INSERT … SELECT of as many rows; a bare smtplib client on the same sink.
SQLite in a folder of its own, and PostgreSQL when the loopback answers. `RECIPIENTS=100000` for a quick look.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from bench.work_bench import _postgres


def main() -> int:
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        codes.append(_run(folder, ""))
    for name in _postgres():
        with tempfile.TemporaryDirectory() as folder:
            codes.append(_run(folder, name))
    return max(codes)


def _run(folder: str, database: str) -> int:
    settings = {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": database, "KHIEN_HOSTS": "testserver"}
    settings |= {"KHIEN_QUEUE": "database", "KHIEN_AMQP_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "bench.campaign_scale"], env=os.environ | settings, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
