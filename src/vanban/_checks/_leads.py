"""Tasks nobody leads: no agency in the item itself, none in a row of the task table, none among the assigned duties.

One finding per clause, not per task; where most of the plan's tasks name nobody, one for the whole section.
That a task is led is judged by likeness of wording, so an unled task may still be meant by a general duty:
findings here ask a person to look, they do not accuse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from vanban._checks._facts import Facts, cut
from vanban._checks._likeness import Among, Likeness
from vanban._language.text import fold
from vanban._plan import Finding, Plan, Task

SAME_WORK = 0.43  # at least this alike, an assigned duty or a table row speaks of the same work
FAR_FROM_ALL = 0.25  # below this nothing in the document comes near
MOSTLY = 0.6  # of the tasks without a lead: then it is how the plan is written, said once
SHOWN = 10
_NUMBERED = re.compile(r"\b(?:noi dung|nhiem vu|giai phap|hoat dong|du an)\s+(?:so\s+|thu\s+)?(\d{1,2})\b")
_LISTED = re.compile(
    r"\b(?:noi dung|nhiem vu|giai phap|hoat dong|du an)\s+(?:so\s+)?((?:\d{1,2}(?:\s*[,;]\s*|\s+va\s+))+\d{1,2})\b"
)


def check_leads(facts: Facts) -> Iterator[Finding]:
    plan = facts.plan
    yield from _rows_without_lead(plan)
    body = [task for task in plan.tasks if task.source == "body"]
    if not body:
        return
    nearness = _nearness(plan)
    unled = [task for task in body if not task.lead and nearness[id(task)] < SAME_WORK]
    if len(body) >= 5 and len(unled) >= MOSTLY * len(body):
        yield _section(body, unled)
        unled = _far_groups(body, unled, nearness)
    for group in _grouped(unled, body).values():
        yield _clause(group)


def _nearness(plan: Plan) -> dict[int, float]:
    """For every body task, how near the nearest led row or assigned duty comes to it (by `id`)."""
    rows = [task.text for task in plan.tasks if task.source == "table" and task.lead]
    duties = [duty for assignment in plan.assignments for duty in assignment.duties]
    numbers = _numbers_assigned(duties)
    likeness = Likeness([task.text for task in plan.tasks] + duties)
    among = Among(rows + duties)
    found: dict[int, float] = {}
    for task in plan.tasks:
        if task.source == "body":
            by_number = _number_of(task) in numbers
            found[id(task)] = 1.0 if by_number else likeness.nearest(task.text, among)[0]
    return found


def _numbers_assigned(duties: Sequence[str]) -> set[str]:
    """Numbers of the task groups that duties name: "thực hiện Nội dung 1 và Nội dung 5"."""
    numbers: set[str] = set()
    for duty in duties:
        folded = fold(duty)
        numbers |= {match[1] for match in _NUMBERED.finditer(folded)}
        for match in _LISTED.finditer(folded):
            numbers |= set(re.findall(r"\d+", match[1]))
    return numbers


def _number_of(task: Task) -> str | None:
    match = _NUMBERED.match(fold(task.group or ""))
    return match[1] if match else None


def _grouped(tasks: Sequence[Task], body: Sequence[Task]) -> dict[str, list[Task]]:
    """By the clause the tasks stand under: "III.2.a" under "III.2", "II.4" under "II", dashes under their own path."""
    sharing = Counter(task.path for task in body)
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        above = task.path.rpartition(".")[0]
        groups.setdefault(task.path if sharing[task.path] > 1 else above, []).append(task)
    return groups


def _far_groups(body: Sequence[Task], unled: Sequence[Task], nearness: dict[int, float]) -> list[Task]:
    """Tasks of the clauses that nothing in the document comes near to, where not every clause is such."""
    whole = _grouped(body, body)
    far = [
        group
        for path, group in _grouped(unled, body).items()
        if len(group) == len(whole[path]) and all(nearness[id(task)] < FAR_FROM_ALL for task in group)
    ]
    return [task for group in far for task in group] if len(far) < len(whole) / 2 else []


def _section(body: Sequence[Task], unled: Sequence[Task]) -> Finding:
    steps = zip(*(task.path.split(".") for task in body), strict=False)
    shared = takewhile(lambda step: len(set(step)) == 1, steps)
    where = ".".join(step[0] for step in shared) or ", ".join(
        dict.fromkeys(task.path.split(".")[0] for task in body)
    )
    named = sum(1 for task in body if task.lead)
    return Finding(
        "missing_lead",
        "warning",
        where,
        f"{len(body) - named} trong {len(body)} nhiệm vụ ở mục {where} không nêu cơ quan thực hiện; "
        f"{len(unled)} nhiệm vụ trong số đó cũng không thấy trong phần phân công hay phụ lục.",
        cut(unled[0].text),
        "Giao rõ cơ quan chủ trì từng nhiệm vụ, hoặc ghi cơ quan chủ trì khi rà soát trước khi đưa vào thực hiện.",
        tuple(task.place for task in unled if task.place is not None),
    )


def _clause(group: Sequence[Task]) -> Finding:
    paths = list(dict.fromkeys(task.path for task in group))
    quoted = "; ".join(f"“{task.text[:60].strip()}…”" for task in group[:3])
    return Finding(
        "missing_lead",
        "warning",
        ", ".join(paths[:SHOWN]),
        f"Chưa thấy cơ quan nào được giao {len(group)} nhiệm vụ: {quoted}",
        cut(group[0].text),
        "Bổ sung cơ quan chủ trì trong phần phân công hoặc trong phụ lục nhiệm vụ.",
        tuple(task.place for task in group if task.place is not None),
    )


def _rows_without_lead(plan: Plan) -> Iterator[Finding]:
    """Rows whose lead is blank in a table where the others have one."""
    tables: dict[str, list[Task]] = {}
    for task in plan.tasks:
        if task.source == "table":
            tables.setdefault(task.path.split(".")[0], []).append(task)
    for label, tasks in tables.items():
        blank = [task for task in tasks if not task.lead]
        if blank and len(blank) * 3 <= len(tasks):
            paths = ", ".join(task.path for task in blank[:SHOWN])
            yield Finding(
                "missing_lead",
                "error",
                paths,
                f"{label}: dòng {paths} để trống cơ quan chủ trì.",
                cut(blank[0].text),
                "Ghi cơ quan chủ trì cho từng dòng.",
                tuple(task.place for task in blank if task.place is not None),
            )
