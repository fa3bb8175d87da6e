"""What a reading could not settle by itself is put to people: names nobody knows go to orgs' page of questions, and
an issuer who is not in the list of units is told at the top of the review. Refuses to settle either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from khien.orgs import api as orgs
from khien.plans.models import PlanDocument
from khien.plans.rules.asking import ASKED_ROLES, UNKNOWN_ISSUER, OwnFinding, is_plain_collective
from khien.plans.rules.kinds import AgencyState
from khien.plans.services.naming import SURE_OF_NONE, Item, Namer

HIGHEST_CLIMB = 6  # storeys between any unit and its province, merged ones included


def ask_about_unsure(
    plan: PlanDocument, items: Iterable[Item], namer: Namer, *, known: Collection[str], at: dt.datetime
) -> None:
    """Each phrase once for a plan: `known` are those an earlier reading of it has seen, and asked about."""
    asked = dict.fromkeys(item["phrase"] for item in items if _worth_asking(item))
    for phrase in asked:
        if phrase not in known:
            orgs.ask_about_name(phrase, on=namer.on, within=namer.within, at=at, origin=plan.label)


def _worth_asking(item: Item) -> bool:
    if item["state"] != AgencyState.UNSURE or item["role"] not in ASKED_ROLES:
        return False
    nobody = item["meaning"] == "none" and item["score"] >= SURE_OF_NONE
    return not nobody and not is_plain_collective(item["phrase"])


def issuer_finding(plan: PlanDocument, items: Iterable[Item], namer: Namer) -> OwnFinding | None:
    """What to say when the plan's issuer is no unit we know; None when it is one, or when none was read."""
    if not plan.issuer or namer.is_unit(plan.issuer):
        return None
    province = _understood_as(items, namer)
    if province:
        text = _(
            "The issuing body “%(issuer)s” is not in the list of units. Names of agencies were understood as units "
            "of %(province)s; please check."
        )
    else:
        text = _(
            "The issuing body “%(issuer)s” is not in the list of units. Names of agencies were understood as any unit "
            "in the list; please check."
        )
    return OwnFinding(
        kind=UNKNOWN_ISSUER,
        severity="warning",
        where=_("Head of the document"),
        text=text % {"issuer": plan.issuer, "province": province},
        advice=_(
            "Where a name means a body of another province, leave it as text or add that unit to the list."
        ),
    )


def _understood_as(items: Iterable[Item], namer: Namer) -> str:
    """Whose units the names were taken for: the province's name, "" where they are of several, or of none."""
    if namer.within is not None:
        return orgs.unit(namer.within).name
    ids = {unit_id for item in items if item["meaning"] == "unit" for unit_id in item["unit_ids"]}
    cards = orgs.units(ids)
    for _storey in range(HIGHEST_CLIMB):
        above = orgs.units({card.parent_id for card in cards.values() if card.parent_id is not None})
        higher = {i: c for i, c in above.items() if c.level != orgs.Level.CENTRAL}
        if not higher:
            break
        cards = higher | {i: card for i, card in cards.items() if card.parent_id not in higher}
    names = {card.name for card in cards.values() if card.level == orgs.Level.PROVINCE}
    return names.pop() if len(names) == 1 else ""
