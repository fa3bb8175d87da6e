"""Agencies that lead work but have no heading where work is assigned, headings without duties, one agency twice.

Only agencies named one by one count: "các sở, ban, ngành" covers everybody and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from vanban._checks._facts import RECIPIENTS, Facts, cut
from vanban._language.agency_names import in_full, known_body
from vanban._language.text import fold, words_key
from vanban._plan import Finding, Plan

SAME_NAME = 0.88  # a typing error away
FEW_HEADINGS = 3  # fewer: the plan does not assign agency by agency
_COLLECTIVE = (
    "cac ",
    "so, ban",
    "so, nganh",
    "nhung ",
    "toan ",
    "moi ",
    "don vi",
    "co quan",
    "ubnd cac",
    "uy ban nhan dan cac",
)


def name_key(name: str) -> str:
    """One key for the spellings of one agency: "Sở KH&CN" = "Sở Khoa học và Công nghệ tỉnh"."""
    body = known_body(name)
    return words_key(body.name if body is not None else in_full(name)).removesuffix(" tinh")


def same_agency(left: str, right: str) -> bool:
    """Do two names mean one agency, abbreviations and a typing error allowed?"""
    a, b = name_key(left), name_key(right)
    if a == b or (len(min(a, b, key=len)) > 10 and (a.startswith(b) or b.startswith(a))):
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_NAME


def is_collective(name: str) -> bool:
    folded = fold(name)
    return folded.startswith(_COLLECTIVE) or " cap " in f" {folded} " or "lien quan" in folded


def check_agencies(facts: Facts) -> Iterator[Finding]:
    plan = facts.plan
    headings = [name for assignment in plan.assignments for name in assignment.agencies]
    if len(headings) >= FEW_HEADINGS:
        yield from _leads_without_heading(facts, headings)
        yield from _headings_without_duties(plan)
        yield from _twice(plan)


def _leads_without_heading(facts: Facts, headings: list[str]) -> Iterator[Finding]:
    plan = facts.plan
    annexes = {annex.label for annex in facts.outline.annexes} if facts.outline is not None else set()
    # Every place outside the annexes where a lead may be named: a heading the reader missed still gives the work.
    named = [
        words_key(p.text)
        for p in facts.passages
        if p.where.split(".")[0] not in annexes and p.where != RECIPIENTS
    ]
    missing: dict[str, list[str]] = {}
    for task in plan.tasks:
        for lead in task.lead:
            if is_collective(lead) or any(same_agency(lead, heading) for heading in headings):
                continue
            if task.source == "body" or any(name_key(lead) in words for words in named):
                continue
            missing.setdefault(lead, []).append(task.path)
    if missing:
        names, paths = ", ".join(missing), [path for found in missing.values() for path in found]
        yield Finding(
            "other",
            "info",
            ", ".join(dict.fromkeys(paths[:10])),
            f"{names} chủ trì nhiệm vụ nhưng không có mục riêng trong phần phân công.",
            cut(names, 200),
            "Bổ sung vào phần phân công, hoặc xác nhận đã nằm trong nhóm cơ quan được giao chung.",
            tuple(
                task.place for task in plan.tasks if set(task.lead) & set(missing) and task.place is not None
            ),
        )


def _headings_without_duties(plan: Plan) -> Iterator[Finding]:
    bare = [assignment for assignment in plan.assignments if not assignment.duties]
    few = len(bare) <= max(
        1, len(plan.assignments) // 4
    )  # more: the duties were not read, rather than not given
    if few:
        for assignment in bare:
            names = ", ".join(assignment.agencies)
            yield Finding(
                "other",
                "warning",
                assignment.path,
                f"{names} có tên trong phần phân công nhưng không được giao việc gì.",
                names,
                "Ghi nhiệm vụ của cơ quan này, hoặc bỏ mục nếu không giao việc.",
                (assignment.place,) if assignment.place is not None else (),
            )


def _twice(plan: Plan) -> Iterator[Finding]:
    """The same body under two headings: it will not know which list is its own."""
    first: dict[str, str] = {}
    for assignment in plan.assignments:
        for name in assignment.agencies:
            key = name_key(name)
            if key in first and first[key] != assignment.path:
                yield Finding(
                    "other",
                    "info",
                    f"{first[key]}, {assignment.path}",
                    f"{name} được phân công ở hai mục khác nhau.",
                    name,
                    "Gộp nhiệm vụ của cơ quan này về một mục, bỏ phần trùng lặp.",
                    (assignment.place,) if assignment.place is not None else (),
                )
            first.setdefault(key, assignment.path)
