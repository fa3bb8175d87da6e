"""Views over work at 4,000 units × 24 tasks: the table by several orders and filters, board, timeline, calendar.

Floor: a bare SQL question of the same database that counts the same rows and fetches as many of them.
Runs on SQLite in a folder of its own, and on PostgreSQL when KHIEN_TEST_POSTGRES_URL or the loopback answers;
`bench.work_scale` fills and asks one database.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg

POSTGRES = os.environ.get("KHIEN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        codes = [_run(folder, "")]
    for name in _postgres():
        with tempfile.TemporaryDirectory() as folder:
            codes.append(_run(folder, name))
    return max(codes)


def _run(folder: str, database: str) -> int:
    settings = {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": database, "KHIEN_HOSTS": "testserver"}
    return subprocess.run(
        [sys.executable, "-m", "bench.work_scale"], env=os.environ | settings, check=False
    ).returncode


def _postgres() -> Iterator[str]:
    """The address of a database of our own, dropped afterwards; nothing when no server answers."""
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        print("PostgreSQL does not answer: left out")
        return
    name = f"khien_bench_{os.getpid()}"
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
