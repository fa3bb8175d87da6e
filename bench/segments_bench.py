"""Counting a group among 1,000,000 addresses: by place, people, topic and deed, beside a bare count of the same table.
SQLite always; PostgreSQL when it answers on this machine (or where KHIEN_TEST_POSTGRES_URL says).

KHIEN_BENCH_CONTACTS changes the number.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
SERVER = urlsplit(os.environ.get("KHIEN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"))


def answers() -> bool:
    try:
        socket.create_connection((SERVER.hostname or "127.0.0.1", SERVER.port or 5432), timeout=1).close()
    except OSError:
        return False
    return True


def on_server(sql: str, *, check: bool) -> None:
    address = SERVER._replace(path="/postgres").geturl()
    subprocess.run(["psql", "-q", address, "-c", sql], check=check, stdout=subprocess.DEVNULL)


def main() -> int:
    databases = [""]
    name = f"khien_bench_{uuid4().hex[:8]}"
    if answers():
        on_server(f"CREATE DATABASE {name}", check=True)
        databases.append(SERVER._replace(path=f"/{name}").geturl())
    else:
        print("PostgreSQL does not answer here: measured on SQLite only")
    try:
        for url in databases:
            with tempfile.TemporaryDirectory() as folder:
                environment = os.environ | {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": url}
                measure = [sys.executable, "-m", "bench.segments_scale"]
                subprocess.run(measure, env=environment, cwd=ROOT, check=True)
    finally:
        if len(databases) > 1:
            on_server(f"DROP DATABASE IF EXISTS {name}", check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
