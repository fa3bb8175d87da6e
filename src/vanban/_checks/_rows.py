"""Rows of task tables that contradict the body or themselves.

A row and the body item it repeats must say the same verb, the same figures and the same lead; a row must not
name one agency both to lead and to help, nor leave blank what its neighbours fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban._blocks import Place
from vanban._checks._agencies import is_collective, same_agency
from vanban._checks._facts import Facts, cut
from vanban._checks._likeness import Among, Likeness
from vanban._language.text import collapse, words_key
from vanban._plan import Finding, Task

SAME_TASK = 0.8
_FIGURE = re.compile(r"(?<![\w./-])\d{1,4}(?:[.,]\d+)?(?=\s*(?:%|[^\W\d_]))")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_MAKE = ("xây dựng", "ban hành", "thành lập", "thiết lập")
_RENEW = ("cập nhật", "hoàn thiện", "sửa đổi", "bổ sung", "nâng cấp", "điều chỉnh")


def check_rows(facts: Facts) -> Iterator[Finding]:
    tables: dict[str, list[Task]] = {}
    for task in facts.plan.tasks:
        if task.source == "table":
            tables.setdefault(task.path.split(".")[0], []).append(task)
    for label, tasks in tables.items():
        yield from _blank_schedules(label, tasks)
        yield from _lead_that_helps(tasks)
    yield from _against_body(facts)


def _places(tasks: Sequence[Task]) -> tuple[Place, ...]:
    return tuple(task.place for task in tasks if task.place is not None)


def _blank_schedules(label: str, tasks: Sequence[Task]) -> Iterator[Finding]:
    blank = [
        task for task in tasks if not (task.schedule.text or task.schedule.recurrence or task.schedule.end)
    ]
    if blank and len(blank) * 4 <= len(tasks):
        paths = ", ".join(task.path for task in blank[:10])
        yield Finding(
            "other",
            "info",
            paths,
            f"{label}: dòng {paths} không ghi thời gian thực hiện, trong khi các dòng khác có ghi.",
            cut(blank[0].text),
            "Ghi thời gian hoàn thành cho từng dòng (kiểm tra ô bị gộp với dòng trên).",
            _places(blank),
        )


def _lead_that_helps(tasks: Sequence[Task]) -> Iterator[Finding]:
    both = [
        (task, name)
        for task in tasks
        for name in task.lead
        if any(words_key(name) == words_key(other) for other in task.coordinating)
    ]
    if both:
        paths = ", ".join(dict.fromkeys(task.path for task, _ in both))
        names = ", ".join(dict.fromkeys(name for _, name in both))
        yield Finding(
            "other",
            "warning",
            paths,
            f"{names} vừa là cơ quan chủ trì vừa là cơ quan phối hợp ở cùng một dòng ({paths}).",
            names,
            "Chỉ giữ một vai trò cho mỗi cơ quan trong một nhiệm vụ.",
            _places([task for task, _ in both]),
        )


def _against_body(facts: Facts) -> Iterator[Finding]:
    body = [task for task in facts.plan.tasks if task.source == "body"]
    rows = [task for task in facts.plan.tasks if task.source == "table"]
    if not body or not rows:
        return
    likeness = Likeness(_subject(task.text) for task in facts.plan.tasks)
    among = Among(_subject(task.text) for task in body)
    for row in rows:
        score, index = likeness.nearest(_subject(row.text), among)
        if score >= SAME_TASK:
            yield from _pair(body[index], row)


def _subject(text: str) -> str:
    """What a task is about: without the verb it opens with and without figures, which may be what differs."""
    clean = collapse(text)
    opening = next((verb for verb in (*_MAKE, *_RENEW) if clean.casefold().startswith(verb)), "")
    return re.sub(r"\d+", " ", clean[len(opening) :])


def _pair(item: Task, row: Task) -> Iterator[Finding]:
    where = f"{row.path}, {item.path}"
    mine, theirs = _figures(row.text), _figures(item.text)
    advice = "Thống nhất nội dung giữa phần lời và phụ lục."
    places = _places([row, item])
    if mine and theirs and mine != theirs and len(mine) == len(theirs):
        text = (
            f"Số liệu trong phụ lục ({', '.join(sorted(mine))}) khác phần lời ({', '.join(sorted(theirs))})."
        )
        yield Finding("other", "warning", where, text, cut(row.text), advice, places)
    if _opens_with(row.text, _MAKE) and _opens_with(item.text, _RENEW):
        text = "Phụ lục ghi xây dựng mới, nhưng phần lời ghi cập nhật, hoàn thiện cái đã có."
        yield Finding("other", "warning", where, text, cut(row.text), advice, places)
    named = [name for name in (*item.lead, *row.lead) if not is_collective(name)]
    each_named = item.lead and row.lead and len(named) == len(item.lead) + len(row.lead)
    if each_named and not any(same_agency(a, b) for a in item.lead for b in row.lead):
        text = f"Phần lời giao {', '.join(item.lead)}, phụ lục lại giao {', '.join(row.lead)} chủ trì."
        yield Finding("other", "warning", where, text, cut(row.text), advice, places)


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") for figure in _FIGURE.findall(_YEARS.sub(" ", text))}


def _opens_with(text: str, verbs: tuple[str, ...]) -> bool:
    return collapse(text).casefold().startswith(verbs)
