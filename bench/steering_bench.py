"""Pages that a leader and an office open every day, at 4,000 units with a year of activities: p50 and p95 of each,
beside an empty form of the same house. SQLite always; PostgreSQL when it answers on this machine.

Loads `khien demo --scale 4000` once per database (some two minutes); KHIEN_BENCH_UNITS changes the number.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
UNITS = os.environ.get("KHIEN_BENCH_UNITS", "4000")
ROUNDS = 40
POSTGRES = "postgresql://postgres@127.0.0.1:5432"


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def main() -> int:
    databases = [("SQLite", "")]
    name = f"khien_bench_{uuid4().hex[:8]}"
    if answers(5432):
        databases.append(("PostgreSQL", f"{POSTGRES}/{name}"))
        subprocess.run(["createdb", "-h", "127.0.0.1", "-U", "postgres", name], check=True)
    else:
        print("PostgreSQL does not answer here: measured on SQLite only")
    try:
        for label, url in databases:
            with tempfile.TemporaryDirectory() as folder:
                environment = os.environ | {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": url}
                khien = [str(ROOT / ".venv" / "bin" / "khien"), "demo", "--scale", UNITS]
                subprocess.run(khien, env=environment, check=True, stdout=subprocess.DEVNULL)
                print(f"{label}, {UNITS} communes more than the demo", flush=True)
                measure = [sys.executable, "-m", "bench.pages", str(ROUNDS)]
                subprocess.run(measure, env=environment, cwd=ROOT, check=True)
    finally:
        if len(databases) > 1:
            subprocess.run(["dropdb", "-h", "127.0.0.1", "-U", "postgres", "--if-exists", name], check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
