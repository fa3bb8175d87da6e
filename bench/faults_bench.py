"""100,000 mails while workers (and, where it may be stopped, RabbitMQ) are killed at random; every row must be true.

On SQLite with the queue in the database, and on PostgreSQL with RabbitMQ when both answer on the loopback.
`RECIPIENTS=10000` for a quick look; `CHAOS_STOP`, `CHAOS_START`: commands that stop and start the broker.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import uuid

from bench.work_bench import _postgres

AMQP = os.environ.get("KHIEN_TEST_AMQP_URL", "amqp://guest:guest@127.0.0.1:5672//")
RECIPIENTS = os.environ.get("RECIPIENTS", "100000")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        print("   SQLite, queue in the database", flush=True)
        codes = [_run(folder, {"KHIEN_DATABASE_URL": "", "KHIEN_QUEUE": "database", "KHIEN_AMQP_URL": ""})]
    for name in _postgres():
        with tempfile.TemporaryDirectory() as folder:
            print("   PostgreSQL, RabbitMQ", flush=True)
            prefix = f"khien-chaos-{uuid.uuid4().hex[:8]}"
            settings = {"KHIEN_DATABASE_URL": name, "KHIEN_QUEUE": "amqp", "KHIEN_AMQP_URL": AMQP}
            codes.append(_run(folder, settings | {"KHIEN_AMQP_PREFIX": prefix}))
    return max(codes)


def _run(folder: str, settings: dict[str, str]) -> int:
    environment = os.environ | settings | {"KHIEN_DATA": folder, "KHIEN_HOSTS": "testserver"}
    words = [
        sys.executable,
        "-m",
        "django",
        "migrate",
        "--verbosity",
        "0",
        "--settings",
        "khien.project.settings",
    ]
    subprocess.run(words, env=environment, check=True)
    return subprocess.run(
        [sys.executable, "-m", "bench.chaos", RECIPIENTS], env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
