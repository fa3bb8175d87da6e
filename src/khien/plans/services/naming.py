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

SURE_OF_NONE = 0.9  # "người dân", "các tổ chức, cá nhân": orgs knows that no unit is meant
MOST_NAMES = 3  # names listed where a phrase means several units


def day_of(plan: PlanDocument) -> dt.date:
    """The day whose units the plan means: its date of issue, the first day of what it leaves unsaid."""
    parts = [int(part) for part in plan.issued_on.split("-") if part]
    if not parts:
        return dt.date(plan.period_from, 1, 1) if plan.period_from else today()
    return dt.date(*[*parts, 1, 1][:3])


def province_of(plan: PlanDocument) -> int | None:
    """The unit below which names are looked up: the top of the owner's branch, else of the issuer's; None = all."""
    unit_id = plan.unit_id
    if unit_id is None and plan.issuer:
        found = orgs.resolve(plan.issuer, at=day_of(plan), now=today(), within=None)
        unit_id = found.units[0] if found.kind == "unit" and found.units else None
    while unit_id is not None:
        card = orgs.unit(unit_id)
        if card.parent_id is None or orgs.unit(card.parent_id).level == "central":
            break
        unit_id = card.parent_id
    return unit_id


@dataclass(slots=True)
class Namer:
    """Resolves phrases for one plan; asks orgs for all of them at once."""

    on: dt.date
    now: dt.date
    within: int | None
    _known: dict[str, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: PlanDocument, phrases: Iterable[Phrase]) -> Namer:
        namer = cls(on=day_of(plan), now=today(), within=province_of(plan))
        namer.learn([*(phrase.text for phrase in phrases), *([plan.issuer] if plan.issuer else [])])
        return namer

    def is_unit(self, text: str) -> bool:
        """Whether the phrase means one unit, beyond doubt."""
        self.learn([text])
        return bool(self._known[text]["meaning"] == "unit")

    def learn(self, texts: Iterable[str]) -> None:
        wanted = {text for text in texts if text not in self._known}
        if not wanted:
            return
        answers = orgs.resolve_all(wanted, at=self.on, now=self.now, within=self.within)
        ids = {i for answer in answers.values() for i in (*answer.units, *answer.today)}
        names = {unit_id: card.name for unit_id, card in orgs.units(ids).items()}
        self._known |= {text: _item(text, answer, names) for text, answer in answers.items()}

    def items(self, phrases: Sequence[Phrase]) -> list[Item]:
        """All agencies of a row, numbered inside each role."""
        self.learn(phrase.text for phrase in phrases)
        counts: dict[AgencyRole, int] = {}
        made = []
        for phrase in phrases:
            counts[phrase.role] = counts.get(phrase.role, 0) + 1
            item = {**self._known[phrase.text], "role": phrase.role.value, "ordinal": counts[phrase.role]}
            if item["meaning"] == "none" and phrase.role == AgencyRole.LEAD:
                item["state"] = AgencyState.UNSURE.value  # a lead nobody is must be decided by a person
            made.append(item)
        return made


def _item(phrase: str, answer: orgs.Resolution, names: Mapping[int, str]) -> Item:
    found = answer.kind in {"unit", "set"}
    sure = found or (answer.kind == "none" and answer.score >= SURE_OF_NONE)
    units = answer.today or answer.units
    return {
        "phrase": phrase[:500],
        "state": (AgencyState.SURE if sure else AgencyState.UNSURE).value,
        "meaning": str(answer.kind),
        "unit_ids": list(units) if found else [],
        "set_rule": answer.set_rule,
        "label": _names(answer.units, names)[:500] if found else "",
        "today_label": _names(answer.today, names)[:500] if found else "",
        "score": float(answer.score),
        "reason": answer.reason[:500],
        "alternatives": [[other.unit_id, other.label, other.score] for other in answer.alternatives],
    }


def _names(unit_ids: Sequence[int], names: Mapping[int, str]) -> str:
    """The names, or "" where there are too many to list: then the count says more."""
    if len(unit_ids) > MOST_NAMES:
        return ""
    return ", ".join(names[unit_id] for unit_id in unit_ids if unit_id in names)


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
    """Tell orgs, so that the next plan knows. "Nobody" is not remembered: it may only be unknown today."""
    if answer.meaning == "none" or (answer.meaning == "unit" and len(answer.unit_ids) != 1):
        return
    orgs.remember_alias(
        phrase,
        within=province_of(plan),
        actor=actor,
        at=at,
        unit_id=answer.unit_ids[0] if answer.meaning == "unit" else None,
        set_rule=answer.set_rule if answer.meaning == "set" else None,
        origin=plan.label,
    )
