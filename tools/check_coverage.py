"""Holds branch coverage to a floor per part of the house that only rises (tests/coverage_floors.json).

Usage: python -m tools.check_coverage [--raise]     reads .coverage; exit code 1 when a part fell below its floor
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "coverage_floors.json"
SLACK = 1.0  # per cent: what timing and optional programs may move


def part_of(path: Path) -> str:
    """ "vanban", "khien.orgs.rules", "khien.orgs" …: the rules of an app are held apart from the rest of it."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    if parts[0] == "vanban" or len(parts) < 3:
        return parts[0]
    return f"khien.{parts[1]}.rules" if parts[2] == "rules" else f"khien.{parts[1]}"


def measured() -> dict[str, float]:
    """Per cent of statements and branches that ran, by part."""
    coverage = Coverage(data_file=ROOT / ".coverage")
    coverage.load()
    ran: dict[str, int] = defaultdict(int)
    there: dict[str, int] = defaultdict(int)
    for name in coverage.get_data().measured_files():
        path = Path(name)
        if "migrations" in path.parts or not path.is_relative_to(ROOT / "src"):
            continue
        numbers = coverage._analyze(str(path)).numbers
        ran[part_of(path)] += numbers.n_executed + numbers.n_executed_branches
        there[part_of(path)] += numbers.n_statements + numbers.n_branches
    return {part: round(100 * ran[part] / there[part], 1) for part in sorted(there) if there[part]}


def main() -> int:
    now = measured()
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = [part for part, floor in floors.items() if now.get(part, 0.0) < floor]
    for part, value in now.items():
        print(
            f"{part:28} {value:5.1f} %   floor {floors.get(part, 0.0):5.1f} %{'   FELL' if part in fallen else ''}"
        )
    if "--raise" in sys.argv:
        raised = {part: max(floors.get(part, 0.0), round(value - SLACK, 1)) for part, value in now.items()}
        FLOORS.write_text(json.dumps(raised, indent=1) + "\n", encoding="utf-8")
        return 0
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
