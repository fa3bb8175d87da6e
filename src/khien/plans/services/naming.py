"""Agencies as the document writes them become units, through `khien.orgs.api`. Refuses to guess: what orgs is not
sure of stays unsure until a person decides, and what she decides is remembered for the next plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khien.base.access import Actor
from khien.base.clock import today
from khien.orgs import api as orgs
from khien.plans.models import PlanDocument
from khien.plans.rules.drafts import Phrase
from khien.plans.rules.kinds import AgencyRole, AgencyState

Item = dict[str, Any]  # the fields of a RowAgency but its row


def day_of(plan: PlanDocument) -> dt.date:
    """The day whose units the plan means: its date of issue, the first day of what it leaves unsaid."""
    parts = [int(part) for part in plan.issued_on.split("-") if part]
    if not parts:
        return dt.date(plan.period_from, 1, 1) if plan.period_from else today()
    return dt.date(*[*parts, 1, 1][:3])


@dataclass(slots=True)
class Namer:
    """Resolves phrases for one plan; asks orgs once for each different phrase."""

    on: dt.date
    within: int | None
    _known: dict[str, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: PlanDocument) -> Namer:
        return cls(on=day_of(plan), within=plan.unit_id)

    def item(self, phrase: str, *, role: AgencyRole, ordinal: int) -> Item:
        if phrase not in self._known:
            self._known[phrase] = self._ask(phrase)
        return {**self._known[phrase], "role": role.value, "ordinal": ordinal}

    def items(self, phrases: Iterable[Phrase]) -> list[Item]:
        """All agencies of a row, numbered inside each role."""
        counts: dict[AgencyRole, int] = {}
        made = []
        for phrase in phrases:
            counts[phrase.role] = counts.get(phrase.role, 0) + 1
            made.append(self.item(phrase.text, role=phrase.role, ordinal=counts[phrase.role]))
        return made

    def _ask(self, phrase: str) -> Item:
        answer = orgs.resolve(phrase, at=self.on, within=self.within)
        sure = answer.kind in {"unit", "set"}
        return {
            "phrase": phrase[:500],
            "state": (AgencyState.SURE if sure else AgencyState.UNSURE).value,
            "meaning": answer.kind,
            "unit_ids": list(answer.unit_ids) if sure else [],
            "set_rule": None,
            "label": str(answer.label or "")[:500],
            "today_label": str(answer.today_label or "")[:500],
            "score": float(answer.score),
            "reason": str(answer.reason)[:500],
            "alternatives": [],
        }


def keep_decided(fresh: Sequence[Item], old: Iterable[Mapping[str, Any]]) -> list[Item]:
    """What a person said of a phrase stands in the new list too."""
    decided = {item["phrase"]: item for item in old if item["state"] == AgencyState.DECIDED}
    kept = []
    for item in fresh:
        before = decided.get(item["phrase"])
        kept.append({**before, "role": item["role"], "ordinal": item["ordinal"]} if before else item)
    return kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says a phrase means: a unit, a set of units, or nobody we keep ("none": it stays text)."""

    meaning: str  # unit | set | none
    unit_ids: tuple[int, ...] = ()
    label: str = ""
    set_rule: dict[str, Any] | None = None


def remember(actor: Actor, phrase: str, answer: Answer, *, plan: PlanDocument, at: dt.datetime) -> None:
    """Tell orgs, so that the next plan knows. Only single units are remembered."""
    if answer.meaning == "unit" and len(answer.unit_ids) == 1:
        orgs.remember_alias(
            actor=actor,
            phrase=phrase,
            unit_id=answer.unit_ids[0],
            within=plan.unit_id,
            origin=plan.label,
            at=at,
        )
