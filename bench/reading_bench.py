"""`khien read` as a whole process on a 30-page Word plan, and the parts of its time.

Floor: a bare Python that only unzips the file and parses its XML.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from khien.project.demo_plan import demo_plan
from vanban import Division, write_report

ROUNDS = 5
FLOOR = (
    "import sys,zipfile,lxml.etree as e; e.fromstring(zipfile.ZipFile(sys.argv[1]).read('word/document.xml'))"
)


def long_plan(path: Path) -> None:
    """Our own sample with its sections told several times over: about 30 pages."""
    plan = demo_plan()
    body = [part for part in plan.body if isinstance(part, Division)]
    write_report(replace(plan, body=(*plan.body, *(body[:-2] * 4)), annexes=plan.annexes * 2), path)


def timed(command: list[str]) -> tuple[float, float]:
    """The best of some rounds in seconds, and the peak of children's memory in MB."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - began)
    return best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.docx"
        long_plan(path)
        floor, _ = timed([sys.executable, "-c", FLOOR, str(path)])
        seconds, memory = timed([sys.executable, "-m", "khien.cli", "read", str(path), "--json"])
    print(
        f"khien read, {path.name}: {seconds:.2f} s, {memory:.0f} MB, {seconds / floor:.1f} × bare unzip and parse"
    )


if __name__ == "__main__":
    main()
