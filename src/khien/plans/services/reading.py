"""What the reading job does to the database: begin, signs of life, the result at once, or the sentence why not.

A job that is killed and run again does no harm: rows are written in one transaction, once per reader version.
Refuses to read: `jobs.py` calls vanban, outside any transaction.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction

from khien.base import audit
from khien.base.access import SYSTEM
from khien.plans.models import PlanDocument, PlanEdit, PlanFinding, PlanRow, PlanSource, RowAgency
from khien.plans.rules.asking import OwnFinding
from khien.plans.rules.drafts import Draft, drafts_of
from khien.plans.rules.kinds import Decision, FindingState, PlanStatus
from khien.plans.rules.rereading import Held, match
from khien.plans.rules.rows import to_json
from khien.plans.rules.source import place_to_json, source_to_json
from khien.plans.selectors.parents import parent_cited_by
from khien.plans.services.asking import ask_about_unsure, issuer_finding
from khien.plans.services.editing import STEP
from khien.plans.services.log import state_of, subject_of
from khien.plans.services.naming import Item, Namer, keep_decided
from vanban import Finding, Place, Plan

WAITS = frozenset({PlanStatus.QUEUED, PlanStatus.READING, PlanStatus.UNREADABLE, PlanStatus.REVIEW})


@transaction.atomic
def begin_reading(plan_id: int, *, reader_version: str, at: dt.datetime) -> PlanDocument | None:
    """The plan to read, or None when this version has read it already or nobody waits for it."""
    plan = PlanDocument.objects.select_for_update().select_related("stored").filter(pk=plan_id).first()
    if plan is None or plan.status not in WAITS:
        return None
    if plan.status == PlanStatus.REVIEW and plan.reader_version == reader_version:
        return None
    if plan.status != PlanStatus.REVIEW:
        plan.status = PlanStatus.READING
    plan.heartbeat, plan.reading_done, plan.reading_total = at, 0, 0
    plan.save(update_fields=["status", "heartbeat", "reading_done", "reading_total"])
    return plan


def note_progress(plan_id: int, *, doing: str, done: int, total: int, at: dt.datetime) -> None:
    PlanDocument.objects.filter(pk=plan_id, status__in=WAITS).update(
        reading_doing=doing[:200], reading_done=done, reading_total=total, heartbeat=at
    )


@transaction.atomic
def cannot_read(plan_id: int, *, sentence: str, at: dt.datetime) -> None:
    """Say in plain words why; the file stays kept. A plan already under review keeps its rows."""
    plan = PlanDocument.objects.select_for_update().get(pk=plan_id)
    if plan.status not in WAITS:
        return
    plan.unreadable, plan.heartbeat = sentence[:500], None
    if plan.status != PlanStatus.REVIEW:
        plan.status = PlanStatus.UNREADABLE
    plan.save(update_fields=["status", "unreadable", "heartbeat"])
    audit.record(
        actor=SYSTEM,
        action="plans.unreadable",
        subject=subject_of(plan),
        new={"sentence": plan.unreadable},
        at=at,
    )


@transaction.atomic
def store_reading(
    plan_id: int, read: Plan, *, reader_version: str, milliseconds: int, at: dt.datetime
) -> PlanDocument | None:
    """Write everything that was read, at once. None when another run was quicker or the plan was withdrawn."""
    plan = PlanDocument.objects.select_for_update().get(pk=plan_id)
    if plan.status not in WAITS or (
        plan.status == PlanStatus.REVIEW and plan.reader_version == reader_version
    ):
        return None
    again = plan.status == PlanStatus.REVIEW
    if not again:  # later the head is what people made of it
        _take_head(plan, read)
    plan.status, plan.unreadable, plan.heartbeat = PlanStatus.REVIEW, "", None
    plan.reader_version, plan.read_milliseconds, plan.read_at = reader_version, milliseconds, at
    plan.save()
    PlanSource.objects.update_or_create(
        plan=plan,
        defaults={"kind": read.source_kind, "pages": read.pages, "content": source_to_json(read)},
    )
    kept, own = _write_rows(plan, drafts_of(read), at)
    if plan.unit_id is not None and plan.parent_id is None and not again:
        plan.parent = parent_cited_by(plan)
        plan.save(update_fields=["parent"])
    _write_findings(plan, [*own, *read.findings])
    if again:
        _mark_reread(plan, kept, at)
    audit.record(
        actor=SYSTEM,
        action="plans.read",
        subject=subject_of(plan),
        new={
            "reader": reader_version,
            "milliseconds": milliseconds,
            "kept_decisions": kept,
            "parent": str(plan.parent.uuid) if plan.parent else None,
        },
        at=at,
    )
    return plan


def _mark_reread(plan: PlanDocument, kept: int, at: dt.datetime) -> None:
    """A line in the history that undo does not cross: places before it belong to another reading."""
    plan.last_edit += 1
    plan.save(update_fields=["last_edit"])
    PlanEdit.objects.create(
        plan=plan,
        number=plan.last_edit,
        action="reread",
        subject=str(kept),
        at=at,
        actor_id=SYSTEM.id,
        actor_label=SYSTEM.label,
    )


def _take_head(plan: PlanDocument, read: Plan) -> None:
    head = read.head
    signer = head.signer
    signed = (signer.on_behalf, signer.position, signer.name) if signer else ()
    plan.kind = (head.kind or "")[:60]
    plan.number = (head.number or head.symbol or "")[:80]
    plan.issued_on = (head.date or "")[:10]
    plan.issuer = (head.issuer or "")[:300]
    plan.place_name = (head.place or "")[:120]
    plan.title = (head.title or "")[:1000]
    plan.signer = ", ".join(part for part in signed if part)[:300]
    plan.period_from, plan.period_to = head.period_from, head.period_to
    plan.stated_total_vnd = read.budget.stated_total_vnd
    plan.recipients = list(head.recipients)


def _write_rows(plan: PlanDocument, drafts: Sequence[Draft], at: dt.datetime) -> tuple[int, list[OwnFinding]]:
    """New rows, rows that stay, rows the new reading no longer finds; what was not understood is asked.

    Returns how many decisions were kept, and what is to be told of the plan as a whole.
    """
    known = set(RowAgency.objects.filter(row__plan=plan).values_list("phrase", flat=True).distinct())
    rows = {row.pk: row for row in PlanRow.objects.filter(plan=plan)}
    held = [
        Held(row.pk, row.kind, row.path, row.typed.text, row.key, row.decision, row.alive)
        for row in rows.values()
        if row.key
    ]
    matched = match(held, drafts)
    namer = Namer.of(plan, [phrase for draft in drafts for phrase in draft.agencies])
    _let_go(rows, matched.gone)
    fresh: list[tuple[PlanRow, list[Item]]] = []
    kept = 0
    for index, draft in enumerate(drafts):
        row_id = matched.by_draft.get(index)
        row = rows[row_id] if row_id is not None else PlanRow(plan=plan, kind=draft.kind)
        spoken = row.decision != Decision.UNSEEN
        kept += spoken
        held_agencies = [] if row_id is None else state_of(row)["agencies"]
        _fill(row, draft, position=STEP * (index + 1), spoken=spoken)
        fresh.append((row, _agencies_of(draft, held_agencies, namer, spoken=spoken)))
    _save_rows(fresh)
    items = [item for _, named in fresh for item in named]
    ask_about_unsure(plan, items, namer, known=known, at=at)
    own = issuer_finding(plan, items, namer)
    return kept, [own] if own else []


def _let_go(rows: dict[int, PlanRow], gone: Sequence[int]) -> None:
    """Rows nobody has spoken of are no longer there; the others stay, and lose the key another row may need."""
    for row_id in gone:
        row = rows[row_id]
        if row.decision == Decision.UNSEEN:
            row.alive = False
        row.key = ""
        row.revision += 1
        row.save(update_fields=["alive", "key", "revision"])


def _fill(row: PlanRow, draft: Draft, *, position: float, spoken: bool) -> None:
    place = draft.place or Place(0)
    row.place_block = place.block if draft.place else None
    row.place_row, row.place_column, row.place_page = place.row, place.column, place.page
    row.confidence, row.doubts, row.key, row.position = (
        draft.confidence,
        list(draft.doubts),
        draft.key,
        position,
    )
    if not spoken:
        row.path, row.data = draft.path[:120], to_json(draft.data)
    row.alive = row.alive or not spoken
    row.revision += not row._state.adding


def _agencies_of(draft: Draft, old: list[Item], namer: Namer, *, spoken: bool) -> list[Item]:
    return old if spoken and old else keep_decided(namer.items(draft.agencies), old)


def _save_rows(fresh: Sequence[tuple[PlanRow, list[Item]]]) -> None:
    held = [row for row, _ in fresh if not row._state.adding]
    PlanRow.objects.bulk_create(row for row, _ in fresh if row._state.adding)
    RowAgency.objects.filter(row__in=held).delete()
    for row in held:
        row.save()
    RowAgency.objects.bulk_create(RowAgency(row=row, **item) for row, items in fresh for item in items)


def _write_findings(plan: PlanDocument, findings: Sequence[Finding | OwnFinding]) -> None:
    """A finding that was answered keeps its answer; one the new reading no longer makes goes, unless answered."""
    seen: dict[str, Finding | OwnFinding] = {}
    for finding in findings:
        seen.setdefault(_finding_key(finding), finding)
    held = {item.key: item for item in PlanFinding.objects.filter(plan=plan)}
    PlanFinding.objects.filter(plan=plan, state=FindingState.OPEN).exclude(key__in=seen).delete()
    for ordinal, (key, finding) in enumerate(seen.items(), start=1):
        item = held.get(key) or PlanFinding(plan=plan, key=key)
        item.ordinal, item.kind, item.severity = ordinal, finding.kind, finding.severity
        item.where, item.text = finding.where[:300], finding.text
        item.quote, item.advice = finding.quote, finding.advice
        item.places = [place_to_json(place) for place in finding.places]
        item.save()


def _finding_key(finding: Finding | OwnFinding) -> str:
    said = "\x1f".join((finding.kind, finding.where, finding.text, finding.quote))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
