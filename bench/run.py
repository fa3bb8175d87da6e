"""Runs every bench in this folder, one after the other, and prints what each measured.

A bench prints seconds, memory and a ratio against a peer or a floor run beside it. Nothing here asserts a time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    codes = []
    for bench in sorted(HERE.glob("*_bench.py")):
        if len(sys.argv) > 1 and bench.stem.removesuffix("_bench") not in sys.argv[1:]:
            continue
        print(f"── {bench.stem}", flush=True)
        codes.append(
            subprocess.run(
                [sys.executable, "-m", f"bench.{bench.stem}"], cwd=HERE.parent, check=False
            ).returncode
        )
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
