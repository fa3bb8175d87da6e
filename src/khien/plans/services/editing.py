"""Rows change: edit, decide, add, split, merge. Every service checks the revision the person had in front of her,
so that of two people typing into one row neither loses a word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.plans.errors import ChangedMeanwhile
from khien.plans.models import PlanDocument, PlanRow, RowAgency
from khien.plans.rules import editing
from khien.plans.rules.drafts import Phrase
from khien.plans.rules.kinds import ROLES_OF, AgencyRole, Decision, RowKind
from khien.plans.rules.rows import RowData, to_json
from khien.plans.services.log import (
    State,
    locked_for_edit,
    replace_agencies,
    state_of,
    states_of,
    write_down,
)
from khien.plans.services.naming import Namer, keep_decided

STEP = 1024.0  # room between two rows read from the document

Phrases = Mapping[AgencyRole, Sequence[str]]


def subject_text(row: PlanRow) -> str:
    """What people read in the history: the clause and the first words."""
    words = row.typed.text[:120]
    return f"{row.path} {words}".strip()


def _checked(plan: PlanDocument, row: PlanRow, revision: int) -> PlanRow:
    fresh = PlanRow.objects.select_for_update().get(pk=row.pk, plan=plan)
    if fresh.revision != revision or not fresh.alive:
        raise ChangedMeanwhile(theirs=state_of(fresh), revision=fresh.revision)
    return fresh


def _bumped(row: PlanRow, *fields: str) -> None:
    row.revision += 1
    row.save(update_fields=[*fields, "revision"])


@transaction.atomic
def edit_row(
    actor: Actor,
    row: PlanRow,
    *,
    data: RowData,
    phrases: Phrases | None = None,
    path: str | None = None,
    revision: int,
    at: dt.datetime,
) -> PlanRow:
    """Keep what was typed; nothing is written when nothing differs. `phrases` None leaves agencies as they are.

    Raises ChangedMeanwhile, NotUnderReview.
    """
    plan = locked_for_edit(row.plan)
    row = _checked(plan, row, revision)
    before = state_of(row)
    row.data = to_json(data)
    row.path = row.path if path is None else path
    if phrases is not None:
        _rename_agencies(plan, row, phrases, before)
    after = state_of(row)
    if after == before:
        return row
    if row.decision != Decision.ADDED:
        row.decision = Decision.EDITED
    _bumped(row, "data", "path", "decision")
    _log(plan, actor, "edit", row, changed=({str(row.uuid): before}, [row]), at=at)
    return row


def _rename_agencies(plan: PlanDocument, row: PlanRow, phrases: Phrases, before: State) -> None:
    listed = [
        Phrase(role, text) for role in ROLES_OF.get(RowKind(row.kind), ()) for text in phrases.get(role, ())
    ]
    old = [(item.role, item.phrase) for item in RowAgency.objects.filter(row=row)]
    if sorted(old) == sorted((p.role.value, p.text) for p in listed):
        return
    held: list[State] = before["agencies"]
    replace_agencies(row, keep_decided(Namer.of(plan, listed).items(listed), held))


@transaction.atomic
def decide_row(actor: Actor, row: PlanRow, *, decision: Decision, revision: int, at: dt.datetime) -> PlanRow:
    """Accept, drop, or take a dropped row back (UNSEEN). Raises ChangedMeanwhile, NotUnderReview."""
    plan = locked_for_edit(row.plan)
    row = _checked(plan, row, revision)
    if row.decision == decision:
        return row
    before = state_of(row)
    action = {Decision.ACCEPTED: "accept", Decision.DROPPED: "drop"}.get(decision, "restore")
    row.decision = _came_back(row) if action == "restore" else decision
    _bumped(row, "decision")
    _log(plan, actor, action, row, changed=({str(row.uuid): before}, [row]), at=at)
    return row


def _came_back(row: PlanRow) -> Decision:
    return Decision.UNSEEN if row.key else Decision.ADDED


@transaction.atomic
def accept_rows(actor: Actor, plan: PlanDocument, rows: Iterable[PlanRow], *, at: dt.datetime) -> int:
    """Accept several rows in one step that one undo takes back. Rows decided meanwhile are left alone."""
    plan = locked_for_edit(plan)
    wanted = [row.pk for row in rows]
    fresh = list(
        PlanRow.objects.select_for_update().filter(
            plan=plan, pk__in=wanted, alive=True, decision=Decision.UNSEEN
        )
    )
    if not fresh:
        return 0
    before = states_of(fresh)
    for row in fresh:
        row.decision = Decision.ACCEPTED
        row.revision += 1
    PlanRow.objects.bulk_update(fresh, ["decision", "revision"])
    _log(plan, actor, "accept", fresh[0], changed=(before, fresh), at=at)
    return len(fresh)


@transaction.atomic
def add_row(
    actor: Actor,
    plan: PlanDocument,
    *,
    kind: RowKind,
    data: RowData,
    phrases: Phrases,
    path: str,
    after: PlanRow | None,
    at: dt.datetime,
) -> PlanRow:
    """A row the reader did not find, put after another one or at the end."""
    plan = locked_for_edit(plan)
    row = PlanRow(plan=plan, kind=kind, path=path, data=to_json(data), decision=Decision.ADDED)
    row.position = _positions(plan, kind, after, 1)[0]
    _same_place(row, after)
    row.save(force_insert=True)
    listed = [Phrase(role, text) for role in ROLES_OF.get(kind, ()) for text in phrases.get(role, ())]
    replace_agencies(row, Namer.of(plan, listed).items(listed))
    _log(plan, actor, "add", row, changed=({str(row.uuid): None}, [row]), at=at)
    return row


@transaction.atomic
def split_row(
    actor: Actor, row: PlanRow, *, parts: Sequence[str], revision: int, at: dt.datetime
) -> list[PlanRow]:
    """One row becomes as many as there are parts; the agencies go with each. Raises KhienError below two parts."""
    plan = locked_for_edit(row.plan)
    row = _checked(plan, row, revision)
    if len(parts) < 2 or RowKind(row.kind) not in editing.CAN_SPLIT:
        raise KhienError(_("Write at least two lines: each line becomes a row."), code="split-needs-two")
    before = state_of(row)
    made = editing.split(row.typed, parts)
    row.data = to_json(made[0])
    row.decision = Decision.EDITED if row.decision != Decision.ADDED else row.decision
    _bumped(row, "data", "decision")
    rows = [row]
    for position, data in zip(_positions(plan, RowKind(row.kind), row, len(made) - 1), made[1:], strict=True):
        rows.append(_sibling(row, data, position, before["agencies"]))
    states = {str(item.uuid): None for item in rows[1:]} | {str(row.uuid): before}
    _log(plan, actor, "split", row, changed=(states, rows), at=at)
    return rows


def _sibling(row: PlanRow, data: RowData, position: float, agencies: list[State]) -> PlanRow:
    fresh = PlanRow(
        plan_id=row.plan_id,
        kind=row.kind,
        path=row.path,
        data=to_json(data),
        position=position,
        decision=Decision.ADDED,
        confidence=row.confidence,
    )
    _same_place(fresh, row)
    fresh.save(force_insert=True)
    replace_agencies(fresh, agencies)
    return fresh


@transaction.atomic
def merge_rows(
    actor: Actor, first: PlanRow, second: PlanRow, *, revisions: tuple[int, int], at: dt.datetime
) -> PlanRow:
    """The second row goes into the first. Agencies of both stay, each once. Raises KhienError for unlike kinds."""
    plan = locked_for_edit(first.plan)
    first, second = _checked(plan, first, revisions[0]), _checked(plan, second, revisions[1])
    if first.kind != second.kind or RowKind(first.kind) not in editing.CAN_MERGE or first.pk == second.pk:
        raise KhienError(_("Only two different rows of the same kind can become one."), code="merge-unlike")
    before = {str(item.uuid): state_of(item) for item in (first, second)}
    first.data = to_json(editing.merge(first.typed, second.typed))
    first.decision = Decision.EDITED if first.decision != Decision.ADDED else first.decision
    _bumped(first, "data", "decision")
    replace_agencies(
        first, _united(before[str(first.uuid)]["agencies"], before[str(second.uuid)]["agencies"])
    )
    second.alive, second.decision = False, Decision.EDITED  # spoken of: a new reading must not bring it back
    _bumped(second, "alive", "decision")
    _log(plan, actor, "merge", first, changed=(dict(before), [first, second]), at=at)
    return first


def _united(first: list[State], second: list[State]) -> list[State]:
    made: list[State] = []
    for item in (*first, *second):
        if any(o["role"] == item["role"] and o["phrase"] == item["phrase"] for o in made):
            continue
        made.append({**item, "ordinal": sum(o["role"] == item["role"] for o in made) + 1})
    return made


def _same_place(row: PlanRow, like: PlanRow | None) -> None:
    if like is not None:
        row.place_block, row.place_row = like.place_block, like.place_row
        row.place_column, row.place_page = like.place_column, like.place_page


def _positions(plan: PlanDocument, kind: RowKind, after: PlanRow | None, count: int) -> list[float]:
    """`count` places behind a row and before the next one, or at the end."""
    rows = PlanRow.objects.filter(plan=plan, kind=kind)
    if after is None or after.kind != kind:
        last = rows.aggregate(last=Max("position"))["last"] or 0.0
        return [last + STEP * (i + 1) for i in range(count)]
    following = rows.filter(position__gt=after.position).order_by("position").first()
    gap = (following.position - after.position) if following else STEP * (count + 1)
    return [after.position + gap * (i + 1) / (count + 1) for i in range(count)]


def _many(count: int) -> str:
    return ngettext("%(n)d row", "%(n)d rows", count) % {"n": count}


def _log(
    plan: PlanDocument,
    actor: Actor,
    action: str,
    row: PlanRow,
    *,
    changed: tuple[Mapping[str, State | None], Sequence[PlanRow]],
    at: dt.datetime,
) -> None:
    before, rows = changed
    states = states_of(rows)
    after = {str(item.uuid): states[str(item.uuid)] if item.alive else None for item in rows}
    subject = subject_text(row) if len(rows) == 1 or action in {"split", "merge"} else _many(len(rows))
    write_down(plan, actor=actor, action=action, subject=subject, before=dict(before), after=after, at=at)
