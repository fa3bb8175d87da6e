"""The rows side of the review: every row as its card shows it, tabs with counts, findings, undo. Few queries,
whatever the plan's length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from khien.plans import wording
from khien.plans.models import PlanDocument, PlanEdit, PlanFinding, PlanRow, RowAgency
from khien.plans.rules import editing
from khien.plans.rules.asking import UNKNOWN_ISSUER
from khien.plans.rules.history import Cursor, Step, cursor
from khien.plans.rules.kinds import AgencyRole, AgencyState, Decision, FindingState, PlanStatus, RowKind
from khien.plans.rules.review import Reason, doubtful_first, lead_obstacle, reasons_to_look
from khien.plans.rules.source import anchor, place_from_json
from khien.plans.selectors.content import MAY_BE_FLAGGED, stand_of
from khien.plans.selectors.facts import Shown, shown
from khien.plans.selectors.twins import twins_among, twins_of

TABS = (
    RowKind.TASK,
    RowKind.TARGET,
    RowKind.THEME,
    RowKind.ASSIGNMENT,
    RowKind.DUTY,
    RowKind.BUDGET,
    RowKind.REFERENCE,
)


@dataclass(frozen=True, slots=True)
class AgencyChip:
    """An agency on a card. `today` is set where the unit has another name now, `many` where it means several."""

    role: str
    role_label: object
    ordinal: int
    phrase: str
    state: str
    label: str
    today: str
    is_set: bool
    count: int
    reason: str
    unsure: bool
    as_text: bool
    many: str

    @property
    def css(self) -> str:
        return " chip-need" if self.unsure else " chip-text" if self.as_text else ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    uuid: str
    kind: str
    kind_label: object
    severity: str
    severity_label: object
    tone: str
    where: str
    text: str
    quote: str
    advice: str
    anchor: str
    state: str
    state_label: object
    remark: str

    @property
    def is_open(self) -> bool:
        return self.state == FindingState.OPEN


@dataclass(frozen=True, slots=True)
class RowCard:
    """One row as its card shows it. `look` = why it asks for a look, where nothing else on the card says so;
    `hinders` = what stands in the way of adoption."""

    uuid: str
    kind: str
    path: str
    shown: Shown
    anchor: str
    decision: str
    decision_label: object
    revision: int
    needs_look: bool
    look: tuple[object, ...]
    hinders: object | None
    groups: tuple[tuple[object, tuple[AgencyChip, ...]], ...]
    findings: tuple[FindingCard, ...]
    can_split: bool  # and merged with the one above: the same kinds can do both

    @property
    def open(self) -> bool:
        return self.decision == Decision.UNSEEN

    @property
    def dropped(self) -> bool:
        return self.decision == Decision.DROPPED

    @property
    def settled(self) -> bool:
        return self.decision in {Decision.ACCEPTED, Decision.EDITED, Decision.ADDED}

    @property
    def told(self) -> bool:
        """Whether the decision is written out: what was done to the row, not merely that it was accepted."""
        return self.decision in {Decision.DROPPED, Decision.EDITED, Decision.ADDED}


@dataclass(frozen=True, slots=True)
class Tab:
    """`count` without the dropped; `look` how many ask for a look; `settled` how many a person has decided."""

    code: str
    label: object
    count: int
    look: int
    settled: int
    rows: tuple[RowCard, ...]


@dataclass(frozen=True, slots=True)
class LastEdit:
    """What undo or redo would speak of."""

    number: int
    action_label: object
    subject: str
    actor_label: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Review:
    """Everything beside the document."""

    tabs: tuple[Tab, ...]
    findings: tuple[FindingCard, ...]
    undo: LastEdit | None
    redo: LastEdit | None
    saved_at: dt.datetime | None
    can_edit: bool
    twins: int  # tasks that stand in the body and again in the annex

    @property
    def notices(self) -> tuple[FindingCard, ...]:
        """What concerns the plan as a whole and stands above everything until it is settled."""
        return tuple(f for f in self.findings if f.is_open and f.kind == UNKNOWN_ISSUER)

    @property
    def to_look(self) -> int:
        return sum(tab.look for tab in self.tabs) + len(self.notices)

    @property
    def all_rows(self) -> int:
        return sum(tab.count for tab in self.tabs)

    @property
    def settled(self) -> int:
        return sum(tab.settled for tab in self.tabs)

    @property
    def hindering(self) -> int:
        return sum(row.hinders is not None for tab in self.tabs for row in tab.rows)

    @property
    def open_findings(self) -> int:
        return sum(finding.is_open for finding in self.findings)

    @property
    def sure_and_open(self) -> int:
        return sum(row.open and not row.needs_look for tab in self.tabs for row in tab.rows)

    def tab(self, code: str) -> Tab:
        return next(tab for tab in self.tabs if tab.code == code)

    def row(self, uuid: str) -> RowCard | None:
        return next((row for tab in self.tabs for row in tab.rows if row.uuid == uuid), None)


def review_of(plan: PlanDocument, *, in_order: bool = False, can_write: bool = True) -> Review:
    """Five queries. `in_order`: as the document has them instead of the doubtful ones first."""
    findings = tuple(map(_finding_card, PlanFinding.objects.filter(plan=plan).order_by("ordinal")))
    by_anchor = _by_anchor(plan, findings)
    rows = list(
        PlanRow.objects.filter(plan=plan, alive=True).prefetch_related("agencies").order_by("position", "id")
    )
    twice = frozenset(twin.body for twin in twins_among(rows))
    cards = {kind: [_card(row, by_anchor, twice) for row in rows if row.kind == kind] for kind in TABS}
    undo, redo, last = _edits(plan)
    return Review(
        tabs=tuple(_tab(kind, cards[kind], in_order=in_order) for kind in TABS),
        findings=tuple(sorted(findings, key=_finding_order)),
        undo=undo,
        redo=redo,
        saved_at=last,
        can_edit=can_write and plan.status == PlanStatus.REVIEW,
        twins=len(twice),
    )


def card_of(row: PlanRow) -> RowCard:
    """One card alone: after an edit, or on its own page."""
    findings = tuple(map(_finding_card, PlanFinding.objects.filter(plan_id=row.plan_id)))
    twice = frozenset(twin.body for twin in twins_of(row.plan))
    return _card(row, _by_anchor(row.plan, findings), twice)


def _tab(kind: RowKind, cards: list[RowCard], *, in_order: bool) -> Tab:
    if not in_order:
        cards = [cards[i] for i in doubtful_first([(card.needs_look, n) for n, card in enumerate(cards)])]
    kept = [card for card in cards if not card.dropped]
    return Tab(
        code=kind.value,
        label=wording.TAB[kind],
        count=len(kept),
        look=sum(card.needs_look for card in kept),
        settled=sum(not card.open for card in kept),
        rows=tuple(cards),
    )


def _card(row: PlanRow, by_anchor: Mapping[str, list[FindingCard]], twice: frozenset[str]) -> RowCard:
    found = tuple(by_anchor.get(row.anchor, ())) if row.kind in MAY_BE_FLAGGED and row.anchor else ()
    flagged = sum(finding.is_open and finding.severity != "info" for finding in found)
    held = {row.anchor: flagged} if row.anchor else {}
    stand = stand_of(row, held, told_twice=str(row.uuid) in twice)
    reasons = reasons_to_look(stand)
    hinders = lead_obstacle(stand)
    kind = RowKind(row.kind)
    return RowCard(
        uuid=str(row.uuid),
        kind=row.kind,
        path=row.path,
        shown=shown(row.typed),
        anchor=row.anchor,
        decision=row.decision,
        decision_label=wording.DECISION[row.decision],
        revision=row.revision,
        needs_look=bool(reasons) or hinders is not None,
        look=_why(reasons, row, hinders),
        hinders=wording.REASON[hinders] if hinders else None,
        groups=_groups(row.agencies.all()),
        findings=_worth_showing(found, hinders),
        can_split=kind in editing.CAN_SPLIT,
    )


_WITHOUT_LEAD = frozenset({Reason.NO_LEAD, Reason.TOLD_TWICE})  # the card says it; doubts need not again


def _why(reasons: Iterable[Reason], row: PlanRow, hinders: Reason | None) -> tuple[object, ...]:
    """Each thing once: what a chip or a finding on the card already says is not said again in general words."""
    asked = tuple(reasons)
    doubts = [doubt for doubt in row.doubts if not (hinders in _WITHOUT_LEAD and "chủ trì" in doubt)]
    words: list[object] = list(doubts) if Reason.DOUBT in asked else []
    if Reason.LOW_CONFIDENCE in asked and not row.doubts:
        words.append(wording.REASON[Reason.LOW_CONFIDENCE])
    return tuple(words)


def _worth_showing(found: tuple[FindingCard, ...], hinders: Reason | None) -> tuple[FindingCard, ...]:
    """The open ones; "nobody leads" only where the card does not say so already."""
    return tuple(
        finding
        for finding in found
        if finding.is_open and not (hinders in _WITHOUT_LEAD and finding.kind == "missing_lead")
    )


def _groups(agencies: Iterable[RowAgency]) -> tuple[tuple[object, tuple[AgencyChip, ...]], ...]:
    held: dict[str, list[AgencyChip]] = {}
    for item in agencies:
        held.setdefault(item.role, []).append(chip_of(item))
    return tuple((wording.ROLE[role], tuple(held[role])) for role in AgencyRole if role in held)


def chip_of(item: RowAgency) -> AgencyChip:
    today = item.today_label if item.today_label and item.today_label != item.phrase else ""
    return AgencyChip(
        role=item.role,
        role_label=wording.ROLE[item.role],
        ordinal=item.ordinal,
        phrase=item.phrase,
        state=item.state,
        label=item.label,
        today=today,
        is_set=item.meaning == "set",
        count=len(item.unit_ids),
        reason=item.reason,
        unsure=item.state == AgencyState.UNSURE,
        as_text=item.state != AgencyState.UNSURE and not item.unit_ids,
        many=_many(len(item.unit_ids)) if len(item.unit_ids) > 1 else "",
    )


def _many(count: int) -> str:
    return ngettext("%(n)d unit", "%(n)d units", count) % {"n": count}


def _finding_card(finding: PlanFinding) -> FindingCard:
    places = [anchor(place_from_json(place)) for place in finding.places]
    return FindingCard(
        uuid=str(finding.uuid),
        kind=finding.kind,
        kind_label=wording.FINDING_KIND.get(finding.kind, wording.FINDING_KIND["other"]),
        severity=finding.severity,
        severity_label=wording.SEVERITY.get(finding.severity, finding.severity),
        tone=wording.SEVERITY_TONE.get(finding.severity, "info"),
        where=finding.where,
        text=finding.text,
        quote=finding.quote,
        advice=finding.advice,
        anchor=next((name for name in places if name), ""),
        state=finding.state,
        state_label=wording.FINDING_STATE[finding.state],
        remark=finding.remark,
    )


def finding_card(finding: PlanFinding) -> FindingCard:
    return _finding_card(finding)


_SEVERITIES = ("error", "warning", "info")


def _finding_order(finding: FindingCard) -> tuple[bool, int]:
    """The open ones first, the grave ones first; the rest in the document's order (the sort is stable)."""
    rank = _SEVERITIES.index(finding.severity) if finding.severity in _SEVERITIES else len(_SEVERITIES)
    return (not finding.is_open, rank)


