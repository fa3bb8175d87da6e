"""Items as rows of a workbook: what is there now, in the order of ids. Two questions more than the lines themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khien.work.models import Statement, WorkItemQuerySet
from khien.work.rules.item_table import WORD_OF_SAID
from khien.work.selectors.boards import item_lines

CHUNK = 1000


def item_rows(ids: Sequence[int], *, words: dict[str, dict[str, str]]) -> Iterator[dict[str, object]]:
    """`words`: "state", "role" → their words; periods are given as codes."""
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        said = {s.item_id: s for s in Statement.objects.filter(item_id__in=some).order_by("id")}
        for line in item_lines(some):
            last = said.get(line.id)
            yield {
                "id": line.uuid,
                "revision": line.revision,
                "path": line.path,
                "title": line.title,
                "unit": line.unit_name,
                "role": words["role"][line.role],
                "period": line.period,
                "state": words["state"][line.state],
                "progress": f"{line.done}/{line.asked}",
                "person": line.person,
                "due": line.due_on,
                "said": WORD_OF_SAID.get(last.state, "") if last else "",  # type: ignore[call-overload]
                "note": last.note if last else "",
                "stop": line.stop_reason,
            }


def ids_in_order(items: WorkItemQuerySet, most: int) -> list[int]:
    """By unit, task and due day; at most `most` and one."""
    found = items.order_by("unit_id", "task_id", "due_on", "pk").values_list("pk", flat=True)
    return list(found[: most + 1])
