"""Lists of the workspace: materials in every state as lines, what waits for whom, what needs another look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from wagtail.models import WorkflowState

from khien.base.text import fold
from khien.library.models import Material
from khien.library.rules.kinds import MaterialKind, State
from khien.library.selectors.standing import (
    OPEN,
    in_progress,
    page_type,
    states_of,
    writers_of_all,
)
from khien.orgs import api as orgs

MOST_LOOKED_AT = 20_000  # titles compared with what was typed


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material in a list. `wanted`: why it needs another look; `origin_newer`: its origin has a newer text."""

    id: int
    uuid: str
    title: str
    summary: str
    kind: MaterialKind
    state: State
    unit: str
    topics: tuple[str, ...]
    language: str
    version: int
    changed_at: dt.datetime | None
    valid_until: dt.date | None
    wanted: str
    origin_newer: bool
    deleted_at: dt.datetime | None


def material_lines(ids: Sequence[int]) -> list[MaterialLine]:
    """In the order of `ids`; seven queries however many."""
    rows = Material.objects.select_related("adapted_from").prefetch_related("topics").in_bulk(list(ids))
    states = states_of(rows.values())
    units = orgs.unit_names({row.unit_id for row in rows.values()})
    return [_line(rows[pk], states[pk], units) for pk in ids if pk in rows]


def _line(row: Material, state: State, units: dict[int, str]) -> MaterialLine:
    origin = row.adapted_from
    return MaterialLine(
        id=row.pk,
        uuid=str(row.uuid),
        title=row.draft_title or row.title,
        summary=row.summary,
        kind=MaterialKind(row.kind),
        state=state,
        unit=units.get(row.unit_id, ""),
        topics=tuple(str(topic) for topic in row.topics.all()),
        language=row.language,
        version=row.version,
        changed_at=row.latest_revision_created_at,
        valid_until=row.valid_until,
        wanted=row.update_wanted,
        origin_newer=origin is not None and origin.version > row.adapted_version,
        deleted_at=row.deleted_at,
    )


def matching(rows: QuerySet[Material], text: str) -> QuerySet[Material]:
    """Those whose title, summary or keywords hold every word, marks or no marks."""
    return rows.filter(pk__in=ids_matching(rows, text)) if fold(text).split() else rows


def ids_matching(rows: QuerySet[Material], text: str) -> list[int]:
    """Ids of `matching`; one query."""
    words = fold(text).split()
    looked = rows.order_by().values_list("pk", "title", "draft_title", "summary", "keywords")[:MOST_LOOKED_AT]
    return [pk for pk, *texts in looked if all(word in fold(" ".join(texts)) for word in words)]


def found_or_matching(rows: QuerySet[Material], text: str, *, found: Sequence[str]) -> QuerySet[Material]:
    """Those that search found (uuids) and those that match."""
    return rows.filter(Q(pk__in=ids_matching(rows, text)) | Q(uuid__in=found))


def in_state(rows: QuerySet[Material], state: str) -> QuerySet[Material]:
    """Narrowed to one state, by the facts that `rules.life.state_of` reads."""
    flows = WorkflowState.objects.filter(base_content_type=page_type(), status__in=OPEN)
    open_ids = {int(pk): status for pk, status in flows.values_list("object_id", "status")}
    resting = rows.filter(live=False).exclude(pk__in=open_ids)
    match state:
        case State.PUBLISHED:
            return rows.filter(live=True)
        case State.IN_REVIEW | State.IN_APPROVAL:
            wanted = [
                pk for pk, approves in in_progress().items() if approves is (state == State.IN_APPROVAL)
            ]
            return rows.filter(live=False, pk__in=wanted)
        case State.RETURNED:
            back = [pk for pk, status in open_ids.items() if status == WorkflowState.STATUS_NEEDS_CHANGES]
            return rows.filter(live=False, pk__in=back)
        case State.WITHDRAWN:
            return resting.filter(withdrawn_at__isnull=False)
        case State.EXPIRED:
            return resting.filter(withdrawn_at__isnull=True, expired=True)
        case State.SCHEDULED:
            return resting.filter(go_live_at__isnull=False, expired=False)
    return resting.filter(withdrawn_at__isnull=True, expired=False, go_live_at__isnull=True)


def waiting_ids(
    rows: QuerySet[Material],
    steps: Mapping[int, bool],
    *,
    reader: str,
    writes: frozenset[int] | None,
    approves: frozenset[int] | None,
) -> list[int]:
    """What this person (account id) may check or approve now, of what `standing.in_progress` named: by unit, and not her
    own text. Oldest first."""
    waiting = rows.filter(pk__in=list(steps), deleted_at__isnull=True).select_related(
        "owner", "live_revision"
    )
    mine = [row for row in waiting if _takes(row.unit_id, steps[row.pk], writes, approves)]
    writers = writers_of_all(mine)
    found = [row for row in mine if reader not in writers[row.pk]]
    return [row.pk for row in sorted(found, key=lambda row: (row.latest_revision_id or 0, row.pk))]


def _takes(
    unit_id: int, approving: bool, writes: frozenset[int] | None, approves: frozenset[int] | None
) -> bool:
    may_approve = approves is None or unit_id in approves
    return may_approve or (not approving and (writes is None or unit_id in writes))


def wanting_update(rows: QuerySet[Material]) -> QuerySet[Material]:
    """An instrument fell, the last day comes near, or the origin of a copy has a newer text."""
    return rows.filter(~Q(update_wanted="") | Q(adapted_from__version__gt=F("adapted_version")))


def returned_ids(unit_ids: frozenset[int] | None) -> list[int]:
    """Sent back to be mended, in these units."""
    flows = WorkflowState.objects.filter(
        base_content_type=page_type(), status=WorkflowState.STATUS_NEEDS_CHANGES
    ).values_list("object_id", flat=True)
    rows = Material.objects.filter(pk__in=[int(pk) for pk in flows], deleted_at__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return list(rows.values_list("pk", flat=True))