def _by_anchor(plan: PlanDocument, findings: Iterable[FindingCard]) -> dict[str, list[FindingCard]]:
    cards = {card.uuid: card for card in findings}
    held: dict[str, list[FindingCard]] = {}
    for uuid, places in PlanFinding.objects.filter(plan=plan).values_list("uuid", "places"):
        for name in dict.fromkeys(anchor(place_from_json(place)) for place in places):
            if name:
                held.setdefault(name, []).append(cards[str(uuid)])
    return held


def _edits(plan: PlanDocument) -> tuple[LastEdit | None, LastEdit | None, dt.datetime | None]:
    """What undo and redo would do, and when the plan was last changed. Two queries over narrow columns."""
    steps = list(
        PlanEdit.objects.filter(plan=plan).order_by("number").values_list("number", "action", "target", "at")
    )
    if not steps:
        return None, None, plan.read_at
    where: Cursor = cursor(Step(*step[:3]) for step in steps)
    wanted = [number for number in (where.undo, where.redo) if number is not None]
    edits = {
        edit.number: LastEdit(
            edit.number, wording.ACTION[edit.action], edit.subject, edit.actor_label, edit.at
        )
        for edit in PlanEdit.objects.filter(plan=plan, number__in=wanted).defer("before", "after")
    }
    return edits.get(where.undo or 0), edits.get(where.redo or 0), steps[-1][3]
