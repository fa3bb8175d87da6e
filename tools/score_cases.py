"""Scores what the reader makes of the shared cases with their own program, and keeps the floors.

    python -m tools.score_cases [--misses SECTION] [--raise] [--samples] [CASE …]

Prints `overall` and each section per case. `--raise` lifts the floors in tests/vanban/floors.json to what was
reached less a hundredth; a floor never falls. The cases stand in ../shared/reader beside the repository; with
`--samples` it is the project's own documents in tests/vanban/samples instead, with floors of their own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from vanban._export import clean_json
from vanban._reader import read

ROOT = Path(__file__).resolve().parent.parent
READER = ROOT.parent / "shared" / "reader"
SLACK = 0.01  # a rule that helps other documents may cost a case a hair
FLOORS = ROOT / "tests" / "vanban" / "floors.json"
SAMPLES = ROOT / "tests" / "vanban" / "samples"
SAMPLES_FLOORS = ROOT / "tests" / "vanban" / "samples_floors.json"

Report = dict[str, Any]


def scorer(folder: Path = READER) -> ModuleType:
    """The scoring program of the cases, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(folder: Path = READER) -> tuple[Path, ...]:
    """The folders of the cases, in order of name."""
    return tuple(sorted(path.parent for path in (folder / "cases").glob("*/gold.json")))


def score_case(case: Path) -> tuple[Report, Report]:
    """(report, misses) of one case or sample, as the scoring program gives them."""
    document = next(path for path in sorted(case.iterdir()) if path.name.startswith("document"))
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    predicted = json.loads(json.dumps(clean_json(read(document))))
    report, misses = scorer().score(gold, predicted)
    return dict(report), dict(misses)


def samples() -> tuple[Path, ...]:
    """The folders of the project's own documents, in order of name."""
    return tuple(sorted(path.parent for path in SAMPLES.glob("*/gold.json")))


def floors(file: Path = FLOORS) -> dict[str, float]:
    """The lowest `overall` each case may have."""
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def raised(old: Mapping[str, float], reached: Mapping[str, float]) -> dict[str, float]:
    """Floors after a run: the higher of the old one and what was reached less `SLACK`, cut to three digits."""
    lifted = {name: int(round(value - SLACK, 6) * 1000) / 1000 for name, value in reached.items()}
    return {name: max(old.get(name, 0.0), lifted.get(name, 0.0)) for name in sorted({*old, *lifted})}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", help="names of cases; all where none is given")
    parser.add_argument("--misses", metavar="SECTION", help="print what was missed and made up in a section")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    parser.add_argument("--samples", action="store_true", help="score the project's own documents")
    args = parser.parse_args()
    file = SAMPLES_FLOORS if args.samples else FLOORS
    reached: dict[str, float] = {}
    for case in samples() if args.samples else cases():
        if args.cases and case.name not in args.cases:
            continue
        report, misses = score_case(case)
        reached[case.name] = report["overall"]
        _show(case.name, report)
        if args.misses:
            _show_misses(misses.get(args.misses, {}))
    if args.lift:
        file.write_text(json.dumps(raised(floors(file), reached), indent=1) + "\n", encoding="utf-8")
    return 0


def _show(name: str, report: Report) -> None:
    rows = {key: row for key, row in report.items() if key != "overall"}
    print(
        f"{name:24} {report['overall']:.4f}  "
        + "  ".join(f"{k} {row['score']:.3f}" for k, row in rows.items())
    )
    for key, row in rows.items():
        if row["score"] < 0.999:
            detail = {k: v for k, v in row.items() if k not in {"score", "recall", "precision"}}
            print(f"    {key}: {json.dumps(detail, ensure_ascii=False)}")


def _show_misses(misses: Mapping[str, list[Any]]) -> None:
    for kind, items in misses.items():
        for item in items:
            print(f"      {kind}: {json.dumps(item, ensure_ascii=False)[:300]}")


if __name__ == "__main__":
    sys.exit(main())
