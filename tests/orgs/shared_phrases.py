"""Every agency phrase in the shared plans' gold, by case. Not a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[3] / "shared" / "reader" / "cases"


def phrases(case: str) -> list[str]:
    """Leads, coordinators, assignments, who reports to whom, recipients and the issuer; each once."""
    gold: dict[str, Any] = json.loads((CASES / case / "gold.json").read_text(encoding="utf-8"))
    found: list[str] = [gold["document"]["issuer"], *gold["document"]["recipients"]]
    for task in gold["tasks"]:
        found += [*task["lead"], *task["coordinating"]]
    for assignment in gold["assignments"]:
        found += assignment["agencies"]
    for duty in gold["reporting"]:
        found += [duty[end] for end in ("from", "to") if duty.get(end)]
    return list(dict.fromkeys(found))
