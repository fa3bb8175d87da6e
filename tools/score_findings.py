"""How well findings match the hand-made lists of the shared documents.

Usage: score_findings.py CASES_DIR      exit code 0; prints recall by kind and the false alarms

Gold findings say in English where something is wrong; ours say it in Vietnamese. They match when they are of
one kind and share a place: a clause path, a row, or a named part of the document (head, recipients, notes).
Matching is many to one both ways, since a clerk may put two faults into one sentence. A finding that no gold
finding of any kind places there (or above it, or beneath it) counts as a false alarm, typing errors apart
from the rest: a typing error must be matched by the very words.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from vanban._checks import find
from vanban._plan import Finding
from vanban._reader import read

COUNTED = ("sum_mismatch", "numbering", "date", "blank_number", "missing_lead")
_ANNEX = r"Phụ lục(?: \d{1,2})?"
_PLACE = re.compile(rf"{_ANNEX}(?:\.[IVX\d]+(?:\.\d+)*)?|\b[IVX]{{1,4}}(?:\.\d+)*(?:\.[a-zđ])?(?![\w])")
_NAMED = {
    "head": r"document header|preamble|phần đầu|heading\b|document$|căn cứ",
    "recipients": r"[Nn]ơi nhận",
    "notes": r"footnote|chú thích",
}
CASES = Path(__file__).resolve().parents[2] / "shared" / "reader" / "cases"
_CHARACTERS_PER_PAGE = 2200


@dataclass(frozen=True, slots=True)
class Score:
    """Of one document: (found, wanted) by kind, false alarms, its length in pages of print."""

    recall: dict[str, tuple[int, int]]
    missed: list[dict[str, str]]
    false_alarms: list[Finding]
    pages: float


def places(where: str) -> set[str]:
    """The places a "where" names. "Phụ lục.4, 5 and 8" names three rows; "Phụ lục 01.I.2, I.3" two."""
    found: set[str] = set()
    annex = ""
    for part in re.split(r",| and | và |;", where):
        for match in _PLACE.finditer(part):
            name = match.group()
            if name.startswith("Phụ lục"):
                annex = re.match(_ANNEX, name)[0] if re.match(_ANNEX, name) else ""
            elif (
                annex and re.fullmatch(r"[IVX]+\.\d+", name) and "Phụ lục" not in part and _row_follows(where)
            ):
                name = f"{annex}.{name}"
            found.add(name)
        bare = re.fullmatch(r"\s*(\d{1,2})\s*", part)
        if bare and annex:
            found.add(f"{annex}.{bare[1]}")
    found |= {name for name, pattern in _NAMED.items() if re.search(pattern, where)}
    return {_without_group(place) for place in found}


def _row_follows(where: str) -> bool:
    return re.match(rf"{_ANNEX}\.[IVX]+\.\d", where) is not None


def _without_group(place: str) -> str:
    """Rows that count on through the groups have one number whatever their group: "Phụ lục.II.4" = "Phụ lục.4"."""
    return re.sub(r"^(Phụ lục)\.[IVX]+\.(\d+)$", r"\1.\2", place)


def near(one: set[str], other: set[str]) -> bool:
    """Does a place of one stand in, under or above a place of the other?"""
    return any(a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") for a in one for b in other)


def same_words(ours: Finding, gold: dict[str, str]) -> bool:
    wrong = re.search("“(.+?)”", ours.text)
    return wrong is not None and _even(wrong[1]) in _even(gold["text"])


def _even(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def matches(ours: Finding, gold: dict[str, str]) -> bool:
    return ours.kind == gold["kind"] and bool(places(ours.where) & places(gold["where"]))


def is_false(ours: Finding, gold: list[dict[str, str]]) -> bool:
    if ours.kind == "typo":
        return not any(same_words(ours, item) for item in gold)
    return not any(near(places(ours.where), places(item["where"])) for item in gold if item["kind"] != "typo")


def score(findings: tuple[Finding, ...], gold: list[dict[str, str]], characters: int) -> Score:
    wanted = [item for item in gold if item["kind"] in COUNTED]
    missed = [item for item in wanted if not any(matches(ours, item) for ours in findings)]
    totals = Counter(item["kind"] for item in wanted)
    lost = Counter(item["kind"] for item in missed)
    recall = {kind: (totals[kind] - lost[kind], totals[kind]) for kind in COUNTED}
    false = [ours for ours in findings if is_false(ours, gold)]
    return Score(recall, missed, false, characters / _CHARACTERS_PER_PAGE)


def score_case(folder: Path) -> Score:
    """The score of one case folder (document.* and gold.json)."""
    document = next(path for path in sorted(folder.glob("document.*")))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["findings"]
    plan = read(document)
    characters = sum(len(getattr(block, "text", "")) or _length(block) for block in plan.blocks)
    return score(find(plan), gold, characters)


def _length(block: object) -> int:
    return sum(len(cell.text) for row in getattr(block, "rows", ()) for cell in row)


def main(arguments: list[str]) -> int:
    folders = [path.parent for path in sorted(Path(arguments[0] if arguments else CASES).glob("*/gold.json"))]
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    pages, false = 0.0, 0
    for folder in folders:
        result = score_case(folder)
        print(f"{folder.name}: {result.pages:.1f} pages, {len(result.false_alarms)} false alarms")
        for kind, (got, wanted) in result.recall.items():
            found[kind] += got
            total[kind] += wanted
        for item in result.missed:
            print(f"  missed {item['kind']}: {item['where']} — {item['text'][:110]}")
        for ours in result.false_alarms:
            print(f"  false {ours.kind}: {ours.where[:60]} — {ours.text[:150]}")
        pages += result.pages
        false += len(result.false_alarms)
    for kind in COUNTED:
        print(f"{kind:13} {found[kind]:2} of {total[kind]:2}")
    share = sum(found.values()) / max(1, sum(total.values()))
    print(
        f"recall {share:.3f}; {false} false alarms on {pages:.0f} pages ({false / pages * 10:.2f} per ten pages)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
