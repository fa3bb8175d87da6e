"""Runs the suite in order of cost: everything but the browser in parallel, then the browser's stories.

`--fast` leaves the browser out, `--coverage` holds branch coverage to its floors. Other words go to pytest.
Exit code: the worst of the parts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def part(name: str, *words: str) -> int:
    print(f"── {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False).returncode
    print(
        f"── {name}: {'xong' if code == 0 else f'LỖI (mã {code})'} sau {time.monotonic() - began:.0f} s\n",
        flush=True,
    )
    return code


def main() -> int:
    more = [word for word in sys.argv[1:] if word not in {"--fast", "--coverage"}]
    covered = "--coverage" in sys.argv
    if covered:
        more += ["--cov", "--cov-report="]
    cores = os.environ.get("KHIEN_TEST_PROCESSES", "2")
    split = [
        "-n",
        cores,
        "--dist",
        "loadfile",
    ]  # a file's tests stay together: they share what is slow to make
    codes = [part("Kiểm thử nhanh", "tests", "-m", "not journey", *split, *more)]
    if "--fast" not in sys.argv:
        after = ["--cov-append"] if covered else []
        codes.append(
            part("Chuyện trong trình duyệt", "tests/journeys", "-m", "journey", *split, *more, *after)
        )
    if covered:
        print("── Độ bao phủ", flush=True)
        codes.append(
            subprocess.run([sys.executable, "-m", "tools.check_coverage"], cwd=ROOT, check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
